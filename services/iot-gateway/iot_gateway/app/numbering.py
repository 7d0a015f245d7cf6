"""A replaced controller counts its transactions from one again: its numbers go on behind those of the one before."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from motorway.iot.v1 import device_pb2
from motorway_kit.db import Pool, transaction
from motorway_kit.errors import InvalidInput
from motorway_kit.log import get_logger

from iot_gateway.app.messages import store_transactions
from iot_gateway.db import messages as message_rows
from iot_gateway.db import numbering as store
from iot_gateway.domain.errors import NumbersMovedOn, RefusedMessage
from iot_gateway.domain.messages import check
from iot_gateway.domain.records import PumpNumbers, Quarantined
from iot_gateway.ingest import Arrival, NoReceipt, Transaction

log = get_logger(__name__)


class Replacement(NamedTuple):
    """`last` is the highest number of the old controller, `replaced_at` when the new one began."""

    site: str
    pump: int
    last: int
    replaced_at: datetime


class Restarted(NamedTuple):
    """The numbers now and before, and how many transactions came out of quarantine."""

    numbers: PumpNumbers
    previous: PumpNumbers
    booked: int


async def restart_numbers(db: Pool, wish: Replacement) -> Restarted:
    """The pump's own numbers count behind `last` from now on; what was refused since it was replaced is taken up.

    Repeating it takes up what has come since and changes nothing else. Raises InvalidInput, NumbersMovedOn.
    """
    previous = await _moved(db, wish)
    booked = await _taken_up(db, wish)
    (now,) = await store.numbers(db, wish.site, wish.pump)
    log.warning("numbers restarted", site=wish.site, pump=wish.pump, base=now.base, booked=booked)
    return Restarted(now, previous, booked)


async def _moved(db: Pool, wish: Replacement) -> PumpNumbers:
    async with transaction(db) as conn:
        await message_rows.lock_pumps(conn, [(wish.site, wish.pump)])
        (before,) = await store.numbers(conn, wish.site, wish.pump)
        if before.last == 0:
            raise InvalidInput("the pump has sent no transaction yet", field="pump")
        if wish.last != before.base:
            if wish.last != before.last:
                raise NumbersMovedOn("the pump's last number is another one", pump=wish.pump, last=before.last)
            await store.save_base(conn, wish.site, wish.pump, wish.last)
    return before


async def _taken_up(db: Pool, wish: Replacement) -> int:
    """What is still refused stays in quarantine."""
    found = await store.reused(db, wish.site, wish.pump, wish.replaced_at)
    batch = [(each.quarantine_id, one) for each in found if (one := _transaction(each)) is not None]
    if not batch:
        return 0
    stored = await store_transactions(db, [one for _, one in batch])
    refused = {id(item.arrival) for item in stored.refused}
    ids = [quarantine_id for quarantine_id, one in batch if id(one.arrival) not in refused]
    await store.forget_quarantined(db, ids)
    return len(ids)


def _transaction(kept: Quarantined) -> Transaction | None:
    arrival = Arrival(kept.topic, kept.payload, kept.content_type or None, None, NoReceipt())
    received_at_us = int(kept.received_at.timestamp() * 1e6)
    try:
        return Transaction(
            check(kept.topic, arrival.content_type, kept.payload, received_at_us), arrival, received_at_us
        )
    except RefusedMessage:
        return None


async def in_series(db: Pool, site: str, reports: Iterable[device_pb2.PumpReport]) -> None:
    """What pumps say of their last number, as their series counts it."""
    bases = await store.bases(db, site)
    for report in reports:
        report.last_sequence += bases.get(report.pump, 0)
