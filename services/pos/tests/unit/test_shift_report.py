from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pos.db.shift_reports import DOCUMENT, text_of
from pos.domain.receipt_chain import GENESIS, link
from pos.domain.sale import SaleKind, SaleState, TenderKind
from pos.domain.shift import Count, Denomination, Drawer, Shift, ShiftHasLockedSales, ShiftMode
from pos.domain.shift_report import (
    ShiftMeter,
    ShiftReport,
    Takings,
    Tally,
    Unfinished,
    ZReport,
    ZReportAltered,
    blind,
    closed,
    parted,
    require_unaltered,
    vat_totals,
)
from pos.domain.vat import VatGroup, groups

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
SHIFT = Shift("s1", "m25-cobham", "Counter 1", ShiftMode.PER_CASHIER, "ann", "Ann", "GBP", 10_000, NOON)
PREPAY = Unfinished("p", SaleKind.PRE_PAY, SaleState.FUELLING, 1, 0, 2_000, held=False)
RUNNING = Unfinished("r", SaleKind.POST_PAY, SaleState.AUTHORISED, 2, 0, 0, held=False)
ENDED = Unfinished("e", SaleKind.PRE_PAY, SaleState.ENDED, 3, 0, 1_000, held=False)
GIVEN_BACK = Unfinished("g", SaleKind.PRE_PAY, SaleState.REFUSED, 3, 0, 0, held=False)
HELD = Unfinished("h", SaleKind.POST_PAY, SaleState.LOCKED, 4, 4_000, 0, held=True)


def a_report(**changes: object) -> ShiftReport:
    takings = (Takings(TenderKind.CASH, 2, 4_000), Takings(TenderKind.ACCOUNT, 1, 500))
    drawer, none = Drawer(10_000, 4_000, refunds_minor=500), Tally()
    meters = (ShiftMeter(1, 1, "e10", 1_000, 3_500, 2_000),)
    report = ShiftReport(
        SHIFT, NOON, takings, drawer, Tally(3, 4_500, 0), (), none, (VatGroup(2_000, 4_500, 3_750, 750),),
        none, none, none, none, none, none, none, none, 0, (), (), meters,
    )  # fmt: skip
    return replace(report, **changes)  # type: ignore[arg-type]


def test_closing_says_what_was_over_or_short() -> None:
    document = closed(a_report(), Count(13_480), 7, "Ann")
    shift = document.report.shift
    assert (shift.expected_minor, shift.counted_minor, shift.z_number) == (13_500, 13_480, 7)
    assert (document.over_short_minor, shift.over_short_minor) == (-20, -20)
    assert (shift.closed_at, shift.closed_by) == (NOON, "Ann")


def test_a_shift_with_a_locked_sale_is_not_closed() -> None:
    for changes in ({"unfinished": (RUNNING, HELD)}, {"carried": (replace(PREPAY, sale_id="h", held=True),)}):
        with pytest.raises(ShiftHasLockedSales) as refused:
            closed(a_report(**changes), Count(0), 1, "Ann")
        assert refused.value.context["sales"] == "h"


def test_prepaid_sales_that_still_hold_money_are_carried_over() -> None:
    carried, unfinished = parted([PREPAY, RUNNING, ENDED, GIVEN_BACK, HELD])
    assert carried == (PREPAY, ENDED)
    assert unfinished == (RUNNING, HELD)


def test_a_blind_report_says_nothing_of_cash() -> None:
    report = blind(a_report())
    assert report.drawer is None
    assert [takings.kind for takings in report.takings] == [TenderKind.ACCOUNT]


def test_a_totaliser_that_moved_further_than_its_sales_is_seen() -> None:
    assert a_report().meters[0].difference_ml == 500


tickets = st.lists(st.lists(st.tuples(st.sampled_from([0, 500, 2_000]), st.integers(-500, 9_000)), max_size=4))


@given(tickets)
@settings(max_examples=100)
def test_vat_is_the_sum_of_what_the_receipts_say(tickets: list[list[tuple[int, int]]]) -> None:
    receipts = [
        group
        for ticket in tickets
        for group in groups([SimpleNamespace(vat_rate_bp=rate, amount_minor=amount) for rate, amount in ticket])
    ]
    totals = vat_totals((group.rate_bp, group.gross_minor, 1) for group in receipts)
    for total in totals:
        assert total.vat_minor == sum(group.vat_minor for group in receipts if group.rate_bp == total.rate_bp)
        assert total.net_minor + total.vat_minor == total.gross_minor
    assert sum(total.gross_minor for total in totals) == sum(amount for ticket in tickets for _, amount in ticket)


def test_equal_tickets_are_counted_at_once() -> None:
    assert vat_totals([(2_000, 101, 3)]) == vat_totals([(2_000, 101, 1)] * 3)


def test_a_document_is_read_back_as_it_was_written() -> None:
    count = Count(13_500, (Denomination(500, 27),))
    document = closed(a_report(carried=(PREPAY,)), count, 1, "Ann")
    assert DOCUMENT.validate_json(text_of(document)) == document


def test_a_document_from_before_refunds_had_vat_is_read() -> None:
    document = closed(a_report(), Count(13_500), 1, "Ann")
    written_then = text_of(document).replace(',"refund_vat":[],"missing":[],"offline_since":null', "")
    assert "refund_vat" not in written_then
    assert DOCUMENT.validate_json(written_then) == document


def test_an_altered_z_report_is_found() -> None:
    document = closed(a_report(), Count(13_500), 1, "Ann")
    text = text_of(document)
    z = ZReport(document, text, GENESIS, link(GENESIS, text))
    assert require_unaltered(z, GENESIS) is z
    for altered, before in ((replace(z, text=text.replace("13500", "13400")), GENESIS), (z, b"\x01" * 32)):
        with pytest.raises(ZReportAltered):
            require_unaltered(altered, before)
