"""Starts a real RabbitMQ for tests, with a virtual host for each of them."""

import asyncio
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from motorway_kit.testing_containers import RABBIT, contained
from motorway_kit.testing_engines import Engine, Killable, engine_home, free_port, in_containers, run, running

RABBIT_SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
RABBIT_CTL = Path("/usr/lib/rabbitmq/bin/rabbitmqctl")
VHOSTS_AT_ONCE = 10
RENEW_VHOSTS = """
  [rabbit_vhost:delete(V, <<"test">>) || V <- [%s]],
  [begin
    rabbit_vhost:add(V, <<"test">>),
    rabbit_auth_backend_internal:set_permissions(<<"guest">>, V, <<".*">>, <<".*">>, <<".*">>, <<"test">>)
  end || V <- [%s]].
"""


@dataclass(frozen=True)
class Rabbit:
    base_url: str
    engine: Killable | None = None
    ctl: Callable[..., None] | None = None
    spare: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)

    async def fresh_vhost(self) -> str:
        """The URL of an empty virtual host. Some are made at once, and those before them go: every command that the
        broker is given starts an Erlang machine first. Who brought the broker has the one virtual host of its URL."""
        if self.ctl is None:
            return self.base_url
        if not self.spare:
            self.spare.extend(f"t_{uuid.uuid4().hex}" for _ in range(VHOSTS_AT_ONCE))
            await asyncio.to_thread(self.ctl, "eval", RENEW_VHOSTS % (_binaries(self.used), _binaries(self.spare)))
            self.used.clear()
        self.used.append(self.spare.pop())
        return urlsplit(self.base_url)._replace(path=f"/{self.used[-1]}").geturl()


def _binaries(names: Sequence[str]) -> str:
    return ",".join(f'<<"{name}">>' for name in names)


@contextmanager
def start_rabbit(_: pytest.TempPathFactory, url: str | None) -> Iterator[Rabbit]:
    if url:
        yield Rabbit(url)
        return
    if not RABBIT_SERVER.exists() or in_containers():
        with contained(RABBIT, free_port()) as container:
            ctl = partial(container.run, "rabbitmqctl")
            yield Rabbit(f"amqp://guest:guest@{container.address}/", container, ctl)
        return
    home, port = engine_home("rabbitmq"), free_port()
    env = _rabbit_env(home, port)
    with _epmd(home, env), running(Engine([str(RABBIT_SERVER)], home, port, env)) as engine:
        control = partial(_rabbit_ctl, home, env)
        control("await_startup")
        yield Rabbit(f"amqp://guest:guest@127.0.0.1:{port}/", engine, control)


def _rabbit_ctl(home: Path, env: Mapping[str, str], *words: str) -> None:
    run([str(RABBIT_CTL), *words], home, env)


@contextmanager
def _epmd(home: Path, env: Mapping[str, str]) -> Iterator[None]:
    """Erlang's port mapper, which a node would otherwise start and leave behind."""
    with running(Engine(["epmd"], home, int(env["ERL_EPMD_PORT"]), env)):
        yield


def _rabbit_env(home: Path, port: int) -> dict[str, str]:
    (home / "plugins").write_text("[].\n")
    (home / "rabbitmq.conf").write_text(f"listeners.tcp.local = 127.0.0.1:{port}\ndisk_free_limit.absolute = 100MB\n")
    return {
        "HOME": str(home),
        "RABBITMQ_NODENAME": f"test-{secrets.token_hex(4)}@localhost",
        "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq.conf"),
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_MNESIA_BASE": str(home / "mnesia"),
        "RABBITMQ_LOG_BASE": str(home / "log"),
        "RABBITMQ_PID_FILE": str(home / "pid"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "plugins"),
        "ERL_EPMD_PORT": str(free_port()),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
    }
