"""Days on which nothing is wrong: customers, deliveries, tests of patience, and no alert.

`NIGHTLY=1` looks at twenty sites for a week, which takes half an hour; otherwise it is two sites for a day and a half.
"""

import os
from collections import Counter

import pytest

from .world import World, a_config

NIGHTLY = bool(os.environ.get("NIGHTLY"))
SITES, HOURS = (20, 7 * 24) if NIGHTLY else (2, 36)


@pytest.mark.parametrize("number", range(1, SITES + 1))
def test_quiet_days_raise_nothing(number: int) -> None:
    """Busy sites and slow ones, each with its own customers: deliveries come, tanks breathe, and nobody is woken."""
    world = World(a_config(number, customers_per_hour=15 + number * 37 % 70), seed=number)
    world.run(HOURS * 3600)
    assert world.site.context.state.transactions > HOURS * 10
    assert world.site.context.state.deliveries > (2 if NIGHTLY else 0)
    assert Counter(rule for rule, raised in world.raised.items() for _ in raised) == {}
