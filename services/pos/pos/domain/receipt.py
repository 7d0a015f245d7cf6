"""What a receipt says, frozen when it is issued, and the chain that shows whether one was changed.

A receipt is a simplified invoice (Directive 2006/112/EC, Art. 226b), an INVOICE a full one (Art. 226). Money is in
minor units, volume in millilitres, unit prices in thousandths of the major unit per litre.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from iso4217 import Currency
from motorway_kit.errors import Conflict, NotFound

from pos.domain.sale import Clearing, Fuel, Line, Sale, Tender
from pos.domain.site import Site
from pos.domain.vat import Taxed, groups

INVOICE_SERIES = "invoice"
"""In place of the till: invoices of a site have a series of their own."""

Content = dict[str, Any]


class ReceiptNotFound(NotFound):
    """There is no such receipt."""


class NotInvoiceable(Conflict):
    """Only the receipt of a sale has an invoice."""


class InvoiceAlreadyIssued(Conflict):
    """The receipt has its invoice, made out to somebody else."""


class ReceiptKind(IntEnum):
    """Numbers as in `motorway.pos.v1.ReceiptKind`."""

    RECEIPT = 1
    CREDIT = 2
    DEBT_PAYMENT = 3
    TEST_SLIP = 4
    INVOICE = 5
    OFFLINE_SLIP = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Where a receipt stands: its series is the site and the till."""

    receipt_id: str
    site: Site
    till: str
    number: int
    at: datetime

    @property
    def series(self) -> str:
        return f"{self.site.site_id}/{self.till}"


def kind_of(sale: Sale) -> ReceiptKind:
    """Fuel that goes back to its tank, or into the operator's own car, is no supply to anybody."""
    slips = (Clearing.PUMP_TEST, Clearing.OWN_USE)
    return ReceiptKind.TEST_SLIP if sale.clearing in slips else ReceiptKind.RECEIPT


def sale_content(place: Place, sale: Sale) -> Content:
    """The receipt of a sale as it is cleared, or its slip."""
    kind = kind_of(sale)
    taxed = sale.lines if kind is ReceiptKind.RECEIPT else ()
    return {
        **head(place, kind, sale),
        **amounts(taxed, sale.total_minor),
        "clearing": sale.clearing.name if sale.clearing else "",
        "cashier": sale.cleared_by,
        "shift_id": sale.shift_id,
        "lines": [line_content(line) for line in sale.lines],
        "tenders": [tender_content(tender) for tender in sale.tenders],
        "due_minor": sale.due_minor,
        "over_limit": kind is ReceiptKind.RECEIPT and is_over_limit(place.site, sale.total_minor),
    }


def is_over_limit(site: Site, total_minor: int) -> bool:
    """Whether a full invoice is needed (Directive 2006/112/EC, Art. 220a)."""
    return 0 < site.simplified_limit_minor < total_minor


class About(Protocol):
    """What a receipt is about: a sale, or what was taken for none."""

    @property
    def sale_id(self) -> str: ...

    @property
    def currency(self) -> str: ...


def head(place: Place, kind: ReceiptKind, about: About) -> Content:
    """What every receipt has; what differs by kind is empty."""
    site = place.site
    return {
        "format": 1,
        "kind": kind.name,
        "receipt_id": place.receipt_id,
        "series": place.series,
        "number": place.number,
        "sale_id": about.sale_id,
        **times(place),
        "time_zone": site.time_zone,
        "seller": asdict(site.supplier),
        "site": {"site_id": site.site_id, "name": site.name},
        "till": place.till,
        "currency": about.currency,
        "exponent": Currency(about.currency).exponent,
        "note": site.receipt_note,
        "clearing": "",
        "cashier": "",
        "shift_id": "",
        "reason": "",
        "reference": None,
        "customer": None,
        "lines": [],
        "tenders": [],
        "due_minor": 0,
        "over_limit": False,
    }


def times(place: Place) -> Content:
    """When it was issued, in UTC and as the clocks of the site showed."""
    local = place.at.astimezone(ZoneInfo(place.site.time_zone))
    return {"issued_at": rfc3339(place.at), "issued_at_local": local.isoformat(timespec="seconds")}


def amounts(taxed: Sequence[Taxed], total_minor: int) -> Content:
    vat = groups(taxed)
    return {
        "total_minor": total_minor,
        "net_minor": sum(group.net_minor for group in vat),
        "vat_minor": sum(group.vat_minor for group in vat),
        "vat": [asdict(group) for group in vat],
    }


def line_content(line: Line) -> Content:
    return {
        "number": line.number,
        "description": line.description,
        "item_id": line.item_id,
        "quantity": line.quantity,
        "unit_amount_minor": line.unit_amount_minor,
        "amount_minor": line.amount_minor,
        "vat_rate_bp": line.vat_rate_bp,
        "fuel": _fuel(line.fuel) if line.fuel else None,
    }


def _fuel(fuel: Fuel) -> Content:
    """The date of supply is `finished_at`."""
    return {
        "pump": fuel.pump,
        "nozzle": fuel.nozzle,
        "grade_id": fuel.grade_id,
        "sequence": fuel.sequence,
        "volume_ml": fuel.volume_ml,
        "unit_price_milli": fuel.unit_price_milli,
        "finished_at": rfc3339(fuel.finished_at),
        "offline": fuel.offline,
    }


def tender_content(tender: Tender) -> Content:
    return {
        "kind": tender.kind.name,
        "amount_minor": tender.amount_minor,
        "given_minor": tender.given_minor,
        "change_minor": tender.change_minor,
        "account_id": tender.account_id,
        "vehicle_id": tender.vehicle_id,
        "odometer_km": tender.odometer_km,
        **card_content(tender),
    }


def card_content(tender: Tender) -> Content:
    """What may stand on paper of a card; nothing for what none was used for. `test`: it was no real money."""
    if not tender.payment_id:
        return {}
    card = {"brand": tender.card_brand, "last4": tender.card_last4, "reference": tender.payment_id}
    return {"card": {**card, "test": tender.test}}


def reference(content: Mapping[str, Any]) -> Content:
    """How another receipt names this one."""
    names = ("receipt_id", "series", "number", "issued_at", "issued_at_local")
    return {name: content[name] for name in names}


def rfc3339(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
