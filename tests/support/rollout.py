"""The services as a cluster runs them: replicas behind names and doors, replaced one by one."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from motorway_kit.testing import wait_until
from motorway_local.platform import Home
from motorway_local.supervisor import Supervisor

from tests.support.balancer import balancer
from tests.support.names import name_server
from tests.support.platform import Platform, serving_process

DRAIN_ORDER = ("iot-gateway", "telemetry", "payments", "alerts", "pos", "api-gateway")
"""Whoever is called goes before its callers: the order of a release, whose newer answers older callers must bear."""
STABLE = "iot-gateway"
"""A StatefulSet of two: a replica leaves before the next of its name comes. Of others there is one, and its successor
comes first."""
OUT_OF_SERVICE_S = 1.0
"""Between leaving names and doors and SIGTERM: the chart's `drainSeconds`, which must cover what others know late."""
START_S, STOP_S, POLL_S = 240, 60, 0.1


@dataclass
class Replica:
    """One process of a service; the next of its `instance` takes its session at the broker."""

    ops: str
    instance: str
    process: "subprocess.Popen[bytes]"

    async def ready(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.process.args!r} ended with {self.process.returncode}")
        async with httpx.AsyncClient(timeout=5) as http:
            try:
                return (await http.get(f"http://{self.ops}/readyz")).status_code == httpx.codes.OK
            except httpx.TransportError:
                return False

    async def end(self) -> None:
        """SIGTERM, and the wait for its orderly end."""
        self.process.terminate()
        await asyncio.to_thread(self.process.wait, STOP_S)
        assert self.process.returncode == 0, f"{self.process.args!r} ended with {self.process.returncode}"


@dataclass
class Service:
    """What the supervised process of a service is like, and who is in its place: `in_service` by address."""

    name: str
    env: dict[str, str]
    owner: tuple[int, int]
    log: Path
    in_service: list[str] = field(default_factory=list)
    replicas: dict[str, Replica] = field(default_factory=dict)
    generation: int = 1

    @classmethod
    def of(cls, platform: Platform, name: str) -> "Service":
        ops = platform[f"{name.replace('-', '_').upper()}_OPS"]
        process = serving_process(int(ops.rpartition(":")[2]))
        owner = process.uids().real, process.gids().real
        return cls(name, process.environ(), owner, platform.home / "logs" / f"rollout-{name}.log")

    @property
    def ports(self) -> set[int]:
        return {int(bind.rpartition(":")[2]) for name, bind in self.env.items() if name.endswith("_BIND")}

    def next_host(self) -> str:
        """An address that nobody had: 127.0.0.2, 127.0.0.3 …"""
        self.generation += 1
        return f"127.0.0.{self.generation}"

    def forget(self, instance: str) -> None:
        """A replica of the iot-gateway that nobody comes after: its session would keep a share of the messages."""
        command = [sys.executable, "-m", "iot_gateway.forget", instance]
        subprocess.run(command, env=self.env, check=True, timeout=STOP_S)

    async def start(self, host: str, names: str, instance: str) -> Replica:
        """A replica that is ready, but not in service yet."""
        env = {name: self._of_replica(name, value, host, names) for name, value in self.env.items()}
        env |= {"MOTORWAY_INSTANCE": instance} if self.name == STABLE else {}
        command = [sys.executable, "-m", self.name.replace("-", "_")]
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: ASYNC220 - returns at once
                command, env=env, stdout=log, stderr=log, user=self.owner[0], group=self.owner[1]
            )
        self.replicas[host] = replica = Replica(env["MOTORWAY_OPS_BIND"], instance, process)
        await wait_until(replica.ready, START_S, POLL_S)
        return replica

    @staticmethod
    def _of_replica(name: str, value: str, host: str, names: str) -> str:
        if name.endswith("_BIND"):
            return f"{host}:{value.rpartition(':')[2]}"
        service = name.removeprefix("MOTORWAY_").removesuffix("_ADDRESS").lower().replace("_", "-")
        if name.endswith("_ADDRESS") and service in DRAIN_ORDER:
            return f"dns://{names}/{service}:{value.rpartition(':')[2]}"
        return value


@dataclass
class Cluster:
    """All services, each behind its name and its doors."""

    services: Mapping[str, Service]
    names: str

    async def fill(self, service: Service) -> None:
        async with asyncio.TaskGroup() as tasks:
            for number in range(1 + (service.name == STABLE)):
                tasks.create_task(self._join(service, service.next_host(), str(number)))

    async def _join(self, service: Service, host: str, instance: str) -> None:
        await service.start(host, self.names, instance)
        service.in_service.append(host)

    async def _leave(self, service: Service, host: str) -> None:
        service.in_service.remove(host)
        await asyncio.sleep(OUT_OF_SERVICE_S)
        await service.replicas.pop(host).end()

    async def roll(self, name: str) -> None:
        """Replace every replica: the new one comes first, but where it needs the name of the old one."""
        service = self.services[name]
        for old in list(service.in_service):
            instance = service.replicas[old].instance
            if name == STABLE:
                await self._leave(service, old)
            await self._join(service, service.next_host(), instance)
            if name != STABLE:
                await self._leave(service, old)

    def end(self) -> None:
        """Whoever is left, at once."""
        left = [replica.process for service in self.services.values() for replica in service.replicas.values()]
        for process in left:
            process.terminate()
        for process in left:
            process.wait(STOP_S)


@asynccontextmanager
async def cluster(platform: Platform) -> AsyncIterator[Cluster]:
    """Replicas in the place of the supervised services, which are back afterwards."""
    supervisor = Supervisor(Home(platform.home))
    services = {name: Service.of(platform, name) for name in DRAIN_ORDER}
    await asyncio.to_thread(supervisor.stop_programs, DRAIN_ORDER)
    async with AsyncExitStack() as stack:
        stack.callback(supervisor.start_programs, DRAIN_ORDER)
        stack.callback(services[STABLE].forget, "0")
        records = {name: service.in_service for name, service in services.items()}
        running = Cluster(services, await stack.enter_async_context(name_server(records)))
        for service in services.values():
            for port in service.ports:
                await stack.enter_async_context(balancer(port, service.in_service))
        stack.callback(running.end)
        async with asyncio.TaskGroup() as tasks:
            for service in services.values():
                tasks.create_task(running.fill(service))
        yield running
