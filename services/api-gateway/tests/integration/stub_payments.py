"""Stands in for payments: one payment, reader, card on file, dispute and break, and whatever was asked last."""

from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.payments.v1 import desk_pb2, desk_pb2_grpc, finance_pb2, finance_pb2_grpc, payment_pb2, payments_pb2_grpc
from motorway.payments.v1 import payments_pb2 as pb
from motorway_access.caller import Caller, current_caller
from motorway_kit.errors import InvalidInput, MotorwayError

from .stub_receipts import SALE

SITE = "m25-cobham"
PAYMENT, REFUND = "01938f6e-5c5e-7a41-b1d3-5b0a9c1f7e42", "01938f6e-6c5e-7a41-b1d3-5b0a9c1f7e42"
READER, CARD = "01938f6e-7c5e-7a41-b1d3-5b0a9c1f7e42", "01938f6e-8c5e-7a41-b1d3-5b0a9c1f7e42"
SETUP, DISPUTE = "01938f6e-9c5e-7a41-b1d3-5b0a9c1f7e42", "01938f6e-ac5e-7a41-b1d3-5b0a9c1f7e42"
BREAK = "01938f6e-bc5e-7a41-b1d3-5b0a9c1f7e42"
AT = Timestamp(seconds=1_795_000_000)
RPCS_BY_PAYMENT = frozenset(
    {
        "GetPayment",
        "CancelPayment",
        "RetryPayment",
        "GetClientSecret",
        "RemoveReader",
        "CancelReaderAction",
        "GetCardSetup",
        "GetDispute",
        "SubmitEvidence",
        "AcceptDispute",
        "ResolveBreak",
    }
)


class WebhookSignatureInvalid(InvalidInput):
    """As payments says it."""


def make_payment(
    state: payment_pb2.PaymentState.ValueType = payment_pb2.PAYMENT_STATE_AUTHORISED,
) -> payment_pb2.Payment:
    return payment_pb2.Payment(
        payment_id=PAYMENT,
        site_id=SITE,
        purpose=payment_pb2.PAYMENT_PURPOSE_HOLD,
        state=state,
        method=payment_pb2.Method(kind=payment_pb2.METHOD_KIND_READER, reader_id=READER),
        amount_minor=10_000,
        currency="GBP",
        approved_minor=10_000,
        take_minor=-1,
        capture_before=AT,
        card=payment_pb2.Card(brand="visa", last4="4242", exp_month=5, exp_year=2029),
        stripe_id="pi_1",
        test=True,
        created_by="jo",
        created_at=AT,
        updated_at=AT,
        version=4,
    )


def make_card_refund() -> payment_pb2.CardRefund:
    return payment_pb2.CardRefund(
        refund_id=REFUND,
        payment_id=PAYMENT,
        sale_id=SALE,
        site_id=SITE,
        state=payment_pb2.CARD_REFUND_STATE_PENDING,
        amount_minor=300,
        currency="GBP",
        reason="cold",
        created_at=AT,
        updated_at=AT,
    )


def make_reader(busy_with: str = "") -> desk_pb2.Reader:
    return desk_pb2.Reader(
        reader_id=READER, site_id=SITE, till="Counter 1", label="Left", status="online", busy_with=busy_with, test=True
    )


def make_saved_card() -> desk_pb2.SavedCard:
    card = payment_pb2.Card(brand="visa", last4="4242", exp_month=5, exp_year=2029)
    return desk_pb2.SavedCard(saved_card_id=CARD, account_id="acme-haulage", card=card, saved_at=AT, saved_by="jo")


def make_setup() -> desk_pb2.CardSetup:
    state = desk_pb2.CARD_SETUP_STATE_PENDING
    return desk_pb2.CardSetup(setup_id=SETUP, account_id="acme-haulage", site_id=SITE, state=state)


def make_dispute(status: str = "needs_response") -> desk_pb2.Dispute:
    return desk_pb2.Dispute(
        dispute_id=DISPUTE,
        payment_id=PAYMENT,
        sale_id=SALE,
        site_id=SITE,
        amount_minor=6_337,
        currency="GBP",
        reason="fraudulent",
        status=status,
        evidence_due_by=AT,
        opened_at=AT,
        stripe_id="dp_1",
    )


def make_break(**more: Any) -> finance_pb2.Break:
    usual: dict[str, Any] = {"break_id": BREAK, "break_class": "amount_differs", "site_id": SITE, "found_at": AT}
    return finance_pb2.Break(**usual, **more)


class Heard:
    """`asked` is the last request, `caller` who made it; `refusal` is raised instead of an answer."""

    def __init__(self) -> None:
        self.asked: Any = None
        self.caller: Caller | None = None
        self.refusal: MotorwayError | None = None

    def hear(self, request: Any) -> None:
        self.asked, self.caller = request, current_caller()
        if self.refusal is not None:
            raise self.refusal


