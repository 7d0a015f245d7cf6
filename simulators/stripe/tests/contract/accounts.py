"""Accounts that the official SDK talks to."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import stripe
from stripe_simulator.server import listener, serving
from stripe_simulator.settings import API_VERSION, Settings
from stripe_simulator.simulator import Simulator, make_simulator

KEY = "sk_test_simulator"


@dataclass(frozen=True)
class Simulated:
    """The account (`client.v1` of the SDK) and the simulator that keeps it, for what only a simulator can do."""

    v1: Any
    simulator: Simulator
    address: str


@contextlib.asynccontextmanager
async def simulation(settings: Settings | None = None, state: Path | None = None) -> AsyncIterator[Simulated]:
    """A simulator in this process, on a free port."""
    simulator = make_simulator(settings or Settings(), state)
    async with serving(simulator.door, listener("127.0.0.1:0")) as address, talking(KEY, address) as v1:
        yield Simulated(v1, simulator, address)


@contextlib.asynccontextmanager
async def talking(key: str, address: str | None) -> AsyncIterator[Any]:
    """The SDK without retries: a test sees what is answered."""
    http = stripe.HTTPXClient(timeout=20)
    addresses: Any = {"api": address, "files": address} if address else {}
    options: Any = {"stripe_version": API_VERSION, "base_addresses": addresses, "max_network_retries": 0}
    try:
        yield stripe.StripeClient(key, http_client=http, **options).v1
    finally:
        await http.close_async()  # type: ignore[no-untyped-call]
