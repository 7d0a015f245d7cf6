"""What a cashier decides."""

from random import Random

from cashier_simulator import plan
from hypothesis import given
from hypothesis import strategies as st


@given(st.integers(1, 100_000), st.integers())
def test_cash_covers_what_is_due_and_is_given_in_notes(due: int, seed: int) -> None:
    given_minor = plan.cash_given(due, Random(seed))
    assert due <= given_minor < due + max(plan.NOTES_MINOR)


@given(st.integers(1, 100_000), st.integers())
def test_a_tender_is_for_all_that_is_due(due: int, seed: int) -> None:
    given_tender = plan.tender(due, "fleet", Random(seed))
    assert given_tender["amount_minor"] == due
    assert given_tender["kind"] in {"CASH", "ACCOUNT"}


def test_without_an_account_everybody_pays_in_cash() -> None:
    assert {plan.tender(100, "", Random(seed))["kind"] for seed in range(100)} == {"CASH"}


def test_some_customers_have_a_card_and_some_cards_nothing_behind_them() -> None:
    chance = Random(1)
    assert 350 < sum(plan.by_card(chance) for _ in range(1_000)) < 550
    cards = [plan.card(chance) for _ in range(1_000)]
    assert 10 < cards.count(plan.DECLINED) < 90
    assert set(cards) == {plan.DECLINED, *plan.CARDS}


def test_only_what_nobody_knows_of_is_waited_for() -> None:
    states = ("PENDING", "APPROVED", "FIXED", "CAPTURED", "ENDED")
    payments = [{"payment_id": state.lower(), "state": state} for state in states]
    assert plan.undecided({"card_payments": payments}) == {"pending", "approved", "fixed"}


def test_only_a_pump_that_calls_is_released_and_only_a_free_one_is_paid_before() -> None:
    pumps = [
        {"number": 1, "state": "CALLING", "unpaid": [], "sale_id": ""},
        {"number": 2, "state": "IDLE", "unpaid": [], "sale_id": ""},
        {"number": 3, "state": "IDLE", "unpaid": [{"sale_id": "s"}], "sale_id": ""},
        {"number": 4, "state": "AUTHORISED", "unpaid": [], "sale_id": "s"},
    ]
    assert (plan.calling(pumps), plan.free(pumps)) == ([1], [2])
