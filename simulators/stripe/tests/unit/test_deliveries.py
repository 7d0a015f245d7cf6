"""What is to be delivered, when, and by whom after a restart."""

import asyncio
from pathlib import Path

import pytest
from stripe_simulator.control.hooks import Endpoint, ensure_endpoint
from stripe_simulator.objects import deliveries
from stripe_simulator.objects.deliveries import FAILED, GIVE_UP_S, PENDING, SUCCEEDED
from stripe_simulator.settings import Settings
from stripe_simulator.simulator import make_simulator
from stripe_simulator.state import Object

NOW = 1_700_000_000
EVENT = {"id": "evt_1", "created": NOW}


def a_delivery() -> Object:
    return deliveries.delivery(EVENT, {"id": "we_1"})


def test_what_fails_is_due_again_after_ever_longer_pauses_and_given_up_after_three_days() -> None:
    row, pauses = a_delivery(), []
    while row["status"] == PENDING:
        now = row["due"]
        row = deliveries.tried(row, "500", now, succeeded=False)
        pauses.append(row["due"] - now)
    assert row["status"] == FAILED
    assert pauses == sorted(pauses)
    assert pauses[0] == 60
    assert GIVE_UP_S - 43_200 <= now - NOW <= GIVE_UP_S


def test_what_was_taken_is_not_due_again() -> None:
    assert deliveries.tried(a_delivery(), "200", NOW, succeeded=True)["status"] == SUCCEEDED


@pytest.mark.parametrize(("wanted", "heard"), [(["*"], True), (["charge.succeeded"], True), (["charge.failed"], False)])
def test_an_endpoint_wants_everything_or_what_it_names(wanted: list[str], heard: bool) -> None:
    assert deliveries.wants(deliveries.endpoint("http://x", wanted, "whsec_1", NOW), "charge.succeeded") is heard


async def test_a_simulator_that_was_killed_delivers_what_it_had_not(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite"
    first = make_simulator(Settings(), state)
    ensure_endpoint(first.world, Endpoint(url="http://127.0.0.1:9/never", secrets=["whsec_1"]))
    first.world.emit("customer.created", first.world.put({"object": "customer", "id": "cus_1"}))
    first.world.commit()
    second = make_simulator(Settings(), state)
    running = asyncio.create_task(second.run())
    await second.parts.dispatcher.settled()
    running.cancel()
    (row,) = second.world.table(deliveries.DELIVERY).oldest_first()
    assert (row["attempts"], row["status"]) == (1, PENDING)
    assert row["last_answer"].startswith("ConnectError")
