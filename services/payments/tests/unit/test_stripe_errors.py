"""What can come of a call, sorted by what may be done about it."""

import asyncio
from typing import Any

import pytest
import stripe
from motorway_kit.errors import MotorwayError
from payments.domain.snapshot import StripeStatus
from payments.provider.errors import (
    Declined,
    KeyRefused,
    KeyReused,
    OutcomeUnknown,
    RateLimited,
    Refused,
    Why,
    asking,
    sorted_out,
)
from payments.provider.reading import Unreadable, page_of, reader_of, refund_of, snapshot_of

CHARGE: dict[str, Any] = {
    "id": "ch_1",
    "amount": 5000,
    "currency": "gbp",
    "captured": False,
    "amount_captured": 0,
    "amount_refunded": 0,
    "balance_transaction": {"id": "txn_1"},
    "disputed": False,
    "payment_method_details": {
        "card_present": {
            "brand": "visa",
            "last4": "4242",
            "exp_month": 12,
            "exp_year": 2030,
            "capture_before": 1_795_000_000,
        }
    },
}
INTENT: dict[str, Any] = {
    "id": "pi_1",
    "object": "payment_intent",
    "status": "requires_capture",
    "amount": 5000,
    "amount_capturable": 5000,
    "amount_received": 0,
    "currency": "gbp",
    "cancellation_reason": None,
    "last_payment_error": None,
    "latest_charge": CHARGE,
    "metadata": {"payment_id": "p"},
    "next_action": None,
    "livemode": False,
    "created": 1_795_000_000,
}
ERROR = {"error": {"type": "card_error", "decline_code": "lost_card", "payment_intent": INTENT}}
REFUND = {"id": "re_1", "status": "pending", "amount": 1, "currency": "gbp", "created": 1, "payment_intent": INTENT}


@pytest.mark.parametrize(
    ("error", "sorted_", "why"),
    [
        (stripe.APIConnectionError("x"), OutcomeUnknown, Why.LOST),  # type: ignore[no-untyped-call]
        (stripe.APIError("x", http_status=500), OutcomeUnknown, Why.SERVER_ERROR),
        (stripe.APIError("x", http_status=503), OutcomeUnknown, Why.SERVER_ERROR),
        (stripe.APIError("x", http_status=409), OutcomeUnknown, Why.IN_USE),
        (stripe.APIError("x", http_status=200), OutcomeUnknown, Why.GARBAGE),
        (stripe.RateLimitError("x", http_status=429), RateLimited, None),
        (stripe.IdempotencyError("x", http_status=400), KeyReused, None),
        (stripe.AuthenticationError("x", http_status=401), KeyRefused, None),
        (stripe.PermissionError("x", http_status=403), KeyRefused, None),
        (stripe.InvalidRequestError("x", "amount", "too_small"), Refused, None),  # type: ignore[no-untyped-call]
        (stripe.CardError("x", None, "card_declined"), Declined, None),  # type: ignore[no-untyped-call]
    ],
)
def test_errors_of_the_library_are_sorted(error: stripe.StripeError, sorted_: type, why: Why | None) -> None:
    ours = sorted_out(error, "capture")
    assert type(ours) is sorted_
    assert getattr(ours, "why", None) == why


def test_a_decline_tells_what_the_payment_is_after_it() -> None:
    error = stripe.CardError("No.", None, "card_declined", json_body=ERROR)  # type: ignore[no-untyped-call]
    ours = sorted_out(error, "confirm")
    assert isinstance(ours, Declined)
    assert (ours.decline_code, ours.stripe_code) == ("lost_card", "card_declined")
    assert ours.snapshot is not None
    assert ours.snapshot.stripe_id == "pi_1"


async def failing(error: BaseException) -> MotorwayError:
    with pytest.raises(MotorwayError) as found:
        async with asking("capture"):
            raise error
    return found.value


@pytest.mark.parametrize(("error", "why"), [(TimeoutError(), Why.LOST), (Unreadable("x"), Why.GARBAGE)])
async def test_what_is_late_or_unreadable_is_not_known(error: Exception, why: Why) -> None:
    ours = await failing(error)
    assert isinstance(ours, OutcomeUnknown)
    assert ours.why is why


async def test_a_cancellation_is_no_answer() -> None:
    with pytest.raises(asyncio.CancelledError):
        async with asking("capture"):
            raise asyncio.CancelledError


def test_a_payment_intent_is_read_with_its_charge() -> None:
    said = snapshot_of(INTENT)
    assert (said.status, said.currency, said.payment_id) == (StripeStatus.REQUIRES_CAPTURE, "GBP", "p")
    assert said.charge is not None
    assert (said.charge.last4, said.charge.balance_transaction_id) == ("4242", "txn_1")
    assert said.charge.capture_before is not None


def test_a_charge_that_is_not_expanded_is_not_known() -> None:
    assert snapshot_of({**INTENT, "latest_charge": "ch_1"}).charge is None


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {**INTENT, "status": "something_new"},
        {**INTENT, "amount": "5000"},
        {**INTENT, "id": None},
        {**INTENT, "created": 10**20},
        {**INTENT, "metadata": "x"},
        {**INTENT, "latest_charge": {"id": "ch_1"}},
    ],
)
def test_what_is_no_payment_intent_is_unreadable(wrong: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        snapshot_of(wrong)


@pytest.mark.parametrize("read", [refund_of, page_of, reader_of])
def test_what_is_nothing_is_unreadable(read: Any) -> None:
    with pytest.raises(Unreadable):
        read({"action": 3})


def test_a_refund_of_another_is_read_too() -> None:
    said = refund_of(REFUND)
    assert (said.intent_id, said.refund_id, said.charge_id) == ("pi_1", "", "")
