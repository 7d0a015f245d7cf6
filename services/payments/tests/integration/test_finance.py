"""Finance through the real door: ledger, payouts, breaks, a day's end."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.payments.v1 import events_pb2, finance_pb2, finance_pb2_grpc
from motorway_access.roles import Role
from motorway_access.testing import CallerKeys, calling
from motorway_kit.db import transaction
from motorway_kit.errors import MotorwayError
from motorway_kit.grpc_client import Remote
from payments.app import breaks
from payments.domain.reconciliation import Break, BreakClass
from payments.parts import Payments
from pypdf import PdfReader
from stripe_simulator.app import payouts as bank

from .books_world import DAYS, SITE, BooksWorld, unhurried
from .simulated import SimulatedStripe

OTHER = "m1-leicester"


@pytest.fixture
def books(parts: Payments, stripe_simulator: SimulatedStripe, keys: CallerKeys) -> BooksWorld:
    return BooksWorld(unhurried(parts), stripe_simulator, keys)


@pytest_asyncio.fixture
async def finance(client_of: Callable[[Any], Any]) -> Remote:
    remote: Remote = await client_of(finance_pb2_grpc.FinanceServiceStub)
    return remote


async def found(books: BooksWorld, subject: str, site: str = SITE, break_class: str = "missing_here") -> None:
    one = Break(
        break_class=BreakClass(break_class),
        found_at=books.parts.clock(),
        site_id=site,
        stripe_id=subject,
        amount_minor=500,
        currency="GBP",
        details=f"of {subject}",
    )
    async with transaction(books.parts.db) as conn:
        assert await breaks.found(conn, one)


async def refusal(call: Any) -> tuple[str, str]:
    """Reason and field."""
    with pytest.raises(MotorwayError) as refused:
        await call
    return refused.value.reason, refused.value.context.get("field", "")


async def test_balances_and_entries_tell_where_the_money_is(books: BooksWorld, finance: Remote) -> None:
    payment = await books.charge(5_000)
    await books.refund(payment, 1_000)
    await books.run("hourly")
    answer = await finance.call("GetBalances", finance_pb2.GetBalancesRequest())
    assert {(b.account, b.currency): b.balance_minor for b in answer.balances} == {
        ("fees", "GBP"): 90,
        ("stripe_clearing", "GBP"): 3_910,
        ("takings", "GBP"): -4_000,
    }
    asked = finance_pb2.ListEntriesRequest(payment_id=payment.payment_id, page_size=2)
    first = await finance.call("ListEntries", asked)
    rest = await finance.call("ListEntries", finance_pb2.ListEntriesRequest(page_size=2, cursor=first.next_cursor))
    entries = [*first.entries, *rest.entries]
    assert [(entry.kind, sum(leg.amount_minor for leg in entry.legs)) for entry in entries] == [
        *(("fee", 0), ("refund", 0), ("capture", 0)),
    ]
    assert (entries[2].source_id, entries[2].site_id) == (payment.charge_id, SITE)
    long_ago = Timestamp(seconds=1)
    before = await finance.call("GetBalances", finance_pb2.GetBalancesRequest(before=long_ago))
    assert list(before.balances) == []


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (finance_pb2.ListEntriesRequest(account="petty_cash"), "account"),
        (finance_pb2.ListEntriesRequest(payment_id="me"), "payment_id"),
        (finance_pb2.ListEntriesRequest(cursor="?"), "cursor"),
        (finance_pb2.ListPayoutsRequest(cursor="bm93"), "cursor"),
        (finance_pb2.ListBreaksRequest(cursor="b3BlbiBtZQ=="), "cursor"),
        (finance_pb2.GetDayEndRequest(site_id=SITE, date="today"), "date"),
        (finance_pb2.GetDayEndRequest(site_id=SITE, date="2199-01-01"), "date"),
        (finance_pb2.RenderDayEndRequest(site_id=SITE, date="2026-06-01", format="doc"), "format"),
        (finance_pb2.RunReconciliationRequest(what="yearly"), "what"),
    ],
)
async def test_what_cannot_be_asked_is_refused_with_its_field(finance: Remote, request_: Any, field: str) -> None:
    method = type(request_).__name__.removesuffix("Request")
    assert await refusal(finance.call(method, request_)) == ("InvalidInput", field)


async def test_payouts_are_listed_newest_first(books: BooksWorld, finance: Remote) -> None:
    made = []
    for _ in range(3):
        await books.charge(5_000)
        books.stripe.forward(4 * DAYS)
        made += bank.pay_out_available(books.stripe.world)
        books.stripe.world.commit()
    await books.run("hourly")
    ran = await finance.call("RunReconciliation", finance_pb2.RunReconciliationRequest(what="daily"))
    assert (ran.found, ran.compared > 0) == (0, True)
    first = await finance.call("ListPayouts", finance_pb2.ListPayoutsRequest(page_size=2))
    rest = await finance.call("ListPayouts", finance_pb2.ListPayoutsRequest(page_size=2, cursor=first.next_cursor))
    listed = [*first.payouts, *rest.payouts]
    assert [one.payout_id for one in listed] == [one["id"] for one in reversed(made)]
    assert rest.next_cursor == ""
    assert all((one.amount_minor, one.gross_minor, one.fees_minor) == (4_910, 5_000, 90) for one in listed)
    assert all(one.reconciled and one.transactions == 1 for one in listed)


async def test_breaks_are_listed_open_ones_first_and_explained_by_people(
    books: BooksWorld, finance: Remote, keys: CallerKeys
) -> None:
    for subject in ("pi_1", "pi_2", "pi_3"):
        await found(books, subject)
    await found(books, "pi_4", OTHER)
    everything = await finance.call("ListBreaks", finance_pb2.ListBreaksRequest())
    first = everything.breaks[0]
    done = await finance.call(
        "ResolveBreak", finance_pb2.ResolveBreakRequest(break_id=first.break_id, note="the car wash")
    )
    after = getattr(done, "break")
    assert (after.resolution, after.note, after.resolved_by) == ("explained", "the car wash", "test")
    assert (done.previous.resolution, done.previous.HasField("resolved_at")) == ("", False)
    again = finance_pb2.ResolveBreakRequest(break_id=first.break_id, note="another")
    assert await refusal(finance.call("ResolveBreak", again)) == ("BreakResolved", "")
    nowhere = finance_pb2.ResolveBreakRequest(break_id="none", note="another")
    assert await refusal(finance.call("ResolveBreak", nowhere)) == ("BreakNotFound", "")

    seen, cursor = [], ""
    while page := await finance.call("ListBreaks", finance_pb2.ListBreaksRequest(page_size=1, cursor=cursor)):
        seen += [one.stripe_id for one in page.breaks]
        cursor = page.next_cursor
        if not cursor:
            break
    assert seen == ["pi_2", "pi_3", "pi_4", "pi_1"]
    open_only = await finance.call("ListBreaks", finance_pb2.ListBreaksRequest(open_only=True, sites=[OTHER]))
    assert [one.stripe_id for one in open_only.breaks] == ["pi_4"]
    with calling(keys, Role.STATION_MANAGER, sites=[OTHER]):
        own = await finance.call("ListBreaks", finance_pb2.ListBreaksRequest())
    assert [one.stripe_id for one in own.breaks] == ["pi_4"]


async def test_whoever_watches_is_told_of_a_break_and_of_its_end(books: BooksWorld, finance: Remote) -> None:
    await found(books, "pi_1")
    listed = await finance.call("ListBreaks", finance_pb2.ListBreaksRequest())
    asked = finance_pb2.ResolveBreakRequest(break_id=listed.breaks[0].break_id, note="known")
    await finance.call("ResolveBreak", asked)
    await finance.call("ResolveBreak", asked)
    rows = await books.parts.db.fetch("SELECT type, subject, body FROM outbox WHERE type LIKE '%Break%' ORDER BY id")
    told, over = rows
    event = events_pb2.ReconciliationBreakFound.FromString(told["body"])
    assert (told["subject"], event.break_class, event.amount_minor) == (SITE, "missing_here", 500)
    ended = events_pb2.ReconciliationBreakResolved.FromString(over["body"])
    assert (ended.break_id, ended.resolution, ended.resolved_by) == (event.break_id, "explained", "test")


async def test_a_day_ends_with_what_its_cards_brought(books: BooksWorld, finance: Remote) -> None:
    today = books.noon()
    await books.charge(5_000)
    await books.refund(await books.charge(2_000, "pm_card_mastercard"), 500)
    await books.fix(await books.claimed(3_000), 4_000)
    asked = finance_pb2.GetDayEndRequest(site_id=SITE, date=str(today))
    early = await finance.call("GetDayEnd", asked)
    assert (early.fees_minor, early.net_minor, early.fees_unknown) == (0, 9_500, 3)
    await books.run("hourly")
    day_end = await finance.call("GetDayEnd", asked)
    assert [
        (row.brand, row.payments, row.captured_minor, row.refunded_minor, row.fees_minor) for row in day_end.rows
    ] == [
        ("mastercard", 1, 2_000, 500, 48),
        ("visa", 2, 8_000, 0, 152),
    ]
    assert (day_end.captured_minor, day_end.receivable_minor, day_end.net_minor) == (10_000, 1_000, 9_300)
    assert (day_end.currency, day_end.open_questions, day_end.fees_unknown, day_end.test) == ("GBP", 0, 0, True)
    before = finance_pb2.GetDayEndRequest(site_id=SITE, date=str(today - timedelta(days=1)))
    assert list((await finance.call("GetDayEnd", before)).rows) == []


async def test_a_day_end_is_rendered_for_spreadsheet_and_paper(books: BooksWorld, finance: Remote) -> None:
    today = str(books.noon())
    await books.charge(5_000)
    asked = finance_pb2.RenderDayEndRequest(site_id=SITE, date=today, format="csv")
    document = await finance.call("RenderDayEnd", asked)
    rows = list(csv.DictReader(io.StringIO(document.content.decode(), newline="")))
    assert document.media_type == "text/csv; charset=utf-8"
    assert [(row["brand"], row["captured"], row["test"]) for row in rows] == [
        *(("visa", "50.00", ""), ("TOTAL", "50.00", "TEST")),
    ]
    asked.format = "pdf"
    document = await finance.call("RenderDayEnd", asked)
    text = PdfReader(io.BytesIO(document.content)).pages[0].extract_text()
    assert document.media_type == "application/pdf"
    assert all(part in text for part in ("Card day end", "TEST", "INTERIM", "50.00"))


async def test_an_unknown_site_has_no_day_end(finance: Remote) -> None:
    asked = finance_pb2.GetDayEndRequest(site_id="m99-nowhere", date="2026-06-01")
    assert (await refusal(finance.call("GetDayEnd", asked)))[0] == "NotFound"
