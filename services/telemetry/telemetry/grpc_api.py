"""The gRPC door."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import grpc
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.telemetry.v1 import telemetry_pb2, telemetry_pb2_grpc
from motorway_access.guard import at
from motorway_access.roles import Operation
from motorway_kit.db import Pool
from motorway_kit.errors import InvalidInput

from telemetry import app
from telemetry.domain.resolution import Resolution
from telemetry.domain.series import SeriesName
from telemetry.engine import Engine

RULES = {
    "GetLatest": at(Operation.TELEMETRY_READ, "site"),
    "GetSeries": at(Operation.TELEMETRY_READ, "site"),
    "GetStock": at(Operation.TELEMETRY_READ, "site"),
    "ExportReadings": at(Operation.TELEMETRY_EXPORT, "site"),
}

Context = grpc.aio.ServicerContext[object, object]


class TelemetryServicer(telemetry_pb2_grpc.TelemetryServiceServicer):
    """Decodes the request, asks one question, encodes the answer."""

    def __init__(self, pool: Pool, engine: Engine) -> None:
        self._pool, self._engine = pool, engine

    async def GetLatest(
        self, request: telemetry_pb2.GetLatestRequest, context: Context
    ) -> telemetry_pb2.GetLatestResponse:
        rows = await app.get_latest(self._pool, request.site, request.device)
        return telemetry_pb2.GetLatestResponse(
            readings=[
                telemetry_pb2.LatestReading(device=device, metric=metric, unit=unit, time=time, value=value)
                for device, metric, unit, time, value in rows
            ]
        )

    async def GetSeries(
        self, request: telemetry_pb2.GetSeriesRequest, context: Context
    ) -> telemetry_pb2.GetSeriesResponse:
        query = app.SeriesQuery(
            SeriesName(request.site, request.device, request.metric),
            (_time(request.start, "start"), _time(request.end, "end")),
            Resolution(request.resolution) if request.resolution else None,
            request.max_points,
        )
        found = await app.get_series(self._pool, self._engine, query)
        points = found.points
        return telemetry_pb2.GetSeriesResponse(
            unit=found.unit,
            resolution=telemetry_pb2.Resolution.ValueType(found.resolution),
            time_us=points.bucket_us.tolist(),
            minimum=points.minimum.tolist(),
            maximum=points.maximum.tolist(),
            average=(points.sum / points.count).tolist(),
            last=points.last.tolist(),
            count=points.count.tolist(),
            gap_before=found.gap_before.tolist(),
        )

    async def GetStock(
        self, request: telemetry_pb2.GetStockRequest, context: Context
    ) -> telemetry_pb2.GetStockResponse:
        tanks = await app.get_stock(self._pool, request.site, datetime.now(UTC))
        return telemetry_pb2.GetStockResponse(tanks=map(_stock, tanks))

    async def ExportReadings(
        self, request: telemetry_pb2.ExportReadingsRequest, context: Context
    ) -> AsyncIterator[telemetry_pb2.ExportReadingsResponse]:
        name = SeriesName(request.site, request.device, request.metric)
        span = _time(request.start, "start"), _time(request.end, "end")
        async for block in app.export_readings(self._pool, name, span):
            yield telemetry_pb2.ExportReadingsResponse(
                device=block.device, metric=block.metric, time_us=block.time_us, value=block.value
            )


def _stock(stock: app.TankStock) -> telemetry_pb2.TankStock:
    filling = None
    if stock.filling is not None:
        since = Timestamp()
        since.FromMicroseconds(stock.filling.since_us)
        filling = telemetry_pb2.Filling(since=since, risen_l=stock.filling.risen_l)
    return telemetry_pb2.TankStock(
        tank=stock.tank,
        drawn_per_day_l=stock.drawdown.per_day_l,
        observed_s=stock.drawdown.observed_us / 1e6,
        filling=filling,
    )


def _time(stamp: Timestamp, field: str) -> datetime:
    try:
        return stamp.ToDatetime(UTC)
    except ValueError as error:
        raise InvalidInput("not a time", field=field) from error
