"""Payments through the real door, with a worker that works when it is told to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from motorway.payments.v1 import payment_pb2 as pb
from motorway.payments.v1 import payments_pb2
from motorway.pos.v1 import events_pb2 as pos_events
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from motorway_kit.messaging import Event
from payments.app.commands import Worker
from payments.app.keeper import look_at_due
from payments.consumers import Consumer
from payments.parts import Payments

from .simulated import SimulatedStripe

SITE = "m25-cobham"
HOLD, CHARGE = pb.PAYMENT_PURPOSE_HOLD, pb.PAYMENT_PURPOSE_CHARGE
VISA = pb.Method(kind=pb.METHOD_KIND_PAYMENT_METHOD, payment_method="pm_card_visa")
LINK = pb.Method(kind=pb.METHOD_KIND_LINK)
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0


def card(payment_method: str) -> pb.Method:
    return pb.Method(kind=pb.METHOD_KIND_PAYMENT_METHOD, payment_method=payment_method)


def state_name(payment: pb.Payment) -> str:
    return pb.PaymentState.Name(payment.state).removeprefix("PAYMENT_STATE_")


@dataclass
class Paying:
    parts: Payments
    stripe: SimulatedStripe
    client: Remote

    async def ask(self, purpose: Any = HOLD, amount: int = 5000, method: pb.Method = VISA, **more: Any) -> pb.Payment:
        """Written down; nothing is sent yet."""
        values = {"payment_id": new_id(), "site_id": SITE, "currency": "GBP", **more}
        request = payments_pb2.StartPaymentRequest(purpose=purpose, amount_minor=amount, method=method, **values)
        payment: pb.Payment = (await self.client.call("StartPayment", request)).payment
        return payment

    async def pay(self, purpose: Any = HOLD, amount: int = 5000, method: pb.Method = VISA, **more: Any) -> pb.Payment:
        """As far as it comes."""
        asked = await self.ask(purpose, amount, method, **more)
        await self.work()
        return await self.get(asked.payment_id)

    async def claimed(self, amount: int = 5000, method: pb.Method = VISA) -> pb.Payment:
        """A hold that a sale has."""
        payment = await self.pay(HOLD, amount, method)
        return await self.claim(payment.payment_id, new_id())

    async def claim(self, payment_id: str, sale_id: str, site: str = SITE) -> pb.Payment:
        request = payments_pb2.ClaimPaymentRequest(payment_id=payment_id, sale_id=sale_id, site_id=site)
        payment: pb.Payment = (await self.client.call("ClaimPayment", request)).payment
        return payment

    async def get(self, payment_id: str) -> pb.Payment:
        payment: pb.Payment = (await self.whole(payment_id)).payment
        return payment

    async def whole(self, payment_id: str) -> payments_pb2.GetPaymentResponse:
        request = payments_pb2.GetPaymentRequest(payment_id=payment_id)
        response: payments_pb2.GetPaymentResponse = await self.client.call("GetPayment", request)
        return response

    async def cancel(self, payment_id: str, reason: str = "") -> pb.Payment:
        request = payments_pb2.CancelPaymentRequest(payment_id=payment_id, reason=reason)
        payment: pb.Payment = (await self.client.call("CancelPayment", request)).payment
        await self.work()
        return payment

    async def retry(self, payment_id: str, method: pb.Method, key: str = "again") -> pb.Payment:
        request = payments_pb2.RetryPaymentRequest(payment_id=payment_id, method=method, idempotency_key=key)
        payment: pb.Payment = (await self.client.call("RetryPayment", request)).payment
        await self.work()
        return payment

    async def fix(self, payment: pb.Payment, amount: int, reason: str = "", event_id: str = "") -> None:
        """pos tells what the sale takes, and what follows from it happens."""
        await self.tell_amount(payment, amount, reason, event_id)
        await self.work()

    async def tell_amount(self, payment: pb.Payment, amount: int, reason: str = "", event_id: str = "") -> None:
        """Heard, and no more."""
        told = pos_events.CardAmountFixed(
            site_id=payment.site_id,
            sale_id=payment.sale_id,
            payment_id=payment.payment_id,
            amount_minor=amount,
            currency="GBP",
            reason=reason,
        )
        await self.hear(told, event_id)

    async def refund(self, payment: pb.Payment, amount: int, refund_id: str = "", event_id: str = "") -> str:
        """pos tells that somebody approved it, and what follows from it happens."""
        told = await self.tell_refund(payment, amount, refund_id, event_id)
        await self.work()
        return told

    async def tell_refund(self, payment: pb.Payment, amount: int, refund_id: str = "", event_id: str = "") -> str:
        """Heard, and no more."""
        told = pos_events.CardRefundApproved(
            refund_id=refund_id or new_id(),
            site_id=payment.site_id,
            sale_id=payment.sale_id,
            payment_id=payment.payment_id,
            amount_minor=amount,
            currency="GBP",
            reason="wrong_fuel",
            approved_by="Ann",
        )
        await self.hear(told, event_id)
        refund: str = told.refund_id
        return refund

    async def hear(self, told: Any, event_id: str = "") -> None:
        name = told.DESCRIPTOR.full_name
        body, now = told.SerializeToString(), self.parts.clock()
        event = Event(event_id or new_id(), name, SITE, "pos", now, body, redelivered=False)
        await Consumer(self.parts).handlers[name](event)

    async def work(self) -> None:
        """Everything that is due is asked of Stripe."""
        await Worker(self.parts).drain()

    async def look(self) -> None:
        """Those whose time has come are looked at."""
        await look_at_due(self.parts)
        await self.work()

    async def settle(self) -> None:
        """Time passes until nothing waits any more."""
        for _ in range(8):
            self.stripe.forward(90)
            await self.work()

    async def told(self) -> Sequence[str]:
        """The names of the events so far, oldest first."""
        rows = await self.parts.db.fetch("SELECT type FROM outbox ORDER BY id")
        return [str(row["type"]).removeprefix("motorway.payments.v1.") for row in rows]

    def intents(self) -> list[dict[str, Any]]:
        """At Stripe, oldest first."""
        return list(self.stripe.world.table("payment_intent").oldest_first())

    async def ledger(self) -> dict[str, int]:
        rows = await self.parts.db.fetch("SELECT leg_kind, sum(amount_minor)::bigint FROM ledger_leg GROUP BY 1")
        return {row[0]: row[1] for row in rows if row[1]}

    async def asked(self) -> list[str]:
        """What was asked of Stripe: the keys without ids, oldest first."""
        rows = await self.parts.db.fetch("SELECT kind, key, payment_id FROM command ORDER BY created_at, command_id")
        return [row["key"].replace(str(row["payment_id"]), "") for row in rows]
