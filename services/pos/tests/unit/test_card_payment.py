"""Rules of holds and charges."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motorway_kit.errors import MotorwayError
from pos.domain import card_charge, card_outcome, card_payment, refund, tendering, ticket
from pos.domain.card_payment import Outcome
from pos.domain.opening import Wish, amount_of, opened_at_pump, sound
from pos.domain.price import PriceInForce
from pos.domain.refund import CardOutcome, Refund, RefundState, RefundWish
from pos.domain.sale import CardPaymentState, Clearing, Sale, SaleCardPayment, SaleKind, Tender, TenderKind
from pos.domain.tendering import Given

from .ticket_samples import ANN, BOB, CASH, NOON, SITE, held_by

CARD, RECEIVABLE = TenderKind.CARD, TenderKind.RECEIVABLE
PAYMENT, OTHER = "01975f00-4c5e-7a41-b1d3-5b0a9c1f7e42", "01975f00-5c5e-7a41-b1d3-5b0a9c1f7e42"
PRICE = PriceInForce(7, {1: 1459, 2: 1529})


def prepaid(*tenders: Given, amount_minor: int = 5_000, volume_ml: int = 0) -> Sale:
    fields: dict[str, Any] = {"max_amount_minor": 0 if volume_ml else amount_minor, "max_volume_ml": volume_ml}
    wish = Wish("m25-cobham", SaleKind.PRE_PAY, pump=1, tenders=tenders, **fields)
    return opened_at_pump(SITE, sound(wish), "s1", ANN, PRICE)


def refusal(call: Any) -> MotorwayError:
    with pytest.raises(MotorwayError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("tenders", "field"),
    [
        ([Given(CARD)], "tenders[0].payment_id"),
        ([Given(CARD, payment_id="pi_1")], "tenders[0].payment_id"),
        ([Given(CARD, payment_id=PAYMENT.upper())], "tenders[0].payment_id"),
        ([Given(CARD, 4_000, payment_id=PAYMENT)], "tenders[0].amount_minor"),
        ([Given(CARD, given_minor=1, payment_id=PAYMENT)], "tenders[0].kind"),
        ([Given(CARD, account_id="acme", payment_id=PAYMENT)], "tenders[0].kind"),
        ([Given(CASH), Given(CARD, payment_id=PAYMENT)], "tenders[1].kind"),
        ([Given(CARD, payment_id=PAYMENT), Given(CARD, payment_id=OTHER)], "tenders[1].kind"),
        ([Given(CASH, payment_id=PAYMENT)], "tenders[0].payment_id"),
        ([Given(RECEIVABLE)], "tenders[0].kind"),
    ],
)
def test_a_wrong_card_names_its_field(tenders: list[Given], field: str) -> None:
    error = refusal(lambda: prepaid(*tenders))
    assert (error.reason, error.context["field"]) == ("InvalidInput", field)


@pytest.mark.parametrize(("approved", "limit"), [(9_000, 5_000), (3_004, 5_000), (3_000, 4_996), (5, 2_001)])
def test_a_pump_is_limited_to_what_was_given_and_approved_less_what_may_run_over(approved: int, limit: int) -> None:
    sale = prepaid(Given(CASH, 2_000), Given(CARD, 3_000, payment_id=PAYMENT))
    assert card_payment.claimed(sale, approved, 4).max_amount_minor == limit


@given(st.integers(1_000, 100_000), st.integers(5, 30_000))
@settings(max_examples=100)
def test_an_approved_amount_buys_at_least_the_volume_to_which_the_pump_is_limited(
    volume_ml: int, approved: int
) -> None:
    sale = card_payment.claimed(prepaid(Given(CARD, payment_id=PAYMENT), volume_ml=volume_ml), approved, 4)
    assert sale.max_volume_ml <= volume_ml
    assert amount_of(sale.max_volume_ml, 1529, "GBP") <= sale.max_amount_minor
    assert amount_of(sale.max_volume_ml + card_payment.OVERRUN_ML, 1529, "GBP") <= approved


def test_what_a_card_is_charged_is_not_asked_for_twice() -> None:
    sale = card_charge.charge(held_by(ANN), ANN, PAYMENT, 2_000, "k")
    assert (sale.pending_minor, tendering.uncharged(sale)) == (2_000, 1_000)
    sale = card_charge.charge(sale, ANN, OTHER, 0, "l")
    assert sale.card_payments[1].amount_minor == 1_000
    for error in (
        refusal(lambda: card_charge.charge(sale, ANN, PAYMENT, 0, "m")),
        refusal(lambda: tendering.pay(sale, ANN, Given(CASH))),
        refusal(lambda: ticket.leave_unpaid(sale, ANN, Clearing.DRIVE_OFF, "A1", "")),
        refusal(lambda: ticket.confirm(sale, ANN, Clearing.OWN_USE)),
    ):
        assert error.reason == "CardPaymentPending"
    assert tendering.pay(sale, ANN, Given(CASH, 3_000)).due_minor == 0
    assert refusal(lambda: card_charge.charge(held_by(ANN), ANN, PAYMENT, 3_001, "k")).reason == "TenderExceedsDue"
    assert refusal(lambda: card_charge.charge(held_by(ANN), BOB, PAYMENT, 0, "k")).reason == "SaleLockedElsewhere"


def test_only_what_is_being_charged_is_given_up() -> None:
    sale = card_charge.charge(held_by(ANN), ANN, PAYMENT, 0, "k")
    assert card_charge.to_be_given_up(sale, ANN, PAYMENT)
    ended = card_charge.not_started(sale, PAYMENT)
    assert not card_charge.to_be_given_up(ended, ANN, PAYMENT)
    assert card_charge.not_started(ended, PAYMENT) is ended
    assert refusal(lambda: card_charge.to_be_given_up(sale, ANN, OTHER)).reason == "CardPaymentNotFound"
    fixed = replace(sale.card_payments[0], state=CardPaymentState.FIXED)
    sale = card_payment.with_payment(sale, fixed)
    assert refusal(lambda: card_charge.to_be_given_up(sale, ANN, PAYMENT)).reason == "CardPaymentDecided"


def paid() -> Sale:
    card = Tender(1, CARD, 2_000, "shift-a", NOON, payment_id=PAYMENT)
    owed = Tender(2, RECEIVABLE, 1_000, "shift-a", NOON, payment_id=PAYMENT)
    return ticket.cleared(held_by(ANN, tenders=(card, owed)), ANN, Clearing.PAID)


def short(*more: Tender, amount_minor: int) -> Sale:
    """A ticket that a till has, of which a card paid 20.00, and 10.00 are owed."""
    captured = SaleCardPayment(PAYMENT, CardPaymentState.CAPTURED, 2_000, "shift-a", "ann", NOON, hold=True)
    tenders = (*paid().tenders, *more)
    return held_by(ANN, amount_minor, tenders=tenders, card_payments=(replace(captured, fixed_minor=3_000),))


def test_what_a_card_paid_of_more_stays_while_the_rest_is_owed() -> None:
    """Otherwise the customer would pay the rest as a debt, and the card would not get all of its money back."""
    sale = short(amount_minor=4_000)
    assert refusal(lambda: tendering.reverse(sale, ANN, 1)).reason == "ReceivableStays"


def test_change_comes_from_a_card_last_whose_customer_owes_the_rest() -> None:
    coffee = Tender(3, CASH, 500, "shift-a", NOON)
    change = tendering.give_change(short(coffee, amount_minor=3_000), ANN)
    assert [(tender.kind, tender.amount_minor) for tender in change.tenders[3:]] == [(CASH, -500)]
    assert change.card_payments[0].fixed_minor == 3_000


def test_what_a_card_gets_back_is_told_without_what_is_owed_besides() -> None:
    change = tendering.give_change(short(amount_minor=2_500), ANN)
    assert change.card_payments[0].fixed_minor == 1_500


def asked(refunds: list[Refund], **wish: Any) -> Refund:
    fields = {"tender_kind": CARD, "reason": "cold", "amount_minor": 1_500, **wish}
    return refund.requested(paid(), refunds, RefundWish(**fields), f"r{len(refunds)}", ANN)


def test_a_card_gets_back_what_it_paid() -> None:
    first = asked([])
    assert first.payment_id == PAYMENT
    assert refusal(lambda: asked([first])).context["refundable_minor"] == "500"
    assert refusal(lambda: asked([], tender_kind=RECEIVABLE, amount_minor=1)).reason == "RefundTooHigh"
    assert refusal(lambda: asked([], payment_id=OTHER)).context["field"] == "payment_id"
    assert refusal(lambda: asked([], tender_kind=CASH, payment_id=PAYMENT)).context["field"] == "payment_id"


def test_money_that_did_not_reach_its_card_is_sent_again() -> None:
    first = replace(refund.approve(asked([]), ANN), receipt_id="credit-1")
    assert first.card_outcome is CardOutcome.PENDING
    failed = refund.settled(first, CardOutcome.FAILED, NOON)
    assert refund.settled(failed, CardOutcome.SUCCEEDED, NOON) is failed  # an older word
    second = refund.approve(asked([failed]), ANN)
    assert refund.repeats(second, [failed, second]) is failed
    done = replace(second, receipt_id="credit-1")
    assert refund.repeats(asked([failed], amount_minor=500), [failed, done]) is None
    assert refund.repeats(asked([failed]), [failed, done]) is None
    assert refund.settled(replace(first, state=RefundState.REQUESTED), CardOutcome.FAILED, NOON).outcome_at is None


def fixed(due_minor: int = 3_000) -> Sale:
    """A ticket of which a hold is to pay all, and of which a till has taken a part in cash since."""
    hold = SaleCardPayment(PAYMENT, CardPaymentState.FIXED, 2_000, "shift-a", "ann", NOON, hold=True, fixed_minor=3_000)
    sale = held_by(ANN, card_payments=(hold,))
    return tendering.pay(sale, ANN, Given(CASH, 3_000 - due_minor)) if due_minor < 3_000 else sale


@pytest.mark.parametrize(
    ("due", "captured", "shortfall", "left", "says"),
    [
        (3_000, 2_000, 1_000, 0, 3_000),
        (2_500, 2_000, 1_000, 500, 2_000),
        (1_500, 2_000, 1_000, 0, 1_500),
        (3_000, 0, 3_000, 0, 3_000),
        (2_500, 0, 3_000, 2_500, 0),
    ],
)
def test_a_shortfall_is_owed_whole_or_not_at_all(due: int, captured: int, shortfall: int, left: int, says: int) -> None:
    outcome = Outcome(PAYMENT, captured, shortfall, "expired")
    over = card_outcome.captured if captured else card_outcome.ended
    sale = over(fixed(due), outcome, BOB)
    assert (sale.due_minor, sale.card_payments[0].fixed_minor) == (left, says)
    assert over(sale, outcome, BOB) is sale
    assert says in (3_000, *range(captured + 1))
