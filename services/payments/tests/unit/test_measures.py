"""What operators see of payments."""

import pytest
from payments.app.measures import measure
from payments.domain.payment import PaymentState
from prometheus_client import REGISTRY

from .payment_samples import a_payment


@pytest.mark.parametrize(
    ("state", "reason", "label"),
    [
        (PaymentState.VOIDED, "not_claimed", "not_claimed"),
        (PaymentState.VOIDED, "whatever_somebody_says", "other"),
        (PaymentState.DECLINED, "insufficient_funds", "insufficient_funds"),
        (PaymentState.AUTHORISED, "insufficient_funds", ""),
    ],
)
def test_reasons_that_people_make_up_are_counted_as_one(state: PaymentState, reason: str, label: str) -> None:
    labels = {"state": state.name.lower(), "reason": label}
    before = REGISTRY.get_sample_value("motorway_payments_total", labels) or 0
    measure(a_payment(PaymentState.AUTHORISING), a_payment(state, reason=reason))
    assert REGISTRY.get_sample_value("motorway_payments_total", labels) == before + 1
