"""How long a customer is waited for."""

from datetime import timedelta

import pytest
from payments.domain.payment import Method, MethodKind, Payment, PaymentState
from payments.domain.timing import looked_at, overdue

from .payment_samples import CARD, LINK, NOW, READER, SALE, a_payment

S = PaymentState


@pytest.mark.parametrize(
    ("payment", "minutes", "reason"),
    [
        (a_payment(S.AUTHORISING, method=READER), 2, "no_card_presented"),
        (a_payment(S.AUTHORISING, method=CARD), 10, "no_card_presented"),
        (a_payment(S.AUTHORISING, method=Method(MethodKind.SAVED_CARD, "c")), 10, "no_card_presented"),
        (a_payment(S.AUTHORISING, method=LINK), 32, "link_expired"),
        (a_payment(S.ACTION_REQUIRED), 10, "action_timed_out"),
        (a_payment(S.AUTHORISED), 15, "not_claimed"),
    ],
)
def test_a_customer_is_waited_for_so_long(payment: Payment, minutes: int, reason: str) -> None:
    end = NOW + timedelta(minutes=minutes)
    assert overdue(payment, end) == reason
    assert overdue(payment, end - timedelta(seconds=1)) == ""


@pytest.mark.parametrize(
    "payment",
    [
        a_payment(S.AUTHORISED, sale_id=SALE),
        *[a_payment(state) for state in (S.CREATED, S.CAPTURING, S.DECLINED, S.CAPTURED)],
    ],
)
def test_whoever_has_its_sale_or_is_over_is_not_given_up(payment: Payment) -> None:
    assert overdue(payment, NOW + timedelta(days=9)) == ""


@pytest.mark.parametrize(
    ("payment", "seconds"),
    [
        (a_payment(S.AUTHORISING, method=READER), 5),
        (a_payment(S.AUTHORISING), 30),
        (a_payment(S.ACTION_REQUIRED), 30),
        (a_payment(S.AUTHORISED), 300),
        (a_payment(S.AUTHORISED, sale_id=SALE), 600),
        (a_payment(S.CAPTURED), None),
        (a_payment(S.DECLINED), None),
    ],
)
def test_stripe_is_asked_now_and_then_whether_it_calls_or_not(payment: Payment, seconds: int | None) -> None:
    looked = looked_at(payment, NOW).look_at
    assert looked == (None if seconds is None else NOW + timedelta(seconds=seconds))
