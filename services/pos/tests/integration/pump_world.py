"""A site with pumps, its devices' messages, and sales as they are opened."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2, events_pb2
from motorway.iot.v1.device_pb2 import FuellingPointState as State
from motorway_kit.db import transaction
from motorway_kit.ids import new_id
from pos.app import sightings
from pos.app.fuellings import book_received
from pos.consumers import pump_states
from pos.db import sales as store
from pos.db.shifts import insert_shift
from pos.db.sites import save_site
from pos.domain.sale import Origin, Sale, SaleKind, SaleState, Tender, TenderKind
from pos.domain.shift import Shift, ShiftMode
from pos.domain.site import Grade, Nozzle, Pump, Site, Tank
from pos.parts import Pos

SITE = "m25-cobham"
PRICE_MILLI = 1_500
AUTHORISED, IDLE = State.FUELLING_POINT_STATE_AUTHORISED, State.FUELLING_POINT_STATE_IDLE
CALLING, CLOSED = State.FUELLING_POINT_STATE_CALLING, State.FUELLING_POINT_STATE_CLOSED
STARTED, FUELLING = State.FUELLING_POINT_STATE_STARTED, State.FUELLING_POINT_STATE_FUELLING


def a_site(site_id: str = SITE, **fields: Any) -> Site:
    """Two pumps of two nozzles."""
    nozzles = (Nozzle(1, "e10", 1), Nozzle(2, "diesel", 2))
    tanks = (Tank(1, "e10", 40_000_000, 38_000_000, 0), Tank(2, "diesel", 40_000_000, 38_000_000, 0))
    grades = (Grade("diesel", "Diesel", 2_000), Grade("e10", "Unleaded", 2_000))
    pumps = (Pump(1, nozzles), Pump(2, nozzles))
    return Site(site_id, "M25 Cobham", "Europe/London", "GBP", grades, tanks, pumps, version=1, **fields)


async def with_site(parts: Pos, site: Site | None = None) -> Site:
    site = site or a_site()
    async with transaction(parts.db) as conn:
        await save_site(conn, site)
    return site


def requested(parts: Pos, **fields: Any) -> Sale:
    """As a till opens it."""
    usual = {"site_id": SITE, "kind": SaleKind.POST_PAY, "currency": "GBP", "pump": 1, "opened_by": "ann"}
    opened = {"opened_at": parts.clock(), "state": SaleState.REQUESTED, "origin": Origin.POS}
    return Sale(**{"sale_id": new_id(), **usual, **opened, **fields})


async def opened(parts: Pos, **fields: Any) -> Sale:
    sale = requested(parts, **fields)
    async with transaction(parts.db) as conn:
        assert await store.insert_sale(conn, sale, None, None)
    return sale


async def prepaid(parts: Pos, amount_minor: int = 3_000) -> dict[str, Any]:
    """Fields of a sale that was paid before, in a shift that is open."""
    shift = Shift(new_id(), SITE, "till-1", ShiftMode.PER_CASHIER, new_id(), "ann", "GBP", 0, parts.clock())
    async with transaction(parts.db) as conn:
        await insert_shift(conn, shift, shift.shift_id, b"")
    tender = Tender(1, TenderKind.CASH, amount_minor, shift.shift_id, parts.clock(), amount_minor)
    paid = {"tenders": (tender,), "opened_shift_id": shift.shift_id}
    return {"kind": SaleKind.PRE_PAY, "max_amount_minor": amount_minor, **paid}


async def stored(parts: Pos, sale: Sale) -> Sale:
    found = await store.get_sale(parts.db, sale.sale_id)
    assert found is not None
    return found


async def all_sales(parts: Pos) -> list[Sale]:
    rows = await parts.db.fetch("SELECT sale_id FROM sale ORDER BY sale_id")
    found = [await store.get_sale(parts.db, str(row["sale_id"])) for row in rows]
    return [sale for sale in found if sale]


async def told(parts: Pos) -> list[str]:
    """Names of the events, in order."""
    rows = await parts.db.fetch("SELECT type FROM outbox ORDER BY id")
    return [str(row["type"]).removeprefix("motorway.pos.v1.") for row in rows]


def report(sale: Sale | None, state: int = AUTHORISED, pump: int = 1, **fields: Any) -> device_pb2.PumpReport:
    """A pump that works for the sale, or for nobody."""
    token = sale.sale_id if sale else ""
    return device_pb2.PumpReport(pump=pump, state=state, release_token=token, **fields)  # type: ignore[arg-type]


def stamp(at: datetime) -> Timestamp:
    moment = Timestamp()
    moment.FromDatetime(at)
    return moment


def state_message(
    at: datetime, state: int, token: str = "", *, pump: int = 1, nozzle: int = 0, reason: str = "", site: str = SITE
) -> events_pb2.DeviceMessage:
    said = device_pb2.PumpState(
        time=stamp(at),
        state=state,  # type: ignore[arg-type]
        nozzle=nozzle,
        reason=reason,
        release_token=token,
    )
    kind = events_pb2.MESSAGE_KIND_PUMP_STATE
    return events_pb2.DeviceMessage(site=site, kind=kind, number=pump, payload=said.SerializeToString())


async def hear(parts: Pos, *messages: events_pb2.DeviceMessage) -> None:
    """As the consumer does with a bundle."""
    await sightings.hear(parts, list(pump_states(events_pb2.DeviceMessagesReceived(messages=messages))))


def transaction_of(
    parts: Pos,
    sequence: int,
    volume_ml: int = 20_000,
    *,
    token: str = "",
    before_ml: int = 0,
    pump: int = 1,
    **fields: Any,
) -> events_pb2.FuellingTransactionReceived:
    """A finished fuelling of nozzle 1 whose totaliser was at `before_ml`, and whose amounts are volume times price."""
    price = fields.get("unit_price_milli", PRICE_MILLI)
    done = device_pb2.FuellingTransaction(
        **{
            "sequence": sequence,
            "nozzle": 1,
            "grade": "e10",
            "volume_ml": volume_ml,
            "amount_minor": minor(volume_ml, price),
            "currency": "GBP",
            "unit_price_milli": price,
            "volume_total_before_ml": before_ml,
            "volume_total_after_ml": before_ml + volume_ml,
            "amount_total_before_minor": minor(before_ml, price),
            "amount_total_after_minor": minor(before_ml, price) + minor(volume_ml, price),
            "started_at": stamp(parts.clock() - timedelta(minutes=2)),
            "finished_at": stamp(parts.clock()),
            "release_token": token,
            "end_reason": "nozzle_in",
            **fields,
        }
    )
    return events_pb2.FuellingTransactionReceived(
        site=SITE, pump=pump, transaction=done, received_at=stamp(parts.clock())
    )


def minor(volume_ml: int, price_milli: int = PRICE_MILLI) -> int:
    """Pence, rounded half up."""
    return (volume_ml * price_milli * 100 + 500_000) // 1_000_000


async def delivered(parts: Pos, *transactions: events_pb2.FuellingTransactionReceived) -> list[Sale | None]:
    return [await book_received(parts, one) for one in transactions]


async def discrepancies(parts: Pos) -> list[tuple[str, int, int, int, int]]:
    """(kind, nozzle, sequence, expected, found)"""
    rows = await parts.db.fetch(
        "SELECT kind, nozzle, sequence, expected, found FROM discrepancy ORDER BY pump, sequence, kind"
    )
    return [tuple(row) for row in rows]


def kinds(found: Sequence[tuple[str, int, int, int, int]]) -> list[str]:
    return [one[0] for one in found]
