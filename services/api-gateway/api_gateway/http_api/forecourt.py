"""Pumps, tanks and the controller of a site: configuration joined with the newest readings."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motorway.iot.v1 import iot_pb2
from motorway.iot.v1.device_pb2 import FuellingPointState, ProbeStatus
from motorway.pos.v1 import pos_pb2
from motorway.telemetry.v1 import telemetry_pb2
from motorway.telemetry.v1.telemetry_pb2 import LatestReading
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway import clients
from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import GatewayDep, Model, SiteId, optional_utc, utc
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.site_models import Nozzle, Tank, nozzles_of, tank_of

router = resource("/sites/{site}", "forecourt")

DAY_S = 86_400
Readings = Mapping[str, LatestReading]


class PumpStatus(Model):
    """A pump with its newest readings; null where nothing was ever read."""

    number: int
    nozzles: list[Nozzle]
    state: str | None = Field(description="IFSF fuelling point state", examples=["IDLE", "FUELLING"])
    state_number: int | None = Field(description="Its IFSF number, 1 to 9")
    state_time: datetime | None
    running_volume_l: float | None = Field(description="Of the present or last fuelling")
    running_amount: float | None = Field(description="Major currency units")
    flow_rate_l_min: float | None
    running_time: datetime | None


class PumpList(Model):
    items: list[PumpStatus]


class TankStatus(Tank):
    """A tank with its newest readings; null where nothing was ever read."""

    grade_name: str
    time: datetime | None = Field(description="Of the newest reading")
    product_level_mm: float | None
    water_level_mm: float | None
    temperature_c: float | None
    density_kg_m3: float | None
    total_observed_volume_l: float | None = Field(description="TOV: product and water")
    water_volume_l: float | None
    probe_status: str | None = Field(examples=["OPERATIVE"])
    gross_observed_volume_l: float | None = Field(description="GOV: TOV without water")
    ullage_l: float | None = Field(description="Maximum safe fill minus TOV")


class TankList(Model):
    items: list[TankStatus]


class TankFilling(Model):
    """A delivery that goes on."""

    since: datetime
    risen_l: float = Field(description="Litres by which the content has risen; what was sold meanwhile is not in it")


class TankStock(Model):
    """How long a tank lasts."""

    tank: int
    drawn_per_day_l: float | None = Field(
        description="Mean of the last seven days without deliveries; null while less than an hour was seen"
    )
    observed_days: float = Field(description="Days that the mean is of", examples=[6.8])
    filling: TankFilling | None = Field(description="Null: it is not being filled")


class StockList(Model):
    items: list[TankStock]


class ControllerStatus(Model):
    site: str
    online: bool
    software_version: str
    changed_at: datetime = Field(description="When it last came online or went offline")
    last_seen_at: datetime | None


class PingResult(Model):
    round_trip_ms: float
    software_version: str


@router.get("/pumps", openapi_extra=operation(Operation.SITES_READ))
async def list_pumps(gateway: GatewayDep, site: SiteId) -> PumpList:
    """Every pump in the order of its number, with its state and its present or last fuelling."""
    config, readings = await asyncio.gather(
        clients.get_site(gateway.neighbours.pos, site),
        clients.latest_by_device(gateway.neighbours.telemetry, site),
    )
    return PumpList(items=[_pump(pump, readings.get(f"pump/{pump.number}", {})) for pump in config.pumps])


@router.get("/tanks", openapi_extra=operation(Operation.SITES_READ))
async def list_tanks(gateway: GatewayDep, site: SiteId) -> TankList:
    """Every tank in the order of its number, with what its probe says and the room that is left."""
    config, readings = await asyncio.gather(
        clients.get_site(gateway.neighbours.pos, site),
        clients.latest_by_device(gateway.neighbours.telemetry, site),
    )
    names = {grade.grade_id: grade.name for grade in config.grades}
    return TankList(
        items=[
            _tank(tank, names.get(tank.grade_id, ""), readings.get(f"tank/{tank.number}", {})) for tank in config.tanks
        ]
    )


@router.get("/stock", openapi_extra=operation(Operation.TELEMETRY_READ))
async def get_stock(gateway: GatewayDep, site: SiteId) -> StockList:
    """How fast each tank is drawn down, and whether it is being filled, as its readings say; not a tank without any."""
    request = telemetry_pb2.GetStockRequest(site=site)
    response = await gateway.neighbours.telemetry.call("GetStock", request, telemetry_pb2.GetStockResponse)
    return StockList(items=[_stock(tank) for tank in response.tanks])


@router.get("/controller", openapi_extra=operation(Operation.SITES_READ))
async def get_controller(gateway: GatewayDep, site: SiteId) -> ControllerStatus:
    """Whether the site's controller is connected, and since when."""
    return controller_of(await clients.get_controller(gateway.neighbours.iot, site))


