"""What the ways out share."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import httpx
from motorway_kit.errors import Conflict, Unavailable
from py_vapid import Vapid02

from alerts.domain.notification import Message
from alerts.neighbours import Neighbours

if TYPE_CHECKING:
    from alerts.channels.reach import Reach

TIMEOUT_S = 10.0
SAID = 200
"""Characters of a mail server's answer that are kept."""
FINAL = range(400, 500)
PASSING = frozenset({401, 403, 404, 408, 409, 423, 425, 429})
"""Statuses of the 4xx that may be others next time: credentials and addresses are put right."""


class Undeliverable(Conflict):
    """The other side will say the same next time."""


class DeviceGone(Undeliverable):
    """The device has ended its subscription."""


class NotDelivered(Unavailable):
    """It may go better next time; `retry_after` is what the other side asked for."""

    def __init__(self, message: str, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Subscription:
    """A device that takes Web Push, with its keys."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`notification_id` is the same in every attempt, so that the other side can tell repetitions. `link` leads to the
    alert in the web app; empty where there is none, or nobody knows where the app is.
    """

    notification_id: str
    address: str
    message: Message
    now: datetime
    device: Subscription | None = None
    link: str = ""


@dataclass(frozen=True)
class Outside:
    """What the ways out need. `vapid` is the key pair of Web Push; None: there is none."""

    http: httpx.AsyncClient
    reach: "Reach"
    others: Neighbours
    vapid: Vapid02 | None = None


async def post(
    http: httpx.AsyncClient, url: str, body: bytes, headers: dict[str, str], final: Collection[int] = ()
) -> str:
    """The status of the answer. Its text is not read: nobody should look into other servers by setting up a channel.

    `final` are statuses that will not change, besides the usual ones. Raises Undeliverable, NotDelivered.
    """
    try:
        async with http.stream("POST", url, content=body, headers=headers) as answer:
            text = f"{answer.status_code} {answer.reason_phrase}".strip()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotDelivered(f"no answer: {type(error).__name__}") from error
    if answer.is_success:
        return text
    if answer.status_code in final or (answer.status_code in FINAL and answer.status_code not in PASSING):
        raise Undeliverable(text, status=answer.status_code)
    raise NotDelivered(text, _retry_after(answer.headers.get("retry-after", "")))


def _retry_after(header: str) -> timedelta | None:
    """Seconds, or a date."""
    if header.isdecimal():
        return timedelta(seconds=min(int(header), 86_400))
    try:
        until = parsedate_to_datetime(header)
        return until - datetime.now(until.tzinfo)
    except ValueError:
        return None
