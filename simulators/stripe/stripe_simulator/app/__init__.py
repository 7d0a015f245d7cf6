"""What can be done: one function for each call, on a world."""
