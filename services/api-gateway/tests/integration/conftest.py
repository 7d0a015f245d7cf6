"""The whole service in this process, with real PostgreSQL and Redis, and stand-ins for its neighbours."""

import asyncio
import os
import ssl
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from api_gateway.__main__ import MIGRATIONS, wire
from api_gateway.settings import Settings
from motorway.alerts.v1 import (
    channels_pb2_grpc,
    incidents_pb2_grpc,
    on_call_pb2_grpc,
    rules_pb2_grpc,
    silences_pb2_grpc,
)
from motorway.alerts.v1.alerts_pb2_grpc import add_AlertsServiceServicer_to_server
from motorway.iot.v1.iot_pb2_grpc import add_IotGatewayServiceServicer_to_server
from motorway.payments.v1 import desk_pb2_grpc, finance_pb2_grpc, payments_pb2_grpc
from motorway.pos.v1.accounts_pb2_grpc import add_AccountsServiceServicer_to_server
from motorway.pos.v1.catalogue_pb2_grpc import add_CatalogueServiceServicer_to_server
from motorway.pos.v1.offline_pb2_grpc import add_OfflineServiceServicer_to_server
from motorway.pos.v1.personal_data_pb2_grpc import add_PersonalDataServiceServicer_to_server
from motorway.pos.v1.photos_pb2_grpc import add_PhotosServiceServicer_to_server
from motorway.pos.v1.pos_pb2_grpc import add_PosServiceServicer_to_server
from motorway.pos.v1.prices_pb2_grpc import add_PricesServiceServicer_to_server
from motorway.pos.v1.pumps_pb2_grpc import add_PumpsServiceServicer_to_server
from motorway.pos.v1.receipts_pb2_grpc import add_ReceiptsServiceServicer_to_server
from motorway.pos.v1.sales_pb2_grpc import add_SalesServiceServicer_to_server
from motorway.pos.v1.settlement_pb2_grpc import add_SettlementServiceServicer_to_server
from motorway.pos.v1.shifts_pb2_grpc import add_ShiftsServiceServicer_to_server
from motorway.telemetry.v1.telemetry_pb2_grpc import add_TelemetryServiceServicer_to_server
from motorway_access.testing import CallerKeys
from motorway_kit.grpc_server import grpc_server
from motorway_kit.runtime import serve
from motorway_kit.testing import DatabaseFactory, free_port, wait_until

from .neighbours import StubIot, StubPos, StubTelemetry, of_the_gateway
from .stub_accounts import StubAccounts
from .stub_alerts import StubAlerts, StubIncidents, StubSilences
from .stub_notifications import StubChannels, StubNotifications, StubOnCall, StubPush
from .stub_offline import StubOffline
from .stub_payments import StubDisputes, StubFinance, StubPayments, StubReaders, StubSavedCards, StubWebhooks
from .stub_personal_data import StubPersonalData
from .stub_photos import StubPhotos
from .stub_prices import StubPrices
from .stub_pump_control import StubPumps
from .stub_receipts import StubCatalogue, StubReceipts
from .stub_rules import StubRules
from .stub_sales import StubSales
from .stub_shifts import StubSettlement, StubShifts

