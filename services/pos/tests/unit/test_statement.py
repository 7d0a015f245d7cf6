"""What a statement says."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motorway_kit.errors import InvalidInput
from pos.domain.account import Account
from pos.domain.account_ledger import Entry, EntryKind
from pos.domain.site import Site, Supplier
from pos.domain.statement import (
    INTERIM,
    Content,
    Counted,
    Movements,
    Part,
    Period,
    Purchase,
    StatementNotFound,
    check_month,
    content,
    divided,
    local_month,
    midnight,
    month_of,
    next_month,
)
from pos.statements.document import html_of, pdf_of
from pypdf import PdfReader

LONDON = ZoneInfo("Europe/London")
SITE = Site("m25-cobham", "M25 Cobham", "Europe/London", "GBP", (), (), (), supplier=Supplier("Services Ltd", ("J9",)))
ACME = Account("acme", "Acme & <Sons>", "GBP", "m25-cobham", 50_000, address=("1 Depot Road",))
MAY = date(2026, 5, 1)
DIESEL = Part("Diesel", 6_000, 2_000, 1, 40_000)
PIE = Part("Pie", 500, 0, 2, 0)
S1 = Purchase("s1", "m25-cobham/Counter 1/7", (DIESEL, PIE))


def entry(number: int, kind: EntryKind, amount: int, balance: int, **more: object) -> Entry:
    at = datetime(2026, 5, 1 + number, 22, 30, tzinfo=UTC)
    return replace(Entry("acme", number, kind, at, amount, balance, "ann"), **more)  # type: ignore[arg-type]


CHARGED = entry(1, EntryKind.CHARGE, 6_500, 7_500, site_id="m25-cobham", sale_id="s1", registration="AB12CDE")
PAID = entry(2, EntryKind.PAYMENT, -7_000, 500, reference="BACS 1")


def said(number: int = 1, *entries: Entry, pending: int = 0) -> Content:
    counted = [Counted(S1, 6_500)] if CHARGED in entries else []
    period, moves = Period(MAY, number, 1_000, 1), Movements(entries, {"s1": S1}, counted, pending)
    return content(ACME, SITE, period, moves, datetime(2026, 6, 1, tzinfo=UTC))


def test_the_balance_goes_on_from_the_opening() -> None:
    told = said(1, CHARGED, PAID)
    sums = [told[f"{name}_minor"] for name in ("opening", "charge", "credit", "payment", "closing")]
    assert sums == [1_000, 6_500, 0, -7_000, 500]
    assert sum(sums[:4]) == sums[4]
    assert said(1)["closing_minor"] == 1_000


def test_vat_is_by_rate_and_net_and_vat_are_gross() -> None:
    assert said(1, CHARGED)["vat"] == [
        {"rate_bp": 2_000, "gross_minor": 6_000, "net_minor": 5_000, "vat_minor": 1_000},
        {"rate_bp": 0, "gross_minor": 500, "net_minor": 500, "vat_minor": 0},
    ]


def test_times_are_those_of_the_home_site() -> None:
    told = said(1, CHARGED)
    assert told["lines"][0]["at_local"] == "2026-05-02T23:30:00+01:00"
    assert (told["last_day"], told["month"]) == ("2026-05-31", "2026-05")


def test_a_vehicle_has_its_litres_and_amounts() -> None:
    more = replace(CHARGED, number=2, amount_minor=100)  # the same sale, in a second piece
    (van,) = said(1, CHARGED, more, PAID)["vehicles"]
    assert van == {"vehicle": "AB12CDE", "sales": 1, "volume_ml": 40_000, "amount_minor": 6_600}


@settings(max_examples=200)
@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=8).filter(sum))
def test_what_is_divided_adds_up_and_is_nearly_in_the_ratio(amount: int, weights: list[int]) -> None:
    parts = divided(amount, weights)
    assert sum(parts) == amount
    whole = sum(weights)
    assert all(abs(part - amount * weight / whole) < 1.001 for part, weight in zip(parts, weights, strict=True))


def test_what_is_divided_by_itself_is_itself() -> None:
    assert divided(300, [100, -50, 250]) == [100, -50, 250]
    assert divided(-300, [100, -50, 250]) == [-100, 50, -250]


@pytest.mark.parametrize("text", ["2026-5", "2026-13", "may", "", "2026-05-01", "0000-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        month_of(text)
    assert refused.value.context["field"] == "month"


def test_months_are_those_of_the_home_site() -> None:
    assert (month_of("2026-12"), next_month(date(2026, 12, 1))) == (date(2026, 12, 1), date(2027, 1, 1))
    assert next_month(date(2027, 1, 1)) == date(2027, 2, 1)
    assert midnight(date(2026, 6, 1), LONDON) == datetime(2026, 5, 31, 23, tzinfo=UTC)
    assert local_month(datetime(2026, 5, 31, 23, tzinfo=UTC), LONDON) == date(2026, 6, 1)
    assert local_month(datetime(2026, 5, 31, 22, 59, tzinfo=UTC), LONDON) == MAY


def test_a_month_before_the_account_or_to_come_has_no_statement() -> None:
    check_month(MAY, MAY, MAY)
    with pytest.raises(StatementNotFound):
        check_month(date(2026, 4, 1), MAY, MAY)
    with pytest.raises(InvalidInput):
        check_month(date(2026, 6, 1), MAY, MAY)


def test_the_page_says_everything_and_takes_no_markup_from_names() -> None:
    page = html_of(said(3, CHARGED, PAID, pending=250))
    for text in (
        "Acme &amp; &lt;Sons&gt;",
        "acme / 3",
        "May 2026",
        "Diesel 40.00 L",
        "2 x Pie",
        "£5.00",
        "BACS 1",
        "£2.50",
    ):
        assert text in page, text
    assert "INTERIM" not in page


def test_large_amounts_can_be_read() -> None:
    large = replace(CHARGED, amount_minor=123_456_789, balance_minor=-123_456_789)
    page = html_of(said(3, large))
    for text in ("1,234,567.89", "-1,234,567.89", "£1,234,567.89", "In your favour"):
        assert text in page, text


def test_a_month_that_runs_is_marked() -> None:
    page = html_of(said(INTERIM))
    assert "INTERIM" in page
    assert "Nothing was bought or paid." in page


def test_the_pdf_can_be_read_and_has_its_pages_numbered() -> None:
    many = [replace(CHARGED, number=number, balance_minor=number) for number in range(1, 61)]
    reader = PdfReader(BytesIO(pdf_of(said(3, *many))))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) > 1
    assert f"2 / {len(pages)}" in pages[1]
    assert all("Services Ltd, account statement acme / 3" in page for page in pages)
