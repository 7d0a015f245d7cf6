"""Money is given back only once, and only to where it came from."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from motorway_kit.errors import MotorwayError
from pos.domain import refund as rules
from pos.domain import tendering, ticket
from pos.domain.refund import Refund, RefundState, RefundWish
from pos.domain.sale import Sale, SaleState, TenderKind

from .ticket_samples import ACCOUNT, ANN, BOB, CASH, COFFEE, account, cash, held_by


def paid(*more: Any) -> Sale:
    """Fuel for 30.00 and coffee for 3.00; 10.00 on an account, the rest in cash."""
    sale = ticket.add_item(held_by(ANN), ANN, COFFEE, 1)
    sale = tendering.pay(tendering.pay(sale, ANN, account(1000)), ANN, cash(0, 5000))
    return tendering.settle(sale, ANN)


def wish(amount_minor: int = 0, kind: TenderKind = CASH, **fields: Any) -> RefundWish:
    fields = {"reason": "cold", "account_id": "acme" if kind is ACCOUNT else "", **fields}
    return RefundWish(kind, amount_minor=amount_minor, **fields)


def asked(wish: RefundWish, *others: Refund, sale: Sale | None = None) -> Refund:
    return rules.requested(sale or paid(), others, wish, f"r{len(others)}", ANN)


def refused(call: Callable[[], object]) -> MotorwayError:
    with pytest.raises(MotorwayError) as caught:
        call()
    return caught.value


def test_a_refund_of_lines_is_what_they_cost() -> None:
    refund = asked(wish(lines=(2,)))
    assert (refund.amount_minor, refund.lines, refund.state) == (300, (2,), RefundState.REQUESTED)
    assert (refund.requested_by, refund.shift_id) == ("ann", "")


@pytest.mark.parametrize(
    ("wanted", "field", "reason"),
    [
        (wish(), "amount_minor", "InvalidInput"),
        (wish(-5), "amount_minor", "InvalidInput"),
        (wish(5, lines=(2,)), "amount_minor", "InvalidInput"),
        (wish(lines=(9,)), "lines[0]", "InvalidInput"),
        (wish(lines=(2, 2)), "lines[1]", "InvalidInput"),
        (wish(5, reason=" "), "reason", "InvalidInput"),
        (wish(5, account_id="acme"), "account_id", "InvalidInput"),
        (wish(5, ACCOUNT, account_id=""), "account_id", "InvalidInput"),
        (wish(2301), "amount_minor", "RefundTooHigh"),
        (wish(1001, ACCOUNT), "amount_minor", "RefundTooHigh"),
        (wish(1, ACCOUNT, account_id="other"), "amount_minor", "RefundTooHigh"),
        (wish(lines=(1, 2)), "lines", "RefundTooHigh"),
    ],
)
def test_a_wrong_wish_names_its_field(wanted: RefundWish, field: str, reason: str) -> None:
    error = refused(lambda: asked(wanted))
    assert (error.reason, error.context["field"]) == (reason, field)


@pytest.mark.parametrize("state", [state for state in SaleState if state is not SaleState.CLEARED])
def test_only_a_cleared_ticket_is_refunded(state: SaleState) -> None:
    assert refused(lambda: asked(wish(5), sale=replace(paid(), state=state))).reason == "SaleNotCleared"


def test_a_line_is_given_back_once() -> None:
    first = asked(wish(lines=(2,)))
    assert refused(lambda: asked(wish(lines=(2,)), first)).context["field"] == "lines[0]"
    declined = rules.decline(first, BOB, "it was hot")
    assert asked(wish(lines=(2,)), declined).amount_minor == 300


def test_what_is_asked_for_counts_before_it_is_decided() -> None:
    first = asked(wish(2000))
    assert asked(wish(300), first).amount_minor == 300
    assert refused(lambda: asked(wish(301), first)).context["refundable_minor"] == "300"


def test_a_refund_is_decided_once() -> None:
    refund = asked(wish(5))
    approved = rules.approve(refund, BOB)
    assert (approved.state, approved.decided_by, approved.shift_id) == (RefundState.APPROVED, "bob", "shift-b")
    assert rules.approve(approved, ANN) is approved
    assert refused(lambda: rules.decline(approved, BOB, "no")).reason == "RefundDecided"
    declined = rules.decline(refund, BOB, "no")
    assert (declined.decision_reason, rules.decline(declined, ANN, "no")) == ("no", declined)
    assert refused(lambda: rules.approve(declined, BOB)).reason == "RefundDecided"
    assert refused(lambda: rules.decline(refund, BOB, "")).context["field"] == "reason"


@given(st.lists(st.tuples(st.integers(1, 2000), st.sampled_from(TenderKind), st.booleans()), max_size=12))
def test_never_more_goes_back_than_was_paid(wishes: list[tuple[int, TenderKind, bool]]) -> None:
    refunds: list[Refund] = []
    for amount, kind, approve in wishes:
        try:
            refund = asked(wish(amount, kind), *refunds)
        except rules.RefundTooHigh:
            continue
        refunds.append(rules.approve(refund, BOB) if approve else rules.decline(refund, BOB, "no"))
    back = dict.fromkeys(TenderKind, 0)
    for refund in refunds:
        back[refund.tender_kind] += refund.amount_minor * (refund.state is RefundState.APPROVED)
    assert back[CASH] <= 2300
    assert back[ACCOUNT] <= 1000
