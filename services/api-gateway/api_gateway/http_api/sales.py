"""Sales, as the pos service keeps them."""

from typing import Annotated, Any, NamedTuple, Protocol

from fastapi import Body, Depends, Path, Query
from motorway.pos.v1 import sale_pb2
from motorway.pos.v1 import sales_pb2 as pb
from motorway_access.roles import Operation
from motorway_kit.grpc_client import DEADLINE_S

from api_gateway.clients import COMMAND_DEADLINE_S
from api_gateway.http_api.calls import ServiceKeyDep, Trail, TrailDep
from api_gateway.http_api.common import NO_SITE, Gateway, GatewayDep, stamp
from api_gateway.http_api.debt_models import debt_of
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_models import (
    ChangeGiven,
    Sale,
    SaleDetail,
    SaleLeftUnpaid,
    SalePage,
    detail_of,
    sale_of,
)
from api_gateway.http_api.sale_wishes import (
    AtTill,
    DriveOff,
    NewSaleLine,
    NoMeans,
    SaleConfirmation,
    SaleOpening,
    SaleQuery,
    SaleVoiding,
    TenderAtTill,
    names,
    tender_message,
)

router = resource("/sales", "sales")

READ, SELL = operation(Operation.SALES_READ), operation(Operation.SALES_SELL)
VOUCHED = operation(Operation.SALES_SELL, approvable="sale/{sale_id}")
"""For what a cashier does with a supervisor's PIN."""
RELEASE = operation(Operation.SALES_SELL, approvable="pump/{pump}")
"""Releasing a pump for the station's own use is one of these."""
MINE = AtTill()
SaleId = Annotated[str, Path(max_length=100)]
Number = Annotated[int, Path(ge=1, le=2**32 - 1, description="Within the sale")]
ShiftOf = Annotated[str, Query(max_length=100, description="The open shift that you work with; empty: your own")]
Till = Annotated[AtTill, Body()]


class Which(NamedTuple):
    """A line or a tender of a sale, and the shift that works on it."""

    sale_id: str
    number: int
    shift_id: str


async def _which(sale_id: SaleId, number: Number, shift_id: ShiftOf = "") -> Which:
    return Which(sale_id, number, shift_id)


WhichDep = Annotated[Which, Depends(_which)]


class Changed(Protocol):
    """The answer to a change."""

    @property
    def sale(self) -> sale_pb2.Sale: ...

    @property
    def previous(self) -> sale_pb2.Sale: ...

    def HasField(self, name: Any) -> bool: ...


@router.post("", status_code=201, responses=NO_SITE, openapi_extra=RELEASE)
async def open_sale(gateway: GatewayDep, trail: TrailDep, body: SaleOpening, key: ServiceKeyDep) -> Sale:
    """Make a ticket and release its pump. The answer says what became of that.

    AUTHORISED when the pump took the order; REFUSED with its `reason`, and a prepayment is given back; REQUESTED while
    nothing is known: the pump is asked until it is. 409 when our own rules refuse before anything is sent. A pre-pay by
    card has one tender of kind CARD, with an AUTHORISED payment; the pump gets no more than the bank approved. OWN_USE
    needs `sales.approve`, or an approval of the pump.
    """
    trail.site = body.site
    plain = {"pump", "nozzles", "grade_ids", "max_amount_minor", "max_volume_ml", "shift_id", "note"}
    request = pb.OpenSaleRequest(
        site_id=body.site,
        kind=sale_pb2.SaleKind.Value(f"SALE_KIND_{body.kind}"),
        tenders=map(tender_message, body.tenders),
        idempotency_key=key,
        **body.model_dump(include=plain),
    )
    answer = await gateway.neighbours.pos.call("OpenSale", request, pb.OpenSaleResponse, timeout_s=COMMAND_DEADLINE_S)
    trail.target = f"sale/{answer.sale.sale_id}"
    return sale_of(answer.sale)


