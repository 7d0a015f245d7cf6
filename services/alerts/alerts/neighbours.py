"""What the service asks of others: sites of pos, certificates of the iot-gateway, and readings of telemetry."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from google.protobuf.message import Message
from motorway.iot.v1 import device_pb2, iot_pb2, iot_pb2_grpc
from motorway.pos.v1 import pos_pb2, pos_pb2_grpc
from motorway.telemetry.v1 import telemetry_pb2_grpc
from motorway_access.caller import acting, service_caller
from motorway_access.guard import outgoing
from motorway_access.tokens import Signer
from motorway_kit.grpc_client import Remote, remote

from alerts.domain.rules.facts import NozzleFacts, PumpFacts, SiteFacts, TankFacts
from alerts.settings import AlertsSettings

PAGE = 200


@dataclass(frozen=True)
class Neighbours:
    """Asked by the service itself, telemetry by the caller. All of it raises Unavailable, Timeout, NotAllowed."""

    pos: Remote
    iot: Remote
    telemetry: Remote
    signer: Signer

    async def list_sites(self) -> dict[str, pos_pb2.Site]:
        """Every site, by its id."""
        pages = self._pages(self.pos, "ListSites", pos_pb2.ListSitesRequest(page_size=PAGE))
        return {site.site_id: site async for page in pages for site in page.sites}

    async def certificates_end(self) -> dict[str, datetime]:
        """When the last valid certificate of each site ends."""
        pages = self._pages(self.iot, "ListDevices", iot_pb2.ListDevicesRequest(page_size=PAGE))
        ends: dict[str, datetime] = {}
        async for page in pages:
            for device in page.devices:
                end = device.expires_at.ToDatetime(UTC)
                if not device.HasField("revoked_at"):
                    ends[device.site] = max(ends.get(device.site, end), end)
        return ends

    async def show_notice(self, site: str, notice: device_pb2.Notice, key: str) -> device_pb2.CommandResponse:
        """Tells the people at the site. With the same key it is the same order. Raises InvalidInput too."""
        request = iot_pb2.ShowNoticeRequest(site=site, notice=notice, idempotency_key=key)
        answer: iot_pb2.ShowNoticeResponse = await self._ask(self.iot, "ShowNotice", request)
        return answer.response

    async def _pages(self, service: Remote, method: str, request: Any) -> AsyncIterator[Any]:
        while True:
            page = await self._ask(service, method, request)
            yield page
            if not page.next_cursor:
                return
            request.cursor = page.next_cursor

    async def _ask(self, service: Remote, method: str, request: Message) -> Any:
        with acting(service_caller("alerts"), self.signer.sign):
            return await service.call(method, request)


@asynccontextmanager
async def neighbours(settings: AlertsSettings) -> AsyncIterator[Neighbours]:
    """Channels to the other services. Raises OSError or ValueError for a key that cannot be read."""
    signer = Signer.load(settings.service_key_file)
    tls = settings.grpc_tls
    async with (
        remote(pos_pb2_grpc.PosServiceStub, settings.pos_address, tls=tls, metadata=outgoing) as pos,
        remote(iot_pb2_grpc.IotGatewayServiceStub, settings.iot_gateway_address, tls=tls, metadata=outgoing) as iot,
        remote(
            telemetry_pb2_grpc.TelemetryServiceStub, settings.telemetry_address, tls=tls, metadata=outgoing
        ) as telemetry,
    ):
        yield Neighbours(pos, iot, telemetry, signer)


def site_facts(site: pos_pb2.Site) -> SiteFacts:
    """What rules may know of a site."""
    return SiteFacts(
        site=site.site_id,
        name=site.name,
        time_zone=site.time_zone or "UTC",
        currency=site.currency,
        tanks=tuple(map(_tank, site.tanks)),
        pumps=tuple(PumpFacts(pump.number, tuple(_nozzles(pump.nozzles))) for pump in site.pumps),
    )


def _tank(tank: pos_pb2.Tank) -> TankFacts:
    return TankFacts(
        number=tank.number,
        grade=tank.grade_id,
        capacity_l=tank.capacity_ml / 1000,
        safe_fill_l=tank.max_safe_fill_ml / 1000,
        diameter_mm=tank.diameter_tenth_mm / 10,
    )


def _nozzles(nozzles: Iterable[pos_pb2.Nozzle]) -> Iterable[NozzleFacts]:
    for nozzle in nozzles:
        yield NozzleFacts(nozzle.number, nozzle.grade_id, nozzle.tank, nozzle.second_tank, nozzle.second_tank_per_mille)
