"""Shifts and discrepancies as the events that others hear of."""

from datetime import datetime

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import events_pb2

from pos.domain.meters import Discrepancy
from pos.domain.shift import Shift


def shift_opened(shift: Shift) -> events_pb2.ShiftOpened:
    return events_pb2.ShiftOpened(
        shift_id=shift.shift_id,
        site_id=shift.site_id,
        till=shift.till,
        cashier=shift.cashier_name,
        opened_at=_stamp(shift.opened_at),
    )


def shift_closed(shift: Shift) -> events_pb2.ShiftClosed:
    """Of a shift that has been closed."""
    assert shift.closed_at is not None
    return events_pb2.ShiftClosed(
        shift_id=shift.shift_id,
        site_id=shift.site_id,
        till=shift.till,
        cashier=shift.cashier_name,
        closed_at=_stamp(shift.closed_at),
        z_number=shift.z_number,
        expected_minor=shift.expected_minor,
        counted_minor=shift.counted_minor,
        over_short_minor=shift.over_short_minor,
        currency=shift.currency,
    )


def discrepancy_resolved(one: Discrepancy) -> events_pb2.DiscrepancyResolved:
    return events_pb2.DiscrepancyResolved(
        discrepancy_id=one.discrepancy_id,
        site_id=one.site_id,
        resolution=one.resolution,
        resolved_by=one.resolved_by,
    )


def _stamp(at: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(at)
    return stamp
