"""A finished fuelling is booked once, whatever came before it, and its totalisers are checked."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from motorway.pos.v1 import events_pb2
from motorway_kit.db import transaction
from motorway_kit.ids import new_id
from pos import metrics
from pos.app.pumps import list_pumps
from pos.app.resolver import watch
from pos.app.sale_steps import step
from pos.db import meters as store
from pos.db import sales as sale_store
from pos.domain.meters import MISSING_AFTER, Missing, NozzleCheck
from pos.domain.sale import Clearing, Origin, SaleChanged, SaleKind, SaleState
from pos.domain.sale_steps import Fact, told
from pos.domain.site import Grade
from pos.parts import Pos

from .clock import ManualClock
from .pump_world import (
    SITE,
    a_site,
    all_sales,
    delivered,
    discrepancies,
    hear,
    kinds,
    opened,
    prepaid,
    state_message,
    stored,
    transaction_of,
    with_site,
)
from .pump_world import (
    told as events,
)


async def test_it_is_booked_on_the_sale_whose_token_it_has(parts: Pos) -> None:
    await with_site(parts)
    sale = await opened(parts, state=SaleState.FUELLING)
    (booked,) = await delivered(parts, transaction_of(parts, 1, 20_000, token=sale.sale_id, price_set=7))
    assert booked == await stored(parts, sale)
    assert (booked.state, booked.total_minor, booked.due_minor) == (SaleState.PAYABLE, 3_000, 3_000)
    (line,) = booked.lines
    assert (line.description, line.vat_rate_bp, line.amount_minor) == ("Unleaded", 2_000, 3_000)
    assert line.fuel is not None
    assert (line.fuel.sequence, line.fuel.volume_ml, line.fuel.price_set) == (1, 20_000, 7)
    assert booked.payable_at == parts.clock()
    assert await events(parts) == ["SalePayable"]
    assert await discrepancies(parts) == []


async def test_the_same_again_has_no_effect(parts: Pos) -> None:
    await with_site(parts)
    sale = await opened(parts, state=SaleState.FUELLING)
    first = transaction_of(parts, 1, token=sale.sale_id)
    (booked,) = await delivered(parts, first)
    assert await delivered(parts, first, first) == [None, None]
    assert await asyncio.gather(*(delivered(parts, transaction_of(parts, 2, before_ml=20_000)) for _ in range(4)))
    assert len(await all_sales(parts)) == 2
    assert await stored(parts, sale) == booked
    assert await events(parts) == ["SalePayable", "SalePayable"]


@pytest.mark.parametrize("state", [SaleState.REQUESTED, SaleState.AUTHORISED, SaleState.REFUSED, SaleState.ENDED])
async def test_a_transaction_is_right_whatever_was_thought_of_its_sale(parts: Pos, state: SaleState) -> None:
    await with_site(parts)
    sale = await opened(parts, state=state, reason="no_answer", refusal_code=3)
    (booked,) = await delivered(parts, transaction_of(parts, 1, token=sale.sale_id))
    assert booked is not None
    assert (booked.sale_id, booked.state, booked.reason, booked.refusal_code) == (
        sale.sale_id,
        SaleState.PAYABLE,
        "",
        0,
    )
    assert booked.origin is Origin.POS


@pytest.mark.parametrize(
    ("offline", "origin"), [(False, Origin.UNAUTHORISED), (True, Origin.OFFLINE)], ids=["connected", "offline"]
)
@pytest.mark.parametrize("token", ["", "4711", new_id()], ids=["none", "strange", "unknown"])
async def test_a_transaction_of_no_sale_gets_one(parts: Pos, token: str, offline: bool, origin: Origin) -> None:
    await with_site(parts)
    (booked,) = await delivered(parts, transaction_of(parts, 1, token=token, offline=offline, price_set=3))
    assert booked is not None
    assert booked == await stored(parts, booked)
    assert (booked.state, booked.kind, booked.origin) == (SaleState.PAYABLE, SaleKind.POST_PAY, origin)
    assert (booked.pump, booked.price_set, booked.currency) == (1, 3, "GBP")
    assert (booked.total_minor, booked.opened_by) == (3_000, "")
    assert await events(parts) == ["SalePayable"]


async def test_a_second_transaction_of_one_token_gets_a_sale_of_its_own(parts: Pos) -> None:
    await with_site(parts)
    sale = await opened(parts, state=SaleState.FUELLING)
    first, second = await delivered(
        parts,
        transaction_of(parts, 1, token=sale.sale_id),
        transaction_of(parts, 2, 7_000, token=sale.sale_id, before_ml=20_000),
    )
    assert first is not None
    assert second is not None
    assert first.sale_id == sale.sale_id != second.sale_id
    assert (second.origin, second.state) == (Origin.UNAUTHORISED, SaleState.PAYABLE)


async def test_a_cleared_sale_is_not_opened_again(parts: Pos) -> None:
    await with_site(parts)
    sale = await opened(parts, state=SaleState.CLEARED, clearing=Clearing.ZERO)
    (booked,) = await delivered(parts, transaction_of(parts, 1, token=sale.sale_id))
    assert booked is not None
    assert booked.sale_id != sale.sale_id
    assert await stored(parts, sale) == sale


async def test_the_token_of_another_site_is_none(parts: Pos) -> None:
    await with_site(parts)
    sale = await opened(parts, site_id="m1-leicester", state=SaleState.FUELLING)
    (booked,) = await delivered(parts, transaction_of(parts, 1, token=sale.sale_id))
    assert booked is not None
    assert (booked.site_id, booked.origin) == (SITE, Origin.UNAUTHORISED)
    assert await stored(parts, sale) == sale


async def test_nothing_delivered_is_cleared_by_itself(parts: Pos) -> None:
    await with_site(parts)
    sale = await opened(parts, state=SaleState.FUELLING)
    booked, nobodys = await delivered(
        parts, transaction_of(parts, 1, 0, token=sale.sale_id), transaction_of(parts, 2, 0, pump=1)
    )
    for cleared in (booked, nobodys):
        assert cleared is not None
        assert (cleared.state, cleared.clearing) == (SaleState.CLEARED, Clearing.ZERO)
        assert cleared.cleared_at == parts.clock()
    assert await events(parts) == ["SaleCompleted", "SaleCompleted"]


async def test_nothing_delivered_waits_for_a_cashier_where_the_site_wants_it(parts: Pos) -> None:
    await with_site(parts, a_site(zero_tr_mode=0))
    sale = await opened(parts, state=SaleState.FUELLING)
    (booked,) = await delivered(parts, transaction_of(parts, 1, 0, token=sale.sale_id))
    assert booked is not None
    assert booked.state is SaleState.PAYABLE


async def test_a_prepayment_that_was_delivered_exactly_is_cleared(parts: Pos) -> None:
    await with_site(parts)
    sale = await opened(parts, state=SaleState.FUELLING, **(await prepaid(parts, 3_000)))
    (booked,) = await delivered(parts, transaction_of(parts, 1, 20_000, token=sale.sale_id))
    assert booked is not None
    assert (booked.state, booked.clearing) == (SaleState.CLEARED, Clearing.PAID)


async def test_change_is_due_of_a_prepayment_that_was_not_delivered_whole(parts: Pos) -> None:
    await with_site(parts)
    sale = await opened(parts, state=SaleState.FUELLING, **(await prepaid(parts, 3_000)))
    (booked,) = await delivered(parts, transaction_of(parts, 1, 10_000, token=sale.sale_id))
    assert booked is not None
    assert (booked.state, booked.due_minor) == (SaleState.PAYABLE, -1_500)


async def test_what_cannot_be_settled_by_itself_waits_for_a_till(parts: Pos) -> None:
    """No shift is known that took the money: the fuelling is booked all the same."""
    await with_site(parts)
    lost = {**(await prepaid(parts, 3_000)), "opened_shift_id": ""}
    sale = await opened(parts, state=SaleState.FUELLING, **lost)
    (booked,) = await delivered(parts, transaction_of(parts, 1, 20_000, token=sale.sale_id))
    assert booked is not None
    assert (booked.state, booked.due_minor) == (SaleState.PAYABLE, 0)


async def test_an_unknown_site_or_grade_stops_nothing(parts: Pos) -> None:
    (booked,) = await delivered(parts, transaction_of(parts, 1, grade="avgas"))
    assert booked is not None
    (line,) = booked.lines
    assert (line.description, line.vat_rate_bp) == ("avgas", 0)
    assert await discrepancies(parts) == [("grade", 1, 1, 0, 0)]


async def test_a_grade_without_vat_rate_is_a_discrepancy(parts: Pos) -> None:
    site = a_site()
    await with_site(parts, replace(site, grades=(site.grades[0], Grade("e10", "Unleaded"))))
    await delivered(parts, transaction_of(parts, 1))
    assert kinds(await discrepancies(parts)) == ["grade"]


async def test_what_does_not_add_up_is_told(parts: Pos) -> None:
    await with_site(parts)
    await parts.db.execute("INSERT INTO price_set VALUES ($1, 7, 'in_force', now(), now(), 1, 'k', '', 1)", SITE)
    await parts.db.execute("INSERT INTO price VALUES ($1, 7, 'e10', 'self', 1600)", SITE)
    odd = transaction_of(
        parts, 1, 20_000, before_ml=1_000, amount_minor=2_999, volume_total_after_ml=21_005, price_set=7, currency="EUR"
    )
    (booked,) = await delivered(parts, odd)
    assert booked is not None
    assert booked.total_minor == 2_999  # the pump's amount counts
    assert await discrepancies(parts) == [
        ("amount", 1, 1, 3_000, 2_999),
        ("currency", 1, 1, 0, 0),
        ("price", 1, 1, 1_600, 1_500),
        ("volume", 1, 1, 20_005, 20_000),
    ]


async def test_each_transaction_begins_where_the_last_one_ended(parts: Pos) -> None:
    await with_site(parts)
    await delivered(
        parts,
        transaction_of(parts, 1, 20_000, before_ml=500_000),
        transaction_of(parts, 2, 10_000, before_ml=7_000, nozzle=2, grade="diesel"),
        transaction_of(parts, 3, 5_000, before_ml=520_000),
        transaction_of(parts, 4, 1_000, before_ml=17_000, nozzle=2, grade="diesel"),
        transaction_of(parts, 1, 30_000, pump=2),
    )
    assert await discrepancies(parts) == []
    now = parts.clock()
    assert await store.meter_check(parts.db, SITE, now, now + timedelta(seconds=1)) == [
        NozzleCheck(1, 1, 500_000, 525_000, 25_000, 2),
        NozzleCheck(1, 2, 7_000, 18_000, 11_000, 2),
        NozzleCheck(2, 1, 0, 30_000, 30_000, 1),
    ]


async def test_a_gap_is_told_once(parts: Pos) -> None:
    await with_site(parts)
    await delivered(
        parts,
        transaction_of(parts, 1, 20_000),
        transaction_of(parts, 2, 5_000, before_ml=21_000),
        transaction_of(parts, 3, 5_000, before_ml=26_000),
    )
    found = await discrepancies(parts)
    assert found == [("amount_gap", 1, 2, 3_000, 3_150), ("totaliser_gap", 1, 2, 20_000, 21_000)]
    body = await parts.db.fetchval("SELECT body FROM outbox WHERE type = 'motorway.pos.v1.TotaliserGapFound'")
    gap = events_pb2.TotaliserGapFound.FromString(body)
    assert (gap.site_id, gap.pump, gap.nozzle, gap.sequence) == (SITE, 1, 1, 2)
    assert (gap.expected_ml, gap.found_ml) == (20_000, 21_000)
    now = parts.clock()
    (check,) = await store.meter_check(parts.db, SITE, now, now + timedelta(seconds=1))
    assert check.difference_ml == 1_000


async def test_a_gap_shows_in_the_period_in_which_it_was_found(parts: Pos, clock: ManualClock) -> None:
    await with_site(parts)
    await delivered(parts, transaction_of(parts, 1, 20_000))
    clock.forward(hours=24)
    start = clock()
    await delivered(parts, transaction_of(parts, 2, 5_000, before_ml=21_000))
    (check,) = await store.meter_check(parts.db, SITE, start, start + timedelta(days=1))
    assert (check.opening_ml, check.closing_ml, check.volume_ml) == (20_000, 26_000, 5_000)


async def test_what_comes_in_another_order_is_checked_in_its_own(parts: Pos) -> None:
    await with_site(parts)
    transactions = [transaction_of(parts, n, 1_000 * n, before_ml=500 * n * (n - 1)) for n in range(1, 8)]
    for n in (3, 1, 7, 2, 6, 5, 4):
        await delivered(parts, transactions[n - 1], transactions[2])
    assert await discrepancies(parts) == []
    assert await parts.db.fetchval("SELECT sequence FROM pump_checked") == 7
    assert await parts.db.fetchval("SELECT volume_total_ml FROM nozzle_meter") == 28_000


async def test_a_long_run_is_checked_when_its_first_comes(parts: Pos, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "RUN_LIMIT", 3)
    await with_site(parts)
    transactions = [transaction_of(parts, n, 1_000, before_ml=1_000 * (n - 1)) for n in range(1, 10)]
    await delivered(parts, *transactions[1:], transactions[0])
    assert await parts.db.fetchval("SELECT sequence FROM pump_checked") == 9


async def test_a_number_that_does_not_come_is_missing_after_a_while(parts: Pos, clock: ManualClock) -> None:
    await with_site(parts)
    await delivered(parts, transaction_of(parts, 1), transaction_of(parts, 4), transaction_of(parts, 5))
    seen = clock()
    assert await store.missing_sequences(parts.db, SITE, clock() - MISSING_AFTER) == []
    clock.forward(minutes=16)
    missing = [Missing(SITE, 1, 2, 3, seen)]
    assert await store.missing_sequences(parts.db, SITE, clock() - MISSING_AFTER) == missing
    assert await store.missing_sequences(parts.db, None, clock() - MISSING_AFTER) == missing
    await watch(parts)
    assert metrics.missing._value.get() == 2
    assert [view.missing for view in await list_pumps(parts, SITE)] == [tuple(missing), ()]
    await delivered(parts, transaction_of(parts, 2), transaction_of(parts, 3))
    assert await store.missing_sequences(parts.db, SITE, clock() - MISSING_AFTER) == []


async def test_a_till_that_has_the_sale_keeps_it(parts: Pos) -> None:
    """What was refused and prepaid is being given back while the pump delivers after all."""
    await with_site(parts)
    sale = await opened(parts, state=SaleState.LOCKED, shift_id="s1", **(await prepaid(parts, 3_000)))
    (booked,) = await delivered(parts, transaction_of(parts, 1, 10_000, token=sale.sale_id))
    assert booked is not None
    assert (booked.state, booked.shift_id, booked.due_minor) == (SaleState.LOCKED, "s1", -1_500)


async def test_tills_and_pumps_at_once_lose_nothing(parts: Pos, clock: ManualClock) -> None:
    """States, transactions and their repetitions at the same time, and others that change the sales."""
    await with_site(parts)
    sales = [await opened(parts, state=SaleState.AUTHORISED) for _ in range(6)]

    async def touch(sale_id: str) -> None:
        async with transaction(parts.db) as conn:
            sale = await sale_store.lock_sale(conn, sale_id)
            assert sale is not None
            await sale_store.save_sale(conn, sale, "touched", "ann", clock())

    started = [hear(parts, state_message(clock(), 6, sale.sale_id)) for sale in sales]
    finished = [
        delivered(parts, transaction_of(parts, n, 1_000, token=sale.sale_id, before_ml=1_000 * (n - 1)))
        for n, sale in enumerate(sales, 1)
    ]
    again = [
        delivered(parts, transaction_of(parts, n, 1_000, token=sale.sale_id, before_ml=1_000 * (n - 1)))
        for n, sale in enumerate(sales, 1)
    ]
    await asyncio.gather(*started, *finished, *again, *(touch(sale.sale_id) for sale in sales))
    after = await all_sales(parts)
    assert [(sale.state, sale.total_minor) for sale in after] == [(SaleState.PAYABLE, 150)] * 6
    assert await discrepancies(parts) == []


async def test_one_that_was_changed_meanwhile_is_not_written_over(parts: Pos) -> None:
    await with_site(parts)
    sale = await opened(parts)
    async with transaction(parts.db) as conn:
        await step(conn, parts, sale, told(sale, Fact.ACCEPTED), "accepted")
    with pytest.raises(SaleChanged):
        async with transaction(parts.db) as conn:
            await step(conn, parts, sale, told(sale, Fact.REFUSED), "refused")
    assert (await stored(parts, sale)).state is SaleState.AUTHORISED
