"""Settings of the pos service."""

from motorway_access.settings import AccessSettings


class PosSettings(AccessSettings):
    database_url: str
    grpc_bind: str = "127.0.0.1:18440"
