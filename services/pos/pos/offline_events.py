"""What tills did without a line, as the events that others hear of."""

from collections.abc import Mapping
from datetime import datetime

from motorway.pos.v1 import events_pb2

from pos.domain.offline import Device, Operation, Outcome
from pos.events import stamp


def operations_replayed(
    device: Device, counts: Mapping[Outcome, int], at: datetime
) -> events_pb2.OfflineOperationsReplayed:
    """Those after `told_number` up to `last_number`."""
    return events_pb2.OfflineOperationsReplayed(
        site_id=device.site_id,
        till=device.till,
        device_id=device.device_id,
        series=device.series,
        first_number=device.told_number + 1,
        last_number=device.last_number,
        applied=counts.get(Outcome.APPLIED, 0),
        conflicts=counts.get(Outcome.CONFLICT, 0),
        refused=counts.get(Outcome.REFUSED, 0),
        pending=device.pending,
        at=stamp(at),
    )


def conflict_found(one: Operation) -> events_pb2.OfflineConflictFound:
    return events_pb2.OfflineConflictFound(
        operation_id=one.done.operation_id,
        site_id=one.site_id,
        till=one.till,
        series=one.series,
        number=one.done.number,
        outcome=one.outcome.name.lower(),
        reasons=one.reasons,
        words=one.words,
        sale_id=one.sale_id,
        owed_minor=one.owed_minor,
        currency=one.currency,
        cashier=one.cashier,
        at=stamp(one.handed_in_at),
    )


def conflict_resolved(one: Operation) -> events_pb2.OfflineConflictResolved:
    return events_pb2.OfflineConflictResolved(
        operation_id=one.done.operation_id,
        site_id=one.site_id,
        resolution=one.resolution,
        resolved_by=one.resolved_by,
    )
