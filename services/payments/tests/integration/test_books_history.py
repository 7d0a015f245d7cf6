"""Long random histories, on both sides and with calls that go wrong: in the end the ledger has what Stripe holds."""

import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
from motorway_access.testing import CallerKeys
from motorway_kit.errors import MotorwayError
from payments.domain.payment import Payment, PaymentState
from payments.parts import Payments
from stripe import StripeError
from stripe_simulator.app import disputes
from stripe_simulator.app import payouts as bank
from stripe_simulator.errors import StripeError as Refusal
from stripe_simulator.fault_rules import Do, Rule

from .books_world import DAYS, HOURS, MINUTES, BooksWorld, unhurried
from .simulated import SimulatedStripe

CARDS = ["pm_card_visa", "pm_card_mastercard", "pm_card_chargeDeclined", "pm_card_refundFail"]
WRONG = [
    Do.DROP_BEFORE,
    Do.DROP_AFTER_COMMIT,
    Do.ERROR_BEFORE,
    Do.ERROR_AFTER_COMMIT,
    Do.IN_USE,
    Do.TOO_MANY,
    Do.GARBAGE,
]
STEPS = 40


class History:
    def __init__(self, books: BooksWorld, seed: int) -> None:
        self.books, self.dice, self.payments = books, random.Random(seed), list[Payment]()
        self.steps: list[Callable[[], Awaitable[object]]] = [
            *(self.charge, self.charge, self.hold, self.hold, self.fix, self.fix, self.refund),
            *(self.capture_there, self.cancel_there, self.refund_there, self.dispute, self.decide),
            *(self.pay_out, self.fail_payout, self.wait, self.wait, self.spoil, self.compare),
        ]

    async def step(self) -> None:
        with suppress(MotorwayError, StripeError, Refusal):
            await self.dice.choice(self.steps)()

    async def charge(self) -> None:
        self.payments.append(await self.books.charge(self.amount(), self.dice.choice(CARDS)))

    async def hold(self) -> None:
        self.payments.append(await self.books.claimed(self.amount()))

    async def fix(self) -> None:
        for payment in await self.in_state(PaymentState.AUTHORISED):
            await self.books.fix(payment, self.dice.choice([0, payment.amount_minor // 2, payment.amount_minor + 500]))

    async def refund(self) -> None:
        for payment in await self.in_state(PaymentState.CAPTURED):
            await self.books.refund(payment, 1 + self.dice.randrange(payment.captured_minor))

    async def capture_there(self) -> None:
        for payment in await self.in_state(PaymentState.AUTHORISED):
            params = {"amount_to_capture": payment.amount_minor // 3}
            await self.books.at_stripe.payment_intents.capture_async(payment.stripe_id, params)

    async def cancel_there(self) -> None:
        for payment in await self.in_state(PaymentState.AUTHORISED):
            await self.books.at_stripe.payment_intents.cancel_async(payment.stripe_id)

    async def refund_there(self) -> None:
        for payment in await self.in_state(PaymentState.CAPTURED):
            params = {"payment_intent": payment.stripe_id, "amount": 1 + payment.captured_minor // 4}
            await self.books.at_stripe.refunds.create_async(params)

    async def dispute(self) -> None:
        for payment in await self.in_state(PaymentState.CAPTURED):
            disputes.open_dispute(self.books.stripe.world, payment.charge_id)

    async def decide(self) -> None:
        for row in list(self.books.stripe.world.table("dispute").oldest_first())[-1:]:
            disputes.end(self.books.stripe.world, row["id"], self.dice.choice(["won", "lost"]))

    async def pay_out(self) -> None:
        bank.pay_out_available(self.books.stripe.world)

    async def fail_payout(self) -> None:
        for row in list(self.books.stripe.world.table("payout").oldest_first())[-1:]:
            bank.fail(self.books.stripe.world, row["id"])

    async def wait(self) -> None:
        self.books.stripe.forward(self.dice.choice([5 * MINUTES, 3 * HOURS, 2 * DAYS]))
        await self.books.drain()

    async def spoil(self) -> None:
        self.books.stripe.spoil(Rule(do=self.dice.choice(WRONG), times=self.dice.randrange(1, 4)))

    async def compare(self) -> None:
        await self.books.run(self.dice.choice(["minutes", "hourly", "daily"]))

    def amount(self) -> int:
        return self.dice.randrange(100, 20_000)

    async def in_state(self, state: PaymentState) -> list[Payment]:
        """One of them, as it is now."""
        now = [await self.books.payment(payment) for payment in self.payments]
        found = [payment for payment in now if payment.state is state]
        return [self.dice.choice(found)] if found else []


@pytest.fixture
def books(parts: Payments, stripe_simulator: SimulatedStripe, keys: CallerKeys) -> BooksWorld:
    return BooksWorld(unhurried(parts), stripe_simulator, keys)


async def heal(books: BooksWorld) -> None:
    """Nothing goes wrong any more, and everything that happens by itself has happened: an hour after the last answer,
    what differed while it was on its way is seen to agree."""
    books.stripe.heal()
    books.stripe.world.commit()
    for hours in (1, 1, 3, 1):
        books.stripe.forward(hours * HOURS)
        await books.drain()
        await books.see_disputes()
        await books.run("minutes")
        await books.run("hourly")
    await books.run("daily")


@pytest.mark.parametrize("seed", range(5, 9))
async def test_whatever_happened_the_ledger_has_what_stripe_holds(books: BooksWorld, seed: int) -> None:
    history = History(books, seed)
    for _ in range(STEPS):
        await history.step()
    await heal(books)
    assert await books.clearing() == await books.stripe_holds()
    assert sum((await books.balances()).values()) == 0
    assert await books.opened() == []
