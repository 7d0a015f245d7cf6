"""A day's end as PDF. Slow (half a second) and not for the event loop."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from payments.domain.day_end import DayEnd, Row
from payments.reports.words import amount, brand, grouped

TEMPLATES = Path(__file__).parent / "templates"
NOTHING_FETCHED = URLFetcher(allowed_protocols=(), fail_on_errors=True)


@dataclass(frozen=True, slots=True)
class View:
    """`rows` and `total` are brand, payments, captured, refunds, refunded, fees, disputed, net."""

    site: str
    day: str
    made: str
    span: str
    currency: str
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    net: str
    receivable: str
    open_questions: int
    fees_unknown: int
    test: bool
    over: bool


def pdf_of(day_end: DayEnd) -> bytes:
    """On sheets of A4."""
    pdf: bytes = HTML(string=html_of(day_end), url_fetcher=NOTHING_FETCHED).write_pdf()
    return pdf


def html_of(day_end: DayEnd) -> str:
    return _template().render(view=view_of(day_end))


def view_of(day_end: DayEnd) -> View:
    zone, day = ZoneInfo(day_end.time_zone), day_end.day
    return View(
        site=f"{day_end.site_name} ({day_end.site_id})",
        day=f"{day.day:%A, %-d %B %Y}",
        made=f"{day_end.made_at.astimezone(zone):%-d %B %Y %H:%M}",
        span=f"{day.start.astimezone(zone):%H:%M} to {day.end.astimezone(zone):%H:%M %Z} ({day_end.time_zone})",
        currency=day_end.currency,
        rows=tuple(_cells(day_end, row, brand(row.brand)) for row in day_end.rows),
        total=_cells(day_end, day_end.total, "Total"),
        net=_money(day_end, day_end.net_minor),
        receivable=_money(day_end, day_end.total.receivable_minor) if day_end.total.receivable_minor else "",
        open_questions=day_end.open_questions,
        fees_unknown=day_end.fees_unknown,
        test=day_end.test,
        over=day_end.over,
    )


def _cells(day_end: DayEnd, row: Row, name: str) -> tuple[str, ...]:
    net = row.captured_minor - row.refunded_minor - row.fees_minor - row.disputed_minor
    return (
        name,
        str(row.payments),
        _money(day_end, row.captured_minor),
        str(row.refunds),
        *(_money(day_end, minor) for minor in (row.refunded_minor, row.fees_minor, row.disputed_minor, net)),
    )


def _money(day_end: DayEnd, minor: int) -> str:
    return grouped(amount(minor, day_end.currency))


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("day_end.html")
