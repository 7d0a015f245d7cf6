"""One thing told to one address, from the decision until it went out or was given up."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motorway_kit.errors import NotFound

from alerts.domain.conditions import Alert, Severity

TITLE_LENGTH, TEXT_LENGTH = 120, 500


class NotificationNotFound(NotFound):
    """There is no notification of that id."""


class News(StrEnum):
    RAISED = "RAISED"
    REMINDED = "REMINDED"
    ENDED = "ENDED"
    TEST = "TEST"


class State(StrEnum):
    """WAITING to go out (for the first time, or again) → SENT, FAILED (given up), or CANCELLED (of no use any more)."""

    WAITING = "WAITING"
    SENT = "SENT"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class Outcome(StrEnum):
    """Of an attempt. RUNNING: it is under way, or whoever made it died."""

    RUNNING = "RUNNING"
    SENT = "SENT"
    RETRY = "RETRY"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True)
class Message:
    """What is told. `alert_id` is empty in a test."""

    news: News
    severity: Severity
    site: str
    alert_id: str
    rule: str
    device: str
    text: str
    response: str
    at: datetime

    @property
    def title(self) -> str:
        """One line, for a subject or the head of a push."""
        word = {News.ENDED: "Over", News.TEST: "Test"}.get(self.news, self.severity.capitalize())
        where = " ".join(part for part in (self.site, self.device) if part)
        return f"{word}: {where or 'platform'}: {self.text}"[:TITLE_LENGTH]

    @property
    def line(self) -> str:
        """The whole of it in one line, for a short message or a display."""
        again = "again: " if self.news is News.REMINDED else ""
        return f"{again}{self.title}"


@dataclass(frozen=True, slots=True)
class Notification:
    """`address` is the channel's own notion: a mail address, `push/<id>`, empty where the channel knows.

    `occasion` tells it from all others to the same address about the same alert. `due_at` is when it is tried next,
    `worth_from` when it should have gone out.
    """

    notification_id: str
    channel: str
    address: str
    recipient: str
    policy: str
    occasion: str
    message: Message
    state: State
    created_at: datetime
    worth_from: datetime
    due_at: datetime
    attempts: int = 0
    last_error: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """`detail` is what the other side said, without secrets; `took_ms` is None while it runs."""

    number: int
    at: datetime
    outcome: Outcome
    took_ms: int | None
    detail: str


def one_line(text: str) -> str:
    """Devices say what they like; a subject, a header and a display take one line."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def about(alert: Alert, news: News, at: datetime, response: str = "") -> Message:
    """What is told of an alert."""
    condition = alert.condition
    text, todo = one_line(alert.text)[:TEXT_LENGTH], response[:TEXT_LENGTH]
    where = condition.site, alert.alert_id, condition.rule, condition.device
    return Message(news, alert.severity, *where, text, todo, at)
