"""Backups of an installation: every database at one instant, its secrets, proof that they can be restored."""
