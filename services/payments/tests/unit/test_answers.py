"""What a payment becomes by the answer to what was asked."""

from dataclasses import replace

import pytest
from payments.domain.answers import Answer, Closed, Decline, Refusal, answered
from payments.domain.command import CommandKind
from payments.domain.payment import Payment, PaymentState
from payments.domain.snapshot import PageSnapshot, ReaderSnapshot, StripeStatus

from .payment_samples import LATER, LINK, READER, a_payment, charge, said

S = PaymentState
K = CommandKind
T = StripeStatus
ASKS = ReaderSnapshot("pi_1", in_progress=True, failure_code="", failure_message="")
HELD = said(T.REQUIRES_CAPTURE)
FAILED = said(T.REQUIRES_PAYMENT_METHOD, decline_code="lost_card", charge=charge("ch_2"))
OPEN_PAGE = a_payment(S.VOIDING, method=LINK, stripe_id="", page_id="cs_1", action_url="https://page")


@pytest.mark.parametrize(
    ("payment", "kind", "answer", "state"),
    [
        (a_payment(), K.CREATE, said(T.REQUIRES_PAYMENT_METHOD), S.AUTHORISING),
        (a_payment(), K.CREATE, Refusal("amount_too_small", "Too small."), S.DECLINED),
        (a_payment(S.VOIDING, stripe_id=""), K.CREATE, said(T.REQUIRES_PAYMENT_METHOD), S.VOIDING),
        (a_payment(S.VOIDING, stripe_id=""), K.CREATE, Refusal("amount_too_small", "Too small."), S.VOIDED),
        (a_payment(S.AUTHORISING, attempted=0), K.CONFIRM, HELD, S.AUTHORISED),
        (a_payment(S.AUTHORISING, attempted=0), K.CONFIRM, Decline("lost_card", "No.", FAILED), S.DECLINED),
        (a_payment(S.AUTHORISING, attempted=0), K.CONFIRM, Decline("lost_card", "No."), S.DECLINED),
        (a_payment(S.AUTHORISING, attempted=0), K.CONFIRM, Refusal("no_such_card", "No.", missing=True), S.DECLINED),
        (a_payment(S.AUTHORISING, attempted=0), K.CONFIRM, Refusal("state", "Is held.", said=HELD), S.AUTHORISED),
        (a_payment(S.VOIDING, attempted=0), K.CONFIRM, Decline("lost_card", "No.", FAILED), S.VOIDING),
        (a_payment(S.AUTHORISING, method=READER, attempted=0), K.ASK_READER, ASKS, S.AUTHORISING),
        (a_payment(S.AUTHORISING, method=READER, attempted=0), K.ASK_READER, Refusal("busy", "Busy."), S.DECLINED),
        (a_payment(S.VOIDING, method=READER, reader_asks=True), K.STOP_READER, ASKS, S.VOIDING),
        (a_payment(S.VOIDING, method=READER, reader_asks=True), K.STOP_READER, Refusal("gone", "Gone."), S.VOIDING),
        (a_payment(method=LINK), K.OPEN_PAGE, PageSnapshot("cs_1", "https://page", "", open=True), S.AUTHORISING),
        (a_payment(method=LINK), K.OPEN_PAGE, Refusal("amount_too_small", "Too small."), S.DECLINED),
        (OPEN_PAGE, K.CLOSE_PAGE, Closed(), S.VOIDED),
        (OPEN_PAGE, K.CLOSE_PAGE, Closed(HELD), S.VOIDING),
        (OPEN_PAGE, K.CLOSE_PAGE, Closed(said(T.SUCCEEDED)), S.CAPTURED),
        (a_payment(S.CAPTURING, take_minor=10), K.CAPTURE, said(T.SUCCEEDED, received_minor=10), S.CAPTURED),
        (a_payment(S.CAPTURING, take_minor=10), K.CAPTURE, Refusal("odd", "Odd.", said=HELD), S.CAPTURING),
        (a_payment(S.CAPTURING, take_minor=1), K.CAPTURE, Refusal("amount_too_small", "Small.", said=HELD), S.VOIDING),
        (a_payment(S.VOIDING), K.CANCEL, said(T.CANCELED), S.VOIDED),
        (a_payment(S.VOIDING), K.CANCEL, Refusal("state", "It is taken.", said=said(T.SUCCEEDED)), S.CAPTURED),
        (a_payment(S.VOIDING), K.CANCEL, Refusal("state", "Odd.", said=HELD), S.VOIDING),
        (a_payment(S.VOIDING), K.CANCEL, Refusal("resource_missing", "Gone.", missing=True), S.VOIDED),
    ],
)
def test_an_answer_makes_the_state(payment: Payment, kind: K, answer: Answer, state: PaymentState) -> None:
    assert answered(payment, kind, answer, LATER).state is state


def test_a_fuelling_that_is_too_little_to_capture_is_owed() -> None:
    capturing = a_payment(S.CAPTURING, approved_minor=5000, take_minor=20)
    given_up = answered(capturing, K.CAPTURE, Refusal("amount_too_small", "Small.", said=HELD), LATER)
    released = answered(given_up, K.CANCEL, said(T.CANCELED), LATER)
    assert (released.state, released.shortfall_minor, released.reason) == (S.VOIDED, 20, "amount_too_small")


def test_a_decline_tells_why() -> None:
    waiting = a_payment(S.AUTHORISING, attempted=0)
    declined = answered(waiting, K.CONFIRM, Decline("lost_card", "It was lost."), LATER)
    assert (declined.reason, declined.message, declined.attempted) == ("lost_card", "It was lost.", 1)


def test_a_reader_that_asks_is_known_to() -> None:
    waiting = a_payment(S.AUTHORISING, attempted=0, method=READER)
    assert answered(waiting, K.ASK_READER, ASKS, LATER).reader_asks
    failed = replace(ASKS, in_progress=False, failure_code="customer_canceled")
    assert answered(waiting, K.ASK_READER, failed, LATER).state is S.DECLINED
