"""What becomes of payments, for operators."""

from payments import metrics
from payments.domain.payment import Payment, PaymentState, Purpose
from payments.domain.steps import NOT_ASKED, SETTLED_OTHERWISE, TOO_SMALL

GIVEN_UP = frozenset(
    {
        *("cancelled", "reader_cancelled", "given_up_at_the_till", "no_card_presented", "link_expired"),
        *("action_timed_out", "not_claimed", "nothing_taken", "zero_fuelling", "sale_refused", "sale_ended"),
        *(NOT_ASKED, SETTLED_OTHERWISE, TOO_SMALL),
    }
)
"""Why payments are released by rule. Whoever gives one up may say anything, and there is no end of that."""


def measure(before: Payment, after: Payment) -> None:
    """Counts the state that a payment came into."""
    if before.state is after.state:
        return
    metrics.payments.labels(after.state.name.lower(), _why(after)).inc()
    if after.state is PaymentState.CAPTURED:
        asked = before.created_at if before.purpose is Purpose.CHARGE else before.state_at
        metrics.capturing.observe((after.updated_at - asked).total_seconds())


def _why(payment: Payment) -> str:
    match payment.state:
        case PaymentState.VOIDED:
            return payment.reason if payment.reason in GIVEN_UP else "other"
        case PaymentState.DECLINED | PaymentState.EXPIRED:
            return payment.reason
    return ""
