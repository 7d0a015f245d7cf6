"""What controllers sent is kept: who is connected, finished transactions, and what was refused."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from motorway.iot.v1 import events_pb2
from motorway_kit import outbox
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.errors import InvalidInput
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger
from motorway_kit.tracing import caused, continued
from opentelemetry.trace import SpanKind

from iot_gateway import events, metrics
from iot_gateway.db import messages as store
from iot_gateway.db.messages import PumpSequence
from iot_gateway.domain.errors import EarlierNumbersMissing, SequenceReused
from iot_gateway.domain.records import MAX_KEPT_PAYLOAD, ConnectionChange, Quarantined, clean, fingerprint
from iot_gateway.ingest import Refused, Transaction
from iot_gateway.pki import utc_now

log = get_logger(__name__)

MAX_SEQUENCE = 2**63 - 1


async def record_connections(db: Pool, changes: Sequence[ConnectionChange]) -> None:
    """Keep who is connected, and tell of each change once."""
    async with transaction(db) as conn:
        for change in await store.save_connections(conn, changes):
            await outbox.append(conn, events.connection_changed(change), subject=change.site)
            log.info("controller online" if change.online else "controller offline", site=change.site)


class Stored(NamedTuple):
    """`watermarks` are in the pumps' own numbers."""

    watermarks: list[PumpSequence]
    refused: list[Refused]


async def store_transactions(db: Pool, batch: Sequence[Transaction]) -> Stored:
    """Store each finished transaction once, with its event; a number used for two is refused with SequenceReused."""
    pumps = sorted({(item.checked.topic.site, item.checked.topic.number) for item in batch})
    causes = [item.followed.traceparent for item in batch if item.followed]
    with caused("store transactions", SpanKind.INTERNAL, causes):
        return await _stored(db, batch, pumps)


async def _stored(db: Pool, batch: Sequence[Transaction], pumps: Sequence[tuple[str, int]]) -> Stored:
    async with transaction(db) as conn:
        bases = await store.lock_pumps(conn, pumps)
        numbered = await _numbered(conn, batch, bases)
        items = dict(reversed(numbered))  # of two with one number the first counts
        keys = sorted(items)
        new = await store.insert_transactions(conn, keys, [items[key].checked.payload for key in keys], utc_now())
        for key in sorted(new):
            followed = items[key].followed
            with continued(followed.traceparent if followed else ""):
                await outbox.append(conn, _event(key, items[key]), subject=key.site)
        stored = await store.stored_payloads(conn, keys)
        watermarks = await store.advance_watermarks(conn, pumps)
    refused = [_reused(item) for key, item in numbered if stored[key] != item.checked.payload]
    metrics.duplicate_transactions.inc(len(batch) - len(new) - len(refused))
    own = [at._replace(sequence=max(at.sequence - bases[at.site, at.pump], 0)) for at in watermarks]
    return Stored(own, refused)


async def _numbered(
    conn: Connection, batch: Sequence[Transaction], bases: Mapping[tuple[str, int], int]
) -> list[tuple[PumpSequence, Transaction]]:
    """Each with its number in its pump's series; one of before its controller was replaced has the one that it had."""
    own = [_key(item) for item in batch]
    before = {key for key in own if bases[key.site, key.pump]}
    kept = await store.stored_payloads(conn, sorted(before)) if before else {}
    return [
        (key if kept.get(key) == item.checked.payload else _in_series(key, bases[key.site, key.pump]), item)
        for key, item in zip(own, batch, strict=True)
    ]


def _in_series(key: PumpSequence, base: int) -> PumpSequence:
    """No pump gets to where numbers end; one that says so stays there."""
    return key._replace(sequence=min(key.sequence + base, MAX_SEQUENCE))


def _key(item: Transaction) -> PumpSequence:
    return PumpSequence(item.checked.topic.site, item.checked.topic.number, item.checked.message.sequence)


def _event(key: PumpSequence, item: Transaction) -> events_pb2.FuellingTransactionReceived:
    event = events.transaction_received(key.site, key.pump, item.checked.message, events.from_us(item.received_at_us))
    event.transaction.sequence = key.sequence
    return event


def _reused(item: Transaction) -> Refused:
    error = SequenceReused("the number was used for another transaction", sequence=item.checked.message.sequence)
    return Refused(item.arrival, item.checked.topic.site, error, item.received_at_us)


async def skip_transactions(db: Pool, given_up: PumpSequence, first: int) -> int:
    """The pump's watermark when the numbers `first` to `given_up` are waited for no more.

    Raises InvalidInput, EarlierNumbersMissing.
    """
    if not 1 <= first <= given_up.sequence < MAX_SEQUENCE:
        raise InvalidInput("first and last must be numbers of transactions, in order", field="first")
    pump = (given_up.site, given_up.pump)
    async with transaction(db) as conn:
        await store.lock_pumps(conn, [pump])
        if not await store.skip_transactions(conn, given_up, first):
            raise EarlierNumbersMissing("earlier numbers of the pump are missing too", pump=given_up.pump)
        (watermark,) = await store.advance_watermarks(conn, [pump])
    log.warning("transactions given up", site=given_up.site, pump=given_up.pump, first=first, last=given_up.sequence)
    return watermark.sequence


async def store_refused(db: Pool, batch: Sequence[Refused]) -> None:
    """Keep what could not be accepted; a resend of a numbered message is kept once."""
    await store.insert_quarantined(db, [(_quarantined(item), _fingerprint(item)) for item in batch])


def _quarantined(item: Refused) -> Quarantined:
    arrival = item.arrival
    return Quarantined(
        quarantine_id=new_id(),
        received_at=events.from_us(item.received_at_us),
        site=item.site,
        topic=clean(arrival.topic),
        reason=item.error.reason,
        detail=clean(", ".join([item.error.message, *(f"{k}={v}" for k, v in item.error.context.items())])),
        content_type=clean(arrival.content_type or ""),
        payload=arrival.payload[:MAX_KEPT_PAYLOAD],
        payload_size=len(arrival.payload),
    )


def _fingerprint(item: Refused) -> bytes | None:
    return fingerprint(item.arrival.topic, item.arrival.payload, item.arrival.sequence)


async def touch_controllers(db: Pool, heard: dict[str, float]) -> None:
    """Keep when each site was last heard (seconds since 1970)."""
    seen = sorted((site, datetime.fromtimestamp(at_s, UTC)) for site, at_s in heard.items())
    if seen:
        await store.touch_controllers(db, seen)
