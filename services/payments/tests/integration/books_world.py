"""The service beside the simulated account, for tests of the books: money is moved on either side, then compared."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from motorway_access.caller import EVERYTHING
from motorway_access.testing import CallerKeys, calling
from motorway_kit.ids import new_id
from payments.app import breaks, disputes, ledger, payments, reconciliation, refunds, starting
from payments.app.commands import Worker
from payments.db import breaks as break_store
from payments.db.runs import Tally
from payments.domain.ledger import Account
from payments.domain.payment import MethodKind, Payment, Purpose
from payments.domain.reconciliation import KeptBreak
from payments.domain.refund import CardRefund
from payments.domain.request import AskedMethod, Wanted
from payments.parts import Payments
from payments.provider.books import Books

from .simulated import SimulatedStripe

SITE = "m25-cobham"
VISA = "pm_card_visa"
MINUTES = 60
HOURS = 3600
DAYS = 24 * HOURS


def unhurried(parts: Payments) -> Payments:
    """With books that may be read as fast as can be."""
    return replace(parts, stripe=replace(parts.stripe, books=Books(parts.stripe.client, per_s=100_000)))


@dataclass(frozen=True)
class BooksWorld:
    parts: Payments
    stripe: SimulatedStripe
    keys: CallerKeys
    currency: str = "GBP"

    @property
    def at_stripe(self) -> Any:
        """Whoever else has the account's key: a person at the dashboard."""
        return self.parts.stripe.client.v1

    def noon(self) -> date:
        """Lets the time pass to the next noon, so that a test does not reach over midnight. Returns the day."""
        now = self.parts.clock()
        noon = datetime.combine(now.date() + timedelta(days=1), time(12), UTC)
        self.stripe.forward((noon - now).total_seconds())
        return noon.date()

    async def drain(self) -> None:
        """Everything that is asked of Stripe is asked and answered."""
        await Worker(self.parts).drain()

    async def start(self, amount_minor: int, purpose: Purpose, card: str = VISA, sale_id: str = "") -> Payment:
        """Asked for and, if the card is good, approved."""
        asked = AskedMethod(MethodKind.PAYMENT_METHOD, card)
        wanted = Wanted(new_id(), SITE, sale_id, "", purpose, asked, amount_minor, self.currency, "Fuel", "")
        with calling(self.keys):
            payment = await starting.start(self.parts, wanted)
        await self.drain()
        return await self.payment(payment)

    async def hold(self, amount_minor: int = 10_000) -> Payment:
        return await self.start(amount_minor, Purpose.HOLD)

    async def claimed(self, amount_minor: int = 10_000) -> Payment:
        """A hold with its sale."""
        payment = await self.hold(amount_minor)
        with calling(self.keys):
            return await payments.claim(self.parts, payment.payment_id, new_id(), SITE)

    async def charge(self, amount_minor: int = 5_000, card: str = VISA) -> Payment:
        """Taken."""
        return await self.start(amount_minor, Purpose.CHARGE, card, new_id())

    async def fix(self, payment: Payment, take_minor: int) -> Payment:
        """What the sale takes, and what follows."""
        await payments.fix_amount(self.parts, payment.payment_id, payment.sale_id, take_minor, "")
        await self.drain()
        return await self.payment(payment)

    async def refund(self, payment: Payment, amount_minor: int) -> None:
        """Approved, and made."""
        now = self.parts.clock()
        refund = CardRefund(
            *(new_id(), payment.payment_id, payment.sale_id, SITE, amount_minor, self.currency, "asked", now, now),
            "ann",
        )
        await refunds.approve(self.parts, refund, new_id())
        await self.drain()

    async def see_disputes(self) -> None:
        """What banks dispute at Stripe, and how it went on, is learnt."""
        await disputes.compare_with_stripe(self.parts, self.parts.clock() - timedelta(days=30))

    async def payment(self, payment: Payment) -> Payment:
        """As it is now."""
        with calling(self.keys):
            return (await payments.get(self.parts, payment.payment_id)).payment

    async def run(self, what: str) -> Tally:
        """Somebody asks for it; what follows is done too."""
        with calling(self.keys):
            tally = await reconciliation.reconcile(self.parts, what)
        await self.drain()
        return tally

    async def listed(self) -> list[KeptBreak]:
        """Every break, open ones first."""
        found, _ = await breaks.list_breaks(self.parts.db, EVERYTHING, (True, None), 100, open_only=False)
        return found

    async def explain(self, break_id: str, note: str) -> None:
        with calling(self.keys):
            await breaks.resolve(self.parts.db, break_id, note, self.parts.clock())

    async def words(self) -> list[tuple[str, str]]:
        """Class and resolution (or `open`) of each break."""
        return sorted((kept.found.break_class.value, kept.resolution or "open") for kept in await self.listed())

    async def opened(self) -> list[str]:
        return sorted(count.break_class for count in await break_store.count_open(self.parts.db))

    async def balances(self) -> Counter[str]:
        """Of the ledger, by account."""
        found = await ledger.get_balances(self.parts.db, None)
        return Counter({balance.account.value: balance.balance_minor for balance in found})

    async def clearing(self) -> int:
        return (await self.balances())[Account.STRIPE_CLEARING]

    async def stripe_holds(self) -> int:
        """By Stripe's own word."""
        balance = await self.at_stripe.balance.retrieve_async()
        return sum(part.amount for part in (*balance.available, *balance.pending))
