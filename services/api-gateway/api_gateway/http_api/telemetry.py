"""Readings: newest, over a range, and exported."""

from collections.abc import AsyncIterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Query
from fastapi.responses import StreamingResponse
from motorway.telemetry.v1 import telemetry_pb2
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput
from pydantic import BaseModel, Field

from api_gateway.exports import as_arrow, as_csv
from api_gateway.http_api.common import (
    SLUG,
    GatewayDep,
    Model,
    stamp,
    utc,
)
from api_gateway.http_api.moments import Moment
from api_gateway.http_api.routing import operation, resource

DEVICE = r"^[a-z0-9_/-]{1,64}$"
METRIC = r"^[a-z0-9_]{1,48}$"
DEVICE_HELP = "`pump/3`, `tank/1`, `controller` …"
METRIC_HELP = "`product_level`, `state` …"
EXPORTED: dict[str, dict[str, object]] = {
    "text/csv": {
        "schema": {"type": "string"},
        "example": "time,device,metric,value\r\n2026-11-24T08:30:00.000000Z,tank/1,product_level,1642.5\r\n",
    },
    "application/vnd.apache.arrow.stream": {
        "schema": {"type": "string", "format": "binary"},
        "example": "record batches of the same columns, in Arrow's streaming format",
    },
}

router = resource("/telemetry", "telemetry")


class Resolution(StrEnum):
    AUTO = "auto"
    RAW = "raw"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"


class ReadingsFormat(StrEnum):
    CSV = "csv"
    ARROW = "arrow"


class LatestQuery(BaseModel):
    site: str = Field(pattern=SLUG, description="Site id", examples=["m25-cobham"])
    device: str = Field(default="", pattern=rf"{DEVICE}|^$", description=DEVICE_HELP + "; empty: all")


class RangeQuery(BaseModel):
    site: str = Field(pattern=SLUG, description="Site id", examples=["m25-cobham"])
    start: Moment = Field(description="Inclusive")
    end: Moment = Field(description="Exclusive")


class SeriesQuery(RangeQuery):
    device: str = Field(pattern=DEVICE, description=DEVICE_HELP)
    metric: str = Field(pattern=METRIC, description=METRIC_HELP)
    resolution: Resolution = Field(default=Resolution.AUTO, description="Raw readings, or one point for each period")
    max_points: int = Field(default=1000, ge=1, le=10_000)


class ExportQuery(RangeQuery):
    device: str = Field(default="", pattern=rf"{DEVICE}|^$", description=DEVICE_HELP + "; empty: all")
    metric: str = Field(default="", pattern=rf"{METRIC}|^$", description=METRIC_HELP + "; empty: all")
    format: ReadingsFormat = Field(default=ReadingsFormat.CSV, description="Text, or Arrow's streaming format")


class Reading(Model):
    device: str
    metric: str
    unit: str
    time: datetime
    value: float


class LatestReadings(Model):
    items: list[Reading]


class Series(Model):
    """Columns of one length, ordered by time."""

    unit: str
    resolution: Resolution
    time: list[int] = Field(description="Milliseconds since 1970")
    min: list[float]
    max: list[float]
    avg: list[float]
    last: list[float]
    count: list[int]
    gap_before: list[int] = Field(description="Indexes of points before which data is missing")


_RESOLUTIONS = {
    Resolution.AUTO: telemetry_pb2.RESOLUTION_UNSPECIFIED,
    Resolution.RAW: telemetry_pb2.RESOLUTION_RAW,
    Resolution.MINUTE: telemetry_pb2.RESOLUTION_MINUTE,
    Resolution.HOUR: telemetry_pb2.RESOLUTION_HOUR,
    Resolution.DAY: telemetry_pb2.RESOLUTION_DAY,
}
_NAMES = {number: name for name, number in _RESOLUTIONS.items()}
_EXPORTS = {
    ReadingsFormat.CSV: (as_csv, "text/csv; charset=utf-8"),
    ReadingsFormat.ARROW: (as_arrow, "application/vnd.apache.arrow.stream"),
}


@router.get("/latest", openapi_extra=operation(Operation.TELEMETRY_READ))
async def get_latest(gateway: GatewayDep, query: Annotated[LatestQuery, Query()]) -> LatestReadings:
    """The newest reading of every series of a site, or of one device."""
    request = telemetry_pb2.GetLatestRequest(site=query.site, device=query.device)
    response = await gateway.neighbours.telemetry.call("GetLatest", request, telemetry_pb2.GetLatestResponse)
    items = [
        Reading(device=r.device, metric=r.metric, unit=r.unit, time=utc(r.time), value=r.value)
        for r in response.readings
    ]
    return LatestReadings(items=items)


@router.get("/series", openapi_extra=operation(Operation.TELEMETRY_READ))
async def get_series(gateway: GatewayDep, query: Annotated[SeriesQuery, Query()]) -> Series:
    """One series over a range; `auto` takes the finest resolution that fits `max_points`."""
    request = telemetry_pb2.GetSeriesRequest(
        site=query.site,
        device=query.device,
        metric=query.metric,
        start=stamp(query.start),
        end=stamp(query.end),
        resolution=_RESOLUTIONS[query.resolution],
        max_points=query.max_points,
    )
    response = await gateway.neighbours.telemetry.call("GetSeries", request, telemetry_pb2.GetSeriesResponse)
    return Series(
        unit=response.unit,
        resolution=_NAMES[response.resolution],
        time=[time_us // 1000 for time_us in response.time_us],
        min=list(response.minimum),
        max=list(response.maximum),
        avg=list(response.average),
        last=list(response.last),
        count=list(response.count),
        gap_before=list(response.gap_before),
    )


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={200: {"content": EXPORTED}},
    openapi_extra=operation(Operation.TELEMETRY_EXPORT),
)
async def export_readings(gateway: GatewayDep, query: Annotated[ExportQuery, Query()]) -> StreamingResponse:
    """Raw readings in time order as a download: device and metric may be left out to get all."""
    if query.end <= query.start:
        raise InvalidInput("the range ends before it begins", field="end")
    request = telemetry_pb2.ExportReadingsRequest(
        site=query.site,
        device=query.device,
        metric=query.metric,
        start=stamp(query.start),
        end=stamp(query.end),
    )
    blocks = gateway.neighbours.telemetry.stream("ExportReadings", request)
    # The first block before the response head, so that a refusal still becomes a problem document.
    first = await anext(blocks, None)
    encode, media_type = _EXPORTS[query.format]
    name = f"readings-{query.site}-{query.start:%Y%m%d}-{query.end:%Y%m%d}.{query.format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(encode(_from_first(first, blocks)), media_type=media_type, headers=headers)


async def _from_first(
    first: telemetry_pb2.ExportReadingsResponse | None, rest: AsyncIterator[telemetry_pb2.ExportReadingsResponse]
) -> AsyncIterator[telemetry_pb2.ExportReadingsResponse]:
    if first is not None:
        yield first
    async for block in rest:
        yield block
