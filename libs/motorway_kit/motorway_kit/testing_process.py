"""A plugin of pytest, named before the others: what its process must know before anything imports gRPC."""

import os

# gRPC's fork handlers now and then kill the child that was to become an engine.
os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "false")