PASSWORD = "a long password"
STARTED_S = 90
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""The doors here speak plain HTTP: a client need not read every authority of the system for each."""


@dataclass
class Neighbours:
    pos: StubPos = field(default_factory=StubPos)
    accounts: StubAccounts = field(default_factory=StubAccounts)
    catalogue: StubCatalogue = field(default_factory=StubCatalogue)
    receipts: StubReceipts = field(default_factory=StubReceipts)
    photos: StubPhotos = field(default_factory=StubPhotos)
    personal_data: StubPersonalData = field(default_factory=StubPersonalData)
    offline: StubOffline = field(default_factory=StubOffline)
    sales: StubSales = field(default_factory=StubSales)
    pumps: StubPumps = field(default_factory=StubPumps)
    prices: StubPrices = field(default_factory=StubPrices)
    shifts: StubShifts = field(default_factory=StubShifts)
    settlement: StubSettlement = field(default_factory=StubSettlement)
    telemetry: StubTelemetry = field(default_factory=StubTelemetry)
    iot: StubIot = field(default_factory=StubIot)
    alerts: StubAlerts = field(default_factory=StubAlerts)
    incidents: StubIncidents = field(default_factory=StubIncidents)
    silences: StubSilences = field(default_factory=StubSilences)
    channels: StubChannels = field(default_factory=StubChannels)
    notifications: StubNotifications = field(default_factory=StubNotifications)
    push: StubPush = field(default_factory=StubPush)
    on_call: StubOnCall = field(default_factory=StubOnCall)
    rules: StubRules = field(default_factory=StubRules)
    payments: StubPayments = field(default_factory=StubPayments)
    finance: StubFinance = field(default_factory=StubFinance)
    readers: StubReaders = field(default_factory=StubReaders)
    saved_cards: StubSavedCards = field(default_factory=StubSavedCards)
    disputes: StubDisputes = field(default_factory=StubDisputes)
    webhooks: StubWebhooks = field(default_factory=StubWebhooks)
    address: str = ""


@dataclass
class RunningGateway:
    settings: Settings
    token: str = ""

    @property
    def url(self) -> str:
        return f"http://{self.settings.http_bind}"

    def client(self, *, token: str | None = None) -> httpx.AsyncClient:
        chosen = self.token if token is None else token
        headers = {"Authorization": f"Bearer {chosen}"} if chosen else {}
        return httpx.AsyncClient(base_url=self.url, headers=headers, timeout=20, verify=NO_TLS)

    async def sign_in(self, password: str = PASSWORD, username: str = "admin") -> httpx.Response:
        async with self.client(token="") as http:
            return await http.post("/api/v1/auth/token", data={"username": username, "password": password})


@pytest.fixture
def caller_keys(tmp_path: Path) -> CallerKeys:
    return CallerKeys.make(tmp_path)


@pytest_asyncio.fixture
async def neighbours(caller_keys: CallerKeys) -> AsyncIterator[Neighbours]:
    stubs = Neighbours()
    servicers: list[tuple[Any, object]] = [
        (add_PosServiceServicer_to_server, stubs.pos),
        (add_AccountsServiceServicer_to_server, stubs.accounts),
        (add_CatalogueServiceServicer_to_server, stubs.catalogue),
        (add_ReceiptsServiceServicer_to_server, stubs.receipts),
        (add_PhotosServiceServicer_to_server, stubs.photos),
        (add_PersonalDataServiceServicer_to_server, stubs.personal_data),
        (add_OfflineServiceServicer_to_server, stubs.offline),
        (add_SalesServiceServicer_to_server, stubs.sales),
        (add_PumpsServiceServicer_to_server, stubs.pumps),
        (add_PricesServiceServicer_to_server, stubs.prices),
        (add_ShiftsServiceServicer_to_server, stubs.shifts),
        (add_SettlementServiceServicer_to_server, stubs.settlement),
        (add_TelemetryServiceServicer_to_server, stubs.telemetry),
        (add_IotGatewayServiceServicer_to_server, stubs.iot),
        (add_AlertsServiceServicer_to_server, stubs.alerts),
        (incidents_pb2_grpc.add_IncidentsServiceServicer_to_server, stubs.incidents),
        (silences_pb2_grpc.add_SilencesServiceServicer_to_server, stubs.silences),
        (channels_pb2_grpc.add_ChannelsServiceServicer_to_server, stubs.channels),
        (channels_pb2_grpc.add_NotificationsServiceServicer_to_server, stubs.notifications),
        (channels_pb2_grpc.add_PushServiceServicer_to_server, stubs.push),
        (on_call_pb2_grpc.add_OnCallServiceServicer_to_server, stubs.on_call),
        (rules_pb2_grpc.add_AlertRulesServiceServicer_to_server, stubs.rules),
        (payments_pb2_grpc.add_PaymentsServiceServicer_to_server, stubs.payments),
        (finance_pb2_grpc.add_FinanceServiceServicer_to_server, stubs.finance),
        (desk_pb2_grpc.add_ReadersServiceServicer_to_server, stubs.readers),
        (desk_pb2_grpc.add_SavedCardsServiceServicer_to_server, stubs.saved_cards),
        (desk_pb2_grpc.add_DisputesServiceServicer_to_server, stubs.disputes),
        (desk_pb2_grpc.add_WebhooksServiceServicer_to_server, stubs.webhooks),
    ]
    async with grpc_server("127.0.0.1:0", servicers, guard=of_the_gateway(caller_keys.verifier)) as port:
        stubs.address = f"127.0.0.1:{port}"
        yield stubs


@pytest.fixture
def web_root(tmp_path: Path) -> Path:
    (tmp_path / "_next/static/chunks").mkdir(parents=True)
    (tmp_path / "_next/static/chunks/main-0a1b.js").write_text("1")
    for name in ("index", "site", "login", "404"):
        (tmp_path / f"{name}.html").write_text(f"<title>{name}</title><script>let page = '{name}'</script>")
    return tmp_path


@pytest_asyncio.fixture
async def settings(
    database: DatabaseFactory, redis_url: str, neighbours: Neighbours, web_root: Path, caller_keys: CallerKeys
) -> Settings:
    return Settings(
        http_bind=f"127.0.0.1:{free_port()}",
        database_url=await database(MIGRATIONS),
        redis_url=redis_url,
        pos_address=neighbours.address,
        iot_gateway_address=neighbours.address,
        telemetry_address=neighbours.address,
        alerts_address=neighbours.address,
        payments_address=neighbours.address,
        key_secret="a secret of more than thirty-two characters",
        caller_key_file=caller_keys.private_file,
        admin_password=PASSWORD,
        web_root=web_root,
        live_max_clients=20,
        second_factor_roles="",
    )


async def _answers(gateway: RunningGateway) -> bool:
    try:
        async with gateway.client() as http:
            return (await http.get("/readyz")).status_code == 200
    except httpx.TransportError:
        return False


class PassedClock:
    """The time as it is, and as much later as a test lets pass."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def turn(self, **ahead: float) -> None:
        """Let time pass: `hours=2`."""
        self._ahead += timedelta(**ahead)


