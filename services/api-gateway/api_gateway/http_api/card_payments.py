"""Cards that pay for a ticket at the till, as the pos service asks for them."""

from typing import Annotated, Any, NamedTuple, Protocol

from fastapi import Depends, Path
from motorway.pos.v1 import sale_pb2
from motorway.pos.v1 import sales_pb2 as pb
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.clients import COMMAND_DEADLINE_S
from api_gateway.http_api.calls import ServiceKeyDep, Trail, TrailDep
from api_gateway.http_api.common import GatewayDep
from api_gateway.http_api.payment_models import CardMethod, MethodKind
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_models import Sale, sale_of
from api_gateway.http_api.sale_wishes import AtTill, Money
from api_gateway.http_api.sales import MINE, SaleId, Till

router = resource("/sales/{sale_id}/card-payments", "sales")

SELL = operation(Operation.SALES_SELL)


class CardPaymentStart(AtTill):
    amount_minor: Money = Field(default=0, description="What of it by card; 0: all that is due", examples=[6337])
    method: CardMethod


class Which(NamedTuple):
    """A card payment of a sale."""

    sale_id: str
    payment_id: str


async def _which(
    sale_id: SaleId, payment_id: Annotated[str, Path(max_length=100, description="Id of the payment")]
) -> Which:
    return Which(sale_id, payment_id)


class Changed(Protocol):
    """The answer to a change."""

    @property
    def sale(self) -> sale_pb2.Sale: ...

    @property
    def previous(self) -> sale_pb2.Sale: ...

    def HasField(self, name: Any) -> bool: ...


@router.post("", status_code=201, openapi_extra=SELL)
async def start_card_payment(
    gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: CardPaymentStart, key: ServiceKeyDep
) -> Sale:
    """Ask for a card for a ticket that your till has. Answers the ticket, the newest of its `card_payments` PENDING.

    The tender is added when the money is taken, and the ticket is CLEARED when nothing is due any more:
    `sale.changed` and `payment.changed` of the live stream tell, or reading the sale.
    """
    request = pb.StartCardPaymentRequest(
        sale_id=sale_id,
        shift_id=body.shift_id,
        amount_minor=body.amount_minor,
        method=method_message(body.method),
        idempotency_key=key,
    )
    trail.target = f"sale/{sale_id}"
    pos = gateway.neighbours.pos
    return _told(
        trail,
        await pos.call("StartCardPayment", request, pb.StartCardPaymentResponse, timeout_s=COMMAND_DEADLINE_S),
    )


@router.post("/{payment_id}/cancel", openapi_extra=SELL)
async def cancel_card_payment(
    gateway: GatewayDep, trail: TrailDep, which: Annotated[Which, Depends(_which)], body: Till = MINE
) -> Sale:
    """Give up a card payment that is still asked for. Repeating it changes nothing."""
    request = pb.CancelCardPaymentRequest(shift_id=body.shift_id, **which._asdict())
    trail.target = f"sale/{which.sale_id}"
    pos = gateway.neighbours.pos
    return _told(
        trail,
        await pos.call("CancelCardPayment", request, pb.CancelCardPaymentResponse, timeout_s=COMMAND_DEADLINE_S),
    )


def method_message(method: CardMethod) -> pb.CardMethod:
    return pb.CardMethod(link=method.kind is MethodKind.LINK, **method.model_dump(exclude={"kind"}))


def _told(trail: Trail, answer: Changed) -> Sale:
    trail.site = answer.sale.site_id
    if answer.HasField("previous"):
        trail.before = sale_of(answer.previous).model_dump(mode="json")
    return sale_of(answer.sale)
