"""What Stripe says happened, read page by page: to compare with, and to find what nobody told of."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

import stripe

from payments.domain.payout import Itemised, Payout, Transaction
from payments.domain.snapshot import RefundSnapshot, Snapshot
from payments.provider.errors import asking
from payments.provider.pace import Pace
from payments.provider.reading import (
    Object,
    id_of,
    minor,
    moment,
    plain,
    read_or_unreadable,
    refund_of,
    snapshot_of,
    text,
)

T = TypeVar("T")
PER_S = 5.0
PAGE = 100
REFUNDS = ("re_", "pyr_")


class Books:
    """Every list is newest first and begins at `since`, by Stripe's clock.

    Raises OutcomeUnknown, RateLimited, KeyRefused, Refused.
    """

    def __init__(self, client: stripe.StripeClient, per_s: float = PER_S, page: int = PAGE) -> None:
        self._v1, self._page = client.v1, page
        self.pace = Pace(per_s)

    async def intents(self, since: datetime) -> AsyncIterator[Snapshot]:
        """PaymentIntents that were made since then, also those of other uses of the account."""
        params = {**_since(since), "expand": ["data.latest_charge"]}
        async for intent in self._all("list payments", self._v1.payment_intents.list_async, params, snapshot_of):
            yield intent

    async def refunds(self, intent_id: str) -> list[RefundSnapshot]:
        """Of a PaymentIntent."""
        listed, params = self._v1.refunds.list_async, {"payment_intent": intent_id}
        return [one async for one in self._all("list refunds", listed, params, refund_of)]

    async def transactions(self, since: datetime) -> AsyncIterator[Transaction]:
        """Balance transactions."""
        listed = self._v1.balance_transactions.list_async
        async for one in self._all("list balance transactions", listed, _since(since), transaction_of):
            yield one

    async def transactions_of(self, payout_id: str) -> list[Transaction]:
        """What an automatic payout is made of, itself included."""
        listed, params = self._v1.balance_transactions.list_async, {"payout": payout_id}
        return [one async for one in self._all("list balance transactions", listed, params, transaction_of)]

    async def payouts(self, since: datetime) -> AsyncIterator[Payout]:
        async for one in self._all("list payouts", self._v1.payouts.list_async, _since(since), payout_of):
            yield one

    async def events(self, since: datetime, *, undelivered: bool) -> AsyncIterator[Mapping[str, Any]]:
        """As Stripe wrote them. `undelivered`: only those whose webhook did not arrive, or not yet."""
        params = {**_since(since), **({"delivery_success": False} if undelivered else {})}
        async for one in self._all("list events", self._v1.events.list_async, params, plain):
            yield one

    async def intent_of(self, source_id: str) -> str:
        """The PaymentIntent of a charge or a refund; empty: there is none."""
        await self.pace()
        async with asking("get"):
            if source_id.startswith(REFUNDS):
                return id_of(plain(await self._v1.refunds.retrieve_async(source_id)).get("payment_intent"))
            return id_of(plain(await self._v1.charges.retrieve_async(source_id)).get("payment_intent"))

    async def release(self, intent_id: str) -> None:
        """Let go of a hold that nothing here stands for. Harmless when repeated."""
        await self.pace()
        async with asking("cancel"):
            options: Any = {"idempotency_key": f"orphan:{intent_id}:cancel"}
            await self._v1.payment_intents.cancel_async(intent_id, {"cancellation_reason": "abandoned"}, options)

    async def _all(
        self,
        what: str,
        listed: Callable[[Any], Awaitable[Any]],
        params: Mapping[str, Any],
        read: Callable[[Object], T],
    ) -> AsyncIterator[T]:
        after: dict[str, str] = {}
        while True:
            await self.pace()
            async with asking(what):
                page = await listed({"limit": self._page, **params, **after})
                things = [read(one) for one in page.data]
            for thing in things:
                yield thing
            if not page.has_more or not page.data:
                return
            after = {"starting_after": page.data[-1].id}


@read_or_unreadable
def transaction_of(transaction: Object) -> Transaction:
    """A BalanceTransaction. Raises Unreadable."""
    raw = plain(transaction)
    return Transaction(
        transaction_id=text(raw["id"]),
        kind=text(raw["type"]),
        source_id=id_of(raw.get("source")),
        amount_minor=minor(raw, "amount"),
        fee_minor=minor(raw, "fee"),
        currency=text(raw["currency"]).upper(),
        created_at=moment(raw["created"]),
    )


@read_or_unreadable
def payout_of(payout: Object) -> Payout:
    """A Payout. Raises Unreadable."""
    raw = plain(payout)
    return Payout(
        payout_id=text(raw["id"]),
        amount_minor=minor(raw, "amount"),
        currency=text(raw["currency"]).upper(),
        status=text(raw["status"]),
        arrives_on=moment(raw["arrival_date"]),
        created_at=moment(raw["created"]),
        itemised=Itemised(raw["reconciliation_status"]),
    )


def _since(since: datetime) -> dict[str, Any]:
    return {"created": {"gte": int(since.timestamp())}}
