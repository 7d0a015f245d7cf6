"""Settings of the pos service."""

from motorway_kit.settings import Settings


class PosSettings(Settings):
    database_url: str
    grpc_bind: str = "127.0.0.1:18440"
