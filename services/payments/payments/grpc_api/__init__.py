"""The gRPC door: one servicer for each area, and the rules of who may."""

from collections.abc import Sequence

from motorway.payments.v1 import finance_pb2_grpc, payments_pb2_grpc
from motorway_access.guard import Rule
from motorway_kit.grpc_server import AddServicer

from payments.grpc_api import finance, payments
from payments.parts import Payments

RULES: dict[str, Rule] = {
    **payments.RULES,
    **finance.RULES,
}


def servicers(parts: Payments) -> Sequence[tuple[AddServicer, object]]:
    return [
        (payments_pb2_grpc.add_PaymentsServiceServicer_to_server, payments.PaymentsServicer(parts)),
        (finance_pb2_grpc.add_FinanceServiceServicer_to_server, finance.FinanceServicer(parts)),
    ]
