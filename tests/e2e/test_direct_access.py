"""A service that is reached past the gateway refuses."""

from typing import Any

import pytest
from motorway.alerts.v1 import alerts_pb2, alerts_pb2_grpc
from motorway.iot.v1 import iot_pb2, iot_pb2_grpc
from motorway.pos.v1 import pos_pb2, pos_pb2_grpc
from motorway.telemetry.v1 import telemetry_pb2, telemetry_pb2_grpc
from motorway_kit.errors import Unauthenticated, Unavailable
from motorway_kit.grpc_client import remote

from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

DOORS = [
    ("POS", pos_pb2_grpc.PosServiceStub, "ListSites", pos_pb2.ListSitesRequest()),
    ("POS", pos_pb2_grpc.PosServiceStub, "ApplySite", pos_pb2.ApplySiteRequest(site=pos_pb2.Site(site_id="m1"))),
    ("IOT_GATEWAY", iot_pb2_grpc.IotGatewayServiceStub, "EnrolDevice", iot_pb2.EnrolDeviceRequest(site="m1")),
    ("TELEMETRY", telemetry_pb2_grpc.TelemetryServiceStub, "GetLatest", telemetry_pb2.GetLatestRequest(site="m1")),
    ("ALERTS", alerts_pb2_grpc.AlertsServiceStub, "ListAlerts", alerts_pb2.ListAlertsRequest()),
]


@pytest.mark.parametrize(("service", "stub", "method", "request_"), DOORS, ids=lambda value: str(value)[:20])
async def test_with_a_certificate_but_without_a_caller(
    platform: Platform, service: str, stub: Any, method: str, request_: Any
) -> None:
    async with remote(stub, platform[f"{service}_ADDRESS"], tls=platform.services_tls) as door:
        with pytest.raises(Unauthenticated) as refusal:
            await door.call(method, request_)
    assert refusal.value.reason == "CallerMissing"


async def test_without_a_certificate_of_a_service(platform: Platform) -> None:
    async with remote(pos_pb2_grpc.PosServiceStub, platform["POS_ADDRESS"]) as door:
        with pytest.raises(Unavailable):
            await door.call("ListSites", pos_pb2.ListSitesRequest())
