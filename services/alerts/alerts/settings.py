"""Settings of the alerts service."""

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated

from motorway_access.settings import AccessSettings
from pydantic import AfterValidator, Field, SecretStr

PUSH_HOSTS = "https://fcm.googleapis.com,https://*.push.services.mozilla.com,https://*.push.apple.com,https://*.notify.windows.com"
"""The push services of the usual browsers."""


def _nets(text: str) -> str:
    for part in text.split(","):
        if part.strip():
            ip_network(part.strip())
    return text


class AlertsSettings(AccessSettings):
    """Running totals and tank readings are gathered for at most `live_tick_s`. Something told again is recognised for
    `live_seen_s`.

    `service_key_file` (Ed25519, PEM) signs what alerts asks of pos and the iot-gateway.
    `watched_metrics` says where services tell their metrics, for the age of their outboxes: `pos=127.0.0.1:9101,…`.
    `key_secret` seals the secrets of channels. `vapid_key_file` (P-256, PEM) signs Web Push; without it there is none.
    `push_hosts`: where push services may be, patterns with commas. `outgoing_nets`: networks inside that channels may
    reach besides the internet, with commas. `public_url`: where people reach the web app, for links. What was over
    `alert_retention_days` ago is forgotten, and notifications after `notification_retention_days`.
    """

    database_url: str
    amqp_url: str
    redis_url: str
    grpc_bind: str = "127.0.0.1:18430"
    pos_address: str
    iot_gateway_address: str
    telemetry_address: str
    service_key_file: Path
    key_secret: SecretStr = Field(min_length=32)
    vapid_key_file: Path | None = None
    push_hosts: str = PUSH_HOSTS
    outgoing_nets: Annotated[str, AfterValidator(_nets)] = ""
    public_url: str = Field(default="", max_length=80)
    watched_metrics: str = ""
    prefetch: int = 128
    alert_retention_days: int = Field(default=400, ge=31)
    notification_retention_days: int = Field(default=90, ge=1)
    live_tick_s: float = 0.05
    live_max_length: int = 200_000
    live_seen_s: int = 3600
