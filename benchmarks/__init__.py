"""Measured work: ratios within one run, on one machine."""
