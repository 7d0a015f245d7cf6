"""A sale as it is cleared, and what is needed to make its receipt."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from pos.domain.receipt import Content, Place, sale_content
from pos.domain.receipt_chain import canonical
from pos.domain.sale import Clearing, Fuel, Line, Origin, Sale, SaleKind, SaleState, Tender, TenderKind
from pos.domain.site import Site, Supplier

AT = datetime(2026, 6, 1, 12, 3, tzinfo=UTC)
SALE = "01975f00-2c5e-7a41-b1d3-5b0a9c1f7e42"
RECEIPT = "01975f00-3c5e-7a41-b1d3-5b0a9c1f7e42"


def a_site(**differing: Any) -> Site:
    supplier = Supplier("Motorway Petroleum Ltd", ("M25 Junction 9", "Cobham KT11 3DB"), "GB123456789")
    site = Site("m25-cobham", "M25 Cobham", "Europe/London", "GBP", (), (), (), supplier=supplier)
    return replace(site, **{"receipt_note": "Safe journey.", **differing})


def fuel(**differing: Any) -> Fuel:
    usual = Fuel(
        pump=4,
        nozzle=2,
        grade_id="diesel",
        sequence=8812,
        volume_ml=42_560,
        unit_price_milli=1489,
        price_set=17,
        volume_total_before_ml=0,
        volume_total_after_ml=42_560,
        started_at=AT - timedelta(minutes=5),
        finished_at=AT - timedelta(minutes=2),
    )
    return replace(usual, **differing)


DIESEL = Line(1, "Diesel", 6337, 2000, fuel=fuel())
COFFEE = Line(2, "Coffee & cake", 580, 2000, "coffee", 2, 290)
BOOK = Line(3, "Road atlas", 425, 0, "atlas", 1, 425)


def a_sale(*lines: Line, **differing: Any) -> Sale:
    """Cleared, and paid in cash."""
    on_it = lines or (DIESEL, COFFEE, BOOK)
    total = sum(line.amount_minor for line in on_it)
    sale = Sale(
        sale_id=SALE,
        site_id="m25-cobham",
        kind=SaleKind.POST_PAY,
        state=SaleState.CLEARED,
        origin=Origin.POS,
        currency="GBP",
        opened_at=AT,
        lines=on_it,
        tenders=(Tender(1, TenderKind.CASH, total, "s1", AT, given_minor=total + 158, change_minor=158),),
        clearing=Clearing.PAID,
        cleared_by="Jo Smith",
        cleared_at=AT,
        shift_id="s1",
        pump=4,
    )
    return replace(sale, **differing)


def a_place(number: int = 17, till: str = "Counter 1", **site: Any) -> Place:
    return Place(RECEIPT, a_site(**site), till, number, AT)


def frozen(content: Content) -> Content:
    """As it is read back."""
    read: Content = orjson.loads(canonical(content))
    return read


def a_receipt(*lines: Line, **differing: Any) -> Content:
    return frozen(sale_content(a_place(), a_sale(*lines, **differing)))
