"""Sales whose outcome nobody told are asked about, and decided once."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest
from motorway_kit.db import transaction
from motorway_kit.testing import wait_until
from pos import metrics
from pos.app.authorise import authorise
from pos.app.resolver import ORDER_EXPIRES, PATIENCE, Resolver, ask_about, watch
from pos.db import pumps as store
from pos.db import ticket_requests
from pos.domain.sale import Clearing, Sale, SaleState
from pos.parts import Pos

from .clock import ManualClock
from .pump_world import (
    AUTHORISED,
    CLOSED,
    FUELLING,
    IDLE,
    SITE,
    a_site,
    delivered,
    hear,
    opened,
    prepaid,
    report,
    state_message,
    stored,
    told,
    transaction_of,
    with_site,
)
from .stub_pumps import NoAnswer, NotConnected, StubPumps, refused

EXPIRED_S = ORDER_EXPIRES.total_seconds() + 1
SILENT_S = PATIENCE.silence.total_seconds() + 1
AGAIN_S = PATIENCE.again.total_seconds() + 1


async def asked(parts: Pos) -> int:
    return await Resolver(parts).ask_waiting()


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ({"state": AUTHORISED, "ours": True}, SaleState.AUTHORISED),
        ({"state": FUELLING, "ours": True}, SaleState.FUELLING),
        ({"state": IDLE, "last": True, "last_sequence": 1}, SaleState.FUELLING),
        ({"state": IDLE}, SaleState.REFUSED),
        ({"state": CLOSED}, SaleState.REFUSED),
    ],
)
async def test_an_order_that_was_not_answered(
    parts: Pos, stub_pumps: StubPumps, clock: ManualClock, word: dict[str, int], state: SaleState
) -> None:
    await with_site(parts)
    sale = await opened(parts)
    assert await asked(parts) == 0  # its order has not expired yet
    clock.forward(seconds=EXPIRED_S)
    said = {key: value for key, value in word.items() if key not in ("ours", "last")}
    last = sale.sale_id if "last" in word else ""
    stub_pumps.reports = [report(sale if "ours" in word else None, **said, last_release_token=last)]
    assert await asked(parts) == 1
    found = await stored(parts, sale)
    assert (found.state, found.reason) == (state, "no_answer" if state is SaleState.REFUSED else "")


async def test_who_cannot_be_reached_is_asked_again(parts: Pos, stub_pumps: StubPumps, clock: ManualClock) -> None:
    await with_site(parts)
    sale = await opened(parts)
    stub_pumps.answers["AskPumps"] = NotConnected("no broker")
    clock.forward(seconds=EXPIRED_S)
    assert await asked(parts) == 1
    assert await asked(parts) == 0
    clock.forward(seconds=AGAIN_S)
    del stub_pumps.answers["AskPumps"]
    stub_pumps.reports = [report(sale)]
    assert await asked(parts) == 1
    assert (await stored(parts, sale)).state is SaleState.AUTHORISED


async def test_a_site_that_is_back_is_asked_at_once(parts: Pos, stub_pumps: StubPumps, clock: ManualClock) -> None:
    await with_site(parts)
    await opened(parts)
    stub_pumps.answers["AskPumps"] = NoAnswer("no answer")
    clock.forward(seconds=EXPIRED_S)
    assert await asked(parts) == 1
    await store.ask_at_once(parts.db, SITE)
    assert await asked(parts) == 1


async def test_a_pump_that_there_is_not_refused_it(parts: Pos, stub_pumps: StubPumps, clock: ManualClock) -> None:
    await with_site(parts)
    sale = await opened(parts)
    stub_pumps.answers["AskPumps"] = refused(0, "unknown_pump")
    clock.forward(seconds=EXPIRED_S)
    await asked(parts)
    assert (await stored(parts, sale)).state is SaleState.REFUSED


async def released(parts: Pos, stub_pumps: StubPumps, **fields: object) -> Sale:
    sale = await opened(parts, **fields)
    stub_pumps.reports = [report(sale)]
    with parts.pumps.by_itself():
        return await authorise(parts, sale)


async def test_an_authorisation_that_nobody_used_ends(parts: Pos, stub_pumps: StubPumps, clock: ManualClock) -> None:
    await with_site(parts)
    sale = await released(parts, stub_pumps)
    clock.forward(seconds=AGAIN_S)
    assert await asked(parts) == 0  # the pump has it still
    await hear(parts, state_message(clock(), IDLE, reason="authorisation_timeout"))
    assert await asked(parts) == 0  # its transaction may follow
    clock.forward(seconds=SILENT_S)
    stub_pumps.reports = [report(None, IDLE)]
    assert await asked(parts) == 1
    found = await stored(parts, sale)
    assert (found.state, found.reason) == (SaleState.ENDED, "authorisation_timeout")
    assert await told(parts) == ["SaleAuthorised", "SaleEnded"]
    assert await asked(parts) == 0


async def test_the_transaction_is_waited_for(parts: Pos, stub_pumps: StubPumps, clock: ManualClock) -> None:
    """The device knows of the delivery, or of one that hides it; it resends what has not come."""
    await with_site(parts)
    sale = await released(parts, stub_pumps)
    await hear(parts, state_message(clock(), IDLE, reason="nozzle_in"))
    clock.forward(seconds=SILENT_S)
    stub_pumps.reports = [report(None, IDLE, last_sequence=2)]
    assert await asked(parts) == 1
    assert (await stored(parts, sale)).state is SaleState.AUTHORISED
    await delivered(parts, transaction_of(parts, 2, before_ml=20_000))
    clock.forward(seconds=AGAIN_S)
    assert await asked(parts) == 1
    assert (await stored(parts, sale)).state is SaleState.AUTHORISED
    await delivered(parts, transaction_of(parts, 1, token=sale.sale_id))
    assert (await stored(parts, sale)).state is SaleState.PAYABLE


async def test_a_number_that_is_missing_is_not_waited_for(
    parts: Pos, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    await with_site(parts)
    sale = await released(parts, stub_pumps)
    await delivered(parts, transaction_of(parts, 2))
    await hear(parts, state_message(clock(), IDLE, reason="nozzle_in"))
    clock.forward(minutes=16)
    stub_pumps.reports = [report(None, IDLE, last_sequence=2)]
    await asked(parts)
    assert (await stored(parts, sale)).state is SaleState.ENDED


async def test_a_transaction_after_the_end_is_booked(parts: Pos, stub_pumps: StubPumps, clock: ManualClock) -> None:
    await with_site(parts)
    sale = await opened(parts)
    clock.forward(seconds=EXPIRED_S)
    stub_pumps.reports = [report(None, IDLE)]
    await asked(parts)
    await hear(parts, state_message(clock(), AUTHORISED, sale.sale_id))  # a ghost of the order reached it
    assert (await stored(parts, sale)).state is SaleState.AUTHORISED
    await delivered(parts, transaction_of(parts, 1, token=sale.sale_id))
    assert (await stored(parts, sale)).state is SaleState.PAYABLE
    assert await told(parts) == ["SaleEnded", "SaleAuthorised", "SalePayable"]


async def test_a_prepayment_for_nothing_goes_back(parts: Pos, stub_pumps: StubPumps, clock: ManualClock) -> None:
    await with_site(parts)
    sale = await released(parts, stub_pumps, **(await prepaid(parts)))
    stub_pumps.reports = [report(None, IDLE)]
    with parts.pumps.by_itself():
        found = await ask_about(parts, sale)
    assert (found.state, found.clearing, found.due_minor) == (SaleState.CLEARED, Clearing.ZERO, 0)


async def test_one_question_serves_all_sales_of_a_site(parts: Pos, stub_pumps: StubPumps, clock: ManualClock) -> None:
    await with_site(parts)
    await with_site(parts, a_site("m1-leicester"))
    sales = [await opened(parts, pump=pump, site_id=site) for pump in (1, 2) for site in (SITE, "m1-leicester")]
    clock.forward(seconds=EXPIRED_S)
    stub_pumps.reports = [report(None, IDLE, pump=1), report(None, IDLE, pump=2)]
    assert await asked(parts) == 4
    assert sorted(request.site for request in stub_pumps.ordered("AskPumps")) == ["m1-leicester", SITE]
    assert {(await stored(parts, sale)).state for sale in sales} == {SaleState.REFUSED}


async def test_replicas_share_the_work(parts: Pos, stub_pumps: StubPumps, clock: ManualClock) -> None:
    await with_site(parts)
    sales = [await opened(parts, pump=pump) for pump in (1, 2) * 10]
    clock.forward(seconds=EXPIRED_S)
    stub_pumps.reports = [report(None, IDLE, pump=1), report(None, IDLE, pump=2)]
    shares = await asyncio.gather(*(asked(parts) for _ in range(3)))
    assert sum(shares) == 20
    assert {(await stored(parts, sale)).state for sale in sales} == {SaleState.REFUSED}
    assert await told(parts) == ["SaleEnded"] * 20


async def test_it_looks_when_it_is_woken(parts: Pos, stub_pumps: StubPumps, clock: ManualClock) -> None:
    await with_site(parts)
    sale = await opened(parts)
    clock.forward(seconds=EXPIRED_S)
    resolver = Resolver(parts)
    task = asyncio.create_task(resolver.run(poll_s=60))
    try:
        stub_pumps.answers["AskPumps"] = NoAnswer("no answer")
        await wait_until(lambda: stub_pumps.ordered("AskPumps"))
        stub_pumps.answers.clear()
        stub_pumps.reports = [report(sale)]
        await store.ask_at_once(parts.db, SITE)
        resolver.wake()
        await wait_until(lambda: len(stub_pumps.ordered("AskPumps")) == 2)

        async def is_authorised() -> bool:
            return (await stored(parts, sale)).state is SaleState.AUTHORISED

        await wait_until(is_authorised)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_what_waits_is_shown_and_old_orders_are_forgotten(parts: Pos, clock: ManualClock) -> None:
    await with_site(parts)
    sale = await opened(parts)
    await opened(parts, state=SaleState.AUTHORISED)
    async with transaction(parts.db) as conn:
        assert await ticket_requests.first_time(conn, "old", b"1", sale.sale_id, clock())
        assert await ticket_requests.first_time(conn, "new", b"1", sale.sale_id, clock() + timedelta(days=20))
        assert await store.order_hash(conn, "old", b"1", clock()) is None
        assert await store.order_hash(conn, "new", b"2", clock() + timedelta(days=20)) is None
    clock.forward(days=31)
    await watch(parts)
    assert metrics.sales_waiting._value.get() == 1
    for table in ("pump_order", "ticket_request"):
        rows = await parts.db.fetch(f"SELECT idempotency_key FROM {table}")
        assert [row["idempotency_key"] for row in rows] == ["new"]
