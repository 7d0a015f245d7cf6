"""Stand in for pos, the iot-gateway and telemetry: sites, certificates and readings that the test gives them."""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motorway.iot.v1 import device_pb2, iot_pb2, iot_pb2_grpc
from motorway.pos.v1 import pos_pb2, pos_pb2_grpc
from motorway.telemetry.v1 import telemetry_pb2, telemetry_pb2_grpc
from motorway_kit.errors import MotorwayError


def anybody(method: str, request: Any, metadata: Any) -> AbstractContextManager[None]:
    """A stub asks nobody who they are."""
    return nullcontext()


def a_site(site_id: str = "m25-cobham", tanks: int = 1) -> pos_pb2.Site:
    """With tanks of 30,000 l, of which 28,500 may be filled."""
    return pos_pb2.Site(
        site_id=site_id,
        name=site_id.title(),
        time_zone="Europe/London",
        currency="GBP",
        tanks=[
            pos_pb2.Tank(
                number=number + 1,
                grade_id="e10",
                capacity_ml=30_000_000,
                max_safe_fill_ml=28_500_000,
                diameter_tenth_mm=25_000,
            )
            for number in range(tanks)
        ],
    )


@dataclass
class StubPos(pos_pb2_grpc.PosServiceServicer):
    sites: list[pos_pb2.Site] = field(default_factory=lambda: [a_site()])

    async def ListSites(self, request: pos_pb2.ListSitesRequest, context: Any) -> pos_pb2.ListSitesResponse:
        return pos_pb2.ListSitesResponse(sites=self.sites)


@dataclass
class StubIot(iot_pb2_grpc.IotGatewayServiceServicer):
    expires_at: dict[str, datetime] = field(default_factory=dict)
    notices: list[iot_pb2.ShowNoticeRequest] = field(default_factory=list)
    away: MotorwayError | None = None
    refusal: str = ""

    async def ShowNotice(self, request: iot_pb2.ShowNoticeRequest, context: Any) -> iot_pb2.ShowNoticeResponse:
        self.notices.append(request)
        if self.away is not None:
            raise self.away
        response = device_pb2.CommandResponse(accepted=not self.refusal, refusal_reason=self.refusal)
        return iot_pb2.ShowNoticeResponse(response=response)

    async def ListDevices(self, request: iot_pb2.ListDevicesRequest, context: Any) -> iot_pb2.ListDevicesResponse:
        response = iot_pb2.ListDevicesResponse()
        for site, end in self.expires_at.items():
            response.devices.add(site=site).expires_at.FromDatetime(end)
        return response


@dataclass
class StubTelemetry(telemetry_pb2_grpc.TelemetryServiceServicer):
    """`readings` are (site, device, metric, time_us, value), in the order of time."""

    readings: list[tuple[str, str, str, int, float]] = field(default_factory=list)

    async def ExportReadings(
        self, request: telemetry_pb2.ExportReadingsRequest, context: Any
    ) -> AsyncIterator[telemetry_pb2.ExportReadingsResponse]:
        start, end = request.start.ToMicroseconds(), request.end.ToMicroseconds()
        for site, device, metric, time_us, value in self.readings:
            wanted = request.site == site and request.device in ("", device) and request.metric in ("", metric)
            if wanted and start <= time_us < end:
                yield telemetry_pb2.ExportReadingsResponse(
                    device=[device], metric=[metric], time_us=[time_us], value=[value]
                )
