"""Outgoing events about cards, and about debts, which payments keeps books of too."""

from motorway.payments.v1 import payment_pb2
from motorway.pos.v1 import events_pb2

from pos.domain.card_payment import SETTLED_OTHERWISE
from pos.domain.debt import Debt, DebtState
from pos.domain.refund import Refund
from pos.domain.sale import Sale, SaleCardPayment
from pos.events import stamp


def card_amount_fixed(sale: Sale, payment: SaleCardPayment) -> events_pb2.CardAmountFixed:
    return events_pb2.CardAmountFixed(
        site_id=sale.site_id,
        sale_id=sale.sale_id,
        payment_id=payment.payment_id,
        amount_minor=payment.fixed_minor or 0,
        currency=sale.currency,
        reason=payment.reason,
    )


def card_not_asked_for(payment: payment_pb2.Payment) -> events_pb2.CardAmountFixed:
    """Nothing is taken of a payment that names a sale which does not know it."""
    return events_pb2.CardAmountFixed(
        site_id=payment.site_id,
        sale_id=payment.sale_id,
        payment_id=payment.payment_id,
        currency=payment.currency,
        reason=SETTLED_OTHERWISE,
    )


def card_refund_approved(refund: Refund) -> events_pb2.CardRefundApproved:
    return events_pb2.CardRefundApproved(
        refund_id=refund.refund_id,
        site_id=refund.site_id,
        sale_id=refund.sale_id,
        payment_id=refund.payment_id,
        amount_minor=refund.amount_minor,
        currency=refund.currency,
        reason=refund.reason,
        approved_by=refund.decided_by,
    )


def debt_ended(debt: Debt, card_minor: int = 0) -> events_pb2.DebtEnded:
    """`card_minor`: what of it a card paid."""
    assert debt.settled_at is not None
    return events_pb2.DebtEnded(
        debt_id=debt.debt_id,
        site_id=debt.site_id,
        sale_id=debt.sale_id,
        kind=debt.kind.name.lower(),
        amount_minor=debt.amount_minor,
        currency=debt.currency,
        written_off=debt.state is DebtState.WRITTEN_OFF,
        ended_at=stamp(debt.settled_at),
        card_minor=card_minor,
    )
