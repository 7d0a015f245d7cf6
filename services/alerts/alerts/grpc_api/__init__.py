"""The gRPC door: one servicer for each area, and the rules of who may."""

from collections.abc import Sequence

from motorway.alerts.v1 import alerts_pb2_grpc
from motorway_kit.grpc_server import AddServicer

from alerts.grpc_api import alerts
from alerts.parts import Alerts

RULES = {**alerts.RULES}


def servicers(parts: Alerts) -> Sequence[tuple[AddServicer, object]]:
    return [(alerts_pb2_grpc.add_AlertsServiceServicer_to_server, alerts.AlertsServicer(parts))]
