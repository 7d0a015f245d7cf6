"""A desk to test: payments that were made, and events as Stripe would send them."""

import hashlib
import hmac
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import orjson
from motorway.payments.v1 import desk_pb2 as pb
from motorway_access.caller import acting, service_caller
from motorway_kit.ids import new_id
from payments.app import starting
from payments.app.commands import Worker
from payments.app.webhook_worker import handle_due
from payments.db import payments as store
from payments.domain.payment import MethodKind, Payment, Purpose
from payments.domain.request import AskedMethod, Wanted
from payments.parts import Payments

from .simulated import SimulatedStripe

SITE = "m25-cobham"
AMOUNT = 5000


@dataclass
class Desk:
    parts: Payments
    stripe: SimulatedStripe

    async def pay(
        self, card: str = "pm_card_visa", by: AbstractContextManager[object] | None = None, **change: Any
    ) -> Payment:
        """A charge, as far as it comes by itself; asked for by pos, or by that caller."""
        asked = AskedMethod(MethodKind.PAYMENT_METHOD, card)
        values: dict[str, Any] = {
            "payment_id": new_id(),
            "site_id": SITE,
            "sale_id": new_id(),
            "shift_id": "",
            "purpose": Purpose.CHARGE,
            "method": asked,
            "amount_minor": AMOUNT,
            "currency": "GBP",
            "description": "Pump 4",
            "account_id": "",
        }
        with by or acting(service_caller("pos"), lambda _: ""):
            payment = await starting.start(self.parts, Wanted(**{**values, **change}))
        await self.work()
        return await self.payment(payment.payment_id)

    async def work(self) -> None:
        """What is asked of Stripe is sent, with all that follows from it."""
        await Worker(self.parts).drain()

    async def payment(self, payment_id: str) -> Payment:
        found = await store.get(self.parts.db, payment_id)
        assert found is not None
        return found

    def events(self, *kinds: str) -> list[dict[str, Any]]:
        """What happened at Stripe, oldest first; of these types, or all."""
        rows = self.stripe.world.table("event").oldest_first()
        return [row for row in rows if not kinds or row["type"] in kinds]

    async def handle(self) -> None:
        """All webhooks that are due, and what follows from them."""
        while await handle_due(self.parts):
            await self.work()


def signed(event: dict[str, Any] | bytes, secret: str = "whsec_new", age_s: int = 0) -> pb.ReceiveWebhookRequest:
    """As Stripe sends it, so long ago."""
    body = event if isinstance(event, bytes) else orjson.dumps(event, option=orjson.OPT_INDENT_2)
    stamp = int(time.time()) - age_s
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return pb.ReceiveWebhookRequest(body=body, signature=f"t={stamp},v1={digest}")
