"""Settings of the pos service."""

from pathlib import Path

from motorway_access.settings import AccessSettings
from pydantic import Field


class PosSettings(AccessSettings):
    """`service_key_file` (Ed25519, PEM) signs what pos asks of others by itself. Without `smtp_url` no mail is sent.
    Pictures of who left without paying are kept for `photo_days`.

    `public_url`: where customers reach the gateway; it is in the QR code of receipts.
    """

    database_url: str
    amqp_url: str
    grpc_bind: str = "127.0.0.1:18440"
    iot_gateway_address: str
    telemetry_address: str
    payments_address: str
    service_key_file: Path
    public_url: str = "http://127.0.0.1:18400"
    smtp_url: str = ""
    mail_from: str = "receipts@localhost"
    photo_days: int = Field(default=90, ge=1, le=3650)
