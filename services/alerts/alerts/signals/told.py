"""What pos and payments tell, as occurrences. Their fields are the data of the live stream, and texts for people."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from google.protobuf.message import Message
from iso4217 import Currency
from motorway.payments.v1 import events_pb2 as payments
from motorway.pos.v1 import events_pb2 as pos
from motorway_kit.messaging import Event

from alerts.domain.observation import Occurrence
from alerts.payments_entries import ENCODERS as PAYMENTS_ENCODERS
from alerts.pos_entries import ENCODERS as POS_ENCODERS
from alerts.signals.device import event_us
from alerts.signals.gathered import Signals

Data = dict[str, Any]


class Told(NamedTuple):
    """How an event is called here, and what it is about: `<kind>/<the field that names it>`."""

    type: str
    kind: str
    named_by: str


TOLD: Mapping[type[Message], Told] = {
    pos.SaleAuthorised: Told("pos.sale_authorised", "sale", "sale_id"),
    pos.FuellingStarted: Told("pos.fuelling_started", "sale", "sale_id"),
    pos.SalePayable: Told("pos.sale_payable", "sale", "sale_id"),
    pos.SaleLockChanged: Told("pos.sale_lock_changed", "sale", "sale_id"),
    pos.SaleCompleted: Told("pos.sale_completed", "sale", "sale_id"),
    pos.SaleEnded: Told("pos.sale_ended", "sale", "sale_id"),
    pos.SaleRefunded: Told("pos.sale_refunded", "sale", "sale_id"),
    pos.DriveOffRecorded: Told("pos.drive_off", "sale", "sale_id"),
    pos.DebtEnded: Told("pos.debt_ended", "sale", "sale_id"),
    pos.PriceChanged: Told("pos.price_changed", "price", "price_set"),
    pos.ShiftOpened: Told("pos.shift_opened", "shift", "shift_id"),
    pos.ShiftClosed: Told("pos.shift_closed", "shift", "shift_id"),
    pos.TotaliserGapFound: Told("pos.totaliser_gap", "discrepancy", "discrepancy_id"),
    pos.DiscrepancyResolved: Told("pos.discrepancy_resolved", "discrepancy", "discrepancy_id"),
    pos.OfflineOperationsReplayed: Told("pos.offline_replayed", "offline_device", "device_id"),
    pos.OfflineConflictFound: Told("pos.offline_conflict", "offline_operation", "operation_id"),
    pos.OfflineConflictResolved: Told("pos.offline_conflict_resolved", "offline_operation", "operation_id"),
    payments.PaymentChanged: Told("payments.payment_changed", "sale", "sale_id"),
    payments.PaymentAuthorised: Told("payments.payment_authorised", "sale", "sale_id"),
    payments.PaymentCaptured: Told("payments.payment_captured", "sale", "sale_id"),
    payments.PaymentEnded: Told("payments.payment_ended", "sale", "sale_id"),
    payments.CardRefundSettled: Told("payments.card_refund_settled", "card_refund", "refund_id"),
    payments.DisputeChanged: Told("payments.dispute_changed", "dispute", "dispute_id"),
    payments.ReconciliationBreakFound: Told("payments.break_found", "break", "break_id"),
    payments.ReconciliationBreakResolved: Told("payments.break_resolved", "break", "break_id"),
}


def told(event: Event, signals: Signals) -> None:
    """The order of a subject's events is that of their ids, given when they were written. Raises BadMessage."""
    cls, encode = _READERS[event.type]
    said = TOLD[cls]
    _, site, _, data = encode(event.decode(cls))
    fields = {**data, **texts(data), **_more(cls, data)}
    time_us = event_us(event)
    subject = f"{said.kind}/{data[said.named_by]}"
    signals.occurrences.append(Occurrence(site, said.type, subject, time_us, time_us, time_us, event.id, fields))


def texts(data: Mapping[str, Any]) -> Data:
    """Beside each `x_minor` how people write it, as `x`."""
    currency = data.get("currency") or ""
    amounts = {name.removesuffix("_minor"): value for name, value in data.items() if name.endswith("_minor")}
    return {name: money(value, currency) for name, value in amounts.items() if currency}


def money(minor: int, currency: str) -> str:
    """`63.37 GBP`; of a currency that nobody knows its smallest units."""
    return f"{Decimal(minor).scaleb(-_exponent(currency)):f} {currency}"


@lru_cache(256)
def _exponent(currency: str) -> int:
    try:
        return int(Currency(currency).exponent or 0)
    except ValueError:
        return 0


def _more(cls: type[Message], data: Data) -> Data:
    """What a sentence about a dispute or a break needs besides."""
    if cls is payments.DisputeChanged:
        due = data["evidence_due_by"]
        until = f", to be answered before {due[:10]} {due[11:16]} UTC" if due else ""
        return {"why": data["reason"].replace("_", " "), "until": until}
    if cls is payments.ReconciliationBreakFound:
        amount = f": {money(data['amount_minor'], data['currency'])}" if data["currency"] else ""
        return {"what": data["break_class"].replace("_", " ") + amount}
    return {}


def _debt_ended(event: Any) -> tuple[str, str, str, Data]:
    data = {
        "debt_id": event.debt_id,
        "sale_id": event.sale_id,
        "kind": event.kind,
        "amount_minor": event.amount_minor,
        "currency": event.currency,
        "written_off": event.written_off,
    }
    return "", event.site_id, "", data


_READERS: Mapping[str, tuple[type[Message], Callable[[Any], tuple[str, str, str, Data]]]] = {
    **POS_ENCODERS,
    **PAYMENTS_ENCODERS,
    pos.DebtEnded.DESCRIPTOR.full_name: (pos.DebtEnded, _debt_ended),
}
