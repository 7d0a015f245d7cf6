"""A simulator that was killed comes back with its money, with every answer that it gave, and at its time."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import stripe_simulator
from motorway_kit.testing import free_port, wait_until
from stripe_simulator.api import register
from stripe_simulator.app import payment_intents, payouts
from stripe_simulator.clock import Clock
from stripe_simulator.settings import DAY_S, Settings
from stripe_simulator.state import Object
from stripe_simulator.store import Store
from stripe_simulator.world import World

KEY = "sk_test_restart"
HOLD = {"amount": "10000", "currency": "gbp", "capture_method": "manual", "confirm": "true"}
CARD = {"payment_method": "pm_card_visa"}


@asynccontextmanager
async def simulator(state: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A process of its own, killed at the end."""
    port = free_port()
    binds = ["--bind", f"127.0.0.1:{port}", "--control-bind", f"127.0.0.1:{free_port()}"]
    path = os.pathsep.join([str(Path(stripe_simulator.__file__).parents[1]), *sys.path])
    command = [sys.executable, "-m", "stripe_simulator", "run", *binds, "--state", str(state)]
    env = {**os.environ, "STRIPE_SIMULATOR_KEYS": KEY, "PYTHONPATH": path}
    process = await asyncio.create_subprocess_exec(*command, env=env)
    headers = {"Authorization": f"Bearer {KEY}"}
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=20) as client:
            await wait_until(lambda: answers(client), timeout_s=30)
            yield client
    finally:
        process.kill()
        await process.wait()


async def answers(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/v1/balance")).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


async def post(client: httpx.AsyncClient, path: str, data: Any, key: str) -> Any:
    response = await client.post(path, data=data, headers={"Idempotency-Key": key})
    assert response.status_code == httpx.codes.OK, response.text
    return response


async def test_nothing_is_lost_by_a_kill(tmp_path: Path) -> None:
    state = tmp_path / "stripe.sqlite"
    async with simulator(state) as client:
        hold = (await post(client, "/v1/payment_intents", HOLD | CARD, "create")).json()
        capture = f"/v1/payment_intents/{hold['id']}/capture"
        taken = (await post(client, capture, {"amount_to_capture": "4321"}, "capture")).json()
        books = (await client.get("/v1/balance_transactions")).json()
        events = (await client.get("/v1/events")).json()
    async with simulator(state) as client:
        assert (await client.get(f"/v1/payment_intents/{hold['id']}")).json() == taken
        assert (await client.get("/v1/balance_transactions")).json() == books
        assert (await client.get("/v1/events")).json() == events
        again = await post(client, capture, {"amount_to_capture": "4321"}, "capture")
        assert (again.headers["idempotent-replayed"], again.json()) == ("true", taken)
        other = await client.post(capture, data={"amount_to_capture": "1"}, headers={"Idempotency-Key": "capture"})
        assert other.json()["error"]["type"] == "idempotency_error"


def a_world(state: Path) -> World:
    world = World(Settings(payouts_daily=True), Clock(), Store(state))
    register(world)
    return world


def objects(world: World) -> dict[str, list[Object]]:
    return {kind: rows for kind, rows in world.dump().items() if rows and not kind.startswith("_")}


def test_time_goes_on_and_what_was_due_meanwhile_happens(tmp_path: Path) -> None:
    state = tmp_path / "stripe.sqlite"
    world = a_world(state)
    params = {"amount": 10_000, "currency": "gbp", "capture_method": "manual", "confirm": True, **CARD}
    hold, sold = payment_intents.create(world, params), payment_intents.create(world, params)
    payment_intents.capture(world, {}, sold["id"])
    world.advance(4 * DAY_S)
    (payout,) = world.table(payouts.KIND).oldest_first()
    again = a_world(state)
    assert again.now - world.now in (0, 1)
    assert objects(again) == objects(world)
    again.advance(4 * DAY_S)
    assert again.get("payment_intent", hold["id"])["cancellation_reason"] == "expired"
    assert again.get("payout", payout["id"])["status"] == "paid"
    assert len(again.table(payouts.KIND)) == 1


def test_a_reset_is_durable(tmp_path: Path) -> None:
    state = tmp_path / "stripe.sqlite"
    world = a_world(state)
    payment_intents.create(world, {"amount": 10_000, "currency": "gbp"})
    world.commit()
    world.reset()
    assert not a_world(state).table("payment_intent")
