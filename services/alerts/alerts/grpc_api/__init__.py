"""The gRPC door: one servicer for each area, and the rules of who may."""

from collections.abc import Sequence

from motorway.alerts.v1 import (
    alerts_pb2_grpc,
    channels_pb2_grpc,
    incidents_pb2_grpc,
    on_call_pb2_grpc,
    rules_pb2_grpc,
    silences_pb2_grpc,
)
from motorway_kit.grpc_server import AddServicer

from alerts.grpc_api import alerts, channels, incidents, on_call, rules, silences
from alerts.parts import Alerts

RULES = {**alerts.RULES, **incidents.RULES, **silences.RULES, **channels.RULES, **on_call.RULES, **rules.RULES}


def servicers(parts: Alerts) -> Sequence[tuple[AddServicer, object]]:
    return [
        (alerts_pb2_grpc.add_AlertsServiceServicer_to_server, alerts.AlertsServicer(parts)),
        (incidents_pb2_grpc.add_IncidentsServiceServicer_to_server, incidents.IncidentsServicer(parts)),
        (silences_pb2_grpc.add_SilencesServiceServicer_to_server, silences.SilencesServicer(parts)),
        (channels_pb2_grpc.add_ChannelsServiceServicer_to_server, channels.ChannelsServicer(parts)),
        (channels_pb2_grpc.add_NotificationsServiceServicer_to_server, channels.NotificationsServicer(parts)),
        (channels_pb2_grpc.add_PushServiceServicer_to_server, channels.PushServicer(parts)),
        (on_call_pb2_grpc.add_OnCallServiceServicer_to_server, on_call.OnCallServicer(parts)),
        (rules_pb2_grpc.add_AlertRulesServiceServicer_to_server, rules.AlertRulesServicer(parts)),
    ]
