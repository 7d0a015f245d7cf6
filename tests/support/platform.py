"""A throw-away platform for tests and measurements: its own home, its own ports, no simulator."""

import asyncio
import os
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
from motorway.iot.v1 import iot_pb2, iot_pb2_grpc
from motorway_access.caller import EVERYTHING, Caller, CallerKind, Grant
from motorway_access.guard import CALLER_KEY
from motorway_access.roles import Role
from motorway_access.tokens import Signer
from motorway_kit.grpc_client import Metadata, remote
from motorway_kit.grpc_tls import GrpcTls
from motorway_kit.ids import new_id
from motorway_kit.testing import wait_until

UP_TIMEOUT_S = 600
ENROL_AT_ONCE = 8
RESTART_S = 120
SERVICES = ("api_gateway", "iot_gateway", "telemetry", "alerts", "pos", "payments")
TESTER = Caller(CallerKind.USER, "00000000-0000-7000-8000-00000000e2e0", "tests", (Grant(Role.ADMIN, EVERYTHING),))


@dataclass(frozen=True)
class Platform:
    """The values of platform.env, and what is built from them."""

    env: dict[str, str]
    home: Path

    def __getitem__(self, name: str) -> str:
        return self.env[f"MOTORWAY_{name}"]

    def ops(self, service: str) -> str:
        """Base URL of a service's ops door."""
        return f"http://{self[f'{service.upper()}_OPS']}"

    def metric(self, service: str, name: str) -> float:
        """The sum of a metric's samples now."""
        text = httpx.get(f"{self.ops(service)}/metrics", timeout=30).text
        lines = (line for line in text.splitlines() if line.startswith((name + " ", name + "{")))
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines)

    async def ready(self, *services: str) -> bool:
        """Whether /readyz of these services (package names) is green; without names, of all."""
        async with httpx.AsyncClient(timeout=5) as http:
            try:
                answers = [await http.get(f"{self.ops(service)}/readyz") for service in services or SERVICES]
            except httpx.HTTPError:
                return False
        return all(answer.status_code == 200 for answer in answers)

    async def restarted(self, service: str, port: int) -> psutil.Process:
        """End the service's process; returns the one that serves on the port after it."""
        before = serving_process(port)
        before.terminate()
        await wait_until(lambda: replacement(port, before), RESTART_S, 0.2)
        await wait_until(lambda: self.ready(service), RESTART_S, 0.2)
        return serving_process(port)

    @property
    def services_tls(self) -> GrpcTls:
        """The operator's certificate, for a direct call to a service."""
        return GrpcTls(self["OPERATOR_CERT_FILE"], self["OPERATOR_KEY_FILE"], self["SERVICES_CA_FILE"])

    def signed(self, caller: Caller = TESTER) -> Metadata:
        """Metadata of direct calls by this caller, signed as only the gateway can."""
        signer = Signer.load(Path(self["CALLER_KEY_FILE"]))
        return lambda: ((CALLER_KEY, signer.sign(caller)),)

    async def enrol(self, sites: Sequence[str]) -> Path:
        """Enrol a controller for each site, at the service itself, for there may be a thousand.

        Returns a directory of `<site>/{cert,key}.pem`.
        """
        folder = Path(tempfile.mkdtemp(prefix="pki-", dir=self.home))
        room = asyncio.Semaphore(ENROL_AT_ONCE)
        async with remote(
            iot_pb2_grpc.IotGatewayServiceStub,
            self["IOT_GATEWAY_ADDRESS"],
            tls=self.services_tls,
            metadata=self.signed(),
        ) as gateway:

            async def one(site: str) -> None:
                async with room:
                    request = iot_pb2.EnrolDeviceRequest(site=site, label="test", idempotency_key=new_id())
                    answer = await gateway.call("EnrolDevice", request, timeout_s=60)
                await asyncio.to_thread(_write, folder / site, answer)

            await asyncio.gather(*map(one, sites))
        return folder

    async def device_contexts(self, sites: Sequence[str]) -> dict[str, ssl.SSLContext]:
        """Enrol a controller for each site and return its TLS contexts."""
        folder = await self.enrol(sites)
        return {site: self.device_context(folder / site) for site in sites}

    def device_context(self, folder: Path) -> ssl.SSLContext:
        """The TLS context of the certificate in `folder`."""
        context = ssl.create_default_context(cafile=self["CA_FILE"])
        context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        return context

    def login(self) -> str:
        """A bearer token of the administrator, good for some minutes."""
        answer = httpx.post(self.token_url, data=self.admin_form, timeout=30)
        answer.raise_for_status()
        return str(answer.json()["access_token"])

    @property
    def token_url(self) -> str:
        return f"{self['URL']}/api/v1/auth/token"

    @property
    def admin_form(self) -> dict[str, str]:
        """What the administrator signs in with (OAuth2 password grant)."""
        return {"grant_type": "password", "username": self["ADMIN_USER"], "password": self["ADMIN_PASSWORD"]}


