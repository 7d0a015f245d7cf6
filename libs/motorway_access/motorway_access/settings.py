"""The setting of every service behind the gateway."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from motorway_kit.grpc_server import AddServicer, grpc_server
from motorway_kit.settings import Settings

from motorway_access.guard import Guard, Rule
from motorway_access.tokens import Verifier


class AccessSettings(Settings):
    """`caller_keys_file`: the public keys (PEM, one or more) with which the api-gateway signs callers.

    `service_keys_dir`: those of services that ask by themselves, `<name>.pem`.
    """

    grpc_bind: str
    caller_keys_file: Path
    service_keys_dir: Path | None = None

    def grpc_door(
        self, servicers: Sequence[tuple[AddServicer, object]], rules: Mapping[str, Rule]
    ) -> AbstractAsyncContextManager[int]:
        """The service's gRPC server: guarded, with TLS and reflection as they are set; yields the port."""
        guard = self.guard(rules)
        return grpc_server(self.grpc_bind, servicers, guard=guard, tls=self.grpc_tls, reflection=self.grpc_reflection)

    def guard(self, rules: Mapping[str, Rule]) -> Guard:
        """Of the service's gRPC door. Raises OSError, or ValueError for a file without a key."""
        return Guard(Verifier.load(self.caller_keys_file, services=self.service_keys_dir), rules)
