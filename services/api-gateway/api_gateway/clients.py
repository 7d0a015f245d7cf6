"""The other services, over gRPC. Every call has a deadline and fails as a MotorwayError."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import grpc.aio
from google.protobuf.message import Message
from motorway.alerts.v1 import (
    alerts_pb2,
    alerts_pb2_grpc,
    channels_pb2_grpc,
    incidents_pb2_grpc,
    on_call_pb2_grpc,
    rules_pb2_grpc,
    silences_pb2_grpc,
)
from motorway.iot.v1 import iot_pb2, iot_pb2_grpc
from motorway.payments.v1 import desk_pb2_grpc, finance_pb2_grpc, payments_pb2_grpc
from motorway.pos.v1 import (
    accounts_pb2_grpc,
    catalogue_pb2_grpc,
    offline_pb2_grpc,
    personal_data_pb2_grpc,
    photos_pb2_grpc,
    pos_pb2,
    pos_pb2_grpc,
    prices_pb2_grpc,
    pumps_pb2_grpc,
    receipts_pb2_grpc,
    sales_pb2_grpc,
    settlement_pb2_grpc,
    shifts_pb2_grpc,
)
from motorway.telemetry.v1 import telemetry_pb2, telemetry_pb2_grpc
from motorway_access.guard import outgoing
from motorway_kit.errors import NotFound, Timeout, Unavailable
from motorway_kit.grpc_client import DEADLINE_S, Remote, remote

from api_gateway.settings import Settings

M = TypeVar("M", bound=Message)
COMMAND_DEADLINE_S = 20.0
SITES_AT_ONCE = 32
Stub = Callable[[grpc.aio.Channel], Any]
POS_STUBS: tuple[Stub, ...] = (
    pos_pb2_grpc.PosServiceStub,
    accounts_pb2_grpc.AccountsServiceStub,
    prices_pb2_grpc.PricesServiceStub,
    pumps_pb2_grpc.PumpsServiceStub,
    catalogue_pb2_grpc.CatalogueServiceStub,
    receipts_pb2_grpc.ReceiptsServiceStub,
    sales_pb2_grpc.SalesServiceStub,
    shifts_pb2_grpc.ShiftsServiceStub,
    settlement_pb2_grpc.SettlementServiceStub,
    photos_pb2_grpc.PhotosServiceStub,
    offline_pb2_grpc.OfflineServiceStub,
    personal_data_pb2_grpc.PersonalDataServiceStub,
)
ALERTS_STUBS: tuple[Stub, ...] = (
    alerts_pb2_grpc.AlertsServiceStub,
    incidents_pb2_grpc.IncidentsServiceStub,
    silences_pb2_grpc.SilencesServiceStub,
    channels_pb2_grpc.ChannelsServiceStub,
    channels_pb2_grpc.NotificationsServiceStub,
    channels_pb2_grpc.PushServiceStub,
    on_call_pb2_grpc.OnCallServiceStub,
    rules_pb2_grpc.AlertRulesServiceStub,
)
PAYMENTS_STUBS: tuple[Stub, ...] = (
    payments_pb2_grpc.PaymentsServiceStub,
    finance_pb2_grpc.FinanceServiceStub,
    desk_pb2_grpc.ReadersServiceStub,
    desk_pb2_grpc.SavedCardsServiceStub,
    desk_pb2_grpc.DisputesServiceStub,
    desk_pb2_grpc.WebhooksServiceStub,
)


class Joined:
    """Every method of several gRPC services of one neighbour, on one channel; no two have a method of one name."""

    def __init__(self, stubs: Sequence[Stub], channel: grpc.aio.Channel) -> None:
        for stub in stubs:
            vars(self).update(vars(stub(channel)))


@dataclass(frozen=True)
class Service:
    """A remote service; `name` is for the reader of an error."""

    name: str
    remote: Remote

    async def call(self, method: str, request: Message, answer: type[M], *, timeout_s: float = DEADLINE_S) -> M:
        try:
            response = await self.remote.call(method, request, timeout_s=timeout_s)
        except (Unavailable, Timeout) as error:
            raise _clear(self.name, error) from error
        assert isinstance(response, answer)
        return response

    async def stream(self, method: str, request: Message) -> AsyncIterator[Any]:
        try:
            async for response in self.remote.stream(method, request):
                yield response
        except (Unavailable, Timeout) as error:
            raise _clear(self.name, error) from error


def _clear(name: str, error: Unavailable | Timeout) -> Unavailable | Timeout:
    """gRPC's own text about a peer that is away helps nobody; a reason that the peer gave is kept."""
    if type(error) is Unavailable:
        return Unavailable(f"the {name} service cannot be reached at the moment", service=name)
    if type(error) is Timeout:
        return Timeout(f"the {name} service did not answer in time", service=name)
    return error


