"""Kill each part during load: nothing is lost, nothing is doubled, the platform comes back by itself."""

from functools import partial
from typing import Any

import pytest
from motorway_kit.testing import wait_until

from tests.e2e.conftest import RECOVERY_S, Simulate
from tests.support.crash import ADDRESSES, kill
from tests.support.platform import Platform
from tests.support.stored import differences, stored_series

pytestmark = pytest.mark.e2e


async def test_killing_every_part_under_load_loses_and_doubles_nothing(platform: Platform, simulate: Simulate) -> None:
    simulation = await simulate(["crash-one", "crash-two", "crash-three"], duration_s=6 * 3600, speed=120, seed=7)
    for part in ADDRESSES:
        await wait_until(platform.ready, RECOVERY_S, 0.2)
        await kill(platform, part)
    await wait_until(platform.ready, RECOVERY_S, 0.2)
    assert simulation.process.poll() is None, "the load ended before the last kill"
    ledger = await simulation.ledger()
    for site, truth in ledger["sites"].items():
        await wait_until(partial(_stored, platform, site, truth), 120, 1)


def _stored(platform: Platform, site: str, truth: dict[str, Any]) -> bool:
    wrong = differences(truth["series"], stored_series(platform, site))
    print(site, "readings", truth["readings"], "resent", truth["resent"], "series that differ", wrong)
    return not wrong
