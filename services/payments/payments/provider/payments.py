"""Payments, refunds, readers and pages at Stripe."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar, cast
from urllib.parse import quote

import stripe
from stripe.params import PaymentIntentListParamsCreated, RefundCreateParams
from stripe.params.checkout import SessionCreateParams
from stripe.params.terminal import ReaderProcessPaymentIntentParams

from payments.domain.snapshot import PageSnapshot, ReaderSnapshot, RefundSnapshot, Snapshot
from payments.provider.base import Params
from payments.provider.errors import asking
from payments.provider.reading import Object, page_of, plain, reader_of, refund_of, snapshot_of, text

T = TypeVar("T")
INTENTS = "/v1/payment_intents"
PAGE = 100
WHOLE = ["latest_charge"]
WHOLE_LISTED = ["data.latest_charge"]


class StripePayments:
    """A `Provider`."""

    def __init__(self, client: stripe.StripeClient) -> None:
        self._client, self._v1 = client, client.v1

    async def create(self, params: Params, key: str) -> Snapshot:
        return await self._intent("create", "", params, key)

    async def confirm(self, stripe_id: str, params: Params, key: str) -> Snapshot:
        return await self._intent("confirm", f"/{quote(stripe_id)}/confirm", params, key)

    async def capture(self, stripe_id: str, params: Params, key: str) -> Snapshot:
        return await self._intent("capture", f"/{quote(stripe_id)}/capture", params, key)

    async def cancel(self, stripe_id: str, params: Params, key: str) -> Snapshot:
        return await self._intent("cancel", f"/{quote(stripe_id)}/cancel", params, key)

    async def _intent(self, what: str, path: str, params: Params, key: str) -> Snapshot:
        """Without the library's objects, which take as long to make as they are of no use here."""
        async with asking(what):
            answer = await self._client.raw_request_async("post", INTENTS + path, **params, idempotency_key=key)
            return snapshot_of(answer.data)

    async def get(self, stripe_id: str) -> Snapshot:
        call = self._v1.payment_intents.retrieve_async(stripe_id, {"expand": WHOLE})
        return await _asked("get", call, snapshot_of)

    async def find(self, payment_id: str, since: datetime, until: datetime) -> Snapshot | None:
        """Listed and not searched for: Stripe's search lags behind."""
        made: PaymentIntentListParamsCreated = {"gte": int(since.timestamp()), "lte": int(until.timestamp()) + 1}
        async with asking("find"):
            intents = await self._v1.payment_intents.list_async(
                {"created": made, "limit": PAGE, "expand": WHOLE_LISTED}
            )
            async for intent in intents.auto_paging_iter():
                if _metadata(intent, "payment_id") == payment_id:
                    return snapshot_of(intent)
        return None

    async def client_secret(self, stripe_id: str) -> str:
        call = self._v1.payment_intents.retrieve_async(stripe_id)
        return await _asked("client_secret", call, lambda intent: text(plain(intent).get("client_secret")))

    async def ask_reader(self, reader: str, params: Params, key: str) -> ReaderSnapshot:
        asked = cast(ReaderProcessPaymentIntentParams, params)
        call = self._v1.terminal.readers.process_payment_intent_async(reader, asked, {"idempotency_key": key})
        return await _asked("ask_reader", call, reader_of)

    async def stop_reader(self, reader: str, key: str) -> ReaderSnapshot:
        call = self._v1.terminal.readers.cancel_action_async(reader, {}, {"idempotency_key": key})
        return await _asked("stop_reader", call, reader_of)

    async def get_reader(self, reader: str) -> ReaderSnapshot:
        return await _asked("get_reader", self._v1.terminal.readers.retrieve_async(reader), reader_of)

    async def open_page(self, params: Params, key: str) -> PageSnapshot:
        asked = cast(SessionCreateParams, params)
        call = self._v1.checkout.sessions.create_async(asked, {"idempotency_key": key})
        return await _asked("open_page", call, page_of)

    async def close_page(self, page_id: str, key: str) -> PageSnapshot:
        call = self._v1.checkout.sessions.expire_async(page_id, {}, {"idempotency_key": key})
        return await _asked("close_page", call, page_of)

    async def get_page(self, page_id: str) -> PageSnapshot:
        return await _asked("get_page", self._v1.checkout.sessions.retrieve_async(page_id), page_of)

    async def refund(self, params: Params, key: str) -> RefundSnapshot:
        asked = cast(RefundCreateParams, params)
        return await _asked("refund", self._v1.refunds.create_async(asked, {"idempotency_key": key}), refund_of)

    async def get_refund(self, stripe_id: str) -> RefundSnapshot:
        return await _asked("get_refund", self._v1.refunds.retrieve_async(stripe_id), refund_of)

    async def find_refund(self, intent_id: str, refund_id: str) -> RefundSnapshot | None:
        async with asking("find_refund"):
            refunds = await self._v1.refunds.list_async({"payment_intent": intent_id, "limit": PAGE})
            async for refund in refunds.auto_paging_iter():
                if _metadata(refund, "refund_id") == refund_id:
                    return refund_of(refund)
        return None


async def _asked(what: str, call: Awaitable[Object], read: Callable[[Object], T]) -> T:
    async with asking(what):
        return read(await call)


def _metadata(thing: Object, name: str) -> str:
    return str((plain(thing).get("metadata") or {}).get(name, ""))
