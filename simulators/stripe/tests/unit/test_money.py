"""Whatever is done in whatever order, the money is right."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule
from stripe_simulator.api import register
from stripe_simulator.app import authentication, balance, increments, payment_intents, payouts, refunds
from stripe_simulator.clock import Clock
from stripe_simulator.errors import StripeError
from stripe_simulator.settings import DAY_S, Settings
from stripe_simulator.state import Object
from stripe_simulator.world import World

CARDS = (
    "pm_card_visa",
    "pm_card_mastercard",
    "pm_card_amex",
    "pm_card_chargeDeclined",
    "pm_card_authenticationRequired",
    "pm_card_partialApproval",
    "pm_card_pendingRefund",
    "pm_card_refundFail",
)
NEARLY = st.integers(-2, 4) | st.integers(-100, 12_000)
INCREMENTABLE = {"card": {"request_incremental_authorization": "if_available"}}


class Account(RuleBasedStateMachine):
    """Calls with any amounts in any state: most are refused, and none may make or lose money."""

    intents: Bundle[str] = Bundle("intents")

    def __init__(self) -> None:
        super().__init__()
        self.world = World(Settings(payouts_daily=True), Clock())
        register(self.world)

    def tries(self, call: Any, *arguments: Any) -> Object | None:
        """The answer, unless it is a refusal."""
        try:
            answered: Object = call(self.world, *arguments)
        except StripeError:
            return None
        finally:
            self.world.commit()
        return answered

    @rule(target=intents, amount=st.integers(30, 12_000), card=st.sampled_from(CARDS), manual=st.booleans())
    def pay(self, amount: int, card: str, manual: bool) -> str:
        method = "manual" if manual else "automatic"
        params: Object = {"amount": amount, "currency": "gbp", "capture_method": method}
        made = self.tries(payment_intents.create, {**params, "payment_method_options": INCREMENTABLE})
        assert made is not None
        self.tries(payment_intents.confirm, {"payment_method": card}, made["id"])
        return str(made["id"])

    @rule(intent=intents, card=st.sampled_from(CARDS))
    def pay_again(self, intent: str, card: str) -> None:
        self.tries(payment_intents.confirm, {"payment_method": card}, intent)

    @rule(intent=intents, passed=st.booleans())
    def answer_the_bank(self, intent: str, passed: bool) -> None:
        self.tries(lambda world: authentication.complete(world, intent, passed=passed))

    @rule(intent=intents, less=NEARLY)
    def capture(self, intent: str, less: int) -> None:
        held = self.world.get("payment_intent", intent)["amount_capturable"]
        done = self.tries(payment_intents.capture, {"amount_to_capture": held - less}, intent)
        assert done is None or (0 < held - less <= held and done["amount_received"] == held - less)

    @rule(intent=intents)
    def cancel(self, intent: str) -> None:
        self.tries(payment_intents.cancel, {}, intent)

    @rule(intent=intents, more=NEARLY)
    def increment(self, intent: str, more: int) -> None:
        held = self.world.get("payment_intent", intent)["amount_capturable"]
        self.tries(increments.increment, {"amount": held + more}, intent)

    @rule(intent=intents, less=NEARLY)
    def refund(self, intent: str, less: int) -> None:
        received = self.world.get("payment_intent", intent)["amount_received"]
        self.tries(refunds.create, {"payment_intent": intent, "amount": received - less})

    @rule(seconds=st.sampled_from((30, 61, 3_600, DAY_S, 5 * DAY_S)))
    def wait(self, seconds: int) -> None:
        self.world.advance(seconds)

    @precondition(lambda self: balance.available(self.world)["gbp"] > 0)
    @rule(less=NEARLY)
    def pay_out(self, less: int) -> None:
        amount = balance.available(self.world)["gbp"] - less
        self.tries(payouts.create, {"amount": amount, "currency": "gbp"})

    @precondition(lambda self: len(self.world.table("payout")) > 0)
    @rule(data=st.data())
    def bounce(self, data: st.DataObject) -> None:
        names = [row["id"] for row in self.world.table("payout").oldest_first()]
        self.tries(payouts.fail, data.draw(st.sampled_from(names)))

    def all_of(self, kind: str) -> list[Object]:
        return list(self.world.table(kind).oldest_first())

    @invariant()
    def nothing_is_taken_that_was_not_approved(self) -> None:
        for charge in self.all_of("charge"):
            assert 0 <= charge["amount_captured"] <= charge["amount"]
            assert charge["captured"] == (charge["amount_captured"] > 0) == (charge["balance_transaction"] is not None)
            assert not (charge["captured"] and charge["status"] == "failed")

    @invariant()
    def nothing_is_given_back_that_was_not_taken(self) -> None:
        given = [row for row in self.all_of("refund") if row["status"] != "failed"]
        for charge in self.all_of("charge"):
            mine = sum(row["amount"] for row in given if row["charge"] == charge["id"])
            assert charge["amount_refunded"] == mine <= charge["amount_captured"]

    @invariant()
    def an_intent_is_paid_by_one_charge(self) -> None:
        charges = self.all_of("charge")
        for intent in self.all_of("payment_intent"):
            taken = [
                row["amount_captured"] for row in charges if row["payment_intent"] == intent["id"] and row["captured"]
            ]
            assert sum(taken) == intent["amount_received"]
            assert len(taken) == (intent["status"] == "succeeded")
            assert (intent["amount_capturable"] > 0) == (intent["status"] == "requires_capture")

    @invariant()
    def the_balance_is_what_came_less_what_went(self) -> None:
        rows = self.all_of("balance_transaction")
        assert all(row["net"] == row["amount"] - row["fee"] for row in rows)
        taken = sum(row["amount_captured"] for row in self.all_of("charge"))
        given = sum(row["amount"] for row in self.all_of("refund") if row["status"] != "failed")
        out = sum(row["amount"] for row in self.all_of("payout") if row["status"] != "failed")
        fees = sum(row["fee"] for row in rows)
        told = balance.balance(self.world, {})
        assert (
            sum(part["amount"] for state in ("available", "pending") for part in told[state])
            == taken - given - out - fees
        )

    @invariant()
    def an_automatic_payout_names_what_it_pays_out(self) -> None:
        for payout in self.all_of("payout"):
            rows = balance.listed(self.world, {"payout": payout["id"], "limit": 100})["data"]
            if payout["automatic"] and len(rows) < 100:
                assert sum(row["net"] for row in rows if row["id"] != payout["balance_transaction"]) == payout["amount"]


TestAccount = Account.TestCase
TestAccount.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
