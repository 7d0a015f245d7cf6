"""A day of three sites at speed: every reading that was sent is stored, once."""

from functools import partial
from typing import Any

import httpx
import pytest
from motorway_kit.testing import wait_until

from tests.e2e.conftest import Simulate
from tests.support.platform import Platform
from tests.support.stored import differences, stored_series

pytestmark = pytest.mark.e2e

DAY_S = 24 * 3600
SPEED = 1440
AT_REST = ("IDLE", "CALLING", "AUTHORISED", "CLOSED")


async def test_every_reading_of_a_simulated_day_is_stored_once(
    platform: Platform, simulate: Simulate, api: httpx.AsyncClient
) -> None:
    ledger = await (await simulate(["day-one", "day-two", "day-three"], duration_s=DAY_S, speed=SPEED)).ledger()
    assert len(ledger["sites"]) == 3
    for site, truth in ledger["sites"].items():
        assert truth["readings"] > 10_000
        assert truth["transactions"] > 0
        await wait_until(partial(_stored, platform, site, truth), 60, 1)
        await _totalisers_agree(api, site, truth)


async def test_what_is_sent_twice_out_of_order_or_late_is_stored_once(platform: Platform, simulate: Simulate) -> None:
    simulation = await simulate(["untidy"], duration_s=3600, speed=180)
    await simulation.play("duplicate", site="untidy", count=500)
    await simulation.play("reorder", site="untidy", count=500)
    await simulation.play("disconnect", site="untidy", seconds=3)
    truth = (await simulation.ledger())["sites"]["untidy"]
    assert truth["transactions"] > 0
    await wait_until(partial(_stored, platform, "untidy", truth), 60, 1)


def _stored(platform: Platform, site: str, truth: dict[str, Any]) -> bool:
    """The telemetry service may still be writing what RabbitMQ confirmed."""
    wrong = differences(truth["series"], stored_series(platform, site))
    print(site, "readings", truth["readings"], "series that differ", wrong)
    return not wrong


async def _totalisers_agree(api: httpx.AsyncClient, site: str, truth: dict[str, Any]) -> None:
    """The newest totaliser that the API shows is the pump's own."""
    items = (await api.get("/telemetry/latest", params={"site": site})).raise_for_status().json()["items"]
    shown = {i["device"]: i["value"] for i in items if i["metric"] == "volume_total"}
    assert shown
    for pump, told in truth["pumps"].items():
        if told["state"] not in AT_REST:
            continue  # its totaliser runs ahead of the last finished transaction
        for nozzle, totals in told["nozzles"].items():
            device = f"pump/{pump}/nozzle/{nozzle}"
            if device in shown:
                assert shown[device] == totals["volume_total_ml"] / 1000, device
