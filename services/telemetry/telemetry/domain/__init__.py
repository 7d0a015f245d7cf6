"""The rules of readings, without any input or output."""
