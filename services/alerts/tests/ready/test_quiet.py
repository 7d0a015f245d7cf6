"""Days on which nothing is wrong: customers, deliveries, tests of patience, and no alert.

`NIGHTLY=1` looks at twenty sites for a week, which takes a quarter of an hour; otherwise it is two sites for a day.
"""

import os
from typing import Any

import pytest

from .world import World, a_config

NIGHTLY = bool(os.environ.get("NIGHTLY"))
SITES, HOURS = (20, 7 * 24) if NIGHTLY else (2, 24)
SELDOM: dict[str, Any] = {"tank_reading_interval_s": 60, "sample_interval_s": 3600, "batch_interval_s": 3600}
"""Gauges that are asked once a minute; every tenth site's is asked every ten seconds, and its sensors too."""


@pytest.mark.parametrize("number", range(SITES))
def test_quiet_days_raise_nothing(number: int) -> None:
    """Busy sites and slow ones, each with its own customers: deliveries come, tanks breathe, and nobody is woken.

    The busiest order at half a tank: below a third it would not last until the lorry is there.
    """
    gauges: dict[str, Any] = {} if number % 10 == 0 else SELDOM
    customers_per_hour = 15 + number * 37 % 70
    reorder_fill = 0.3 if customers_per_hour < 60 else 0.5
    config = a_config(number + 1, customers_per_hour=customers_per_hour, reorder_fill=reorder_fill, **gauges)
    world = World(config, seed=number)
    world.run(HOURS * 3600)
    assert world.site.context.state.transactions > HOURS * 8
    assert world.site.context.state.deliveries > (2 if NIGHTLY else -1)
    assert {rule: [change.text for change in raised] for rule, raised in world.raised.items()} == {}