@router.get("", openapi_extra=READ)
async def list_sales(gateway: GatewayDep, query: Annotated[SaleQuery, Query()]) -> SalePage:
    """Newest first."""
    request = pb.ListSalesRequest(
        sites=names(query.site),
        states=[sale_pb2.SaleState.Value(f"SALE_STATE_{name}") for name in names(query.state)],
        kinds=[sale_pb2.SaleKind.Value(f"SALE_KIND_{name}") for name in names(query.kind)],
        pump=query.pump,
        shift_id=query.shift_id,
        to=stamp(query.end) if query.end else None,
        text=query.text,
        page_size=query.limit,
        cursor=query.cursor,
    )
    if query.start:
        getattr(request, "from").CopyFrom(stamp(query.start))
    answer = await gateway.neighbours.pos.call("ListSales", request, pb.ListSalesResponse)
    return SalePage(items=[sale_of(sale) for sale in answer.sales], next_cursor=answer.next_cursor)


@router.get("/{sale_id}", openapi_extra=READ)
async def get_sale(gateway: GatewayDep, sale_id: SaleId) -> SaleDetail:
    """With its time line, its refunds and its debt."""
    request = pb.GetSaleRequest(sale_id=sale_id)
    return detail_of(await gateway.neighbours.pos.call("GetSale", request, pb.GetSaleResponse))


@router.post("/{sale_id}/lock", openapi_extra=SELL)
async def lock_sale(gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: Till = MINE) -> Sale:
    """Take the ticket to your till: nobody else may change it then. Repeating it changes nothing.

    409 `SaleLockedElsewhere` names the till and the cashier that have it.
    """
    request = pb.LockSaleRequest(sale_id=sale_id, shift_id=body.shift_id)
    return await _changed(gateway, trail, request, pb.LockSaleResponse)


@router.post("/{sale_id}/unlock", openapi_extra=VOUCHED)
async def unlock_sale(gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: Till = MINE) -> Sale:
    """Leave the ticket to others. Who may approve takes it from another till. Repeating it changes nothing."""
    request = pb.UnlockSaleRequest(sale_id=sale_id, shift_id=body.shift_id)
    return await _changed(gateway, trail, request, pb.UnlockSaleResponse)


@router.post("/{sale_id}/lines", openapi_extra=SELL)
async def add_sale_line(
    gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: NewSaleLine, key: ServiceKeyDep
) -> Sale:
    """Put a shop item on a ticket that your till has."""
    request = pb.AddLineRequest(sale_id=sale_id, idempotency_key=key, **body.model_dump())
    return await _changed(gateway, trail, request, pb.AddLineResponse)


@router.delete("/{sale_id}/lines/{number}", openapi_extra=SELL)
async def remove_sale_line(gateway: GatewayDep, trail: TrailDep, which: WhichDep, key: ServiceKeyDep) -> Sale:
    """Take a shop item off. Fuel stays."""
    request = pb.RemoveLineRequest(idempotency_key=key, **which._asdict())
    return await _changed(gateway, trail, request, pb.RemoveLineResponse)


@router.post("/{sale_id}/tenders", openapi_extra=SELL)
async def add_tender(
    gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: TenderAtTill, key: ServiceKeyDep
) -> Sale:
    """Pay, whole or in part. The ticket is CLEARED and has its receipt when nothing is due any more."""
    request = pb.AddTenderRequest(
        sale_id=sale_id, shift_id=body.shift_id, tender=tender_message(body), idempotency_key=key
    )
    return await _changed(gateway, trail, request, pb.AddTenderResponse)


@router.delete("/{sale_id}/tenders/{number}", openapi_extra=SELL)
async def remove_tender(gateway: GatewayDep, trail: TrailDep, which: WhichDep) -> Sale:
    """Give it back before the ticket is cleared, as a negative tender of your shift. Repeating it changes nothing."""
    request = pb.RemoveTenderRequest(**which._asdict())
    return await _changed(gateway, trail, request, pb.RemoveTenderResponse)


