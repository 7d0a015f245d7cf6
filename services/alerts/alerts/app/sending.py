"""Sends what waits: each channel by itself, so that one that is slow or dead delays no other.

At least once: an attempt is written down before it is made, and is ours for a lease. What was under way when the
process died is tried again when the lease is over, with the same id for the other side.
"""

import asyncio
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import NamedTuple

from motorway_kit.db import FAILURES, transaction
from motorway_kit.errors import MotorwayError
from motorway_kit.log import get_logger

from alerts import channels, metrics
from alerts.app.arranging import secret_use
from alerts.app.devices import forget_gone, subscription_of
from alerts.channels.base import DeviceGone, NotDelivered, Outgoing, Undeliverable
from alerts.db import documents, escalations
from alerts.db import outgoing as store
from alerts.domain.arrangements import PUSH
from alerts.domain.backoff import WORTH, is_late, pause
from alerts.domain.channel import Channel
from alerts.domain.documents import DocumentKind
from alerts.domain.notification import Attempt, News, Notification, Outcome, State
from alerts.parts import Alerts
from alerts.sealing import SealBroken

log = get_logger(__name__)

POLL_S, BROKEN_PAUSE_S = 0.25, 5.0
AT_ONCE = 8
"""Of one channel."""
ATTEMPT_S = 20.0
TEST_S = 10.0
"""Somebody waits for it, in a browser that is patient for a quarter of a minute."""
LEASE = timedelta(seconds=60)
PRUNE_S = 3600.0
LONGEST = 500
TOO_LATE = "too late to be of use"


class Ended(NamedTuple):
    """How an attempt ended."""

    outcome: Outcome
    detail: str
    retry_after: timedelta | None = None


