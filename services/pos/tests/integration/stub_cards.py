"""Stands in for payments: holds and charges that do what the test wants."""

from dataclasses import dataclass, field
from typing import Any

from motorway.payments.v1 import payment_pb2, payments_pb2, payments_pb2_grpc
from motorway_kit.errors import Conflict, NotFound, Unavailable
from motorway_kit.ids import new_id

State = payment_pb2.PaymentState
CARD = payment_pb2.Card(brand="visa", last4="4242", exp_month=12, exp_year=2030)


class PaymentNotFound(NotFound):
    """As payments calls it."""


class PaymentNotAuthorised(Conflict):
    """As payments calls it."""


class PaymentClaimed(Conflict):
    """As payments calls it."""


class PaymentCaptured(Conflict):
    """As payments calls it."""


@dataclass
class StubCards(payments_pb2_grpc.PaymentsServiceServicer):
    """`away`: nobody answers. `lost`: what is asked is done, but the answer does not come. `refusal` of the next start.

    `asked` are (method, request) as they came.
    """

    payments: dict[str, payment_pb2.Payment] = field(default_factory=dict)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    away: bool = False
    lost: bool = False
    refusal: Exception | None = None

    def held(self, approved_minor: int, state: int = State.PAYMENT_STATE_AUTHORISED, **fields: Any) -> str:
        """The id of a hold that was approved."""
        payment = payment_pb2.Payment(
            **{
                "payment_id": new_id(),
                "site_id": "m25-cobham",
                "purpose": payment_pb2.PAYMENT_PURPOSE_HOLD,
                "state": state,
                "amount_minor": approved_minor,
                "approved_minor": approved_minor,
                "currency": "GBP",
                "take_minor": -1,
                "card": CARD,
                "test": True,
                **fields,
            }
        )
        self.payments[payment.payment_id] = payment
        return payment.payment_id

    def becomes(self, payment_id: str, state: int, **fields: Any) -> payment_pb2.Payment:
        """What the payment is now, as an event tells it."""
        payment = self.payments[payment_id]
        payment.MergeFrom(payment_pb2.Payment(state=state, card=CARD, test=True, **fields))  # type: ignore[arg-type]
        told = payment_pb2.Payment()
        told.CopyFrom(payment)
        return told

    def calls(self, method: str) -> list[Any]:
        return [request for name, request in self.asked if name == method]

    def _asked(self, method: str, request: Any) -> None:
        self.asked.append((method, request))
        if self.away:
            raise Unavailable("payments is away")

    def _answered(self) -> None:
        if self.lost:
            raise Unavailable("the answer is lost")

    def _known(self, payment_id: str) -> payment_pb2.Payment:
        if payment_id not in self.payments:
            raise PaymentNotFound("there is no such payment")
        return self.payments[payment_id]

    async def ClaimPayment(
        self, request: payments_pb2.ClaimPaymentRequest, context: Any
    ) -> payments_pb2.ClaimPaymentResponse:
        self._asked("ClaimPayment", request)
        payment = self._known(request.payment_id)
        if payment.site_id != request.site_id:
            raise PaymentNotFound("there is no such payment at this site")
        if payment.sale_id not in ("", request.sale_id):
            raise PaymentClaimed("another sale has it")
        if payment.state != State.PAYMENT_STATE_AUTHORISED:
            raise PaymentNotAuthorised("there is no hold")
        payment.sale_id = request.sale_id
        self._answered()
        return payments_pb2.ClaimPaymentResponse(payment=payment)

    async def StartPayment(
        self, request: payments_pb2.StartPaymentRequest, context: Any
    ) -> payments_pb2.StartPaymentResponse:
        self._asked("StartPayment", request)
        if self.refusal is not None:
            raise self.refusal
        fields = ("payment_id", "site_id", "sale_id", "shift_id", "purpose", "amount_minor", "currency")
        started = {name: getattr(request, name) for name in fields}
        state = State.PAYMENT_STATE_AUTHORISING
        self.payments.setdefault(request.payment_id, payment_pb2.Payment(**started, state=state))
        self._answered()
        return payments_pb2.StartPaymentResponse(payment=self.payments[request.payment_id])

    async def CancelPayment(
        self, request: payments_pb2.CancelPaymentRequest, context: Any
    ) -> payments_pb2.CancelPaymentResponse:
        self._asked("CancelPayment", request)
        payment = self._known(request.payment_id)
        if payment.state == State.PAYMENT_STATE_CAPTURED:
            raise PaymentCaptured("the money is taken")
        if payment.state != State.PAYMENT_STATE_VOIDING:
            payment.state, payment.reason = State.PAYMENT_STATE_VOIDED, request.reason
        return payments_pb2.CancelPaymentResponse(payment=payment)

    async def GetPayment(
        self, request: payments_pb2.GetPaymentRequest, context: Any
    ) -> payments_pb2.GetPaymentResponse:
        self._asked("GetPayment", request)
        return payments_pb2.GetPaymentResponse(payment=self._known(request.payment_id))
