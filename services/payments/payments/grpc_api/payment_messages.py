"""Requests and answers of card payments."""

from motorway.payments.v1 import payment_pb2, payments_pb2
from motorway_kit.errors import InvalidInput

from payments.db.payments import PaymentFilter, Step
from payments.db.refunds import RefundFilter
from payments.domain.payment import MethodKind, PaymentState, Purpose
from payments.domain.refund import CardRefundState
from payments.domain.request import AskedMethod, Wanted
from payments.grpc_api.paging import uuid_of
from payments.grpc_api.times import optional_moment

LONGEST_TEXT = 100


def wanted_of(request: payments_pb2.StartPaymentRequest) -> Wanted:
    """Raises InvalidInput."""
    purposes = [purpose.value for purpose in Purpose]
    if request.purpose not in purposes:
        raise InvalidInput("purpose must be HOLD or CHARGE", field="purpose")
    return Wanted(
        payment_id=request.payment_id,
        site_id=request.site_id,
        sale_id=request.sale_id,
        shift_id=request.shift_id,
        purpose=Purpose(request.purpose),
        method=method_of(request.method),
        amount_minor=request.amount_minor,
        currency=request.currency,
        description=request.description,
        account_id=request.account_id,
    )


def method_of(method: payment_pb2.Method) -> AskedMethod:
    """What is not of its kind must be empty. Raises InvalidInput."""
    references = {
        MethodKind.READER: method.reader_id,
        MethodKind.PAYMENT_METHOD: method.payment_method,
        MethodKind.SAVED_CARD: method.saved_card_id,
        MethodKind.LINK: "",
    }
    if method.kind not in [kind.value for kind in MethodKind]:
        raise InvalidInput("method.kind must be one of them", field="method.kind")
    kind = MethodKind(method.kind)
    if any(reference for of, reference in references.items() if of is not kind):
        raise InvalidInput("method must have what its kind needs, and nothing else", field="method")
    return AskedMethod(kind, references[kind])


def filter_of(request: payments_pb2.ListPaymentsRequest) -> PaymentFilter:
    """Raises InvalidInput."""
    if len(request.text) > LONGEST_TEXT or not request.text.isprintable():
        raise InvalidInput(f"text must have at most {LONGEST_TEXT} printable characters", field="text")
    known = [state.value for state in PaymentState]
    if any(state not in known for state in request.states):
        raise InvalidInput("states must be states of a payment", field="states")
    return PaymentFilter(
        states=tuple(map(PaymentState, request.states)),
        sale_id=uuid_of(request.sale_id, "sale_id") if request.sale_id else "",
        start=optional_moment(request, "from"),
        end=optional_moment(request, "to"),
        text=request.text,
        unknown_only=request.unknown_only,
    )


def refund_filter_of(request: payments_pb2.ListCardRefundsRequest) -> RefundFilter:
    """Raises InvalidInput."""
    known = [state.value for state in CardRefundState]
    if any(state not in known for state in request.states):
        raise InvalidInput("states must be states of a refund", field="states")
    payment_id = uuid_of(request.payment_id, "payment_id") if request.payment_id else ""
    return RefundFilter(tuple(map(CardRefundState, request.states)), payment_id)


def step_message(step: Step) -> payments_pb2.PaymentStep:
    message = payments_pb2.PaymentStep(
        version=step.version, state=payment_pb2.PaymentState.ValueType(step.state), what=step.what, actor=step.actor
    )
    message.at.FromDatetime(step.at)
    return message