class Sender:
    """A task for each channel that has work."""

    def __init__(self, parts: Alerts) -> None:
        self._parts = parts
        self._busy: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """For ever."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                try:
                    for channel in await store.channels_with_work(self._parts.db, self._parts.clock()):
                        if channel not in self._busy:
                            task = self._busy[channel] = tasks.create_task(self._serve(channel))
                            task.add_done_callback(lambda _, channel=channel: self._busy.pop(channel))  # type: ignore[misc]
                except FAILURES as error:
                    log.warning("notifications cannot be looked for", error=repr(error))
                await asyncio.sleep(POLL_S)

    async def _serve(self, channel: str) -> None:
        try:
            while await send_some(self._parts, channel):
                pass
        except (MotorwayError, *FAILURES) as error:
            log.warning("a channel waits for its next turn", channel=channel, error=repr(error))
            await asyncio.sleep(BROKEN_PAUSE_S)


async def send_some(parts: Alerts, channel_id: str) -> int:
    """One attempt at each of some that are due. Returns how many."""
    channel, claimed = await _claim(parts, channel_id)
    if channel is not None:
        await asyncio.gather(*(deliver(parts, channel, each) for each in claimed))
    return len(claimed)


async def deliver(parts: Alerts, channel: Channel, notification: Notification) -> Ended:
    """One attempt that is written down as begun, and how it ended."""
    began = monotonic()
    ended = await _tried(parts, channel, notification)
    took_s = monotonic() - began
    metrics.deliveries.labels(channel.id, channel.kind, ended.outcome.lower()).inc()
    metrics.delivery_time.labels(channel.kind).observe(took_s)
    await _record(parts, channel, notification, (ended, round(took_s * 1000)))
    return ended


async def opened(parts: Alerts, channel_id: str) -> Channel | None:
    """The channel with its secret; None when there is none that is enabled. Raises SealBroken."""
    stored = await documents.get(parts.db, DocumentKind.CHANNEL, channel_id)
    channel = stored.document if stored is not None else None
    if stored is None or not isinstance(channel, Channel) or not channel.enabled:
        return None
    if stored.sealed is None:
        return channel
    return channel.with_secret(parts.ways.sealer.open(stored.sealed, secret_use(channel_id)))


async def keep_house(parts: Alerts) -> None:
    """Measure what waits, and forget what is old, for ever."""
    last_pruned, kept = -PRUNE_S, timedelta(days=parts.settings.notification_retention_days)
    while True:
        try:
            await _measure(parts)
            if monotonic() - last_pruned >= PRUNE_S:
                await store.prune(parts.db, parts.clock() - kept)
                last_pruned = monotonic()
        except FAILURES as error:
            log.warning("notifications cannot be measured", error=repr(error))
        await asyncio.sleep(5)


async def _claim(parts: Alerts, channel_id: str) -> tuple[Channel | None, Sequence[Notification]]:
    channel, now = await opened(parts, channel_id), parts.clock()
    async with transaction(parts.db) as conn:
        await store.lock_channel(conn, channel_id)
        if channel is None:
            await store.cancel_all(conn, channel_id, now, "the channel is gone or switched off")
            return None, ()
        await store.give_up_old(conn, channel_id, now, WORTH[channel.kind], TOO_LATE)
        room = channel.per_minute - await store.attempts_within(conn, channel_id, now)
        claimed = await store.claim(conn, channel_id, now, min(room, AT_ONCE), LEASE) if room > 0 else ()
    return channel, claimed


async def _tried(parts: Alerts, channel: Channel, notification: Notification) -> Ended:
    try:
        said = notification.message
        device = await subscription_of(parts, notification.address, None if said.news is News.TEST else said.site)
        address = "" if notification.address.startswith(PUSH) else notification.address
        out = Outgoing(
            notification.notification_id,
            address,
            said,
            parts.clock(),
            device,
            parts.ways.link_to(said.alert_id),
        )
        async with asyncio.timeout(TEST_S if said.news is News.TEST else ATTEMPT_S):
            return Ended(Outcome.SENT, await channels.send(parts.ways.outside, channel, out))
    except TimeoutError:
        return Ended(Outcome.RETRY, "no answer in time")
    except DeviceGone as error:
        await forget_gone(parts, notification.address)
        return Ended(Outcome.REFUSED, error.message)
    except (Undeliverable, SealBroken) as error:
        return Ended(Outcome.REFUSED, error.message)
    except NotDelivered as error:
        return Ended(Outcome.RETRY, error.message, error.retry_after)


async def _record(parts: Alerts, channel: Channel, notification: Notification, tried: tuple[Ended, int]) -> None:
    ended, took_ms = tried
    now, detail = parts.clock(), "".join(filter(str.isprintable, ended.detail))[:LONGEST]
    attempt = Attempt(notification.attempts, now, ended.outcome, took_ms, detail)
    async with transaction(parts.db) as conn:
        await store.end_attempt(conn, notification, attempt)
        if ended.outcome is Outcome.SENT:
            await store.end(conn, notification, State.SENT, now)
        elif due_at := _again(channel, notification, ended, now):
            await store.try_later(conn, notification, due_at, detail)
        else:
            await store.end(conn, notification, State.FAILED, now, detail)
    _tell(channel, notification, ended, now)


def _again(channel: Channel, notification: Notification, ended: Ended, now: datetime) -> datetime | None:
    """When it is tried again; None: it is given up."""
    final = ended.outcome is Outcome.REFUSED or notification.message.news is News.TEST
    if final or is_late(channel.kind, now - notification.worth_from):
        return None
    return now + pause(notification.attempts, random.random(), ended.retry_after)  # noqa: S311 - it spreads load


def _tell(channel: Channel, notification: Notification, ended: Ended, now: datetime) -> None:
    """Without the address, and without what the other side said, which often repeats it."""
    facts = {"notification": notification.notification_id, "channel": channel.id, "attempt": notification.attempts}
    if ended.outcome is not Outcome.SENT:
        log.warning("not delivered", **facts, outcome=ended.outcome, alert=notification.message.alert_id)
        return
    log.info("delivered", **facts, alert=notification.message.alert_id)
    if notification.message.news is News.RAISED:
        lag_s = (now - max(notification.message.at, notification.worth_from)).total_seconds()
        metrics.notification_lag.labels(channel.kind).observe(max(0.0, lag_s))


async def _measure(parts: Alerts) -> None:
    now = parts.clock()
    metrics.notifications_waiting.clear()
    metrics.oldest_notification.clear()
    for channel, count, since in await store.waiting(parts.db):
        metrics.notifications_waiting.labels(channel).set(count)
        metrics.oldest_notification.labels(channel).set(max(0.0, (now - since).total_seconds()))
    metrics.escalations_at_work.set(await escalations.at_work(parts.db))
