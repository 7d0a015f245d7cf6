"""Prices at a site: calls, pumps that are deaf, and the work that runs in the background."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2
from motorway.pos.v1 import events_pb2, pos_pb2, prices_pb2
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from motorway_kit.testing import wait_until
from pos.app.price_clock import keep_prices
from pos.db import sites
from pos.domain.site import Site
from pos.parts import Pos

from .clock import ManualClock
from .stub_pumps import NoAnswer, StubPumps, accepted

SITE = "m25-cobham"
LEVELS = {"self": pos_pb2.SERVICE_LEVEL_SELF, "attended": pos_pb2.SERVICE_LEVEL_ATTENDED}


def price(grade: str, milli: int, level: str = "self") -> prices_pb2.Price:
    return prices_pb2.Price(grade_id=grade, service_level=LEVELS[level], unit_price_milli=milli)


def wish(e10: int = 1_459, diesel: int = 1_529, *, at: datetime | None = None, **fields: Any) -> Any:
    """A set for both grades; at once unless it is said when."""
    fields = {"site_id": SITE, "idempotency_key": new_id(), **fields}
    if at is not None:
        stamp = Timestamp()
        stamp.FromDatetime(at)
        fields["effective_at"] = stamp
    elif "local_time" not in fields:
        fields.setdefault("now", True)
    prices = fields.pop("prices", [price("e10", e10), price("diesel", diesel)])
    return prices_pb2.SchedulePricesRequest(prices=prices, **fields)


async def schedule(client: Remote, *milli: int, at: datetime | None = None, **fields: Any) -> prices_pb2.PriceSet:
    response: prices_pb2.SchedulePricesResponse = await client.call("SchedulePrices", wish(*milli, at=at, **fields))
    return response.price_set


async def in_force(prices: Remote, parts: Pos, stub_pumps: StubPumps, *milli: int) -> None:
    """A set, with nothing left to do; what was ordered for it is forgotten, and a second goes by."""
    await schedule(prices, *milli)
    async with working(parts):
        await settled(parts)
    stub_pumps.orders.clear()
    assert isinstance(parts.clock, ManualClock)
    parts.clock.forward(seconds=1)


async def the_site(parts: Pos) -> Site:
    site = await sites.get_site(parts.db, SITE)
    assert site is not None
    return site


async def prices_at(client: Remote, site: str = SITE) -> prices_pb2.GetPricesResponse:
    response: prices_pb2.GetPricesResponse = await client.call("GetPrices", prices_pb2.GetPricesRequest(site_id=site))
    return response


async def states(client: Remote) -> dict[int, str]:
    """Number of each set → its state."""
    response = await client.call("ListPriceSets", prices_pb2.ListPriceSetsRequest(site_id=SITE))
    name = prices_pb2.PriceSetState.Name
    return {each.number: name(each.state).removeprefix("PRICE_SET_STATE_") for each in response.price_sets}


@asynccontextmanager
async def working(parts: Pos) -> AsyncIterator["asyncio.Task[None]"]:
    """A replica's background work."""
    task = asyncio.create_task(keep_prices(parts, poll_s=0.01))
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def settled(parts: Pos) -> None:
    """Wait until no step can be taken and nothing is due at this moment."""

    async def is_settled() -> bool:
        now = parts.clock()
        open_ = await parts.db.fetchval(
            "SELECT EXISTS (SELECT FROM price_work WHERE due_at <= $1 OR (reason = '' AND confirmed_at IS NULL"
            " AND price_set > 0) OR (confirmed_at IS NOT NULL AND closed))"
            " OR EXISTS (SELECT FROM price_set s WHERE (state = 'scheduled' AND effective_at <= $1)"
            " OR state = 'sending' OR (state = 'in_force' AND (tried_at IS NULL OR site_version <>"
            " (SELECT version FROM site WHERE site_id = s.site_id))))",
            now,
        )
        return not open_

    await wait_until(is_settled)


def deaf(*pumps: int) -> Callable[[Any], Any]:
    """These pumps' orders are not answered."""

    def answer(request: Any) -> Any:
        order = request.set_prices.prices[0] if hasattr(request, "set_prices") else request
        return NoAnswer("no answer") if order.pump in pumps else accepted()

    return answer


def reports(price_set: int, *pumps: int, state: int = device_pb2.FUELLING_POINT_STATE_IDLE) -> Any:
    return [device_pb2.PumpReport(pump=pump, state=state, price_set=price_set) for pump in pumps]  # type: ignore[arg-type]


def story(stub: StubPumps) -> list[str]:
    """The orders in short, as they came: `show e10=1469 diesel=1529`, `set 2 of pump 1`, `close 1`."""
    return [line for method, request in stub.orders if (line := _line(method, request))]


def _line(method: str, request: Any) -> str:
    match method:
        case "ShowPrices":
            shown = {each.grade: each.unit_price_milli for each in request.show_prices.prices}
            return "show " + " ".join(f"{grade}={milli}" for grade, milli in sorted(shown.items()))
        case "SetPrices":
            order = request.set_prices
            return f"set {order.price_set} of pump {order.prices[0].pump}"
        case "ControlPump":
            action = device_pb2.PumpAction.Name(request.control.action).removeprefix("PUMP_ACTION_").lower()
            return f"{action} {request.control.pump}"
    return ""


async def told(parts: Pos, states: Collection[str] = ()) -> list[events_pb2.PriceChanged]:
    """The events, in order."""
    rows = await parts.db.fetch("SELECT body FROM outbox WHERE type = 'motorway.pos.v1.PriceChanged' ORDER BY id")
    events = [events_pb2.PriceChanged.FromString(row["body"]) for row in rows]
    return [event for event in events if not states or event.state in states]
