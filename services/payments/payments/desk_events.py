"""Disputes as outgoing events."""

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.payments.v1 import events_pb2 as pb

from payments.domain.dispute import Dispute


def dispute_changed(dispute: Dispute) -> pb.DisputeChanged:
    event = pb.DisputeChanged(
        dispute_id=dispute.dispute_id,
        payment_id=dispute.payment_id,
        sale_id=dispute.sale_id,
        site_id=dispute.site_id,
        amount_minor=dispute.amount_minor,
        currency=dispute.currency,
        reason=dispute.reason,
        status=dispute.status,
    )
    if dispute.evidence_due_by is not None:
        due = Timestamp()
        due.FromDatetime(dispute.evidence_due_by)
        event.evidence_due_by.CopyFrom(due)
    return event