@dataclass(frozen=True)
class Neighbours:
    pos: Service
    iot: Service
    telemetry: Service
    alerts: Service
    payments: Service


@asynccontextmanager
async def neighbours(settings: Settings) -> AsyncIterator[Neighbours]:
    addresses: dict[str, tuple[Stub, str]] = {
        "pos": (partial(Joined, POS_STUBS), settings.pos_address),
        "iot-gateway": (iot_pb2_grpc.IotGatewayServiceStub, settings.iot_gateway_address),
        "telemetry": (telemetry_pb2_grpc.TelemetryServiceStub, settings.telemetry_address),
        "alerts": (partial(Joined, ALERTS_STUBS), settings.alerts_address),
        "payments": (partial(Joined, PAYMENTS_STUBS), settings.payments_address),
    }
    async with AsyncExitStack() as stack:
        services = [
            Service(
                name, await stack.enter_async_context(remote(stub, address, tls=settings.grpc_tls, metadata=outgoing))
            )
            for name, (stub, address) in addresses.items()
        ]
        yield Neighbours(*services)


async def get_site(pos: Service, site_id: str) -> pos_pb2.Site:
    request = pos_pb2.GetSiteRequest(site_id=site_id)
    return (await pos.call("GetSite", request, pos_pb2.GetSiteResponse)).site


async def unknown_sites(pos: Service, site_ids: Sequence[str]) -> list[str]:
    """Those of them that do not exist. Raises NotAllowed for a caller who may not read one of them."""
    turns = asyncio.Semaphore(SITES_AT_ONCE)

    async def is_unknown(site_id: str) -> bool:
        async with turns:
            try:
                await get_site(pos, site_id)
            except NotFound:
                return True
            return False

    answers = await asyncio.gather(*map(is_unknown, site_ids))
    return [site_id for site_id, unknown in zip(site_ids, answers, strict=True) if unknown]


async def latest_by_device(telemetry: Service, site: str) -> dict[str, dict[str, telemetry_pb2.LatestReading]]:
    """The newest readings of a site: device → metric → reading."""
    request = telemetry_pb2.GetLatestRequest(site=site)
    response = await telemetry.call("GetLatest", request, telemetry_pb2.GetLatestResponse)
    devices: dict[str, dict[str, telemetry_pb2.LatestReading]] = {}
    for reading in response.readings:
        devices.setdefault(reading.device, {})[reading.metric] = reading
    return devices


async def get_controller(iot: Service, site: str) -> iot_pb2.Controller:
    """Raises NotFound when the site's controller has never been seen."""
    response = await iot.call(
        "ListControllers", iot_pb2.ListControllersRequest(sites=[site]), iot_pb2.ListControllersResponse
    )
    if not response.controllers:
        raise NotFound("this site's controller has never been connected", site=site)
    return response.controllers[0]


async def change_alert(
    alerts: Service, verb: str, alert_id: str
) -> alerts_pb2.AcknowledgeAlertResponse | alerts_pb2.ResolveAlertResponse:
    """Acknowledge or resolve, as the caller."""
    if verb == "acknowledge":
        request = alerts_pb2.AcknowledgeAlertRequest(alert_id=alert_id)
        return await alerts.call("AcknowledgeAlert", request, alerts_pb2.AcknowledgeAlertResponse)
    resolve = alerts_pb2.ResolveAlertRequest(alert_id=alert_id)
    return await alerts.call("ResolveAlert", resolve, alerts_pb2.ResolveAlertResponse)
