"""The same suite for the simulator and, when STRIPE_TEST_KEY is set, for Stripe's test mode."""

import os
from collections.abc import AsyncIterator
from typing import Any

import pytest

from .accounts import Simulated, simulation, talking

SIMULATED, REAL = "simulated", "real"
ACCOUNTS = (SIMULATED, REAL) if os.environ.get("STRIPE_TEST_KEY") else (SIMULATED,)


@pytest.fixture
async def simulated() -> AsyncIterator[Simulated]:
    async with simulation() as made:
        yield made


@pytest.fixture(params=ACCOUNTS)
async def account(request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    """Whichever account it is, it answers the same."""
    if request.param == SIMULATED:
        async with simulation() as made:
            yield made.v1
    else:
        async with talking(os.environ["STRIPE_TEST_KEY"], None) as v1:
            yield v1
