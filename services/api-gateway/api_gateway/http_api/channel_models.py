"""Channels as the API says them."""

from typing import Annotated, Any, Literal

from google.protobuf.json_format import ParseDict
from motorway.alerts.v1 import channels_pb2
from pydantic import Field, SecretStr

from api_gateway.http_api.alert_models import AlertSeverity
from api_gateway.http_api.common import SLUG, Model
from api_gateway.http_api.documents import PRINTABLE, Kept, Name, Sites, words_of

SECRETS = ("password", "credential", "secret", "url")
Port = Annotated[int, Field(strict=True, ge=1, le=65535)]


def _secret(description: str) -> Any:
    """Taken, and never given back; left out, it stays as it was."""
    return Field(default=None, max_length=1000, exclude=True, description=f"{description}. Left out: as it was")


class EmailConfig(Model):
    kind: Literal["EMAIL"]
    host: str = Field(pattern=r"^[A-Za-z0-9.:-]{1,253}$", examples=["mail.example.com"])
    port: Port = 587
    security: Literal["NONE", "STARTTLS", "TLS"] = "STARTTLS"
    username: str = Field(default="", max_length=200, pattern=PRINTABLE, examples=["alerts"])
    password: SecretStr | None = _secret("Password of the mail server")
    sender: str = Field(max_length=254, pattern=PRINTABLE, examples=["alerts@example.com"])
    to: str = Field(
        default="",
        max_length=254,
        pattern=PRINTABLE,
        description="Where it goes when the channel itself is told",
        examples=["ops@example.com"],
    )


class SmsConfig(Model):
    kind: Literal["SMS"]
    url: str = Field(max_length=500, pattern=r"^https?://", examples=["https://sms.example.com/send"])
    encoding: Literal["JSON", "FORM"] = "JSON"
    to_field: str = Field(default="to", pattern=r"^[A-Za-z0-9_.-]{1,100}$", examples=["to"])
    text_field: str = Field(default="text", pattern=r"^[A-Za-z0-9_.-]{1,100}$", examples=["text"])
    extra: dict[str, Annotated[str, Field(max_length=200)]] = Field(
        default_factory=dict,
        max_length=20,
        description="Further fields of the request",
        examples=[{"from": "Motorway"}],
    )
    header: str = Field(default="Authorization", pattern=r"^[A-Za-z0-9_.-]{1,100}$", examples=["Authorization"])
    credential: SecretStr | None = _secret("Value of that header")
    to: str = Field(default="", pattern=r"^(\+[1-9][0-9]{6,14})?$", examples=["+441632960961"])


class WebhookConfig(Model):
    kind: Literal["WEBHOOK"]
    url: str = Field(max_length=500, pattern=r"^https?://", examples=["https://ops.example.com/hooks/fuel"])
    secret: SecretStr | None = _secret("Signs each request (Standard Webhooks): `whsec_` and 24 to 64 bytes in base64")


class MqttConfig(Model):
    kind: Literal["MQTT"]
    display_s: int = Field(
        default=300, strict=True, ge=5, le=3600, description="How long the forecourt's display shows it"
    )
    sounder_from: AlertSeverity | None = Field(default=AlertSeverity.CRITICAL, description="null: never")


class WebPushConfig(Model):
    kind: Literal["WEB_PUSH"]
    contact: str = Field(max_length=254, pattern=PRINTABLE, examples=["ops@example.com"])


class AppriseConfig(Model):
    kind: Literal["APPRISE"]
    url: SecretStr | None = _secret("Address as Apprise has it")


ChannelConfig = Annotated[
    EmailConfig | SmsConfig | WebhookConfig | MqttConfig | WebPushConfig | AppriseConfig, Field(discriminator="kind")
]


class ChannelContent(Model):
    name: Name
    sites: Sites = Field(default_factory=list)
    enabled: bool = Field(default=True, strict=True)
    per_minute: int = Field(
        default=60, strict=True, ge=1, le=6000, description="Attempts in any minute; what is more waits"
    )
    config: ChannelConfig


class NotificationChannel(ChannelContent, Kept):
    id: str = Field(examples=["ops-mail"])
    has_secret: bool


class NotificationChannelList(Model):
    items: list[NotificationChannel]


class ChannelTest(Model):
    address: str = Field(
        default="", max_length=254, pattern=PRINTABLE, description="Empty: where the channel itself goes", examples=[""]
    )
    site: str = Field(default="", pattern=rf"{SLUG}|^$", description="At whose display, for MQTT")


def channel_of(channel: channels_pb2.Channel) -> NotificationChannel:
    words = words_of(channel)
    which = channel.WhichOneof("config")
    assert which is not None, "a channel is of some kind"
    config = words.pop(which)
    if which == "mqtt":
        config["sounder_from"] = config["sounder_from"] or None
    return NotificationChannel.model_validate({**words, "config": {**config, "kind": which.upper()}})


def channel_message(document_id: str, body: ChannelContent) -> channels_pb2.Channel:
    """With the secret that is given, if any is."""
    config = body.config
    dumped = body.model_dump(mode="json", exclude_none=True)
    part = dumped.pop("config")
    kind = part.pop("kind").lower()
    message = ParseDict({**dumped, "id": document_id, kind: part}, channels_pb2.Channel())
    for name in SECRETS:
        value = getattr(config, name, None)
        if isinstance(value, SecretStr):
            setattr(getattr(message, kind), name, value.get_secret_value())
    return message
