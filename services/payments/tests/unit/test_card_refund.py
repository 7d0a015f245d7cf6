"""What may go back to a card, and what Stripe says of it."""

from dataclasses import replace

import pytest
from payments.domain.payment import PaymentState
from payments.domain.refund import CardRefund, CardRefundState, excess_refund, failed, heard, why_not
from payments.domain.snapshot import RefundSnapshot, RefundStatus

from .payment_samples import LATER, NOW, a_payment

R = CardRefundState
CAPTURED = a_payment(PaymentState.CAPTURED, captured_minor=5000, approved_minor=5000)
REFUND = CardRefund("r", CAPTURED.payment_id, "s", CAPTURED.site_id, 1000, "GBP", "wrong_fuel", NOW, NOW, "Ann")


def said(status: RefundStatus, reason: str = "") -> RefundSnapshot:
    return RefundSnapshot("re_1", "pi_1", "ch_1", "r", status, 1000, "GBP", reason, NOW)


@pytest.mark.parametrize(
    ("payment", "amount", "problem"),
    [
        (CAPTURED, 5000, ""),
        (CAPTURED, 5001, "exceeds_captured"),
        (replace(CAPTURED, refunded_minor=4500), 501, "exceeds_captured"),
        (replace(CAPTURED, refunded_minor=4500), 500, ""),
        (a_payment(PaymentState.AUTHORISED), 1, "nothing_captured"),
    ],
)
def test_no_more_goes_back_than_was_taken(payment: object, amount: int, problem: str) -> None:
    assert why_not(payment, amount) == problem  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "status", "state"),
    [
        (R.PENDING, RefundStatus.PENDING, R.PENDING),
        (R.PENDING, RefundStatus.REQUIRES_ACTION, R.PENDING),
        (R.PENDING, RefundStatus.SUCCEEDED, R.SUCCEEDED),
        (R.PENDING, RefundStatus.FAILED, R.FAILED),
        (R.PENDING, RefundStatus.CANCELED, R.FAILED),
        (R.SUCCEEDED, RefundStatus.PENDING, R.SUCCEEDED),
        (R.SUCCEEDED, RefundStatus.FAILED, R.FAILED),
        (R.FAILED, RefundStatus.SUCCEEDED, R.FAILED),
    ],
)
def test_stripes_word_makes_the_state(known: R, status: RefundStatus, state: R) -> None:
    after = heard(replace(REFUND, state=known), said(status, "lost_or_stolen_card"), LATER)
    assert (after.state, after.stripe_id) == (state, "re_1")
    assert after.failure_reason == ("lost_or_stolen_card" if known < R.FAILED and state is R.FAILED else "")
    assert heard(after, said(status), LATER) is after


def test_what_stripe_refuses_has_failed_unless_it_is_known_otherwise() -> None:
    assert failed(REFUND, "charge_disputed", LATER).failure_reason == "charge_disputed"
    done = replace(REFUND, state=R.SUCCEEDED)
    assert failed(done, "charge_disputed", LATER) is done


@pytest.mark.parametrize(
    ("take", "back", "refunded", "amount"),
    [
        (5000, 0, 0, 0),
        (None, 0, 0, 0),
        (2000, 0, 0, 3000),
        (2000, 3000, 3000, 0),
        (0, 3000, 3000, 2000),
        (0, 0, 4500, 500),
    ],
)
def test_what_a_sale_does_not_take_goes_back_once(take: int | None, back: int, refunded: int, amount: int) -> None:
    refund = excess_refund(replace(CAPTURED, take_minor=take, refunded_minor=refunded), back, LATER)
    assert (refund.amount_minor if refund else 0) == amount


def test_the_same_excess_is_the_same_refund() -> None:
    refunds = [excess_refund(replace(CAPTURED, take_minor=take), 0, LATER) for take in (100, 100, 200)]
    one, two, other = [refund.refund_id for refund in refunds if refund]
    assert one == two != other
