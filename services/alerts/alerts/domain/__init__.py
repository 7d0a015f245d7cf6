"""The rules: no input, no output."""
