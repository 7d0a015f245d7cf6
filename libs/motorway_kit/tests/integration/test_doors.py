"""An error keeps its reason from one process to the next; the runtime starts and stops in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import grpc.aio
import httpx
import pytest
import pytest_asyncio
import trustme
from grpc_health.v1 import health_pb2, health_pb2_grpc
from motorway.pos.v1 import pos_pb2, pos_pb2_grpc
from motorway_kit.errors import Conflict, InvalidInput, Unavailable
from motorway_kit.grpc_client import remote
from motorway_kit.grpc_server import grpc_server, open_to_all
from motorway_kit.grpc_texts import unstorable
from motorway_kit.grpc_tls import GrpcTls
from motorway_kit.http import app, http_server
from motorway_kit.runtime import Runtime, serve
from motorway_kit.settings import Settings, load
from motorway_kit.testing import free_port, wait_until
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs


class PumpBusy(Conflict):
    """An error this test's server knows and its client does not."""


class FailingPos(pos_pb2_grpc.PosServiceServicer):
    async def GetSite(self, request: pos_pb2.GetSiteRequest, context: Any) -> pos_pb2.GetSiteResponse:
        if request.site_id == "busy":
            raise PumpBusy("pump 3 is busy", field="pump")
        if request.site_id == "away":
            raise ConnectionRefusedError("the database is down")
        if request.site_id == "circle":
            raise asyncpg.DeadlockDetectedError("deadlock detected")
        if request.site_id == "crowded":
            raise asyncpg.TooManyConnectionsError("sorry, too many clients already")
        if request.site_id == "bug":
            raise ZeroDivisionError
        if "\0" in request.site_id or request.site_id == "rows":
            raise asyncpg.CharacterNotInRepertoireError("invalid byte sequence")
        return pos_pb2.GetSiteResponse(site=pos_pb2.Site(site_id=request.site_id))

    async def ApplySite(self, request: pos_pb2.ApplySiteRequest, context: Any) -> pos_pb2.ApplySiteResponse:
        """As `GetSite`, of which the client would try again."""
        return pos_pb2.ApplySiteResponse(site=(await self.GetSite(request.site, context)).site)  # type: ignore[arg-type]


@pytest_asyncio.fixture
async def address() -> AsyncIterator[str]:
    servicer = FailingPos()  # type: ignore[abstract]
    servicers = [(pos_pb2_grpc.add_PosServiceServicer_to_server, servicer)]
    async with grpc_server("127.0.0.1:0", servicers, guard=open_to_all) as port:
        yield f"127.0.0.1:{port}"


async def test_a_call_returns_its_answer(address: str) -> None:
    async with remote(pos_pb2_grpc.PosServiceStub, address) as pos:
        assert (await pos.call("GetSite", pos_pb2.GetSiteRequest(site_id="a"))).site.site_id == "a"


async def test_an_error_keeps_kind_reason_text_and_context(address: str) -> None:
    async with remote(pos_pb2_grpc.PosServiceStub, address) as pos:
        with pytest.raises(Conflict, match="pump 3 is busy") as caught:
            await pos.call("GetSite", pos_pb2.GetSiteRequest(site_id="busy"))
    assert caught.value.reason == "PumpBusy"
    assert caught.value.context == {"field": "pump"}


@pytest.mark.parametrize("site", ["away", "circle", "crowded"])
async def test_what_may_be_tried_again_is_told_so(address: str, site: str) -> None:
    async with remote(pos_pb2_grpc.PosServiceStub, address) as pos:
        with pytest.raises(Unavailable):
            await pos.call("ApplySite", pos_pb2.ApplySiteRequest(site=pos_pb2.Site(site_id=site)))


async def test_an_unexpected_error_tells_nothing(address: str) -> None:
    async with remote(pos_pb2_grpc.PosServiceStub, address) as pos:
        with pytest.raises(Exception, match="unexpected failure"):
            await pos.call("GetSite", pos_pb2.GetSiteRequest(site_id="bug"))


async def test_a_text_that_no_database_holds_is_named(address: str) -> None:
    async with remote(pos_pb2_grpc.PosServiceStub, address) as pos:
        with pytest.raises(InvalidInput) as caught:
            await pos.call("GetSite", pos_pb2.GetSiteRequest(site_id="a\0b"))
        with pytest.raises(Exception, match="unexpected failure"):
            await pos.call("GetSite", pos_pb2.GetSiteRequest(site_id="rows"))
    assert caught.value.context == {"field": "site_id"}


def test_the_text_is_found_wherever_it_is() -> None:
    pump = pos_pb2.Pump(number=1, nozzles=[pos_pb2.Nozzle(number=1), pos_pb2.Nozzle(grade_id="e\0")])
    lines = pos_pb2.Supplier(name="Acme", address=["1 Depot Road", "\0"])
    assert unstorable(pos_pb2.ApplySiteRequest(site=pos_pb2.Site(pumps=[pump]))) == "site.pumps[0].nozzles[1].grade_id"
    assert unstorable(pos_pb2.Site(supplier=lines)) == "supplier.address[1]"
    assert unstorable(pos_pb2.Site(site_id="a", pumps=[pos_pb2.Pump(number=2)])) == ""


async def test_with_certificates_both_sides_must_show_one(tmp_path: Path) -> None:
    ours, foreign = certificates(tmp_path / "ours"), certificates(tmp_path / "foreign")
    servicers = [(pos_pb2_grpc.add_PosServiceServicer_to_server, FailingPos())]  # type: ignore[abstract]
    async with grpc_server("localhost:0", servicers, guard=open_to_all, tls=ours) as port:
        for tls in (None, foreign):
            async with remote(pos_pb2_grpc.PosServiceStub, f"localhost:{port}", tls=tls) as pos:
                with pytest.raises(Unavailable):
                    await pos.call("GetSite", pos_pb2.GetSiteRequest(site_id="a"))
        async with remote(pos_pb2_grpc.PosServiceStub, f"localhost:{port}", tls=ours) as pos:
            assert (await pos.call("GetSite", pos_pb2.GetSiteRequest(site_id="a"))).site.site_id == "a"


