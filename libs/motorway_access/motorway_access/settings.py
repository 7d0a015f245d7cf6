"""The setting of every service behind the gateway."""

from collections.abc import Mapping
from pathlib import Path

from motorway_kit.settings import Settings

from motorway_access.guard import Guard, Rule
from motorway_access.tokens import Verifier


class AccessSettings(Settings):
    """`caller_keys_file`: the public keys (PEM, one or more) with which the api-gateway signs callers."""

    caller_keys_file: Path

    def guard(self, rules: Mapping[str, Rule]) -> Guard:
        """Of the service's gRPC door. Raises OSError, or ValueError for a file without a key."""
        return Guard(Verifier.load(self.caller_keys_file), rules)