@router.post("/controller/ping", openapi_extra=operation(Operation.CONTROLLERS_PING))
async def ping_controller(gateway: GatewayDep, trail: TrailDep, site: SiteId) -> PingResult:
    """Ask the site's controller for an answer over MQTT; 504 when none comes."""
    trail.target = f"controller/{site}"
    response = await gateway.neighbours.iot.call(
        "PingController",
        iot_pb2.PingControllerRequest(site=site),
        iot_pb2.PingControllerResponse,
        timeout_s=clients.COMMAND_DEADLINE_S,
    )
    return PingResult(round_trip_ms=response.round_trip_ms, software_version=response.pong.software_version)


def controller_of(controller: iot_pb2.Controller) -> ControllerStatus:
    return ControllerStatus(
        site=controller.site,
        online=controller.online,
        software_version=controller.software_version,
        changed_at=utc(controller.changed_at),
        last_seen_at=optional_utc(controller, "last_seen_at"),
    )


def _pump(pump: pos_pb2.Pump, readings: Readings) -> PumpStatus:
    state = _value(readings, "state")
    return PumpStatus(
        number=pump.number,
        nozzles=nozzles_of(pump),
        state=None if state is None else _name(FuellingPointState, state),
        state_number=None if state is None else int(state),
        state_time=_time(readings, "state"),
        running_volume_l=_value(readings, "running_volume"),
        running_amount=_value(readings, "running_amount"),
        flow_rate_l_min=_value(readings, "flow_rate"),
        running_time=_time(readings, "running_volume"),
    )


def _tank(tank: pos_pb2.Tank, grade_name: str, readings: Readings) -> TankStatus:
    volume, water = _value(readings, "total_observed_volume"), _value(readings, "water_volume")
    status = _value(readings, "probe_status")
    return TankStatus(
        **tank_of(tank).model_dump(),
        grade_name=grade_name,
        time=max((utc(reading.time) for reading in readings.values()), default=None),
        product_level_mm=_value(readings, "product_level"),
        water_level_mm=_value(readings, "water_level"),
        temperature_c=_value(readings, "temperature"),
        density_kg_m3=_value(readings, "density"),
        total_observed_volume_l=volume,
        water_volume_l=water,
        probe_status=None if status is None else _name(ProbeStatus, status),
        gross_observed_volume_l=None if volume is None else volume - (water or 0.0),
        ullage_l=None if volume is None else tank.max_safe_fill_ml / 1000 - volume,
    )


def _stock(stock: telemetry_pb2.TankStock) -> TankStock:
    filling = None
    if stock.HasField("filling"):
        filling = TankFilling(since=utc(stock.filling.since), risen_l=stock.filling.risen_l)
    drawn = stock.drawn_per_day_l if stock.HasField("drawn_per_day_l") else None
    observed_days = stock.observed_s / DAY_S
    return TankStock(tank=stock.tank, drawn_per_day_l=drawn, observed_days=observed_days, filling=filling)


def _name(kind: Any, number: float) -> str:
    """`IDLE` for FUELLING_POINT_STATE_IDLE."""
    prefix = kind.Name(0).removesuffix("UNSPECIFIED")
    return kind.Name(int(number)).removeprefix(prefix) if int(number) in kind.values() else "UNKNOWN"


def _value(readings: Readings, metric: str) -> float | None:
    return readings[metric].value if metric in readings else None


def _time(readings: Readings, metric: str) -> datetime | None:
    return utc(readings[metric].time) if metric in readings else None
