"""What can be done, one coroutine for each use."""
