"""The gRPC door: one servicer for each area, and the rules of who may."""

from collections.abc import Sequence

from motorway.payments.v1 import desk_pb2_grpc, finance_pb2_grpc, payments_pb2_grpc
from motorway_access.guard import Rule
from motorway_kit.grpc_server import AddServicer

from payments.grpc_api import disputes, finance, payments, readers, saved_cards, webhooks
from payments.parts import Payments

RULES: dict[str, Rule] = {
    **payments.RULES,
    **finance.RULES,
    **readers.RULES,
    **saved_cards.RULES,
    **disputes.RULES,
    **webhooks.RULES,
}


def servicers(parts: Payments) -> Sequence[tuple[AddServicer, object]]:
    return [
        (payments_pb2_grpc.add_PaymentsServiceServicer_to_server, payments.PaymentsServicer(parts)),
        (finance_pb2_grpc.add_FinanceServiceServicer_to_server, finance.FinanceServicer(parts)),
        (desk_pb2_grpc.add_ReadersServiceServicer_to_server, readers.ReadersServicer(parts)),
        (desk_pb2_grpc.add_SavedCardsServiceServicer_to_server, saved_cards.SavedCardsServicer(parts)),
        (desk_pb2_grpc.add_DisputesServiceServicer_to_server, disputes.DisputesServicer(parts)),
        (desk_pb2_grpc.add_WebhooksServiceServicer_to_server, webhooks.WebhooksServicer(parts)),
    ]
