"""Alerts and the live stream."""
