"""Stands in for telemetry: tank readings that the test gives it."""

from dataclasses import dataclass, field
from typing import Any

from motorway.telemetry.v1 import telemetry_pb2, telemetry_pb2_grpc
from motorway_kit.errors import NotFound, Unavailable


class UnknownSeries(NotFound):
    """As telemetry calls it."""


@dataclass
class StubReadings(telemetry_pb2_grpc.TelemetryServiceServicer):
    """`series[(device, metric)]` is what GetSeries answers; no others were ever measured. `away`: nobody answers."""

    series: dict[tuple[str, str], telemetry_pb2.GetSeriesResponse] = field(default_factory=dict)
    away: bool = False

    async def GetSeries(self, request: telemetry_pb2.GetSeriesRequest, context: Any) -> telemetry_pb2.GetSeriesResponse:
        if self.away:
            raise Unavailable("telemetry is away")
        if (request.device, request.metric) not in self.series:
            raise UnknownSeries("the site has no such series")
        return self.series[request.device, request.metric]
