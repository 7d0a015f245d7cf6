"""What was told, and tests of channels."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from motorway_access.caller import Caller
from motorway_access.roles import Operation
from motorway_kit.db import transaction
from motorway_kit.errors import InvalidInput, ResourceExhausted
from motorway_kit.ids import new_id

from alerts.app.arranging import get_document, require_all
from alerts.app.devices import list_devices
from alerts.app.on_call import IdempotencyKeyReused, sound_id, sound_key
from alerts.app.sending import LEASE, deliver, opened
from alerts.db import notifications as store
from alerts.db import outgoing
from alerts.db.notifications import Search
from alerts.domain.arrangements import PUSH
from alerts.domain.channel import Channel, ChannelNotConfigured, Kind, check_address, own_address
from alerts.domain.conditions import Severity
from alerts.domain.documents import DocumentKind
from alerts.domain.notification import Attempt, Message, News, Notification, NotificationNotFound, State
from alerts.parts import Alerts

TEXT = "This is a test of a notification channel. Nothing has happened"


class ChannelBusy(ResourceExhausted):
    """As many attempts were made in the last minute as the channel takes."""


class Wanted(NamedTuple):
    """A test of a channel. `address`: empty where the channel itself goes; `site`: at whose display."""

    channel: str
    address: str
    site: str
    key: str


async def get_notification(
    parts: Alerts, caller: Caller, notification_id: str
) -> tuple[Notification, Sequence[Attempt]]:
    """With its attempts. Raises NotificationNotFound, NotAllowed, InvalidInput."""
    found = await store.get(parts.db, sound_id(notification_id, "notification_id"))
    if found is None:
        raise NotificationNotFound("there is no such notification", notification_id=notification_id)
    caller.require(Operation.NOTIFICATIONS_READ, found.message.site)
    return found, await store.attempts_of(parts.db, notification_id)


async def list_notifications(parts: Alerts, search: Search, limit: int) -> tuple[list[Notification], bool]:
    """At most `limit`, newest first, and whether there are more."""
    found = await store.list_notifications(parts.db, search, limit + 1)
    return found[:limit], len(found) > limit


async def test_channel(parts: Alerts, caller: Caller, wanted: Wanted) -> Notification:
    """Send a test now; what came of it. The same key again is the same test.

    Raises DocumentNotFound, NotAllowed, InvalidInput, ChannelNotConfigured, ChannelBusy, IdempotencyKeyReused.
    """
    sound_key(wanted.key)
    document = (await get_document(parts.db, caller, DocumentKind.CHANNEL, wanted.channel)).document
    require_all(caller, Operation.CHANNELS_MANAGE, document)
    assert isinstance(document, Channel), "it is of that kind"
    test = await _test(parts, caller, document, wanted)
    channel = await opened(parts, wanted.channel)
    if channel is None:
        raise ChannelNotConfigured("the channel is switched off")
    if await _begin(parts, channel, test):
        await deliver(parts, channel, test)
    kept = await store.test_of(parts.db, test.occasion)
    assert kept is not None, "it was begun"
    if (kept.channel, kept.address, kept.message.site) != (test.channel, test.address, test.message.site):
        raise IdempotencyKeyReused("the idempotency key was used for another test", field="idempotency_key")
    return kept


async def _test(parts: Alerts, caller: Caller, channel: Channel, wanted: Wanted) -> Notification:
    site = wanted.site or (channel.sites[0] if channel.sites else "")
    if channel.kind is Kind.MQTT and not site:
        raise InvalidInput("needs a site of the channel, whose display is tried", field="site")
    if site:
        if channel.sites and site not in channel.sites:
            raise InvalidInput("is no site of the channel", field="site")
        caller.require(Operation.CHANNELS_MANAGE, site)
    now = parts.clock()
    message = Message(News.TEST, Severity.INFO, site, "", "", "", TEXT, "", now)
    occasion = f"test:{sha256(wanted.key.encode()).hexdigest()}"
    return _first_attempt(message, wanted.channel, await _address(parts, caller, channel, wanted), occasion, now)


def _first_attempt(message: Message, channel: str, address: str, occasion: str, now: datetime) -> Notification:
    return Notification(
        notification_id=new_id(),
        channel=channel,
        address=address,
        recipient="",
        policy="",
        occasion=occasion,
        message=message,
        state=State.WAITING,
        created_at=now,
        worth_from=now,
        due_at=now + LEASE,
        attempts=1,
    )


async def _address(parts: Alerts, caller: Caller, channel: Channel, wanted: Wanted) -> str:
    """Web Push is tried on the newest device of who asks."""
    if channel.kind is Kind.WEB_PUSH:
        devices = await list_devices(parts, caller)
        if not devices:
            raise InvalidInput("Web Push is tried on a device of your own, and you have subscribed none", field="id")
        return f"{PUSH}{devices[0].subscription_id}"
    address = wanted.address or own_address(channel) or ""
    check_address(channel, address, "address")
    return address


async def _begin(parts: Alerts, channel: Channel, test: Notification) -> bool:
    """False when it was begun before. Raises ChannelBusy."""
    async with transaction(parts.db) as conn:
        await outgoing.lock_channel(conn, channel.id)
        if not await store.insert(conn, test):
            return False
        if await outgoing.attempts_within(conn, channel.id, test.created_at) >= channel.per_minute:
            raise ChannelBusy("the channel has made its attempts of this minute", retry_after_s=60)
        await outgoing.begin_attempt(conn, test, test.created_at)
    return True