class StubPayments(Heard, payments_pb2_grpc.PaymentsServiceServicer):
    async def StartPayment(self, request: pb.StartPaymentRequest, context: Any) -> pb.StartPaymentResponse:
        self.hear(request)
        payment = make_payment(payment_pb2.PAYMENT_STATE_CREATED)
        payment.payment_id = request.payment_id
        payment.ClearField("card")
        return pb.StartPaymentResponse(payment=payment)

    async def RetryPayment(self, request: pb.RetryPaymentRequest, context: Any) -> pb.RetryPaymentResponse:
        self.hear(request)
        declined = make_payment(payment_pb2.PAYMENT_STATE_DECLINED)
        return pb.RetryPaymentResponse(payment=make_payment(payment_pb2.PAYMENT_STATE_AUTHORISING), previous=declined)

    async def CancelPayment(self, request: pb.CancelPaymentRequest, context: Any) -> pb.CancelPaymentResponse:
        self.hear(request)
        voiding = make_payment(payment_pb2.PAYMENT_STATE_VOIDING)
        return pb.CancelPaymentResponse(payment=voiding, previous=make_payment())

    async def GetPayment(self, request: pb.GetPaymentRequest, context: Any) -> pb.GetPaymentResponse:
        self.hear(request)
        step = pb.PaymentStep(version=1, at=AT, state=payment_pb2.PAYMENT_STATE_CREATED, what="created", actor="jo")
        return pb.GetPaymentResponse(payment=make_payment(), steps=[step], refunds=[make_card_refund()])

    async def ListPayments(self, request: pb.ListPaymentsRequest, context: Any) -> pb.ListPaymentsResponse:
        self.hear(request)
        return pb.ListPaymentsResponse(payments=[make_payment()], next_cursor="next")

    async def ListCardRefunds(self, request: pb.ListCardRefundsRequest, context: Any) -> pb.ListCardRefundsResponse:
        self.hear(request)
        return pb.ListCardRefundsResponse(refunds=[make_card_refund()], next_cursor="next")

    async def GetClientSecret(self, request: pb.GetClientSecretRequest, context: Any) -> pb.GetClientSecretResponse:
        self.hear(request)
        return pb.GetClientSecretResponse(client_secret="pi_1_secret_x")


class StubFinance(Heard, finance_pb2_grpc.FinanceServiceServicer):
    async def GetBalances(
        self, request: finance_pb2.GetBalancesRequest, context: Any
    ) -> finance_pb2.GetBalancesResponse:
        self.hear(request)
        balance = finance_pb2.Balance(account="takings", currency="GBP", balance_minor=-6_337)
        return finance_pb2.GetBalancesResponse(balances=[balance])

    async def ListEntries(
        self, request: finance_pb2.ListEntriesRequest, context: Any
    ) -> finance_pb2.ListEntriesResponse:
        self.hear(request)
        legs = [finance_pb2.Leg(account="stripe_clearing", amount_minor=6_337)]
        entry = finance_pb2.Entry(entry_id=BREAK, kind="capture", site_id=SITE, legs=legs, occurred_at=AT, posted_at=AT)
        return finance_pb2.ListEntriesResponse(entries=[entry], next_cursor="next")

    async def ListPayouts(
        self, request: finance_pb2.ListPayoutsRequest, context: Any
    ) -> finance_pb2.ListPayoutsResponse:
        self.hear(request)
        payout = finance_pb2.Payout(payout_id="po_1", amount_minor=6_200, arrives_on=AT, created_at=AT, reconciled=True)
        return finance_pb2.ListPayoutsResponse(payouts=[payout], next_cursor="next")

    async def ListBreaks(self, request: finance_pb2.ListBreaksRequest, context: Any) -> finance_pb2.ListBreaksResponse:
        self.hear(request)
        return finance_pb2.ListBreaksResponse(breaks=[make_break()], next_cursor="next")

    async def ResolveBreak(
        self, request: finance_pb2.ResolveBreakRequest, context: Any
    ) -> finance_pb2.ResolveBreakResponse:
        self.hear(request)
        explained = make_break(resolved_at=AT, resolution="explained", note=request.note)
        return finance_pb2.ResolveBreakResponse(**{"break": explained, "previous": make_break()})

    async def RunReconciliation(
        self, request: finance_pb2.RunReconciliationRequest, context: Any
    ) -> finance_pb2.RunReconciliationResponse:
        self.hear(request)
        return finance_pb2.RunReconciliationResponse(compared=7, healed=2, found=1)

    async def GetDayEnd(self, request: finance_pb2.GetDayEndRequest, context: Any) -> finance_pb2.GetDayEndResponse:
        self.hear(request)
        row = finance_pb2.DayEndRow(brand="visa", payments=3, captured_minor=6_337, disputed_minor=5)
        return finance_pb2.GetDayEndResponse(
            site_id=request.site_id, date=request.date, currency="GBP", rows=[row], net_minor=6_332
        )

    async def RenderDayEnd(
        self, request: finance_pb2.RenderDayEndRequest, context: Any
    ) -> finance_pb2.RenderDayEndResponse:
        self.hear(request)
        media_type = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}[request.format]
        return finance_pb2.RenderDayEndResponse(content=b"%PDF or brand,payments", media_type=media_type)


