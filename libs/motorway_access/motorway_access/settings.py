"""The setting of every service behind the gateway."""

from pathlib import Path

from motorway_kit.settings import Settings


class AccessSettings(Settings):
    """`caller_keys_file`: the public keys (PEM, one or more) with which the api-gateway signs callers."""

    caller_keys_file: Path
