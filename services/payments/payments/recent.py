"""Payments as this process wrote them last, so that they can be changed without being read first."""

from payments.domain.payment import Payment

MOST = 2_000


class Recent:
    """Whoever changes one of them names its version: another process may have changed it meanwhile."""

    def __init__(self) -> None:
        self._payments: dict[str, Payment] = {}

    def get(self, payment_id: str) -> Payment | None:
        return self._payments.get(payment_id)

    def keep(self, payment: Payment) -> None:
        """Until it is over, or many others were kept after it."""
        self._payments.pop(payment.payment_id, None)
        if payment.state.final:
            return
        self._payments[payment.payment_id] = payment
        if len(self._payments) > MOST:
            del self._payments[next(iter(self._payments))]

    def forget(self, payment_id: str) -> None:
        self._payments.pop(payment_id, None)
