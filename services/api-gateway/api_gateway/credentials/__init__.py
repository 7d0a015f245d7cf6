"""Passwords, tokens, sealed secrets, and the count of failures: what proves who somebody is."""
