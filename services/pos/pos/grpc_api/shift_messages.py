"""Shifts and their reports as messages."""

from datetime import datetime

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import sale_pb2, shifts_pb2

from pos.domain.shift import CashMovement, Drawer, Shift
from pos.domain.shift_report import (
    FuelTotal,
    MissingNumbers,
    ShiftMeter,
    ShiftReport,
    Takings,
    Tally,
    Unfinished,
    UnsynchronisedDevice,
    ZReport,
)
from pos.domain.vat import VatGroup


def stamp(at: datetime) -> Timestamp:
    message = Timestamp()
    message.FromDatetime(at)
    return message


def shift_message(shift: Shift) -> shifts_pb2.Shift:
    message = shifts_pb2.Shift(
        shift_id=shift.shift_id,
        site_id=shift.site_id,
        till=shift.till,
        mode=shifts_pb2.ShiftMode.ValueType(shift.mode),
        state=shifts_pb2.SHIFT_STATE_OPEN,
        cashier_id=shift.cashier_id,
        cashier=shift.cashier_name,
        currency=shift.currency,
        float_minor=shift.float_minor,
        opened_at=stamp(shift.opened_at),
    )
    if shift.closed_at is not None:
        message.state = shifts_pb2.SHIFT_STATE_CLOSED
        message.closed_at.CopyFrom(stamp(shift.closed_at))
        message.closed_by, message.z_number = shift.closed_by, shift.z_number
        message.expected_minor, message.counted_minor = shift.expected_minor, shift.counted_minor
        message.over_short_minor = shift.over_short_minor
    return message


def movement_message(movement: CashMovement) -> shifts_pb2.CashMovement:
    return shifts_pb2.CashMovement(
        shift_id=movement.shift_id,
        number=movement.number,
        kind=shifts_pb2.CashMovementKind.ValueType(movement.kind),
        amount_minor=movement.amount_minor,
        reason=movement.reason,
        actor=movement.actor,
        at=stamp(movement.at),
    )


def report_message(report: ShiftReport) -> shifts_pb2.ShiftReport:
    return shifts_pb2.ShiftReport(
        shift=shift_message(report.shift),
        at=stamp(report.at),
        takings=map(takings_message, report.takings),
        drawer=drawer_message(report.drawer) if report.drawer is not None else None,
        sales=_tally(report.sales),
        fuel=map(_fuel, report.fuel),
        shop=_tally(report.shop),
        vat=map(_vat, report.vat),
        refunds=_tally(report.refunds),
        voids=_tally(report.voids),
        no_sales=_tally(report.no_sales),
        drive_offs=_tally(report.drive_offs),
        no_means=_tally(report.no_means),
        pump_tests=_tally(report.pump_tests),
        own_use=_tally(report.own_use),
        debts_paid=_tally(report.debts_paid),
        prepaid_before_minor=report.prepaid_before_minor,
        carried=map(_unfinished, report.carried),
        unfinished=map(_unfinished, report.unfinished),
        meters=map(_meter, report.meters),
        refund_vat=map(_vat, report.refund_vat),
        missing=map(_missing, report.missing),
        offline_since=stamp(report.offline_since) if report.offline_since else None,
        offline_devices=map(_device, report.offline_devices),
    )


def z_message(z: ZReport) -> shifts_pb2.ZReport:
    return shifts_pb2.ZReport(
        number=z.document.number,
        report=report_message(z.document.report),
        denominations=[
            shifts_pb2.Denomination(value_minor=notes.value_minor, count=notes.count)
            for notes in z.document.denominations
        ],
        document=z.text,
        previous_hash=z.previous_hash,
        hash=z.hash,
    )


def _tally(tally: Tally) -> shifts_pb2.Tally:
    return shifts_pb2.Tally(count=tally.count, amount_minor=tally.amount_minor, volume_ml=tally.volume_ml)


def takings_message(takings: Takings) -> shifts_pb2.Takings:
    kind = sale_pb2.TenderKind.ValueType(takings.kind)
    return shifts_pb2.Takings(kind=kind, count=takings.count, amount_minor=takings.amount_minor)


def drawer_message(drawer: Drawer) -> shifts_pb2.Drawer:
    return shifts_pb2.Drawer(
        float_minor=drawer.float_minor,
        takings_minor=drawer.takings_minor,
        paid_in_minor=drawer.paid_in_minor,
        paid_out_minor=drawer.paid_out_minor,
        drops_minor=drawer.drops_minor,
        refunds_minor=drawer.refunds_minor,
        expected_minor=drawer.expected_minor,
    )


def _fuel(fuel: FuelTotal) -> shifts_pb2.FuelTotal:
    return shifts_pb2.FuelTotal(
        grade_id=fuel.grade_id, count=fuel.count, volume_ml=fuel.volume_ml, amount_minor=fuel.amount_minor
    )


def _vat(group: VatGroup) -> shifts_pb2.VatTotal:
    return shifts_pb2.VatTotal(
        rate_bp=group.rate_bp, gross_minor=group.gross_minor, net_minor=group.net_minor, vat_minor=group.vat_minor
    )


def _unfinished(sale: Unfinished) -> shifts_pb2.UnfinishedSale:
    return shifts_pb2.UnfinishedSale(
        sale_id=sale.sale_id,
        kind=sale_pb2.SaleKind.ValueType(sale.kind),
        state=sale_pb2.SaleState.ValueType(sale.state),
        pump=sale.pump,
        total_minor=sale.total_minor,
        tendered_minor=sale.tendered_minor,
    )


def _missing(gap: MissingNumbers) -> shifts_pb2.MissingNumbers:
    return shifts_pb2.MissingNumbers(pump=gap.pump, first=gap.first, last=gap.last)


def _device(device: UnsynchronisedDevice) -> shifts_pb2.UnsynchronisedDevice:
    return shifts_pb2.UnsynchronisedDevice(
        device_id=device.device_id,
        name=device.name,
        series=device.series,
        pending=device.pending,
        seen_at=stamp(device.seen_at),
    )


def _meter(meter: ShiftMeter) -> shifts_pb2.ShiftMeter:
    return shifts_pb2.ShiftMeter(
        pump=meter.pump,
        nozzle=meter.nozzle,
        grade_id=meter.grade_id,
        start_ml=meter.start_ml,
        end_ml=meter.end_ml,
        fuelled_ml=meter.fuelled_ml,
        difference_ml=meter.difference_ml,
    )
