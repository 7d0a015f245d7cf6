"""A part of the platform dies in the middle of selling: every sale ends in a known state, and every drop is booked."""

import asyncio
from collections.abc import Mapping

import pytest
from motorway_kit.testing import wait_until

from tests.support.crash import RECOVERY_S, kill
from tests.support.desk import POLL_S, Desk, Document
from tests.support.station import UNTIL_ENDED, Places, Station

pytestmark = pytest.mark.e2e

WANTED = {"volume_ml": 60_000, "flow_l_min": 150}
FUELLING, HANGING_UP, RELEASED, CALLING = 1, 2, 3, 4
"""Pumps, by what happens at them in the instant of the crash."""
UNKNOWN = "REQUESTED,AUTHORISED,FUELLING"


@pytest.mark.parametrize("part", ["mosquitto", "iot-gateway", "pos", "rabbitmq", "postgresql"])
async def test_losing_a_part_at_each_step(places: Places, part: str) -> None:
    """`kill -9` while one pump delivers, one tells its transaction, one is being released and one calls."""
    station = await places(f"no-{part}", pumps=4, prepaid_no_show_share=1)
    jo = await station.till("Counter 1")
    hanging_up = await _starts_fuelling(station, jo, HANGING_UP, UNTIL_ENDED)
    for pump in (RELEASED, CALLING):
        await station.calls(pump, **WANTED)
    known = [hanging_up, await _starts_fuelling(station, jo, FUELLING, WANTED)]

    await station.play("hang-up", pump=HANGING_UP)
    released = asyncio.create_task(_released(station, jo, RELEASED))
    await asyncio.gather(kill(station.platform, part), _released(station, jo, CALLING))
    await released
    await wait_until(station.platform.ready, RECOVERY_S, POLL_S)

    await wait_until(lambda: _is_over(station, jo), RECOVERY_S, POLL_S)
    await station.everything_is_booked(RECOVERY_S)
    await _every_drop_is_paid(station, jo, known)


async def _starts_fuelling(station: Station, jo: Desk, pump: int, wanted: Mapping[str, int]) -> str:
    """Its sale, once fuel flows."""
    await station.calls(pump, **wanted)
    sale_id: str = (await jo.release(pump))["sale_id"]
    await station.delivers(pump)
    return sale_id


async def _released(station: Station, jo: Desk, pump: int) -> None:
    """The cashier tries until the pump is released: a refusal is known, and nothing else is asked meanwhile."""
    body = {"site": station.site, "kind": "POST_PAY", "pump": pump}

    async def taken() -> bool:
        answer = await jo.insist("POST", "/sales", body)
        if answer.is_success:
            sale_id = answer.json()["sale_id"]
            sale = await _known(jo, sale_id)
            return bool(sale["state"] != "REFUSED")
        assert answer.json()["reason"] == "PumpRefused", answer.text
        return bool((await station.truth())["pumps"][str(pump)]["state"] != "CALLING")

    await wait_until(taken, RECOVERY_S, POLL_S)


async def _known(jo: Desk, sale_id: str) -> Document:
    """The sale, once it is known what became of its order."""

    async def answered() -> Document | None:
        sale: Document = (await jo.insist("GET", f"/sales/{sale_id}", None)).json()
        return sale if sale["state"] != "REQUESTED" else None

    found = await wait_until(answered, RECOVERY_S, POLL_S)
    assert isinstance(found, dict)
    return found


async def _is_over(station: Station, jo: Desk) -> bool:
    """Every customer has hung up, and no sale waits for the word of its pump."""
    pumps = (await station.truth())["pumps"].values()
    return all(pump["state"] == "IDLE" for pump in pumps) and not await jo.sales(state=UNKNOWN)


async def _every_drop_is_paid(station: Station, jo: Desk, known: list[str]) -> None:
    """Each of the four deliveries is on one ticket, which was released for it, and is paid."""
    sales = [sale for sale in await jo.sales() if sale["lines"]]
    assert sorted(sale["pump"] for sale in sales) == [1, 2, 3, 4]
    assert {sale["origin"] for sale in sales} == {"POS"}
    assert set(known) <= {sale["sale_id"] for sale in sales}
    assert {sale["state"] for sale in sales} == {"PAYABLE"}
    for sale in sales:
        await jo.settle(sale["sale_id"])
    drawer = await station.manager.get(f"/shifts/{jo.shift['shift_id']}/drawer")
    assert drawer["takings_minor"] == sum(sale["total_minor"] for sale in sales)
    assert await station.discrepancies() == []
