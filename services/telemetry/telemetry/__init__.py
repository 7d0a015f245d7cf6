"""Readings: stored, rolled up and queried."""