@router.post("/{sale_id}/change", openapi_extra=SELL)
async def give_change(gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: Till = MINE) -> ChangeGiven:
    """Give back what was paid too much, whichever till took it: what an account paid to the account, the rest in cash.

    The ticket is then cleared. Repeating it gives nothing more.
    """
    trail.target = f"sale/{sale_id}"
    request = pb.GiveChangeRequest(sale_id=sale_id, shift_id=body.shift_id)
    answer = await gateway.neighbours.pos.call("GiveChange", request, pb.GiveChangeResponse)
    sale = _told(trail, answer)
    return ChangeGiven(sale=sale, cash_minor=answer.cash_minor, account_minor=answer.account_minor)


@router.post("/{sale_id}/clear", openapi_extra=VOUCHED)
async def clear_sale(gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: SaleConfirmation) -> Sale:
    """Confirm a pump test, own use, or a ticket of nothing, as no takings. Repeating it changes nothing.

    Own use, and what the ticket was not opened for, needs `sales.approve`.
    """
    clearing = sale_pb2.Clearing.Value(f"CLEARING_{body.clearing}")
    request = pb.ClearSaleRequest(
        sale_id=sale_id, clearing=clearing, tank=body.tank, note=body.note, shift_id=body.shift_id
    )
    return await _changed(gateway, trail, request, pb.ClearSaleResponse)


@router.post("/{sale_id}/void", openapi_extra=VOUCHED)
async def void_sale(gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: SaleVoiding) -> Sale:
    """End a shop ticket. 409 `FuelCannotBeVoided` with fuel on it. Repeating it changes nothing.

    A ticket with something on it needs `sales.approve`.
    """
    request = pb.VoidSaleRequest(sale_id=sale_id, **body.model_dump())
    return await _changed(gateway, trail, request, pb.VoidSaleResponse)


@router.post("/{sale_id}/cancel", openapi_extra=SELL)
async def cancel_sale(gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, key: ServiceKeyDep) -> Sale:
    """Take the authorisation back from the pump before fuel flows; a prepayment is given back.

    AUTHORISED still while the pump has not said what became of it. Repeating it changes nothing.
    """
    request = pb.CancelSaleRequest(sale_id=sale_id, idempotency_key=key)
    return await _changed(gateway, trail, request, pb.CancelSaleResponse, COMMAND_DEADLINE_S)


@router.post("/{sale_id}/drive-off", openapi_extra=SELL)
async def record_drive_off(gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: DriveOff) -> SaleLeftUnpaid:
    """The customer left without paying: the ticket is cleared and a debt opens. Repeating it changes nothing."""
    trail.target = f"sale/{sale_id}"
    request = pb.RecordDriveOffRequest(sale_id=sale_id, **body.model_dump())
    answer = await gateway.neighbours.pos.call("RecordDriveOff", request, pb.RecordDriveOffResponse)
    return SaleLeftUnpaid(sale=_told(trail, answer), debt=debt_of(answer.debt))


@router.post("/{sale_id}/no-means", openapi_extra=SELL)
async def record_no_means(gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: NoMeans) -> SaleLeftUnpaid:
    """The customer cannot pay: the ticket is cleared and a debt opens. Repeating it changes nothing."""
    trail.target = f"sale/{sale_id}"
    request = pb.RecordNoMeansRequest(sale_id=sale_id, **body.model_dump())
    answer = await gateway.neighbours.pos.call("RecordNoMeans", request, pb.RecordNoMeansResponse)
    return SaleLeftUnpaid(sale=_told(trail, answer), debt=debt_of(answer.debt))


async def _changed(gateway: Gateway, trail: Trail, request: Any, answer: Any, timeout_s: float = DEADLINE_S) -> Sale:
    """Ask for the change that the request is named after."""
    trail.target = f"sale/{request.sale_id}"
    method = type(request).DESCRIPTOR.name.removesuffix("Request")
    changed: Changed = await gateway.neighbours.pos.call(method, request, answer, timeout_s=timeout_s)
    return _told(trail, changed)


def _told(trail: Trail, answer: Changed) -> Sale:
    trail.target, trail.site = f"sale/{answer.sale.sale_id}", answer.sale.site_id
    if answer.HasField("previous"):
        trail.before = sale_of(answer.previous).model_dump(mode="json")
    return sale_of(answer.sale)
