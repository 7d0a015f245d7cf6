"""Domain to outgoing events."""

from datetime import datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import events_pb2, sale_pb2

from pos.domain.meters import Discrepancy
from pos.domain.sale import Fuel, Line, Sale, SaleCardPayment, Tender


def sale_authorised(sale: Sale) -> events_pb2.SaleAuthorised:
    return events_pb2.SaleAuthorised(sale=sale_message(sale))


def fuelling_started(sale: Sale) -> events_pb2.FuellingStarted:
    return events_pb2.FuellingStarted(sale=sale_message(sale))


def sale_payable(sale: Sale) -> events_pb2.SalePayable:
    return events_pb2.SalePayable(sale=sale_message(sale))


def sale_lock_changed(sale: Sale) -> events_pb2.SaleLockChanged:
    return events_pb2.SaleLockChanged(sale=sale_message(sale))


def sale_completed(sale: Sale) -> events_pb2.SaleCompleted:
    return events_pb2.SaleCompleted(sale=sale_message(sale))


def sale_ended(sale: Sale) -> events_pb2.SaleEnded:
    return events_pb2.SaleEnded(sale=sale_message(sale))


def sale_refunded(sale: Sale, refund_id: str, amount_minor: int, reason: str) -> events_pb2.SaleRefunded:
    return events_pb2.SaleRefunded(
        sale=sale_message(sale), refund_id=refund_id, amount_minor=amount_minor, reason=reason
    )


def drive_off_recorded(sale: Sale) -> events_pb2.DriveOffRecorded:
    return events_pb2.DriveOffRecorded(sale=sale_message(sale))


def totaliser_gap_found(gap: Discrepancy) -> events_pb2.TotaliserGapFound:
    return events_pb2.TotaliserGapFound(
        discrepancy_id=gap.discrepancy_id,
        site_id=gap.site_id,
        pump=gap.pump,
        nozzle=gap.nozzle,
        sequence=gap.sequence,
        expected_ml=gap.expected,
        found_ml=gap.found,
        found_at=stamp(gap.found_at),
    )


SAME = (
    *("sale_id", "site_id", "currency", "pump", "max_amount_minor", "max_volume_ml", "nozzles", "price_set"),
    *("total_minor", "due_minor", "opened_shift_id", "shift_id", "opened_by", "cleared_by", "reason"),
    *("refusal_code", "receipt_id", "registration", "note", "refunded_minor", "version", "return_tank"),
)
TENDER_SAME = (
    *("number", "amount_minor", "given_minor", "change_minor", "account_id", "vehicle_id", "shift_id", "odometer_km"),
    *("reverses", "payment_id", "card_brand", "card_last4", "test"),
)
"""Fields that are told as they are."""


def sale_message(sale: Sale) -> sale_pb2.Sale:
    same: dict[str, Any] = {name: getattr(sale, name) for name in SAME}
    return sale_pb2.Sale(
        **same,
        kind=sale_pb2.SaleKind.ValueType(sale.kind),
        state=sale_pb2.SaleState.ValueType(sale.state),
        origin=sale_pb2.SaleOrigin.ValueType(sale.origin),
        clearing=sale_pb2.Clearing.ValueType(sale.clearing or 0),
        lines=map(_line, sale.lines),
        tenders=map(_tender, sale.tenders),
        card_payments=map(_card_payment, sale.card_payments),
        opened_at=stamp(sale.opened_at),
        payable_at=_optional(sale.payable_at),
        cleared_at=_optional(sale.cleared_at),
    )


def _line(line: Line) -> sale_pb2.SaleLine:
    return sale_pb2.SaleLine(
        number=line.number,
        description=line.description,
        amount_minor=line.amount_minor,
        vat_rate_bp=line.vat_rate_bp,
        item_id=line.item_id,
        quantity=line.quantity,
        unit_amount_minor=line.unit_amount_minor,
        fuel=None if line.fuel is None else _fuel(line.fuel),
    )


def _fuel(fuel: Fuel) -> sale_pb2.FuelLine:
    return sale_pb2.FuelLine(
        pump=fuel.pump,
        nozzle=fuel.nozzle,
        grade_id=fuel.grade_id,
        sequence=fuel.sequence,
        volume_ml=fuel.volume_ml,
        unit_price_milli=fuel.unit_price_milli,
        price_set=fuel.price_set,
        volume_total_before_ml=fuel.volume_total_before_ml,
        volume_total_after_ml=fuel.volume_total_after_ml,
        started_at=stamp(fuel.started_at),
        finished_at=stamp(fuel.finished_at),
        offline=fuel.offline,
        end_reason=fuel.end_reason,
    )


def _tender(tender: Tender) -> sale_pb2.Tender:
    same: dict[str, Any] = {name: getattr(tender, name) for name in TENDER_SAME}
    return sale_pb2.Tender(**same, kind=sale_pb2.TenderKind.ValueType(tender.kind), at=stamp(tender.at))


def _card_payment(payment: SaleCardPayment) -> sale_pb2.SaleCardPayment:
    return sale_pb2.SaleCardPayment(
        payment_id=payment.payment_id,
        state=sale_pb2.CardPaymentState.ValueType(payment.state),
        amount_minor=payment.amount_minor,
        reason=payment.reason,
        shift_id=payment.shift_id,
        for_debt=payment.for_debt,
    )


def stamp(at: datetime) -> Timestamp:
    moment = Timestamp()
    moment.FromDatetime(at)
    return moment


def _optional(at: datetime | None) -> Timestamp | None:
    return None if at is None else stamp(at)