class AdminAuth(httpx.Auth):
    """Signs every request of a client as the administrator; signs in anew when the token is over.

    Answers are read whole: not for endless streams.
    """

    requires_response_body = True

    def __init__(self, platform: Platform) -> None:
        self._platform, self._token = platform, ""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._token and (yield self._signed(request)).status_code != httpx.codes.UNAUTHORIZED:
            return
        answer = yield httpx.Request("POST", self._platform.token_url, data=self._platform.admin_form)
        answer.raise_for_status()
        self._token = answer.json()["access_token"]
        yield self._signed(request)

    def _signed(self, request: httpx.Request) -> httpx.Request:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def serving_process(port: int) -> psutil.Process:
    """The process that listens on the port. Raises LookupError when none does."""
    for connection in psutil.net_connections("tcp"):
        if connection.status == psutil.CONN_LISTEN and tuple(connection.laddr)[1:] == (port,) and connection.pid:
            try:
                return psutil.Process(connection.pid)
            except psutil.NoSuchProcess as gone:
                raise LookupError(f"who listened on {port} is gone") from gone
    raise LookupError(f"nobody listens on {port}")


def replacement(port: int, before: psutil.Process) -> bool:
    """Whether another process than `before` listens on the port."""
    try:
        return serving_process(port).pid != before.pid
    except LookupError:
        return False


def _write(folder: Path, answer: iot_pb2.EnrolDeviceResponse) -> None:
    folder.mkdir()
    (folder / "key.pem").touch(mode=0o600)
    (folder / "key.pem").write_text(answer.private_key_pem)
    (folder / "cert.pem").write_text(answer.certificate_pem)


@contextmanager
def throw_away_platform(
    env: dict[str, str] | None = None, options: Sequence[str] = (), folder: str | None = None
) -> Iterator[Platform]:
    """Start a platform of its own in `folder`, with `env` besides ours and `options` of `up`, and remove it afterwards;
    or use the one whose home MOTORWAY_TEST_HOME names."""
    if home := os.environ.get("MOTORWAY_TEST_HOME"):
        yield Platform(read_env(Path(home) / "platform.env"), Path(home))
        return
    home_path = Path(tempfile.mkdtemp(prefix="motorway-throw-away-", dir=folder))
    command = [sys.executable, "-m", "motorway_local"]
    try:
        up = [*command, "up", "--home", str(home_path), "--no-simulator", *options]
        subprocess.run(up, check=True, timeout=UP_TIMEOUT_S, env=os.environ | (env or {}))
        yield Platform(read_env(home_path / "platform.env"), home_path)
    finally:
        subprocess.run([*command, "reset", "--home", str(home_path), "--yes"], check=True, timeout=UP_TIMEOUT_S)


def read_env(path: Path) -> dict[str, str]:
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and not line.startswith("#"))
    return {name: value.strip().strip("'\"") for name, value in pairs}
