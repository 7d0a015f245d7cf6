"""What a payment becomes by Stripe's word, and by what is asked for."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from motorway_kit.errors import Conflict
from payments.domain import steps
from payments.domain.command import CommandKind
from payments.domain.payment import FINAL, Payment, PaymentState, Purpose
from payments.domain.snapshot import ReaderSnapshot, Snapshot, StripeStatus

from .payment_samples import CARD, LATER, LINK, NOW, OTHER_SALE, READER, SALE, a_payment, charge, said

S = PaymentState
T = StripeStatus
EXPIRED = said(T.CANCELED, canceled_reason="expired")
DECLINED = said(T.REQUIRES_PAYMENT_METHOD, decline_code="insufficient_funds", decline_message="No money.")


def heard(payment: Payment, snapshot: Snapshot) -> PaymentState:
    return steps.apply_snapshot(payment, snapshot, LATER).state


@pytest.mark.parametrize(
    ("payment", "snapshot", "state"),
    [
        (a_payment(), said(T.REQUIRES_PAYMENT_METHOD), S.AUTHORISING),
        (a_payment(S.AUTHORISING), said(T.REQUIRES_CONFIRMATION), S.AUTHORISING),
        (a_payment(S.AUTHORISING), said(T.PROCESSING), S.AUTHORISING),
        (a_payment(S.AUTHORISING), said(T.REQUIRES_ACTION), S.ACTION_REQUIRED),
        (a_payment(S.AUTHORISING), said(T.REQUIRES_CAPTURE), S.AUTHORISED),
        (a_payment(S.AUTHORISING), said(T.SUCCEEDED), S.CAPTURED),
        (a_payment(S.AUTHORISING), DECLINED, S.DECLINED),
        (a_payment(S.AUTHORISING, attempted=0), DECLINED, S.AUTHORISING),
        (a_payment(S.AUTHORISING, method=LINK), DECLINED, S.AUTHORISING),
        (a_payment(S.AUTHORISING, method=LINK), said(T.REQUIRES_ACTION), S.AUTHORISING),
        (a_payment(S.ACTION_REQUIRED), DECLINED, S.DECLINED),
        (a_payment(S.ACTION_REQUIRED), said(T.PROCESSING), S.AUTHORISING),
        (a_payment(S.DECLINED), said(T.PROCESSING), S.DECLINED),
        (a_payment(S.DECLINED), said(T.REQUIRES_CAPTURE), S.AUTHORISED),
        (a_payment(S.AUTHORISED), said(T.REQUIRES_ACTION), S.AUTHORISED),
        (a_payment(S.AUTHORISED, approved_minor=5000), EXPIRED, S.EXPIRED),
        (a_payment(S.AUTHORISED, approved_minor=5000), said(T.CANCELED, canceled_reason="abandoned"), S.VOIDED),
        (a_payment(S.CAPTURING, approved_minor=5000, take_minor=10), EXPIRED, S.EXPIRED),
        (a_payment(S.CAPTURING, take_minor=10), said(T.REQUIRES_CAPTURE), S.CAPTURING),
        (a_payment(S.VOIDING), said(T.REQUIRES_CAPTURE), S.VOIDING),
        (a_payment(S.VOIDING), DECLINED, S.VOIDING),
        (a_payment(S.VOIDING), said(T.SUCCEEDED), S.CAPTURED),
        (a_payment(S.VOIDING, approved_minor=5000), EXPIRED, S.VOIDED),
        (a_payment(S.AUTHORISING, take_minor=10), said(T.REQUIRES_CAPTURE), S.CAPTURING),
        *[(a_payment(state), said(status), state) for state in FINAL for status in T],
    ],
)
def test_stripes_word_makes_the_state(payment: Payment, snapshot: Snapshot, state: PaymentState) -> None:
    assert heard(payment, snapshot) is state


@given(st.lists(st.sampled_from([*map(said, T), DECLINED, EXPIRED]), max_size=8))
def test_whatever_comes_in_whatever_order_it_goes_forward(snapshots: list[Snapshot]) -> None:
    payment = a_payment(S.AUTHORISING)
    for snapshot in snapshots:
        after = steps.apply_snapshot(payment, snapshot, LATER)
        assert after.state.rank >= payment.state.rank
        assert after.state is payment.state or not payment.state.final
        assert steps.apply_snapshot(after, snapshot, LATER) == after
        payment = after


def test_the_word_about_another_intent_changes_nothing() -> None:
    payment = a_payment(S.AUTHORISING)
    assert steps.apply_snapshot(payment, said(T.SUCCEEDED, stripe_id="pi_2"), LATER) == payment


def test_a_hold_tells_what_is_known_of_its_card() -> None:
    before = NOW + timedelta(days=2)
    snapshot = said(T.REQUIRES_CAPTURE, capturable_minor=3000, charge=charge(capture_before=before))
    held = steps.apply_snapshot(a_payment(S.ACTION_REQUIRED, action_url="https://bank"), snapshot, LATER)
    assert (held.approved_minor, held.capture_before, held.charge_id, held.action_url) == (3000, before, "ch_1", "")
    assert held.card is not None
    assert (held.card.brand, held.card.last4) == ("visa", "4242")


@pytest.mark.parametrize(
    ("changes", "snapshot", "state"),
    [
        ({}, replace(DECLINED, charge=charge("ch_1")), S.AUTHORISING),
        ({}, replace(DECLINED, charge=charge("ch_2")), S.DECLINED),
        ({}, DECLINED, S.AUTHORISING),
        ({"state": S.ACTION_REQUIRED}, DECLINED, S.DECLINED),
    ],
)
def test_the_error_of_the_attempt_before_is_not_taken_for_this_ones(
    changes: dict[str, PaymentState], snapshot: Snapshot, state: PaymentState
) -> None:
    payment = a_payment(S.AUTHORISING, attempt=2, attempted=2, charge_id="ch_1")
    assert heard(replace(payment, **changes), snapshot) is state  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("take", "captured", "shortfall"), [(None, 5000, 0), (5000, 5000, 0), (4000, 4000, 0), (5100, 5000, 100)]
)
def test_what_is_beyond_the_hold_is_owed(take: int | None, captured: int, shortfall: int) -> None:
    payment = a_payment(S.CAPTURING, approved_minor=5000, take_minor=take)
    after = steps.apply_snapshot(payment, said(T.SUCCEEDED, received_minor=captured), LATER)
    assert (after.captured_minor, after.shortfall_minor) == (captured, shortfall)


def test_an_expired_hold_owes_all_that_was_delivered() -> None:
    payment = a_payment(S.CAPTURING, approved_minor=5000, take_minor=4000)
    assert steps.apply_snapshot(payment, EXPIRED, LATER).shortfall_minor == 4000


@pytest.mark.parametrize(
    ("payment", "kind"),
    [
        (a_payment(), CommandKind.CREATE),
        (a_payment(method=LINK), CommandKind.OPEN_PAGE),
        (a_payment(S.AUTHORISING), None),
        (a_payment(S.AUTHORISING, attempted=0), CommandKind.CONFIRM),
        (a_payment(S.AUTHORISING, attempted=0, method=READER), CommandKind.ASK_READER),
        (a_payment(S.AUTHORISING, attempt=2, stripe_id=""), CommandKind.CREATE),
        (a_payment(S.ACTION_REQUIRED), None),
        (a_payment(S.AUTHORISED), None),
        (a_payment(S.CAPTURING), CommandKind.CAPTURE),
        (a_payment(S.VOIDING), CommandKind.CANCEL),
        (a_payment(S.VOIDING, reader_asks=True), CommandKind.STOP_READER),
        (a_payment(S.VOIDING, page_id="cs_1", action_url="https://page"), CommandKind.CLOSE_PAGE),
        (a_payment(S.VOIDING, page_id="cs_1"), CommandKind.CANCEL),
        (a_payment(S.VOIDING, stripe_id=""), None),
        (a_payment(S.DECLINED), None),
        *[(a_payment(state), None) for state in FINAL],
    ],
)
def test_what_is_asked_next(payment: Payment, kind: CommandKind | None) -> None:
    assert steps.next_command(payment) is kind


def test_a_hold_is_claimed_by_one_sale() -> None:
    held = a_payment(S.AUTHORISED, capture_before=NOW + timedelta(days=7))
    claimed = steps.claim(held, SALE, LATER)
    assert claimed.sale_id == SALE
    assert steps.claim(claimed, SALE, LATER) is claimed
    with pytest.raises(Conflict):
        steps.claim(claimed, OTHER_SALE, LATER)


@pytest.mark.parametrize(
    "payment",
    [
        *[a_payment(state) for state in S if state is not S.AUTHORISED],
        a_payment(S.AUTHORISED, purpose=Purpose.CHARGE),
        a_payment(S.AUTHORISED, take_minor=0),
        a_payment(S.AUTHORISED, capture_before=NOW + timedelta(minutes=59)),
    ],
)
def test_nothing_else_can_be_claimed(payment: Payment) -> None:
    with pytest.raises(Conflict) as refused:
        steps.claim(payment, SALE, NOW)
    assert refused.value.reason == "PaymentNotAuthorised"


@pytest.mark.parametrize(
    ("state", "take", "after"),
    [
        (S.AUTHORISED, 100, S.CAPTURING),
        (S.AUTHORISED, 0, S.VOIDING),
        (S.AUTHORISING, 100, S.AUTHORISING),
        (S.AUTHORISING, 0, S.VOIDING),
        (S.VOIDING, 100, S.VOIDING),
        (S.EXPIRED, 100, S.EXPIRED),
    ],
)
def test_what_a_sale_takes_is_captured_or_released(state: PaymentState, take: int, after: PaymentState) -> None:
    fixed = steps.fix_amount(a_payment(state, approved_minor=5000), SALE, take, "zero_fuelling", LATER)
    assert (fixed.state, fixed.take_minor, fixed.sale_id) == (after, take, SALE)


@pytest.mark.parametrize(
    ("payment", "sale_id", "take", "reason"),
    [
        (a_payment(S.CAPTURED, sale_id=SALE, take_minor=50, captured_minor=50), OTHER_SALE, 50, ""),
        (a_payment(S.CAPTURED, sale_id=SALE, take_minor=50, captured_minor=50), SALE, 40, ""),
        (a_payment(S.CAPTURED, sale_id=SALE, take_minor=50, captured_minor=50), SALE, 60, steps.SETTLED_OTHERWISE),
        (a_payment(S.EXPIRED, sale_id=SALE, take_minor=50), SALE, 40, steps.SETTLED_OTHERWISE),
    ],
)
def test_a_second_word_contradicts(payment: Payment, sale_id: str, take: int, reason: str) -> None:
    with pytest.raises(Conflict) as refused:
        steps.fix_amount(payment, sale_id, take, reason, LATER)
    assert refused.value.reason == "AmountContradicted"


def test_the_same_word_again_changes_nothing() -> None:
    payment = a_payment(S.CAPTURED, sale_id=SALE, take_minor=50, captured_minor=50)
    assert steps.fix_amount(payment, SALE, 50, "", LATER) is payment


def test_a_sale_settled_otherwise_takes_less() -> None:
    payment = a_payment(S.CAPTURED, sale_id=SALE, take_minor=5100, captured_minor=5000, shortfall_minor=100)
    less = steps.fix_amount(payment, SALE, 2000, steps.SETTLED_OTHERWISE, LATER)
    assert (less.take_minor, less.shortfall_minor, steps.excess(less)) == (2000, 0, 3000)


@pytest.mark.parametrize(("approved", "take", "captured"), [(5000, 4000, 4000), (5000, 5100, 5000), (3000, 5000, 3000)])
def test_no_more_is_captured_than_was_approved(approved: int, take: int, captured: int) -> None:
    assert steps.capturable(a_payment(S.CAPTURING, approved_minor=approved, take_minor=take)) == captured


@pytest.mark.parametrize(
    ("payment", "state"),
    [
        (a_payment(), S.VOIDING),
        (a_payment(S.AUTHORISED), S.VOIDING),
        (a_payment(S.DECLINED), S.VOIDING),
        (a_payment(S.DECLINED, stripe_id=""), S.VOIDED),
        (a_payment(S.VOIDED), S.VOIDED),
        (a_payment(S.AUTHORISING, purpose=Purpose.CHARGE, sale_id=SALE), S.VOIDING),
    ],
)
def test_giving_up(payment: Payment, state: PaymentState) -> None:
    assert steps.cancel(payment, "left", LATER).state is state


@pytest.mark.parametrize(
    ("payment", "reason"),
    [(a_payment(S.CAPTURED), "PaymentCaptured"), (a_payment(S.AUTHORISED, sale_id=SALE), "PaymentClaimed")],
)
def test_what_cannot_be_given_up(payment: Payment, reason: str) -> None:
    with pytest.raises(Conflict) as refused:
        steps.cancel(payment, "left", LATER)
    assert refused.value.reason == reason


def test_trying_again_is_another_attempt() -> None:
    again = steps.retry(a_payment(S.DECLINED, reason="insufficient_funds"), CARD, LATER)
    assert (again.state, again.attempt, again.attempted, again.reason) == (S.AUTHORISING, 2, 1, "")
    assert steps.next_command(again) is CommandKind.CONFIRM


def test_a_reader_that_could_not_ask_is_a_decline() -> None:
    waiting = a_payment(S.AUTHORISING, method=READER, reader_asks=True)
    refused = ReaderSnapshot("pi_1", in_progress=False, failure_code="customer_canceled", failure_message="Canceled.")
    after = steps.reader_asked(waiting, refused, LATER)
    assert (after.state, after.reason, after.reader_asks) == (S.DECLINED, "customer_canceled", False)
