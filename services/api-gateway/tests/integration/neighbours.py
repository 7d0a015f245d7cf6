"""Stand-ins for the other services: real gRPC servers with fixed answers."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from alerts import grpc_api as alerts_door
from google.protobuf.timestamp_pb2 import Timestamp
from iot_gateway import grpc_api as iot_door
from motorway.iot.v1 import device_pb2, iot_pb2
from motorway.pos.v1 import pos_pb2, pos_pb2_grpc
from motorway.telemetry.v1 import telemetry_pb2, telemetry_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import Guard, Rule
from motorway_access.tokens import Verifier
from motorway_kit.errors import Conflict, MotorwayError, NotFound, Timeout
from payments import grpc_api as payments_door
from pos import grpc_api as pos_door
from telemetry import grpc_api as telemetry_door

from .stub_accounts import RPCS_BY_ID
from .stub_alerts import RPCS_BY_ALERT
from .stub_notifications import RPCS_BY_NOTIFICATION
from .stub_numbering import StubNumbering
from .stub_payments import RPCS_BY_PAYMENT
from .stub_photos import BY_PHOTO
from .stub_receipts import BY_RECEIPT
from .stub_rules import RPCS_BY_RULE
from .stub_sales import RPCS_BY_TICKET
from .stub_shifts import RPCS_BY_SHIFT

RULES_OF: dict[str, Mapping[str, Rule]] = {
    "pos": pos_door.RULES,
    "telemetry": telemetry_door.RULES,
    "iot": iot_door.RULES,
    "alerts": alerts_door.RULES,
    "payments": payments_door.RULES,
}
BY_ID = (
    frozenset({"RevokeDevice"})
    | RPCS_BY_ALERT
    | RPCS_BY_RULE
    | RPCS_BY_ID
    | RPCS_BY_NOTIFICATION
    | BY_RECEIPT
    | BY_PHOTO
    | RPCS_BY_SHIFT
    | RPCS_BY_TICKET
    | RPCS_BY_PAYMENT
)
SITE = "m25-cobham"
NOW = datetime(2026, 11, 23, 7, 0, 0, 123000, tzinfo=UTC)
NOW_US = int(NOW.timestamp() * 1_000_000)


def stamp(moment: datetime = NOW) -> Timestamp:
    timestamp = Timestamp()
    timestamp.FromDatetime(moment)
    return timestamp


class NarrowingGuard:
    """The real rules of the services; sites that a list asks for must be allowed, as there, and so must SITE where
    something is changed by its id: everything with an id is at SITE here."""

    def __init__(self, verifier: Verifier) -> None:
        self._guards = {owner: Guard(verifier, rules) for owner, rules in RULES_OF.items()}

    @contextmanager
    def __call__(self, method: str, request: Any, metadata: Mapping[str, str]) -> Iterator[None]:
        """`method` is like `/motorway.pos.v1.PosService/GetSite`."""
        owner, name = method.split(".")[1], method.rpartition("/")[2]
        with self._guards[owner](method, request, metadata):
            sites = [SITE] if name in BY_ID else getattr(request, "sites", [])
            current_caller().narrowed(RULES_OF[owner][name].operation, sites)
            yield


def of_the_gateway(verifier: Verifier) -> NarrowingGuard:
    """Every call carries a caller that the gateway signed, and who may make it, as at the real doors."""
    return NarrowingGuard(verifier)


class SiteNotFound(NotFound):
    pass


class VersionMismatch(Conflict):
    pass


class ControllerSilent(Timeout):
    pass


class StubPos(pos_pb2_grpc.PosServiceServicer):
    def __init__(self) -> None:
        self.sites = {SITE: make_site()}
        self.delay_s = 0.0
        self.refusal: MotorwayError | None = None

    async def ApplySite(self, request: pos_pb2.ApplySiteRequest, context: Any) -> pos_pb2.ApplySiteResponse:
        if self.refusal is not None:
            raise self.refusal
        site = pos_pb2.Site()
        site.CopyFrom(request.site)
        previous = self.sites.get(site.site_id)
        stored = previous.version if previous else 0
        if request.HasField("expected_version") and request.expected_version != stored:
            raise VersionMismatch("the site has another version", stored=stored)
        site.version = stored + 1
        self.sites[site.site_id] = site
        return pos_pb2.ApplySiteResponse(site=site, previous=previous)

    async def CheckSite(self, request: pos_pb2.CheckSiteRequest, context: Any) -> pos_pb2.CheckSiteResponse:
        return pos_pb2.CheckSiteResponse(site=request.site, previous=self.sites.get(request.site.site_id))

    async def GetSite(self, request: pos_pb2.GetSiteRequest, context: Any) -> pos_pb2.GetSiteResponse:
        await asyncio.sleep(self.delay_s)
        if request.site_id not in self.sites:
            raise SiteNotFound("there is no such site", site=request.site_id)
        return pos_pb2.GetSiteResponse(site=self.sites[request.site_id])

    async def ListSites(self, request: pos_pb2.ListSitesRequest, context: Any) -> pos_pb2.ListSitesResponse:
        names = sorted(name for name in self.sites if name > request.cursor)
        page = names[: request.page_size]
        cursor = page[-1] if len(names) > len(page) else ""
        return pos_pb2.ListSitesResponse(sites=[self.sites[name] for name in page], next_cursor=cursor)


class StubTelemetry(telemetry_pb2_grpc.TelemetryServiceServicer):
    def __init__(self) -> None:
        self.readings: list[telemetry_pb2.LatestReading] = []
        self.stock: list[telemetry_pb2.TankStock] = []
        self.asked: Any = None
        self.blocks = 0
        self.sent_blocks = 0

    def read(self, device: str, metric: str, value: float) -> None:
        reading = telemetry_pb2.LatestReading(device=device, metric=metric, unit="x", time=stamp(), value=value)
        self.readings.append(reading)

    async def GetLatest(self, request: telemetry_pb2.GetLatestRequest, context: Any) -> telemetry_pb2.GetLatestResponse:
        chosen = [reading for reading in self.readings if request.device in ("", reading.device)]
        return telemetry_pb2.GetLatestResponse(readings=chosen)

    async def GetStock(self, request: telemetry_pb2.GetStockRequest, context: Any) -> telemetry_pb2.GetStockResponse:
        return telemetry_pb2.GetStockResponse(tanks=self.stock)

    async def GetSeries(self, request: telemetry_pb2.GetSeriesRequest, context: Any) -> telemetry_pb2.GetSeriesResponse:
        self.asked = request
        return telemetry_pb2.GetSeriesResponse(
            unit="mm",
            resolution=telemetry_pb2.RESOLUTION_HOUR,
            time_us=[NOW_US, NOW_US + 3_600_000_000],
            minimum=[1.0, 2.0],
            maximum=[3.0, 4.0],
            average=[2.0, 3.0],
            last=[2.5, 3.5],
            count=[60, 30],
            gap_before=[1],
        )

    async def ExportReadings(
        self, request: telemetry_pb2.ExportReadingsRequest, context: Any
    ) -> AsyncIterator[telemetry_pb2.ExportReadingsResponse]:
        if request.site != SITE:
            raise SiteNotFound("there is no such site")
        for number in range(self.blocks):
            self.sent_blocks += 1
            rows = range(1000)
            yield telemetry_pb2.ExportReadingsResponse(
                device=["tank/1"] * 1000,
                metric=["product_level"] * 1000,
                time_us=[NOW_US + number * 1000 + row for row in rows],
                value=[float(row) for row in rows],
            )


class StubIot(StubNumbering):
    def __init__(self) -> None:
        self.devices: dict[str, iot_pb2.Device] = {}
        self.keys: list[str] = []
        self.delay_s = 0.0
        self.asked: Any = None
        self.commands: list[iot_pb2.LoggedCommand] = []
        self.controllers = [
            iot_pb2.Controller(
                site=SITE, online=True, software_version="1.2.3", changed_at=stamp(), last_seen_at=stamp()
            )
        ]

    async def EnrolDevice(self, request: iot_pb2.EnrolDeviceRequest, context: Any) -> iot_pb2.EnrolDeviceResponse:
        self.keys.append(request.idempotency_key)
        await asyncio.sleep(self.delay_s)
        device = iot_pb2.Device(
            device_id=f"d{len(self.devices)}",
            site=request.site,
            label=request.label,
            serial_number="ab12",
            enrolled_at=stamp(),
            expires_at=stamp(),
        )
        self.devices[device.device_id] = device
        key = "" if request.csr_pem else "PRIVATE"
        return iot_pb2.EnrolDeviceResponse(device=device, certificate_pem="CERT", ca_pem="CA", private_key_pem=key)

    async def RevokeDevice(self, request: iot_pb2.RevokeDeviceRequest, context: Any) -> iot_pb2.RevokeDeviceResponse:
        device, previous = self.devices[request.device_id], iot_pb2.Device()
        previous.CopyFrom(device)
        device.revoked_at.CopyFrom(stamp())
        device.revocation_reason = request.reason
        return iot_pb2.RevokeDeviceResponse(device=device, previous=previous)

    async def ListDevices(self, request: iot_pb2.ListDevicesRequest, context: Any) -> iot_pb2.ListDevicesResponse:
        return iot_pb2.ListDevicesResponse(devices=self.devices.values())

    async def ListControllers(
        self, request: iot_pb2.ListControllersRequest, context: Any
    ) -> iot_pb2.ListControllersResponse:
        chosen = [
            controller for controller in self.controllers if not request.sites or controller.site in request.sites
        ]
        return iot_pb2.ListControllersResponse(controllers=chosen)

    async def ListQuarantine(
        self, request: iot_pb2.ListQuarantineRequest, context: Any
    ) -> iot_pb2.ListQuarantineResponse:
        message = iot_pb2.QuarantinedMessage(
            quarantine_id="q1",
            received_at=stamp(),
            site=SITE,
            topic="motorway/v1/m25-cobham/telemetry",
            reason="UnreadablePayload",
            payload=b"\xff\x00",
            payload_size=2,
        )
        return iot_pb2.ListQuarantineResponse(messages=[message], total=1)

    async def ListCommands(self, request: iot_pb2.ListCommandsRequest, context: Any) -> iot_pb2.ListCommandsResponse:
        self.asked = request
        return iot_pb2.ListCommandsResponse(commands=self.commands, next_cursor="next")

    async def PingController(
        self, request: iot_pb2.PingControllerRequest, context: Any
    ) -> iot_pb2.PingControllerResponse:
        if request.site != SITE:
            raise ControllerSilent("the controller did not answer", site=request.site)
        return iot_pb2.PingControllerResponse(pong=device_pb2.Pong(software_version="1.2.3"), round_trip_ms=4.5)


def make_site(site_id: str = SITE) -> pos_pb2.Site:
    return pos_pb2.Site(
        site_id=site_id,
        name="Cobham",
        time_zone="Europe/London",
        currency="GBP",
        grades=[pos_pb2.Grade(grade_id="e10", name="Unleaded E10")],
        tanks=[
            pos_pb2.Tank(
                number=1, grade_id="e10", capacity_ml=50_000_000, max_safe_fill_ml=47_500_000, diameter_tenth_mm=25_000
            )
        ],
        pumps=[
            pos_pb2.Pump(number=number, nozzles=[pos_pb2.Nozzle(number=1, grade_id="e10", tank=1)]) for number in (1, 2)
        ],
        version=1,
    )