@pytest.fixture
def clock() -> PassedClock:
    return PassedClock()


@asynccontextmanager
async def running(settings: Settings, clock: PassedClock) -> AsyncIterator[RunningGateway]:
    stop = asyncio.Event()
    task = asyncio.create_task(serve("api-gateway", settings, partial(wire, clock=clock), stop=stop))
    try:
        yield await started(settings)
    finally:
        stop.set()
        await task


@pytest_asyncio.fixture
async def gateway(settings: Settings, clock: PassedClock) -> AsyncIterator[RunningGateway]:
    async with running(settings, clock) as gateway:
        yield gateway


ReplicaFactory = Callable[..., Awaitable[RunningGateway]]
"""`await replica(idle_hours=1)`: one more gateway on the same database and Redis, with these settings."""


@pytest_asyncio.fixture
async def replica(settings: Settings, clock: PassedClock) -> AsyncIterator[ReplicaFactory]:
    async with AsyncExitStack() as stack:

        async def start(**differing: Any) -> RunningGateway:
            own = {"http_bind": f"127.0.0.1:{free_port()}", **differing}
            return await stack.enter_async_context(running(settings.model_copy(update=own), clock))

        yield start


@pytest_asyncio.fixture
async def second_gateway(gateway: RunningGateway, replica: ReplicaFactory) -> RunningGateway:
    """A second replica of `gateway`."""
    return await replica()


@dataclass
class GatewayProcess(RunningGateway):
    process: asyncio.subprocess.Process | None = None

    async def stop(self) -> None:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.terminate()
        await self.process.wait()


def environment(settings: Settings) -> dict[str, str]:
    """Of a process with these settings."""
    own = {f"MOTORWAY_{name.upper()}": str(value) for name, value in settings.model_dump().items() if value is not None}
    return {**os.environ, **own, "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest_asyncio.fixture
async def gateway_process(settings: Settings) -> AsyncIterator[GatewayProcess]:
    """The service as it really runs: a process of its own, on uvloop."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "api_gateway",
        env=environment(settings),
        stdout=asyncio.subprocess.DEVNULL,
    )
    gateway = GatewayProcess(settings, process=process)
    try:
        gateway.token = (await started(settings)).token
        yield gateway
    finally:
        await gateway.stop()


async def started(settings: Settings) -> RunningGateway:
    running = RunningGateway(settings)
    await wait_until(lambda: _answers(running), STARTED_S)
    running.token = (await running.sign_in()).json().get("access_token", "")
    return running
