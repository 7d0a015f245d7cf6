"""Tills without a line as messages, and back."""

from motorway.pos.v1 import offline_pb2 as pb

from pos.domain.offline import Device, Done, Operation
from pos.events import stamp

SAME = (
    *("device_id", "site_id", "till", "series", "kind", "reasons", "words", "sale_id", "receipt_id", "receipt_number"),
    *("shift_id", "cash_minor", "owed_minor", "currency", "cashier", "handed_in_by", "resolution", "resolved_by"),
)
DEVICE_SAME = (
    *("device_id", "site_id", "till", "name", "series", "last_number", "last_hash", "last_receipt_number", "pending"),
    "registered_by",
)
"""Fields that are told as they are."""


def device_message(device: Device) -> pb.OfflineDevice:
    return pb.OfflineDevice(
        **{name: getattr(device, name) for name in DEVICE_SAME},
        seen_at=stamp(device.seen_at),
        registered_at=stamp(device.registered_at),
    )


def operation_message(one: Operation) -> pb.OfflineOperation:
    done = one.done
    return pb.OfflineOperation(
        **{name: getattr(one, name) for name in SAME},
        operation_id=done.operation_id,
        number=done.number,
        document=done.document,
        previous_hash=done.previous_hash,
        hash=done.hash,
        outcome=pb.OfflineOutcome.ValueType(one.outcome),
        at=stamp(one.at) if one.at else None,
        handed_in_at=stamp(one.handed_in_at),
        resolved_at=stamp(one.resolved_at) if one.resolved_at else None,
    )


def done_of(message: pb.OfflineOperationDone) -> Done:
    return Done(message.operation_id, message.number, message.document, message.previous_hash, message.hash)