class StubReaders(Heard, desk_pb2_grpc.ReadersServiceServicer):
    async def ListReaders(self, request: desk_pb2.ListReadersRequest, context: Any) -> desk_pb2.ListReadersResponse:
        self.hear(request)
        return desk_pb2.ListReadersResponse(readers=[make_reader(PAYMENT)])

    async def RegisterReader(
        self, request: desk_pb2.RegisterReaderRequest, context: Any
    ) -> desk_pb2.RegisterReaderResponse:
        self.hear(request)
        return desk_pb2.RegisterReaderResponse(reader=make_reader())

    async def RemoveReader(self, request: desk_pb2.RemoveReaderRequest, context: Any) -> desk_pb2.RemoveReaderResponse:
        self.hear(request)
        return desk_pb2.RemoveReaderResponse(previous=make_reader())

    async def CancelReaderAction(
        self, request: desk_pb2.CancelReaderActionRequest, context: Any
    ) -> desk_pb2.CancelReaderActionResponse:
        self.hear(request)
        return desk_pb2.CancelReaderActionResponse(reader=make_reader())

    async def CreateConnectionToken(
        self, request: desk_pb2.CreateConnectionTokenRequest, context: Any
    ) -> desk_pb2.CreateConnectionTokenResponse:
        self.hear(request)
        return desk_pb2.CreateConnectionTokenResponse(secret="pst_test_x")


class StubSavedCards(Heard, desk_pb2_grpc.SavedCardsServiceServicer):
    async def StartCardSetup(
        self, request: desk_pb2.StartCardSetupRequest, context: Any
    ) -> desk_pb2.StartCardSetupResponse:
        self.hear(request)
        return desk_pb2.StartCardSetupResponse(setup=make_setup())

    async def GetCardSetup(self, request: desk_pb2.GetCardSetupRequest, context: Any) -> desk_pb2.GetCardSetupResponse:
        self.hear(request)
        return desk_pb2.GetCardSetupResponse(setup=make_setup())

    async def ListSavedCards(
        self, request: desk_pb2.ListSavedCardsRequest, context: Any
    ) -> desk_pb2.ListSavedCardsResponse:
        self.hear(request)
        return desk_pb2.ListSavedCardsResponse(cards=[make_saved_card()])

    async def RemoveSavedCard(
        self, request: desk_pb2.RemoveSavedCardRequest, context: Any
    ) -> desk_pb2.RemoveSavedCardResponse:
        self.hear(request)
        return desk_pb2.RemoveSavedCardResponse(previous=make_saved_card())


class StubDisputes(Heard, desk_pb2_grpc.DisputesServiceServicer):
    """`receipt` goes with the evidence."""

    receipt = b"%PDF-1.7"

    async def ListDisputes(self, request: desk_pb2.ListDisputesRequest, context: Any) -> desk_pb2.ListDisputesResponse:
        self.hear(request)
        return desk_pb2.ListDisputesResponse(disputes=[make_dispute()], next_cursor="next")

    async def GetDispute(self, request: desk_pb2.GetDisputeRequest, context: Any) -> desk_pb2.GetDisputeResponse:
        self.hear(request)
        evidence = {"service_date": "2026-11-18"}
        return desk_pb2.GetDisputeResponse(dispute=make_dispute(), evidence=evidence, receipt_pdf=self.receipt)

    async def SubmitEvidence(
        self, request: desk_pb2.SubmitEvidenceRequest, context: Any
    ) -> desk_pb2.SubmitEvidenceResponse:
        self.hear(request)
        return desk_pb2.SubmitEvidenceResponse(dispute=make_dispute("under_review"), previous=make_dispute())

    async def AcceptDispute(
        self, request: desk_pb2.AcceptDisputeRequest, context: Any
    ) -> desk_pb2.AcceptDisputeResponse:
        self.hear(request)
        return desk_pb2.AcceptDisputeResponse(dispute=make_dispute("lost"), previous=make_dispute())


class StubWebhooks(Heard, desk_pb2_grpc.WebhooksServiceServicer):
    async def ReceiveWebhook(
        self, request: desk_pb2.ReceiveWebhookRequest, context: Any
    ) -> desk_pb2.ReceiveWebhookResponse:
        self.hear(request)
        if not request.signature.startswith("t="):
            raise WebhookSignatureInvalid("this is not signed by Stripe", field="signature")
        return desk_pb2.ReceiveWebhookResponse(stored=True)
