"""The gRPC door: one servicer for each area, and the rules of who may."""

from collections.abc import Sequence

from motorway.alerts.v1 import alerts_pb2_grpc, incidents_pb2_grpc, silences_pb2_grpc
from motorway_kit.grpc_server import AddServicer

from alerts.grpc_api import alerts, incidents, silences
from alerts.parts import Alerts

RULES = {**alerts.RULES, **incidents.RULES, **silences.RULES}


def servicers(parts: Alerts) -> Sequence[tuple[AddServicer, object]]:
    return [
        (alerts_pb2_grpc.add_AlertsServiceServicer_to_server, alerts.AlertsServicer(parts)),
        (incidents_pb2_grpc.add_IncidentsServiceServicer_to_server, incidents.IncidentsServicer(parts)),
        (silences_pb2_grpc.add_SilencesServiceServicer_to_server, silences.SilencesServicer(parts)),
    ]
