"""Tickets, refunds and debts as messages, and what is asked of them."""

from enum import IntEnum
from typing import Any, TypeVar

from motorway.pos.v1 import sale_pb2, sales_pb2
from motorway_kit.errors import InvalidInput

from pos.app.card_charges import CardMethod
from pos.app.desk import as_uuid
from pos.db.sale_steps import Step
from pos.db.sales import SaleFilter
from pos.domain.debt import Debt
from pos.domain.opening import Wish
from pos.domain.refund import Refund, RefundWish
from pos.domain.sale import SaleKind, SaleState, TenderKind
from pos.domain.tendering import Given
from pos.events import stamp
from pos.grpc_api.paging import last_of
from pos.grpc_api.times import optional_moment

Named = TypeVar("Named", bound=IntEnum)


def known(kind: type[Named], number: int, field: str) -> Named:
    """Raises InvalidInput for a number that stands for nothing."""
    try:
        return kind(number)
    except ValueError as error:
        raise InvalidInput(f"{field} must be one of {', '.join(kind.__members__)}", field=field) from error


def all_known(kind: type[Named], numbers: Any, field: str) -> tuple[Named, ...]:
    return tuple(known(kind, number, f"{field}[{i}]") for i, number in enumerate(numbers))


def before_of(cursor: str) -> str | None:
    """The id that the page before ended with; None for the first page. Raises InvalidInput."""
    last = last_of(cursor)
    if last and as_uuid(last) is None:
        raise InvalidInput("the cursor is none that was given out", field="cursor")
    return last or None


def given_of(tender: sales_pb2.NewTender, prefix: str) -> Given:
    return Given(
        kind=known(TenderKind, tender.kind, f"{prefix}kind"),
        amount_minor=tender.amount_minor,
        given_minor=tender.given_minor,
        account_id=tender.account_id,
        vehicle_id=tender.vehicle_id,
        odometer_km=tender.odometer_km,
        payment_id=tender.payment_id,
    )


def card_method_of(method: sales_pb2.CardMethod) -> CardMethod:
    return CardMethod(
        reader_id=method.reader_id,
        payment_method=method.payment_method,
        saved_card_id=method.saved_card_id,
        link=method.link,
        account_id=method.account_id,
    )


def all_given(tenders: Any) -> tuple[Given, ...]:
    return tuple(given_of(tender, f"tenders[{i}].") for i, tender in enumerate(tenders))


def wish_of(request: sales_pb2.OpenSaleRequest) -> Wish:
    return Wish(
        site_id=request.site_id,
        kind=known(SaleKind, request.kind, "kind"),
        pump=request.pump,
        nozzles=tuple(request.nozzles),
        grade_ids=tuple(request.grade_ids),
        max_amount_minor=request.max_amount_minor,
        max_volume_ml=request.max_volume_ml,
        tenders=all_given(request.tenders),
        note=request.note,
    )


def filter_of(request: sales_pb2.ListSalesRequest) -> SaleFilter:
    return SaleFilter(
        states=all_known(SaleState, request.states, "states"),
        kinds=all_known(SaleKind, request.kinds, "kinds"),
        pump=request.pump,
        shift_id=request.shift_id,
        opened_from=optional_moment(request, "from"),
        opened_until=optional_moment(request, "to"),
        text=" ".join(request.text.split()),
    )


def refund_wish_of(request: sales_pb2.RequestRefundRequest) -> RefundWish:
    return RefundWish(
        tender_kind=known(TenderKind, request.tender_kind, "tender_kind"),
        reason=request.reason,
        lines=tuple(request.lines),
        amount_minor=request.amount_minor,
        account_id=request.account_id,
        payment_id=request.payment_id,
    )


def step_message(step: Step) -> sales_pb2.SaleStep:
    return sales_pb2.SaleStep(
        version=step.version,
        at=stamp(step.at),
        state=sale_pb2.SaleState.ValueType(step.state),
        what=step.what,
        actor=step.actor,
    )


def refund_message(refund: Refund) -> sales_pb2.Refund:
    return sales_pb2.Refund(
        refund_id=refund.refund_id,
        sale_id=refund.sale_id,
        site_id=refund.site_id,
        state=sales_pb2.RefundState.ValueType(refund.state),
        amount_minor=refund.amount_minor,
        currency=refund.currency,
        tender_kind=sale_pb2.TenderKind.ValueType(refund.tender_kind),
        account_id=refund.account_id,
        reason=refund.reason,
        lines=refund.lines,
        requested_by=refund.requested_by,
        requested_at=stamp(refund.requested_at),
        decided_by=refund.decided_by,
        decided_at=stamp(refund.decided_at) if refund.decided_at else None,
        decision_reason=refund.decision_reason,
        shift_id=refund.shift_id,
        receipt_id=refund.receipt_id,
        payment_id=refund.payment_id,
        card_outcome=refund.card_outcome,
    )


def debt_message(debt: Debt) -> sales_pb2.Debt:
    return sales_pb2.Debt(
        debt_id=debt.debt_id,
        sale_id=debt.sale_id,
        site_id=debt.site_id,
        kind=sales_pb2.DebtKind.ValueType(debt.kind),
        state=sales_pb2.DebtState.ValueType(debt.state),
        amount_minor=debt.amount_minor,
        currency=debt.currency,
        pump=debt.pump,
        registration=debt.seen.registration,
        person=debt.seen.person,
        note=debt.seen.note,
        photo_ref=debt.seen.photo_ref,
        recorded_by=debt.recorded_by,
        recorded_at=stamp(debt.recorded_at),
        settled_by=debt.settled_by,
        settled_at=stamp(debt.settled_at) if debt.settled_at else None,
        settled_shift_id=debt.settled_shift_id,
        settled_reason=debt.settled_reason,
        version=debt.version,
        receipt_id=debt.receipt_id,
    )


def sale_id_of(text: str) -> str | None:
    """None for every sale. Raises InvalidInput for what is no id."""
    if text and as_uuid(text) is None:
        raise InvalidInput("sale_id is no id of a sale", field="sale_id")
    return text or None
