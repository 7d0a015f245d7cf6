"""Whatever is asked, whatever fails, whoever dies and however long it takes: the money is right in the end.

200 histories; 2,000 with NIGHTLY=1 (`make nightly`).
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from motorway_kit.testing_engines import Postgres
from payments.domain.payment import PaymentState, Purpose
from stripe_simulator.app import authentication, issuer
from stripe_simulator.fault_rules import Do, Match, Rule

from .machine_world import OVER, Harness, Sale

HISTORIES = 2_000 if os.environ.get("NIGHTLY") else 200
STEPS = 20
MOST_PAYMENTS = 3

VISA = "pm_card_visa"
CARDS = st.sampled_from([VISA, VISA, VISA, "pm_card_chargeDeclined", "pm_card_threeDSecure2Required"])
PURPOSES = st.sampled_from([Purpose.HOLD, Purpose.HOLD, Purpose.CHARGE])
AMOUNTS = st.sampled_from([100, 3_000, 9_999])
WHICH = st.integers(0, MOST_PAYMENTS - 1)
MINUTE, HOUR, DAY = 60, 3_600, 86_400
TIMES = st.sampled_from([1, 13, MINUTE, 11 * MINUTE, HOUR, 21 * HOUR, 25 * HOUR, 3 * DAY, 8 * DAY])
FAULTS = st.builds(
    Rule,
    match=st.builds(
        Match,
        method=st.sampled_from(["", "POST", "GET"]),
        path=st.sampled_from(
            ["", "", "*/payment_intents", "*/confirm", "*/capture", "*/capture", "*/cancel", "*/refunds"]
        ),
    ),
    do=st.sampled_from([do for do in Do if do is not Do.DELAY]),
    times=st.sampled_from([1, 1, 2, 4]),
)


class PaymentMachine(RuleBasedStateMachine):
    harness: Harness

    @initialize(
        asked=st.lists(st.tuples(PURPOSES, CARDS, AMOUNTS), min_size=1, max_size=MOST_PAYMENTS),
        faults=st.lists(FAULTS, max_size=4),
        later=st.lists(FAULTS, max_size=2),
        claimed=st.booleans(),
    )
    def begin(
        self, asked: list[tuple[Purpose, str, int]], faults: list[Rule], later: list[Rule], claimed: bool
    ) -> None:
        """Something is under way already, and something goes wrong soon."""
        self.run = self.harness.run
        self.machine = self.harness.machine
        self.run(self.machine.begin())
        self.machine.to_fail = [fault.model_copy(deep=True) for fault in later]
        if claimed:
            self.a_hold_that_is_claimed(3_000)
        for fault in faults:
            self.stripe_fails(fault)
        for purpose, card, amount in asked[: MOST_PAYMENTS - claimed]:
            self.run(self.machine.start(purpose, card, amount))

    def sale(self, which: int) -> Sale:
        return self.machine.sales[which % len(self.machine.sales)]

    @precondition(lambda self: len(self.machine.sales) < MOST_PAYMENTS)
    @rule(amount=AMOUNTS)
    def a_charge_that_is_paid(self, amount: int) -> None:
        self.run(self.machine.start(Purpose.CHARGE, VISA, amount))
        self.run(self.machine.work())

    @precondition(lambda self: len(self.machine.sales) < MOST_PAYMENTS)
    @rule(purpose=PURPOSES, card=CARDS, amount=AMOUNTS)
    def start(self, purpose: Purpose, card: str, amount: int) -> None:
        self.run(self.machine.start(purpose, card, amount))

    @precondition(lambda self: len(self.machine.sales) < MOST_PAYMENTS)
    @rule(amount=AMOUNTS)
    def a_hold_that_is_claimed(self, amount: int) -> None:
        self.run(self.machine.start(Purpose.HOLD, VISA, amount))
        self.run(self.machine.work())
        self.harness.attempt(self.machine.claim(self.machine.sales[-1]))

    @rule(fault=FAULTS)
    def stripe_fails(self, fault: Rule) -> None:
        self.machine.stripe.spoil(fault.model_copy(deep=True))

    @rule(least=st.sampled_from([None, 50, 1_500]))
    def a_bank_decides(self, least: int | None) -> None:
        code = "insufficient_funds" if least is None else None
        issuer.script(self.machine.stripe.world, code, least)

    @rule()
    def work(self) -> None:
        self.run(self.machine.work())

    @rule(turns=st.integers(0, 60))
    def die(self, turns: int) -> None:
        self.run(self.machine.die_working(turns))

    @rule(seconds=TIMES)
    def time_passes(self, seconds: int) -> None:
        self.machine.stripe.forward(seconds)

    @precondition(lambda self: self.machine.sales)
    @rule(which=WHICH)
    def a_sale_claims(self, which: int) -> None:
        sale = self.sale(which)
        if self.harness.attempt(self.machine.claim(sale)):
            assert self.run(self.machine.payment(sale)).state is PaymentState.AUTHORISED

    @precondition(lambda self: self.machine.sales)
    @rule(which=WHICH, part=st.sampled_from([0.0, 0.5, 1.0, 1.1]))
    def a_sale_is_fuelled(self, which: int, part: float) -> None:
        sale = self.sale(which)
        if sale.claimed and sale.takes is None:
            self.run(self.machine.fix(sale, round(sale.amount * part)))

    @precondition(lambda self: self.machine.sales)
    @rule(which=WHICH, part=st.sampled_from([0.0, 0.3]))
    def a_sale_was_settled_otherwise(self, which: int, part: float) -> None:
        sale = self.sale(which)
        captured = self.run(self.machine.payment(sale)).captured_minor
        takes = round(captured * part)
        if captured and takes < (captured if sale.takes is None else sale.takes):
            self.run(self.machine.fix(sale, takes, "sale_settled_otherwise"))

    @precondition(lambda self: self.machine.sales)
    @rule(which=WHICH, amount=st.integers(1, 6_000))
    def somebody_gives_back(self, which: int, amount: int) -> None:
        self.run(self.machine.refund(self.sale(which), amount))

    @precondition(lambda self: self.machine.sales)
    @rule(which=WHICH)
    def somebody_cancels(self, which: int) -> None:
        self.harness.attempt(self.machine.cancel(self.sale(which)))

    @precondition(lambda self: self.machine.sales)
    @rule(which=WHICH, card=CARDS)
    def somebody_tries_again(self, which: int, card: str) -> None:
        self.harness.attempt(self.machine.retry(self.sale(which), card))

    @precondition(lambda self: self.machine.sales)
    @rule(which=WHICH, passed=st.booleans())
    def a_customer_answers_the_bank(self, which: int, passed: bool) -> None:
        world = self.machine.stripe.world
        for intent in self.machine.intents(self.sale(which).payment_id):
            if intent["status"] == "requires_action":
                authentication.complete(world, intent["id"], passed=passed)
                world.commit()

    @precondition(lambda self: self.machine.sales)
    @rule(which=WHICH)
    def stripe_calls(self, which: int) -> None:
        self.harness.attempt(self.machine.webhook(self.sale(which)))

    @rule()
    def it_is_looked_at(self) -> None:
        self.run(self.machine.look())

    @rule()
    def open_ends_are_watched(self) -> None:
        self.harness.attempt(self.machine.reconcile("minutes"))

    @invariant()
    def nothing_is_taken_twice(self) -> None:
        for sale in self.machine.sales:
            taken = [row for row in self.machine.intents(sale.payment_id) if row["amount_received"]]
            assert len(taken) <= 1
            assert all(self.machine.refunded(row["id"]) <= row["amount_received"] <= row["amount"] for row in taken)

    def teardown(self) -> None:
        if not hasattr(self, "machine"):
            return
        self.run(self.machine.live_on())
        self.run(self.machine.heal())
        for sale in self.machine.sales:
            self.ended_well(sale)
        self.books_are_right()

    def ended_well(self, sale: Sale) -> None:
        payment = self.run(self.machine.payment(sale))
        assert payment.state in OVER
        assert payment.open_question == ""
        intents = self.machine.intents(sale.payment_id)
        assert not [row for row in intents if row["status"] in ("requires_capture", "requires_action", "processing")]
        assert sum(row["amount_received"] for row in intents) == payment.captured_minor <= payment.approved_minor
        assert sum(self.machine.refunded(row["id"]) for row in intents) == payment.refunded_minor
        told = self.run(self.machine.told(sale.payment_id, "PaymentCaptured"))
        assert told == (1 if payment.state is PaymentState.CAPTURED else 0)
        if sale.takes is not None and payment.purpose is Purpose.HOLD:
            assert payment.captured_minor + payment.shortfall_minor >= sale.takes
            assert payment.captured_minor - payment.refunded_minor <= sale.takes

    def books_are_right(self) -> None:
        assert self.run(self.machine.clearing()) == self.run(self.machine.at_stripe())
        assert self.run(self.machine.open_breaks()) == []


@pytest.fixture
def harness(postgres_server: Postgres, tmp_path: Path) -> Iterator[Harness]:
    harness = Harness(postgres_server, tmp_path)
    yield harness
    harness.close()


def test_the_money_is_right_in_the_end(harness: Harness) -> None:
    machine = type("Machine", (PaymentMachine,), {"harness": harness})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
