"""Documents about notifications, and times as people say them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from alerts.domain.channel import Channel
from alerts.domain.documents import read
from alerts.domain.policy import Policy
from alerts.domain.recipient import Recipient
from alerts.domain.rota import Rota, StandIn

LONDON = ZoneInfo("Europe/London")
SITE = "m25-cobham"
EMAIL = {"kind": "EMAIL", "host": "mail.example", "sender": "alerts@fuel.example"}


def local(text: str) -> datetime:
    """A time in London, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def a_channel(channel_id: str = "mail", config: dict[str, Any] = EMAIL, **fields: Any) -> Channel:
    return read(Channel, {"id": channel_id, "name": channel_id, "config": config, **fields})


def a_recipient(recipient_id: str = "anna", **fields: Any) -> Recipient:
    contacts = [{"channel": "mail", "address": f"{recipient_id}@fuel.example"}]
    return read(Recipient, {"id": recipient_id, "name": recipient_id, "contacts": contacts, **fields})


def a_rota(members: Iterable[str] = ("anna", "ben", "cleo"), **fields: Any) -> Rota:
    usual = {"id": "night", "name": "Night", "time_zone": "Europe/London", "first_day": date(2026, 3, 2)}
    return read(Rota, {**usual, "members": list(members), **fields})


def a_policy(*steps: tuple[int, str], **fields: Any) -> Policy:
    """Steps of seconds and targets, `RECIPIENT/anna`."""
    listed = [{"after_s": after, "targets": [_target(target)]} for after, target in steps or [(0, "RECIPIENT/anna")]]
    return read(Policy, {"id": "usual", "name": "Usual", "steps": listed, **fields})


def stand_in(recipient: str, start: str, end: str, number: int = 1) -> StandIn:
    made_at = datetime(2026, 1, number, tzinfo=UTC)
    return StandIn(f"o{number}", recipient, local(start), local(end), "", "boss", made_at)


def _target(text: str) -> dict[str, str]:
    kind, _, target_id = text.partition("/")
    return {"kind": kind, "id": target_id}
