"""Stands in for telemetry: tank readings that the test gives it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from motorway.telemetry.v1 import telemetry_pb2, telemetry_pb2_grpc
from motorway_kit.errors import NotFound, Unavailable


class UnknownSeries(NotFound):
    """As telemetry calls it."""


@dataclass
class StubReadings(telemetry_pb2_grpc.TelemetryServiceServicer):
    """`series[(device, metric)]` is what GetSeries answers; no others were ever measured.

    `away`: nobody answers; `away_until`: nobody knows of what was before it.
    """

    series: dict[tuple[str, str], telemetry_pb2.GetSeriesResponse] = field(default_factory=dict)
    away: bool = False
    away_until: datetime | None = None

    async def GetSeries(self, request: telemetry_pb2.GetSeriesRequest, context: Any) -> telemetry_pb2.GetSeriesResponse:
        before = self.away_until is not None and request.end.ToDatetime(UTC) < self.away_until
        if self.away or before:
            raise Unavailable("telemetry is away")
        if (request.device, request.metric) not in self.series:
            raise UnknownSeries("the site has no such series")
        return self.series[request.device, request.metric]
