"""Debts of customers who left without paying, as the pos service keeps them."""

from typing import Annotated

from fastapi import Path, Query
from motorway.pos.v1 import sales_pb2 as pb
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.clients import COMMAND_DEADLINE_S
from api_gateway.http_api.calls import ServiceKeyDep, Trail, TrailDep
from api_gateway.http_api.card_payments import method_message
from api_gateway.http_api.common import GatewayDep
from api_gateway.http_api.debt_models import Debt, DebtCardPayment, DebtPage, DebtState, debt_of
from api_gateway.http_api.payment_models import CardMethod
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_wishes import AtTill, DebtPayment, Page, ReasonGiven, names, tender_message

router = resource("/debts", "debts")

READ, SELL = operation(Operation.SALES_READ), operation(Operation.SALES_SELL)
APPROVE = operation(Operation.SALES_APPROVE)
DebtId = Annotated[str, Path(max_length=100, description="Id of the debt")]


class DebtCardStart(AtTill):
    method: CardMethod


class DebtQuery(Page):
    state: DebtState | None = Field(default=None, description="Only those in this state")
    registration: str = Field(default="", max_length=30, description="Its beginning; empty: all", examples=["AB12"])


@router.get("", openapi_extra=READ)
async def list_debts(gateway: GatewayDep, query: Annotated[DebtQuery, Query()]) -> DebtPage:
    """Newest first."""
    request = pb.ListDebtsRequest(
        sites=names(query.site),
        states=[pb.DebtState.Value(f"DEBT_STATE_{query.state}")] if query.state else [],
        registration=query.registration,
        page_size=query.limit,
        cursor=query.cursor,
    )
    answer = await gateway.neighbours.pos.call("ListDebts", request, pb.ListDebtsResponse)
    return DebtPage(items=[debt_of(debt) for debt in answer.debts], next_cursor=answer.next_cursor)


@router.post("/{debt_id}/settle", openapi_extra=SELL)
async def settle_debt(
    gateway: GatewayDep, trail: TrailDep, debt_id: DebtId, body: DebtPayment, key: ServiceKeyDep
) -> Debt:
    """Take the money for it, whole, in your shift. Its receipt names the one of the sale."""
    trail.target = f"debt/{debt_id}"
    request = pb.SettleDebtRequest(
        debt_id=debt_id,
        shift_id=body.shift_id,
        tenders=map(tender_message, body.tenders),
        idempotency_key=key,
    )
    answer = await gateway.neighbours.pos.call("SettleDebt", request, pb.SettleDebtResponse)
    return _told(trail, answer.debt, answer.previous)


@router.post("/{debt_id}/card-payments", status_code=201, openapi_extra=SELL)
async def start_debt_payment(
    gateway: GatewayDep, trail: TrailDep, debt_id: DebtId, body: DebtCardStart, key: ServiceKeyDep
) -> DebtCardPayment:
    """Ask for a card for all of it, in your shift. The debt is SETTLED, with its receipt, when the money is taken.

    `payment.changed` of the live stream tells, or reading its sale. It is given up as a card payment of that sale.
    """
    trail.target = f"debt/{debt_id}"
    request = pb.StartDebtPaymentRequest(
        debt_id=debt_id, shift_id=body.shift_id, method=method_message(body.method), idempotency_key=key
    )
    answer = await gateway.neighbours.pos.call(
        "StartDebtPayment", request, pb.StartDebtPaymentResponse, timeout_s=COMMAND_DEADLINE_S
    )
    trail.site = answer.debt.site_id
    return DebtCardPayment(payment_id=answer.payment_id, debt=debt_of(answer.debt))


@router.post("/{debt_id}/write-off", openapi_extra=APPROVE)
async def write_off_debt(gateway: GatewayDep, trail: TrailDep, debt_id: DebtId, body: ReasonGiven) -> Debt:
    """Nobody will pay. Repeating it changes nothing."""
    trail.target = f"debt/{debt_id}"
    request = pb.WriteOffDebtRequest(debt_id=debt_id, reason=body.reason)
    answer = await gateway.neighbours.pos.call("WriteOffDebt", request, pb.WriteOffDebtResponse)
    return _told(trail, answer.debt, answer.previous)


def _told(trail: Trail, debt: pb.Debt, previous: pb.Debt) -> Debt:
    trail.site = debt.site_id
    trail.before = debt_of(previous).model_dump(mode="json")
    return debt_of(debt)
