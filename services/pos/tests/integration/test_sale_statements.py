"""What a sale costs the database: a change that makes it ask more often shows here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from motorway.pos.v1 import sale_pb2
from pos.parts import Pos

from .pump_world import delivered, transaction_of
from .sales_world import Station

OPENED, BOOKED, LOCKED, PAID = 12, 8, 6, 10
"""Round trips with BEGIN and COMMIT; benchmarks/README.md tells of their sum."""


@asynccontextmanager
async def statements(parts: Pos) -> AsyncIterator[list[str]]:
    """What is sent in the block to the database, over whichever connection."""
    sent: list[str] = []

    def note(record: Any) -> None:
        sent.append(record.query)

    held = [await parts.db.acquire() for _ in range(parts.db.get_max_size())]
    for conn in held:
        conn.add_query_logger(note)
        await parts.db.release(conn)
    yield sent
    for conn in [await parts.db.acquire() for _ in held]:
        conn.remove_query_logger(note)
        await parts.db.release(conn)


async def test_a_sale_costs_so_many_statements(station: Station) -> None:
    async with statements(station.parts) as sent:
        await _cycle(station, sent)  # its connection learns the types first
        counts = await _cycle(station, sent)
    assert counts == (OPENED, BOOKED, LOCKED, PAID), "\n".join(sent)


async def _cycle(station: Station, sent: list[str]) -> tuple[int, int, int, int]:
    """How many it takes to release the pump, to book the fuelling, to lock the sale, and to take the cash and issue the
    receipt."""
    sent.clear()
    sale = await station.open()
    opened = len(sent)
    booked = await _counted(sent, _book(station, sale))
    locked = await _counted(sent, station.ask("ann", "LockSale", sale_id=sale.sale_id))
    paid = await _counted(sent, station.pay(sale))
    await station.idle()
    return opened, booked, locked, paid


async def _counted(sent: list[str], work: Any) -> int:
    before = len(sent)
    await work
    return len(sent) - before


async def _book(station: Station, sale: sale_pb2.Sale) -> None:
    station.sequence += 1
    told = transaction_of(station.parts, station.sequence, token=sale.sale_id, before_ml=station.total_ml)
    station.total_ml += 20_000
    await delivered(station.parts, told)
