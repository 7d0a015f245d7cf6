"""What a dispute does to the books: withdrawn, put back, or lost, with its fees."""

from collections.abc import Iterator

from payments.domain.dispute import Dispute, DisputeSnapshot, MoneyMoved
from payments.domain.ledger import (
    Entry,
    Of,
    dispute_entry,
    dispute_lost_entry,
    dispute_won_entry,
    fee_entry,
)


def entries_of(dispute: Dispute, snapshot: DisputeSnapshot) -> Iterator[Entry]:
    """From facts at Stripe, named after them: posting them again has no effect.

    A dispute has at most one balance transaction that withdraws and one that puts back (docs.stripe.com/api/disputes).
    """
    withdrawn = 0
    for moved in snapshot.moved:
        withdrawn -= moved.amount_minor
        yield from _moved(dispute, moved)
    if snapshot.status == "lost" and withdrawn > 0:
        last = snapshot.moved[-1]
        of = Of(dispute.payment_id, dispute.site_id, last.currency, last.created_at)
        yield dispute_lost_entry(of, dispute.stripe_id, withdrawn)


def _moved(dispute: Dispute, moved: MoneyMoved) -> Iterator[Entry]:
    of = Of(dispute.payment_id, dispute.site_id, moved.currency, moved.created_at)
    if moved.amount_minor < 0:
        yield dispute_entry(of, dispute.stripe_id, -moved.amount_minor)
    elif moved.amount_minor > 0:
        yield dispute_won_entry(of, dispute.stripe_id, moved.amount_minor)
    if moved.fee_minor:
        yield fee_entry(of, moved.transaction_id, moved.fee_minor)
