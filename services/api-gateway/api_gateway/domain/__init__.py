"""The rules. No I/O."""
