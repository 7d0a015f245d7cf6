"""What receipts about another receipt say: credits, payments of debts, full invoices. Money is in minor units."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from pos.domain.checks import check, check_line, check_lines, check_name
from pos.domain.receipt import (
    Content,
    InvoiceAlreadyIssued,
    NotInvoiceable,
    Place,
    ReceiptKind,
    amounts,
    card_content,
    head,
    line_content,
    reference,
    tender_content,
    times,
)
from pos.domain.refund import Refund
from pos.domain.sale import Line, Sale, Tender

MAX_VAT_ID = 20


@dataclass(frozen=True, slots=True)
class Customer:
    """Whom an invoice is made out to. `vat_id` may be empty (Art. 226(4): only where the customer owes the VAT)."""

    name: str
    address: tuple[str, ...]
    vat_id: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A debt that was paid: what was given, by whom it was taken, in which shift."""

    tenders: tuple[Tender, ...]
    by: str
    shift_id: str
    at: datetime


def sound_customer(customer: Customer) -> Customer:
    """Raises InvalidInput."""
    check_name(customer.name, "customer.name")
    check(len(customer.address) > 0, "customer.address", "must not be empty")
    check_lines(customer.address, "customer.address")
    check_line(customer.vat_id, "customer.vat_id", MAX_VAT_ID)
    return customer


def credit_content(place: Place, sale: Sale, refund: Refund, original: Mapping[str, Any]) -> Content:
    """What was given back; its amounts are negative. `original` is the invoice where there is one (Art. 219)."""
    lines = credited_lines(sale, refund)
    back = {"kind": refund.tender_kind.name, "amount_minor": -refund.amount_minor, "account_id": refund.account_id}
    paid = [tender for tender in sale.tenders if tender.payment_id == refund.payment_id]
    card = card_content(paid[0]) if paid else {}
    return {
        **head(place, ReceiptKind.CREDIT, sale),
        **amounts(lines, -refund.amount_minor),
        "cashier": refund.decided_by,
        "shift_id": refund.shift_id,
        "lines": [line_content(line) for line in lines],
        "tenders": [{"given_minor": 0, "change_minor": 0, "vehicle_id": "", "odometer_km": 0, **back, **card}],
        "reason": refund.reason,
        "reference": reference(original),
        "customer": original["customer"],
    }


def credited_lines(sale: Sale, refund: Refund) -> tuple[Line, ...]:
    """The lines given back, or an amount in the proportions of the sale's rates; negative."""
    if refund.lines:
        chosen = [line for line in sale.lines if line.number in refund.lines]
        return tuple(
            replace(line, amount_minor=-line.amount_minor, unit_amount_minor=-line.unit_amount_minor) for line in chosen
        )
    shares = _shared(refund.amount_minor, sale.lines)
    return tuple(Line(place, "Part of the price", -share, rate) for place, (rate, share) in enumerate(shares, start=1))


def _shared(amount_minor: int, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The amount by VAT rate, as the lines are; what is left by rounding goes to the largest remainders."""
    gross = dict.fromkeys(sorted({line.vat_rate_bp for line in lines}, reverse=True), 0)
    for line in lines:
        gross[line.vat_rate_bp] += line.amount_minor
    total = sum(gross.values())
    shares = {rate: amount_minor * part // total for rate, part in gross.items()}
    by_remainder = sorted(gross, key=lambda rate: amount_minor * gross[rate] % total, reverse=True)
    for rate in by_remainder[: amount_minor - sum(shares.values())]:
        shares[rate] += 1
    return [(rate, share) for rate, share in shares.items() if share]


def debt_content(place: Place, sale: Sale, settled: Settled, original: Mapping[str, Any]) -> Content:
    """That a debt was paid. The VAT stands on the original: a payment is no supply."""
    return {
        **head(place, ReceiptKind.DEBT_PAYMENT, sale),
        **amounts((), sum(tender.amount_minor for tender in settled.tenders)),
        "cashier": settled.by,
        "shift_id": settled.shift_id,
        "tenders": [tender_content(tender) for tender in settled.tenders],
        "reference": reference(original),
    }


def invoice_content(place: Place, original: Mapping[str, Any], customer: Customer) -> Content:
    """The full invoice of a receipt: the same supply, made out to somebody."""
    return {
        **original,
        **times(place),
        "kind": ReceiptKind.INVOICE.name,
        "receipt_id": place.receipt_id,
        "series": place.series,
        "number": place.number,
        "customer": asdict(customer),
        "over_limit": False,
        "reference": reference(original),
    }


def require_invoiceable(content: Mapping[str, Any], *, credited: bool) -> None:
    """Raises NotInvoiceable."""
    if content["kind"] != ReceiptKind.RECEIPT.name or content["total_minor"] <= 0:
        raise NotInvoiceable("only the receipt of a sale has an invoice", receipt=content["receipt_id"])
    if credited:
        raise NotInvoiceable("money was given back for this receipt already", receipt=content["receipt_id"])


def require_same_customer(invoice: Mapping[str, Any], customer: Customer) -> None:
    """Raises InvoiceAlreadyIssued."""
    stored = invoice["customer"]
    if (stored["name"], tuple(stored["address"]), stored["vat_id"]) != (
        customer.name,
        customer.address,
        customer.vat_id,
    ):
        raise InvoiceAlreadyIssued(
            "the receipt has an invoice", invoice=invoice["receipt_id"], number=invoice["number"]
        )
