"""What becomes of payments, for operators."""

from payments import metrics
from payments.domain.payment import Payment, PaymentState, Purpose

NAMED = frozenset({PaymentState.VOIDED, PaymentState.DECLINED, PaymentState.EXPIRED})


def measure(before: Payment, after: Payment) -> None:
    """Counts the state that a payment came into."""
    if before.state is after.state:
        return
    metrics.payments.labels(after.state.name.lower(), after.reason if after.state in NAMED else "").inc()
    if after.state is PaymentState.CAPTURED:
        asked = before.created_at if before.purpose is Purpose.CHARGE else before.state_at
        metrics.capturing.observe((after.updated_at - asked).total_seconds())
