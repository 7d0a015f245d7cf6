"""Settings of the iot-gateway."""

from pathlib import Path

from motorway_access.settings import AccessSettings
from pydantic import Field


class IotGatewaySettings(AccessSettings):
    """`instance` names this process among replicas and its session at the broker: stable across restarts.

    `crl_bind`: where an MQTT broker on another machine fetches the revocation list, which it does every `crl_pull_s`.
    `crl_url`: the list's place as certificates and the list itself name it, for brokers that go by it.
    `emqx_url`: HTTP API of an EMQX in the place of Mosquitto, which reads the list every `emqx_crl_refresh_s`.
    `command_timeout_s`: how long a controller has to answer an order, which then expires at the broker.
    """

    database_url: str
    amqp_url: str
    grpc_bind: str = "127.0.0.1:18410"
    instance: str = "1"
    mqtt_host: str
    mqtt_port: int
    ca_file: str
    mqtt_cert_file: str
    mqtt_key_file: str
    bridge_bind: str = "127.0.0.1:18412"
    bridge_cert_file: str
    bridge_key_file: str
    issuer_cert_file: str
    issuer_key_file: str
    crl_file: Path
    broker_pid_file: Path | None = None
    crl_bind: str = ""
    crl_pull_s: float = Field(default=0.0, ge=0, le=3)
    crl_url: str = Field(default="", pattern="^(http://.+)?$")
    emqx_url: str = ""
    emqx_key: str = ""
    emqx_secret: str = ""
    emqx_crl_refresh_s: float = Field(default=60.0, ge=60)
    device_certificate_days: int = 397
    quarantine_retention_days: int = 30
    quarantine_max_messages: int = 100_000
    command_timeout_s: float = Field(default=4.0, gt=0, le=60)
    command_retention_days: int = Field(default=90, ge=1)
    max_held_messages: int = 20_000
    max_held_bytes: int = 48 * 1024 * 1024

    @property
    def session(self) -> str:
        """Its name at the broker."""
        return f"iot-gateway-{self.instance}"
