"""What the gateway does, one coroutine for each use."""
