"""The money behind payments as messages."""

from motorway.payments.v1 import finance_pb2

from payments.app.breaks import Resolved
from payments.domain.day_end import DayEnd, Row
from payments.domain.ledger import Balance, PostedEntry
from payments.domain.payout import KeptPayout
from payments.domain.reconciliation import KeptBreak
from payments.grpc_api.times import stamp_of


def balance_message(balance: Balance) -> finance_pb2.Balance:
    return finance_pb2.Balance(account=balance.account, currency=balance.currency, balance_minor=balance.balance_minor)


def entry_message(posted: PostedEntry) -> finance_pb2.Entry:
    entry, of = posted.entry, posted.entry.of
    return finance_pb2.Entry(
        entry_id=posted.entry_id,
        kind=entry.kind,
        source_id=entry.source_id,
        site_id=of.site_id,
        payment_id=of.payment_id,
        currency=of.currency,
        legs=[finance_pb2.Leg(account=leg.account, amount_minor=leg.amount_minor) for leg in entry.legs],
        occurred_at=stamp_of(of.at),
        posted_at=stamp_of(posted.posted_at),
    )


def payout_message(kept: KeptPayout) -> finance_pb2.Payout:
    payout, content = kept.payout, kept.content
    return finance_pb2.Payout(
        payout_id=payout.payout_id,
        amount_minor=payout.amount_minor,
        currency=payout.currency,
        status=payout.status,
        arrives_on=stamp_of(payout.arrives_on),
        created_at=stamp_of(payout.created_at),
        gross_minor=content.gross_minor,
        fees_minor=content.fees_minor,
        transactions=content.transactions,
        reconciled=content.reconciled,
    )


def break_message(kept: KeptBreak) -> finance_pb2.Break:
    found = kept.found
    return finance_pb2.Break(
        break_id=kept.break_id,
        break_class=found.break_class,
        site_id=found.site_id,
        payment_id=found.payment_id,
        stripe_id=found.stripe_id,
        amount_minor=found.amount_minor,
        currency=found.currency,
        details=found.details,
        found_at=stamp_of(found.found_at),
        resolved_at=stamp_of(kept.resolved_at),
        resolution=kept.resolution or "",
        note=kept.note,
        resolved_by=kept.resolved_by,
    )


def resolved_message(done: Resolved) -> finance_pb2.ResolveBreakResponse:
    return finance_pb2.ResolveBreakResponse(
        **{"break": break_message(done.kept)}, previous=break_message(done.previous)
    )


def day_end_message(day_end: DayEnd) -> finance_pb2.GetDayEndResponse:
    total = day_end.total
    return finance_pb2.GetDayEndResponse(
        site_id=day_end.site_id,
        date=day_end.day.day.isoformat(),
        currency=day_end.currency,
        rows=map(_row_message, day_end.rows),
        captured_minor=total.captured_minor,
        refunded_minor=total.refunded_minor,
        fees_minor=total.fees_minor,
        receivable_minor=total.receivable_minor,
        net_minor=day_end.net_minor,
        open_questions=day_end.open_questions,
        fees_unknown=day_end.fees_unknown,
        test=day_end.test,
        disputed_minor=total.disputed_minor,
    )


def _row_message(row: Row) -> finance_pb2.DayEndRow:
    return finance_pb2.DayEndRow(
        brand=row.brand,
        payments=row.payments,
        captured_minor=row.captured_minor,
        refunds=max(0, row.refunds),
        refunded_minor=row.refunded_minor,
        fees_minor=row.fees_minor,
        disputed_minor=row.disputed_minor,
    )
