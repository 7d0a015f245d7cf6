"""What tests of card payments do again and again."""

from typing import Any

from motorway.payments.v1 import payment_pb2
from motorway.pos.v1 import events_pb2, sale_pb2, sales_pb2
from motorway_kit.ids import new_id
from pos.app.card_outcomes import hear_of

from .sales_world import Station, prepaid, tender
from .stub_cards import State, StubCards

CARD, RECEIVABLE = sale_pb2.TENDER_KIND_CARD, sale_pb2.TENDER_KIND_RECEIVABLE
CAPTURED, EXPIRED = State.PAYMENT_STATE_CAPTURED, State.PAYMENT_STATE_EXPIRED
DECLINED = State.PAYMENT_STATE_DECLINED
LINK = sales_pb2.CardMethod(link=True)


def by_card(payment_id: str, amount_minor: int = 5_000, *others: sales_pb2.NewTender) -> dict[str, Any]:
    """A pre-pay of which a hold pays what the others do not."""
    return prepaid(amount_minor, *others, tender(CARD, payment_id=payment_id))


async def captured(
    station: Station, cards: StubCards, payment_id: str, amount_minor: int, **fields: Any
) -> sale_pb2.Sale:
    """Payments tells it twice."""
    told = cards.becomes(payment_id, CAPTURED, captured_minor=amount_minor, **fields)
    return await heard(station, told)


async def heard(station: Station, told: payment_pb2.Payment) -> sale_pb2.Sale:
    for _ in range(2):
        await hear_of(station.parts, told)
    sale_id = told.sale_id
    return (await station.see(sale_id)).sale


async def fixed(station: Station) -> list[tuple[int, str]]:
    """How much sales said that they take, and why, in order."""
    said = [events_pb2.CardAmountFixed.FromString(body) for body in await bodies(station, "CardAmountFixed")]
    return [(one.amount_minor, one.reason) for one in said]


async def bodies(station: Station, event: str) -> list[bytes]:
    rows = await station.parts.db.fetch(
        "SELECT body FROM outbox WHERE type = $1 ORDER BY id", f"motorway.pos.v1.{event}"
    )
    return [row["body"] for row in rows]


def payments_of(sale: sale_pb2.Sale) -> list[tuple[str, int, str]]:
    """(state, amount, reason) of its card payments."""
    name = sale_pb2.CardPaymentState.Name
    return [
        (name(one.state).removeprefix("CARD_PAYMENT_STATE_"), one.amount_minor, one.reason)
        for one in sale.card_payments
    ]


def charge(sale: sale_pb2.Sale, amount_minor: int = 0, **fields: Any) -> dict[str, Any]:
    """Of a StartCardPaymentRequest."""
    usual = {"sale_id": sale.sale_id, "amount_minor": amount_minor, "method": LINK, "idempotency_key": new_id()}
    return {**usual, **fields}


async def charged(station: Station, sale: sale_pb2.Sale, amount_minor: int = 0, who: str = "ann") -> str:
    """The id of the payment that was asked for."""
    payment_id: str = (await station.ask(who, "StartCardPayment", **charge(sale, amount_minor))).payment_id
    return payment_id
