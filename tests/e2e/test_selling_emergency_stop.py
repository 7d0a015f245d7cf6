"""Everything stops at once, and only who may starts it again."""

import pytest
from motorway_kit.testing import wait_until

from tests.support.desk import POLL_S, SOON_S
from tests.support.station import UNTIL_ENDED, Places, Station

pytestmark = pytest.mark.e2e


async def test_emergency_stop_and_restart(places: Places) -> None:
    """A delivery ends and is paid for, an authorisation is taken back, and nothing sells until it is restarted."""
    station = await places("stop", pumps=3)
    jo, lee = await station.till("Counter 1"), await station.somebody("Lee", "supervisor")
    await station.calls(1, **UNTIL_ENDED)
    fuelling = (await jo.release(1))["sale_id"]
    prepaid = (await jo.prepay(2, 3_000))["sale_id"]
    flowed_ml = await station.delivers(1, more_than_ml=1_000)

    stopped = await jo.post(f"/sites/{station.site}/emergency-stop")
    assert stopped["unconfirmed"] == []
    assert [(pump["state"], pump["emergency_stopped"]) for pump in stopped["pumps"]] == [("CLOSED", True)] * 3
    sale = await jo.becomes(fuelling, "PAYABLE")
    assert sale["lines"][0]["fuel"]["end_reason"] == "emergency_stop"
    assert flowed_ml <= sale["lines"][0]["fuel"]["volume_ml"] < UNTIL_ENDED["volume_ml"]
    back = await jo.becomes(prepaid, "CLEARED")
    assert (back["clearing"], back["due_minor"]) == ("ZERO", 0)

    await _nothing_sells(station)
    assert (await jo.refused("POST", f"/sites/{station.site}/restart"))["status"] == 403
    started = await lee.post(f"/sites/{station.site}/restart")
    assert started["unconfirmed"] == []
    await jo.settle(fuelling)
    await _sells_again(station)
    await station.everything_is_booked()


async def _nothing_sells(station: Station) -> None:
    """Not by a till, not by opening a pump, and not after the electricity was gone."""
    sam = await station.till("Counter 2")
    refused = await sam.refused("POST", "/sales", {"site": station.site, "kind": "POST_PAY", "pump": 3})
    assert (refused["status"], refused["reason"]) == (409, "PumpRefused")
    assert "emergency stopped" in refused["detail"]
    assert (await sam.refused("POST", f"/sites/{station.site}/pumps/3/open"))["reason"] == "PumpRefused"
    await station.play("power-cut", seconds=2)
    await wait_until(lambda: _is_back(station), SOON_S, POLL_S)
    assert (await sam.refused("POST", "/sales", {"site": station.site, "kind": "POST_PAY", "pump": 3}))["status"] == 409


async def _is_back(station: Station) -> bool:
    truth = await station.truth()
    return bool(truth["connected"]) and {pump["state"] for pump in truth["pumps"].values()} == {"CLOSED"}


async def _sells_again(station: Station) -> None:
    kim = await station.till("Counter 3")
    await station.pump_becomes(3, "IDLE")
    await station.calls(3)
    await kim.settle((await kim.becomes((await kim.release(3))["sale_id"], "PAYABLE"))["sale_id"])


async def test_one_pump_is_suspended_resumed_terminated_stopped_and_restarted(places: Places) -> None:
    """Each order does what IFSF says, one that the state does not allow is refused with its code, the rest sells on."""
    station = await places("orders")
    jo, pumps = await station.till("Counter 1"), f"/sites/{station.site}/pumps"
    await station.calls(1, **UNTIL_ENDED)
    sale_id = (await jo.release(1))["sale_id"]
    await station.delivers(1, more_than_ml=1_000)
    boss = station.manager
    assert (await boss.post(f"{pumps}/1/suspend"))["state"] == "SUSPENDED_FUELLING"
    assert (await boss.refused("POST", f"{pumps}/1/suspend"))["context"]["code"] == "0x30"
    assert (await boss.post(f"{pumps}/1/resume"))["state"] == "FUELLING"
    assert (await boss.refused("POST", f"{pumps}/1/open"))["context"]["code"] == "0x2F"
    await boss.post(f"{pumps}/1/terminate")
    sale = await jo.becomes(sale_id, "PAYABLE")
    assert sale["lines"][0]["fuel"]["end_reason"] == "terminated"
    await jo.settle(sale_id)

    stopped = await boss.post(f"{pumps}/2/emergency-stop")
    assert [(each["number"], each["state"]) for each in stopped["pumps"]] == [(2, "CLOSED")]
    await station.pump_becomes(1, "IDLE")
    assert (await boss.refused("POST", f"{pumps}/2/open"))["context"]["refusal"] == "emergency_stopped"
    assert (await boss.post(f"{pumps}/2/restart"))["unconfirmed"] == []
    await station.pump_becomes(2, "IDLE")
    await station.everything_is_booked()
