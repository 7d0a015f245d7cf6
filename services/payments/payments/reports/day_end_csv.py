"""A day's end for a spreadsheet: one line for each brand, and the total."""

import csv
import io
from collections.abc import Iterable

from payments.domain.day_end import DayEnd, Row
from payments.reports.words import amount

HEADING = (
    *("site_id", "date", "currency", "brand", "payments", "captured", "refunds", "refunded", "fees", "disputed"),
    *("net", "receivable", "open_questions", "fees_unknown", "test"),
)
TOTAL = "TOTAL"


def csv_of(day_end: DayEnd) -> bytes:
    """UTF-8, RFC 4180. Money in the major unit with a point."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADING)
    for row in day_end.rows:
        writer.writerow(_line(day_end, row, row.brand or "other", ("", "", "")))
    not_final = (day_end.open_questions, day_end.fees_unknown)
    writer.writerow(_line(day_end, day_end.total, TOTAL, (*not_final, "TEST" if day_end.test else "")))
    return text.getvalue().encode()


def _line(day_end: DayEnd, row: Row, brand: str, last: Iterable[object]) -> tuple[object, ...]:
    net = row.captured_minor - row.refunded_minor - row.fees_minor - row.disputed_minor
    captured, refunded, fees, disputed, net_amount, receivable = (
        amount(minor, day_end.currency)
        for minor in (
            *(row.captured_minor, row.refunded_minor, row.fees_minor, row.disputed_minor),
            *(net, row.receivable_minor),
        )
    )
    about = (day_end.site_id, day_end.day.day.isoformat(), day_end.currency, brand)
    counted = (row.payments, captured, row.refunds, refunded, fees, disputed)
    return (*about, *counted, net_amount, receivable, *last)
