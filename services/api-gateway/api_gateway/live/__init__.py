"""The live stream: one reader of Redis, one encoded chunk per group of clients, written straight to their sockets."""
