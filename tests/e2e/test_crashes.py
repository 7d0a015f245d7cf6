"""Kill each part during load: nothing is lost, nothing is doubled, the platform comes back by itself."""

import signal
from functools import partial
from typing import Any

import pytest
from motorway_kit.testing import wait_until

from tests.e2e.conftest import RECOVERY_S, Simulate
from tests.support.platform import Platform, replacement, serving_process
from tests.support.stored import differences, stored_series

pytestmark = pytest.mark.e2e

ADDRESSES = {
    "iot-gateway": "IOT_GATEWAY_ADDRESS",
    "telemetry": "TELEMETRY_ADDRESS",
    "alerts": "ALERTS_ADDRESS",
    "rabbitmq": "AMQP_URL",
    "postgresql": "DATABASE_URL_TELEMETRY",
    "redis": "REDIS_URL",
    "mosquitto": "MQTT_PORT",
}


async def test_killing_every_part_under_load_loses_and_doubles_nothing(platform: Platform, simulate: Simulate) -> None:
    simulation = await simulate(["crash-one", "crash-two", "crash-three"], duration_s=6 * 3600, speed=120, seed=7)
    for part in ADDRESSES:
        await wait_until(platform.ready, RECOVERY_S, 0.2)
        await _kill(platform, part)
    await wait_until(platform.ready, RECOVERY_S, 0.2)
    assert simulation.process.poll() is None, "the load ended before the last kill"
    ledger = await simulation.ledger()
    for site, truth in ledger["sites"].items():
        await wait_until(partial(_stored, platform, site, truth), 120, 1)


async def _kill(platform: Platform, part: str) -> None:
    """`kill -9`, and wait until another process serves in its place."""
    port = _port(platform, part)
    victim = serving_process(port)
    victim.send_signal(signal.SIGKILL)
    await wait_until(lambda: replacement(port, victim), RECOVERY_S, 0.1)


def _port(platform: Platform, part: str) -> int:
    """The port in the part's address or URL."""
    authority = platform[ADDRESSES[part]].split("://")[-1].split("/")[0]
    return int(authority.rsplit(":", 1)[-1])


def _stored(platform: Platform, site: str, truth: dict[str, Any]) -> bool:
    wrong = differences(truth["series"], stored_series(platform, site))
    print(site, "readings", truth["readings"], "resent", truth["resent"], "series that differ", wrong)
    return not wrong
