"""What this process wrote last is changed without being read, and never against what another one wrote meanwhile."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from motorway_kit.ids import new_id
from payments.app import commands, payments, snapshots
from payments.app.calls import send
from payments.db import commands as command_store
from payments.parts import Payments
from payments.recent import MOST, Recent

from .paying_world import CHARGE, HOLD, Paying, state_name

CHARGED, HELD = 3, 3
CLAIMED, FIXED, CAPTURED = 1, 1, 1
"""Round trips to the database; each is a transaction of its own."""


@asynccontextmanager
async def statements(parts: Payments) -> AsyncIterator[list[str]]:
    """What is sent in the block to the database that changes something."""
    sent: list[str] = []

    def note(record: Any) -> None:
        if "UPDATE payment " in record.query or "INSERT INTO" in record.query or record.query in ("BEGIN;", "COMMIT;"):
            sent.append(record.query)

    held = [await parts.db.acquire() for _ in range(parts.db.get_max_size())]
    for conn in held:
        conn.add_query_logger(note)
        await parts.db.release(conn)
    yield sent
    for conn in [await parts.db.acquire() for _ in held]:
        conn.remove_query_logger(note)
        await parts.db.release(conn)


def another_process(paying: Paying) -> Payments:
    """It works at the same database, and remembers nothing of what the first one wrote."""
    return replace(paying.parts, recent=Recent())


async def test_a_payment_costs_so_many_statements(paying: Paying) -> None:
    async with statements(paying.parts) as sent:
        assert state_name(await paying.pay(CHARGE)) == "CAPTURED"
        assert len(sent) == CHARGED, "\n".join(sent)
        sent.clear()
        held = await paying.pay(HOLD)
        assert len(sent) == HELD, "\n".join(sent)
        claimed = await paying.claim(held.payment_id, new_id())
        await paying.fix(claimed, 4000)
        assert len(sent) == HELD + CLAIMED + FIXED + CAPTURED, "\n".join(sent)
    assert state_name(await paying.get(held.payment_id)) == "CAPTURED"


async def test_what_another_process_changed_is_read_again(paying: Paying) -> None:
    held = await paying.pay(HOLD)
    other, sale_id = another_process(paying), new_id()
    claimed = await paying.claim(held.payment_id, sale_id)
    await payments.fix_amount(other, held.payment_id, sale_id, 0, "zero_fuelling")
    known = paying.parts.recent.get(held.payment_id)
    assert known is not None
    assert known.take_minor is None
    await paying.tell_amount(claimed, 4000)
    query = "SELECT count(*) FROM reconciliation_break WHERE break_class = 'take_differs'"
    assert await paying.parts.db.fetchval(query) == 1
    payment = await snapshots.found(paying.parts, held.payment_id)
    assert (payment.take_minor, payment.state.name) == (0, "VOIDING")


async def test_an_answer_that_another_process_recorded_is_not_recorded_again(paying: Paying) -> None:
    await paying.ask(CHARGE)
    create = paying.parts.commands.get_nowait()
    answer = await send(paying.parts, create)
    other = another_process(paying)
    await commands._record(other, create, answer)
    await commands._record(paying.parts, create, answer)
    rows = await paying.parts.db.fetch("SELECT kind FROM command ORDER BY created_at")
    assert [row["kind"] for row in rows] == ["create", "confirm"]


async def test_nothing_is_written_when_the_command_is_answered_already(paying: Paying) -> None:
    """The payment is of the version that is remembered, and another key stands for the command."""
    asked = await paying.ask(CHARGE)
    create = paying.parts.commands.get_nowait()
    answer = await send(paying.parts, create)
    async with paying.parts.db.acquire() as conn:
        await command_store.finish(conn, create.command_id, paying.parts.clock(), "elsewhere")
    await commands._record(paying.parts, create, answer)
    kept = await paying.parts.db.fetchval("SELECT error FROM command WHERE command_id = $1", create.command_id)
    assert kept == "elsewhere"
    steps = [step.what for step in (await paying.whole(asked.payment_id)).steps]
    assert steps == ["created", "authorising"]


async def test_an_event_that_comes_twice_is_heard_once(paying: Paying) -> None:
    claimed, event_id = await paying.claimed(), new_id()
    await paying.tell_amount(claimed, 4000, event_id=event_id)
    paying.parts.recent.keep(replace(await snapshots.found(paying.parts, claimed.payment_id), take_minor=None))
    await paying.tell_amount(claimed, 3000, event_id=event_id)
    assert (await paying.get(claimed.payment_id)).take_minor == 4000
    assert await paying.parts.db.fetchval("SELECT count(*) FROM inbox WHERE event_id = $1", event_id) == 1


async def test_the_longest_unchanged_is_forgotten(paying: Paying) -> None:
    first = (await paying.ask(CHARGE)).payment_id
    payment = paying.parts.recent.get(first)
    assert payment is not None
    for _ in range(MOST):
        paying.parts.recent.keep(replace(payment, payment_id=new_id()))
    assert paying.parts.recent.get(first) is None


@pytest.mark.parametrize("purpose", [CHARGE, HOLD])
async def test_a_payment_is_forgotten_once_it_is_over(paying: Paying, purpose: Any) -> None:
    payment = await paying.pay(purpose)
    remembered = paying.parts.recent.get(payment.payment_id)
    assert (remembered is None) is (purpose == CHARGE)
