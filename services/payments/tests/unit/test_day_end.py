import csv
import io
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from motorway_kit.errors import InvalidInput
from payments.domain.day_end import DayEnd, Moved, business_day, parse_date, rows_of
from payments.domain.ledger import EntryKind
from payments.reports.day_end_csv import csv_of
from payments.reports.day_end_pdf import html_of, pdf_of
from payments.reports.words import amount, grouped
from pypdf import PdfReader

K = EntryKind
NOW = datetime(2026, 6, 2, 9, tzinfo=UTC)
MOVED = [
    Moved("visa", K.CAPTURE, 3, 12_050),
    Moved("visa", K.REFUND, 2, 1_500),
    Moved("visa", K.REFUND_FAILED, 1, 500),
    Moved("visa", K.FEE, 3, 229),
    Moved("visa", K.RECEIVABLE, 1, 700),
    Moved("visa", K.REVERSAL, 1, -200),
    Moved("mastercard", K.CAPTURE, 1, 4_000),
    Moved("mastercard", K.DISPUTE, 1, 4_000),
    Moved("", K.FEE, 1, 10),
]


def a_day_end(moved: list[Moved] = MOVED, **given: object) -> DayEnd:
    fields = {
        "site_id": "m25-cobham",
        "site_name": "Cobham <services>",
        "time_zone": "Europe/London",
        "day": business_day(date(2026, 6, 1), "Europe/London", NOW),
        "currency": "GBP",
        "rows": rows_of(moved),
        "open_questions": 0,
        "fees_unknown": 0,
        "test": False,
        "made_at": NOW,
    }
    return DayEnd(**{**fields, **given})  # type: ignore[arg-type]


def test_a_day_is_added_up_by_brand() -> None:
    rows = {row.brand: row for row in rows_of(MOVED)}
    assert list(rows) == ["", "mastercard", "visa"]
    visa = rows["visa"]
    assert (visa.payments, visa.captured_minor, visa.refunds, visa.refunded_minor) == (3, 12_050, 1, 1_000)
    assert (visa.fees_minor, visa.receivable_minor, rows["mastercard"].disputed_minor) == (229, 500, 4_000)


def test_the_net_is_what_stripe_will_pay_out() -> None:
    assert a_day_end().net_minor == 16_050 - 1_000 - 239 - 4_000
    assert a_day_end([]).net_minor == 0


@pytest.mark.parametrize(("day", "hours"), [("2026-06-01", 24), ("2026-03-29", 23), ("2025-10-26", 25)])
def test_a_day_is_as_long_as_its_place_has_it(day: str, hours: int) -> None:
    span = business_day(parse_date(day), "Europe/London", NOW)
    assert span.end - span.start == timedelta(hours=hours)


def test_days_follow_each_other_without_a_gap() -> None:
    first = date(2026, 3, 27)
    spans = [business_day(first + timedelta(days=n), "Europe/Berlin", NOW) for n in range(5)]
    assert all(one.end == next_.start for one, next_ in pairwise(spans))


@pytest.mark.parametrize("text", ["", "2026-6-1", "2026-02-30", "01.06.2026", "2026-06-01T00:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_date(text)


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(InvalidInput):
        business_day(date(2026, 6, 3), "Europe/London", NOW)


def test_the_csv_has_a_line_for_each_brand_and_the_total() -> None:
    heading, *lines = csv.reader(
        io.StringIO(csv_of(a_day_end(open_questions=2, fees_unknown=3, test=True)).decode(), newline="")
    )
    found = [dict(zip(heading, line, strict=True)) for line in lines]
    assert [line["brand"] for line in found] == ["other", "mastercard", "visa", "TOTAL"]
    total = found[-1]
    moved = [total[name] for name in ("captured", "refunded", "fees", "disputed")]
    assert moved == ["160.50", "10.00", "2.39", "40.00"]
    said = [total[name] for name in ("net", "receivable", "open_questions", "fees_unknown", "test")]
    assert said == ["108.11", "5.00", "2", "3", "TEST"]


def test_the_document_says_what_is_not_final() -> None:
    page = html_of(a_day_end(open_questions=1, fees_unknown=2, test=True, made_at=datetime(2026, 6, 1, 12, tzinfo=UTC)))
    for text in (
        "TEST",
        "INTERIM",
        "of 1 payment of this day",
        "of 2 payments Stripe has not told the fee yet",
        "Cobham &lt;services&gt;",
        "owed by customers: GBP 5.00",
    ):
        assert text in page
    final = html_of(a_day_end([]))
    assert "No card money moved" in final
    assert not any(text in final for text in ("TEST", "INTERIM", "Not final", "not complete"))


def test_the_pdf_can_be_read() -> None:
    text = PdfReader(io.BytesIO(pdf_of(a_day_end()))).pages[0].extract_text()
    for part in ("Card day end", "Monday, 1 June 2026", "Mastercard", "160.50", "GBP 108.11", "00:00 to 00:00 BST"):
        assert part in text


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(123456789, "GBP", "1,234,567.89"), (-5, "EUR", "-0.05"), (1234, "JPY", "1,234"), (1234567, "KWD", "1,234.567")],
)
def test_money_is_written_in_the_major_unit(minor: int, currency: str, text: str) -> None:
    assert grouped(amount(minor, currency)) == text