def certificates(folder: Path) -> GrpcTls:
    """A CA of its own and a certificate by it."""
    folder.mkdir()
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    return GrpcTls(*(str(folder / name) for name in ("cert.pem", "key.pem", "ca.pem")))


async def test_a_dependency_that_is_away_is_unavailable_and_not_a_bug(address: str) -> None:
    async with remote(pos_pb2_grpc.PosServiceStub, address) as pos:
        with pytest.raises(Unavailable, match="a dependency does not answer"):
            await pos.call("GetSite", pos_pb2.GetSiteRequest(site_id="away"))


async def test_a_service_that_is_down_is_unavailable() -> None:
    async with remote(pos_pb2_grpc.PosServiceStub, f"127.0.0.1:{free_port()}") as pos:
        with pytest.raises(Unavailable):
            await pos.call("GetSite", pos_pb2.GetSiteRequest())


async def test_the_standard_health_service_answers(address: str) -> None:
    async with grpc.aio.insecure_channel(address) as channel:
        answer = await health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest())
    assert answer.status == health_pb2.HealthCheckResponse.SERVING


async def test_http_errors_are_problem_documents() -> None:
    api = app("test", "1")

    @api.get("/bad")
    async def bad() -> None:
        raise InvalidInput("must be positive", field="volume_ml")

    @api.get("/away")
    async def away() -> None:
        raise ConnectionRefusedError("the database is down")

    @api.get("/typed")
    async def typed(count: int) -> int:
        return count

    @api.get("/broken")
    async def broken() -> None:
        raise LookupError("nobody expected this")

    async with http_server("127.0.0.1:0", api) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        answer = await http.get("/bad")
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
        assert answer.json()["errors"] == [{"field": "volume_ml", "message": "must be positive"}]
        assert answer.headers["x-request-id"]
        assert (await http.get("/typed?count=x")).json()["errors"][0]["field"] == "count"
        assert (await http.get("/away")).status_code == 503
        assert (await http.get("/missing")).json()["reason"] == "NotFound"
        with capture_logs([merge_contextvars]) as logged:
            unexpected = await http.get("/broken", headers={"X-Request-Id": "broken-1"})
        assert (unexpected.status_code, unexpected.json()["reason"]) == (500, "InternalError")
        assert unexpected.json()["request_id"] == unexpected.headers["x-request-id"] == "broken-1"
        assert [(entry["event"], entry["request_id"]) for entry in logged] == [("unexpected failure", "broken-1")]


def test_a_missing_setting_ends_the_process_with_its_name() -> None:
    class Needs(Settings):
        database_url: str

    with pytest.raises(SystemExit, match="MOTORWAY_DATABASE_URL"):
        load(Needs)


def test_half_of_the_grpc_certificates_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTORWAY_GRPC_CERT_FILE", "cert.pem")
    with pytest.raises(SystemExit, match="go together"):
        load(Settings)


async def test_work_that_swallows_a_cancellation_stops_all_the_same() -> None:
    stop, swallowed = asyncio.Event(), asyncio.Event()

    async def stubborn() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            swallowed.set()
        await asyncio.Event().wait()

    async def wire(runtime: Runtime, _: Settings) -> None:
        runtime.background("stubborn", stubborn())
        asyncio.get_running_loop().call_soon(stop.set)

    async with asyncio.timeout(10):
        await serve("test", Settings(ops_bind=f"127.0.0.1:{free_port()}"), wire, stop=stop)
    assert swallowed.is_set()


async def test_the_runtime_closes_doors_then_ends_work_then_closes_resources() -> None:
    order: list[str] = []
    stop = asyncio.Event()
    settings = Settings(ops_bind=f"127.0.0.1:{free_port()}")

    @asynccontextmanager
    async def resource(name: str) -> AsyncIterator[None]:
        order.append(f"{name} open")
        yield
        order.append(f"{name} closed")

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            order.append("work ended")

    async def wire(runtime: Runtime, _: Settings) -> None:
        await runtime.door(resource("first door"))
        await runtime.enter(resource("engine"))
        runtime.background("work", work())
        await runtime.door(resource("second door"))
        runtime.health.register("engine", lambda: "engine open" in order)

    running = asyncio.create_task(serve("test", settings, wire, stop=stop))
    async with httpx.AsyncClient(base_url=f"http://{settings.ops_bind}") as http:

        async def ready() -> bool:
            try:
                return (await http.get("/readyz")).status_code == 200
            except httpx.ConnectError:
                return False

        await wait_until(ready)
        assert "python_info" in (await http.get("/metrics")).text
    stop.set()
    await running
    opened = ["first door open", "engine open", "second door open"]
    assert order == [*opened, "second door closed", "first door closed", "work ended", "engine closed"]


async def test_a_card_number_does_not_come_in(address: str) -> None:
    number = "4242 4242 4242 4242"
    async with remote(pos_pb2_grpc.PosServiceStub, address) as pos:
        with capture_logs() as logs, pytest.raises(InvalidInput) as caught:
            await pos.call("ApplySite", pos_pb2.ApplySiteRequest(site=pos_pb2.Site(site_id="a", name=f"x {number}")))
    assert (caught.value.reason, caught.value.context) == ("CardNumberRefused", {"field": "site.name"})
    assert number not in f"{caught.value.message} {logs}"
    assert [(line["event"], line["field"]) for line in logs] == [("a card number was refused", "site.name")]
