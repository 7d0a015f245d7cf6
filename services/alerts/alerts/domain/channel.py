"""Channels: the ways out, each with its own configuration, secrets and rate."""

import base64
import binascii
import re
from enum import StrEnum
from typing import Annotated, Literal
from urllib.parse import urlsplit

from motorway_kit.errors import Conflict, InvalidInput
from pydantic import AfterValidator, Field, SecretStr

from alerts.domain.conditions import Severity
from alerts.domain.documents import Document, Part


class ChannelNotConfigured(Conflict):
    """The platform lacks what such a channel needs, as the key pair of Web Push."""


class Kind(StrEnum):
    EMAIL = "EMAIL"
    SMS = "SMS"
    WEBHOOK = "WEBHOOK"
    MQTT = "MQTT"
    WEB_PUSH = "WEB_PUSH"
    APPRISE = "APPRISE"


MAIL = re.compile(r"[^@\s<>,;\"]{1,64}@[A-Za-z0-9.-]{1,253}")
PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
SIGNING = "whsec_"


def _http(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or not url.isprintable():
        raise ValueError("must be an http or https address without a user in it")
    return url


def _mail(address: str) -> str:
    if address and MAIL.fullmatch(address) is None:
        raise ValueError("is no mail address")
    return address


def _phone(number: str) -> str:
    if number and PHONE.fullmatch(number) is None:
        raise ValueError("must be an international telephone number such as +441632960961")
    return number


def _signing(secret: SecretStr) -> SecretStr:
    text = secret.get_secret_value()
    if text and (not text.startswith(SIGNING) or not 24 <= len(_decoded(text)) <= 64):
        raise ValueError("must be whsec_ and 24 to 64 bytes in base64")
    return secret


def _decoded(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(SIGNING), validate=True)
    except binascii.Error as error:
        raise ValueError("must be whsec_ and 24 to 64 bytes in base64") from error


HttpUrl = Annotated[str, Field(max_length=500), AfterValidator(_http)]
Mail = Annotated[str, Field(max_length=254), AfterValidator(_mail)]
Phone = Annotated[str, Field(max_length=16), AfterValidator(_phone)]
Secret = Annotated[SecretStr, Field(max_length=1000)]
Word = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9_.-]+$")]


class Email(Part):
    """`to` is where it goes when the channel itself is a target."""

    kind: Literal["EMAIL"]
    host: Annotated[str, Field(min_length=1, max_length=253, pattern=r"^[A-Za-z0-9.:-]+$")]
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["NONE", "STARTTLS", "TLS"] = "STARTTLS"
    username: Annotated[str, Field(max_length=200)] = ""
    password: Secret = SecretStr("")
    sender: Mail
    to: Mail = ""


class Sms(Part):
    """Any gateway that takes a POST of JSON or of a form: `to_field` and `text_field` name what it calls them."""

    kind: Literal["SMS"]
    url: HttpUrl
    encoding: Literal["JSON", "FORM"] = "JSON"
    to_field: Word = "to"
    text_field: Word = "text"
    extra: Annotated[dict[Word, Annotated[str, Field(max_length=200)]], Field(max_length=20, default_factory=dict)]
    header: Word = "Authorization"
    credential: Secret = SecretStr("")
    to: Phone = ""


class Webhook(Part):
    """Signed as Standard Webhooks has it: HMAC-SHA256 over id, time and body."""

    kind: Literal["WEBHOOK"]
    url: HttpUrl
    secret: Annotated[Secret, AfterValidator(_signing)] = SecretStr("")


class Mqtt(Part):
    """The forecourt's display at the site of the alert; with the sounder from this severity on (None: never)."""

    kind: Literal["MQTT"]
    display_s: Annotated[int, Field(ge=5, le=3600)] = 300
    sounder_from: Severity | None = Severity.CRITICAL


class WebPush(Part):
    """`contact` is whom the push service asks when something is wrong with the platform (RFC 8292)."""

    kind: Literal["WEB_PUSH"]
    contact: Mail


class Apprise(Part):
    """Whatever Apprise knows, by its address, which holds its secrets."""

    kind: Literal["APPRISE"]
    url: Secret = SecretStr("")


Config = Annotated[Email | Sms | Webhook | Mqtt | WebPush | Apprise, Field(discriminator="kind")]
SECRETS = {Kind.EMAIL: "password", Kind.SMS: "credential", Kind.WEBHOOK: "secret", Kind.APPRISE: "url"}
NEEDED = frozenset({Kind.WEBHOOK, Kind.APPRISE})
"""Nothing goes out of these without their secret."""


class Channel(Document):
    """At most `per_minute` attempts go out in any minute; what is more waits."""

    per_minute: Annotated[int, Field(ge=1, le=6000)] = 60
    config: Config

    @property
    def kind(self) -> Kind:
        return Kind(self.config.kind)

    @property
    def secret(self) -> str:
        """Empty where there is none, or none is given here."""
        name = SECRETS.get(self.kind)
        value: SecretStr | None = getattr(self.config, name) if name else None
        return value.get_secret_value() if value else ""

    def with_secret(self, secret: str) -> "Channel":
        name = SECRETS.get(self.kind)
        if name is None:
            return self
        return self.model_copy(update={"config": self.config.model_copy(update={name: SecretStr(secret)})})


def check_secret(channel: Channel) -> None:
    """Raises InvalidInput."""
    if channel.kind in NEEDED and not channel.secret:
        raise InvalidInput("a new channel of this kind needs its secret", field=f"config.{SECRETS[channel.kind]}")


def own_address(channel: Channel) -> str | None:
    """Where it goes when the channel itself is the target; None: nowhere."""
    match channel.config:
        case Email(to=to) | Sms(to=to):
            return to or None
        case WebPush():
            return None
    return ""


def check_address(channel: Channel, address: str, field: str) -> None:
    """Raises InvalidInput for an address that the channel cannot reach."""
    try:
        match channel.config:
            case Email():
                fits = bool(_mail(address))
            case Sms():
                fits = bool(_phone(address))
            case _:
                fits = address == ""
    except ValueError as error:
        raise InvalidInput(f"{field} {error}", field=field) from error
    if not fits:
        wanted = "needs an address" if not address else "takes no address"
        raise InvalidInput(f"the channel {channel.id} {wanted}", field=field)
