"""The gRPC door: one servicer for each area, and the rules of who may."""

from collections.abc import Sequence

from motorway.payments.v1 import finance_pb2_grpc
from motorway_access.guard import Rule
from motorway_kit.grpc_server import AddServicer

from payments.grpc_api import finance
from payments.parts import Payments

RULES: dict[str, Rule] = {
    **finance.RULES,
}


def servicers(parts: Payments) -> Sequence[tuple[AddServicer, object]]:
    return [
        (finance_pb2_grpc.add_FinanceServiceServicer_to_server, finance.FinanceServicer(parts)),
    ]
