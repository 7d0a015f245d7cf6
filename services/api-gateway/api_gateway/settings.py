"""Settings of the api-gateway."""

from pathlib import Path

from motorway_kit.settings import Settings as KitSettings
from pydantic import Field

from api_gateway.edge.addresses import Networks


class Settings(KitSettings):
    """`key_secret` seals what is secret at rest; `caller_key_file` (Ed25519, PEM) signs callers for the services.

    The admin is created only when there is no user at all. Rates are requests a minute; 0 means no limit.
    """

    http_bind: str = "127.0.0.1:18400"
    database_url: str
    redis_url: str
    pos_address: str
    iot_gateway_address: str
    telemetry_address: str
    alerts_address: str
    payments_address: str
    caller_key_file: Path
    caller_keys_file: Path | None = Field(default=None, description="Public keys, former ones too, of audit seals.")
    key_secret: str = Field(min_length=32)
    public_url: str = ""
    second_factor_roles: str = "station_manager,area_manager,admin"
    access_minutes: int = Field(default=10, ge=1, le=60)
    session_days: int = Field(default=30, ge=1)
    idle_hours: int = Field(default=12, ge=1)
    signing_key_days: int = Field(default=30, ge=1)
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = ""
    cors_origins: str = ""
    trusted_proxies: Networks = Field(default="", description="Whose X-Forwarded-For is believed: CIDRs with commas.")
    rate_limit_per_key: int = Field(default=1200, ge=0)
    rate_limit_per_address: int = Field(default=3000, ge=0)
    max_body_kib: int = Field(default=1024, ge=1)
    admin_user: str = "admin"
    admin_password: str = Field(default="", description="Empty: no first user is made.")
    web_root: Path | None = None
    live_max_clients: int = Field(default=10_000, ge=1)
