"""Settings of the api-gateway."""

from pathlib import Path

from motorway_kit.settings import Settings as KitSettings
from pydantic import Field


class Settings(KitSettings):
    """`token_secret` signs the sessions. The admin is created only when there is no user at all."""

    http_bind: str = "127.0.0.1:18400"
    database_url: str
    redis_url: str
    pos_address: str
    iot_gateway_address: str
    telemetry_address: str
    alerts_address: str
    token_secret: str = Field(min_length=32)
    admin_user: str = "admin"
    admin_password: str = Field(default="", description="Empty: no first user is made.")
    web_root: Path | None = None
    live_max_clients: int = Field(default=10_000, ge=1)
