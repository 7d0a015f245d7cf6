"""Breaks to outgoing events."""

from motorway.payments.v1 import events_pb2

from payments.domain.reconciliation import Break, KeptBreak


def break_found(break_id: str, found: Break) -> events_pb2.ReconciliationBreakFound:
    message = events_pb2.ReconciliationBreakFound(
        break_id=break_id,
        break_class=found.break_class,
        site_id=found.site_id,
        payment_id=found.payment_id,
        amount_minor=found.amount_minor,
        currency=found.currency,
    )
    message.found_at.FromDatetime(found.found_at)
    return message


def break_resolved(kept: KeptBreak) -> events_pb2.ReconciliationBreakResolved:
    return events_pb2.ReconciliationBreakResolved(
        break_id=kept.break_id,
        break_class=kept.found.break_class,
        site_id=kept.found.site_id,
        resolution=kept.resolution or "",
        resolved_by=kept.resolved_by,
    )
