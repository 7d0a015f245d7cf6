"""Receipts that tills without a line handed out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pos.domain.receipt import Content, Place, ReceiptKind, amounts, head, reference, rfc3339, tender_content
from pos.domain.sale import Tender


@dataclass(frozen=True, slots=True)
class OfflineMark:
    """Which operation of its device handed the receipt out."""

    operation_id: str
    number: int
    handed_in_at: datetime


@dataclass(frozen=True, slots=True)
class Slip:
    """What was handed out for no sale; `sale_id` and `original` are of the ticket that it was for, if that is known."""

    sale_id: str
    currency: str
    shift_id: str
    cashier: str
    reason: str
    tender: Tender | None = None
    original: Mapping[str, Any] | None = None


def marked(content: Content, mark: OfflineMark) -> Content:
    """That its till had no line."""
    said = {
        "operation_id": mark.operation_id,
        "number": mark.number,
        "handed_in_at": rfc3339(mark.handed_in_at),
    }
    return {**content, "offline": said}


def slip_content(place: Place, slip: Slip) -> Content:
    """What was taken, and why it is no sale. No VAT: it stands on the receipt of the sale, where there is one."""
    return {
        **head(place, ReceiptKind.OFFLINE_SLIP, slip),
        **amounts((), slip.tender.amount_minor if slip.tender else 0),
        "cashier": slip.cashier,
        "shift_id": slip.shift_id,
        "tenders": [tender_content(slip.tender)] if slip.tender else [],
        "reference": reference(slip.original) if slip.original else None,
        "reason": slip.reason,
    }
