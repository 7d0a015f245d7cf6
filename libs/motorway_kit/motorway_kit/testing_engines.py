"""Starts real engines for tests as unprivileged processes on free ports, in temporary directories."""

import asyncio
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import asyncpg
import pytest

from motorway_kit.testing_containers import POSTGRES, REDIS, contained

START_TIMEOUT_S = 60.0
MEMORY, MUCH_BYTES = Path("/dev/shm"), 4 * 2**30  # noqa: S108 - names in it are made by mkdtemp
LISTENING, BLOCK = range(20_000, 32_000), 500
"""Above what a platform takes, below Linux's own range for outgoing connections."""


class Killable(Protocol):
    """An engine that a test may kill: a process of ours, or a container."""

    def kill(self) -> None: ...

    def start(self) -> None: ...


def in_containers() -> bool:
    """True where TEST_ENGINES=containers asks for Docker although there are local binaries."""
    return os.environ.get("TEST_ENGINES") == "containers"


def free_port() -> int:
    """A port that nobody listens on, that no other test process hands out, and that the kernel gives to no outgoing
    connection meanwhile."""
    while True:
        port = next(_own_ports())
        with socket.socket() as sock, suppress(OSError):
            sock.bind(("127.0.0.1", port))
            return port


@cache
def _own_ports() -> Iterator[int]:
    """For ever, those of a block that is this process's as long as its first port is bound."""
    for first in LISTENING[::BLOCK]:
        holder = socket.socket()
        try:
            holder.bind(("127.0.0.1", first))
        except OSError:
            holder.close()
            continue
        holder.detach()
        return cycle(range(first + 1, first + BLOCK))
    raise RuntimeError("all blocks of ports are taken")


def unprivileged_user() -> str | None:
    """Whom to run an engine as: nobody else when we are not root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("motorway", "postgres", "nobody") if name in names)


@dataclass
class Engine:
    """A child process that can be killed and started again, as a crash would."""

    command: Sequence[str]
    home: Path
    port: int
    env: Mapping[str, str] = field(default_factory=dict)
    # A command that succeeds once the engine serves; without one an open port is enough.
    is_ready: Sequence[str] = ()
    process: subprocess.Popen[bytes] | None = None
    was_killed: bool = False

    def start(self) -> None:
        self._spawn()
        self.wait_for_port()

    def _spawn(self) -> None:
        log = (self.home / "engine.log").open("ab")
        self.process = subprocess.Popen(
            self.command,
            stdout=log,
            stderr=log,
            cwd=self.home,
            env={**os.environ, **self.env},
            user=unprivileged_user(),
            start_new_session=True,
        )
        log.close()

    def wait_for_port(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            assert self.process is not None
            if self.process.poll() is not None:
                if not self.was_killed:
                    break
                # The server processes of a killed PostgreSQL hold its memory for a moment longer.
                time.sleep(0.2)
                self._spawn()
            with socket.socket() as sock:
                sock.settimeout(1)
                if sock.connect_ex(("127.0.0.1", self.port)) == 0 and self._serves():
                    return
            time.sleep(0.05)
        raise RuntimeError(f"{self.command[0]} did not start:\n{(self.home / 'engine.log').read_text()[-2000:]}")

    def _serves(self) -> bool:
        return not self.is_ready or subprocess.run(self.is_ready, check=False, capture_output=True).returncode == 0

    def kill(self) -> None:
        """End the process group at once, as `kill -9` does."""
        self.was_killed = True
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, number)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(20)


def scratch_space() -> str | None:
    """Where data that need not outlive a test go: to memory, where there is room; None: with other temporary files.

    A database is made ten times as fast there as on a disk with a journal.
    """
    is_roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > MUCH_BYTES
    return str(MEMORY) if is_roomy else None


def engine_home(name: str) -> Path:
    """A directory that the unprivileged user owns and can reach."""
    home = Path(tempfile.mkdtemp(prefix=f"motorway-{name}-", dir=scratch_space()))
    user = unprivileged_user()
    if user is not None:
        shutil.chown(home, user)
    home.chmod(0o755)
    return home


def run(command: Sequence[str], home: Path, env: Mapping[str, str] | None = None) -> None:
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        cwd=home,
        env={**os.environ, **(env or {})},
        user=unprivileged_user(),
        timeout=START_TIMEOUT_S,
    )


@contextmanager
def running(engine: Engine) -> Iterator[Engine]:
    engine.start()
    try:
        yield engine
    finally:
        engine.stop()
        shutil.rmtree(engine.home, ignore_errors=True)


@dataclass(frozen=True)
class Postgres:
    base_url: str
    engine: Killable | None = None

    def url(self, database: str) -> str:
        parts = urlsplit(self.base_url)
        return parts._replace(path=f"/{database}").geturl()

    async def execute(self, sql: str) -> None:
        conn = await asyncpg.connect(self.base_url)
        try:
            await conn.execute(sql)
        finally:
            await conn.close()


@contextmanager
def start_postgres(_: object, url: str | None) -> Iterator[Postgres]:
    if url:
        yield Postgres(url)
        return
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not binaries or in_containers():
        with contained(POSTGRES, free_port()) as container:
            yield Postgres(f"postgresql://postgres@{container.address}/postgres", container)
        return
    home, port = engine_home("postgres"), free_port()
    data = str(home / "data")
    run([str(binaries[-1] / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"], home)
    # Databases are made and dropped all the time: without fsync that is faster; what `kill -9` leaves, the kernel has.
    options = ["-h", "127.0.0.1", "-k", str(home), "-c", "max_connections=200", "-c", "fsync=off"]
    is_ready = [str(binaries[-1] / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    command = [str(binaries[-1] / "postgres"), "-D", data, "-p", str(port), *options]
    engine = Engine(command, home, port, is_ready=is_ready)
    with running(engine):
        yield Postgres(f"postgresql://postgres@127.0.0.1:{port}/postgres", engine)


@dataclass(frozen=True)
class RedisServer:
    url: str
    engine: Killable | None = None


@contextmanager
def start_redis(_: pytest.TempPathFactory, url: str | None) -> Iterator[RedisServer]:
    if url:
        yield RedisServer(url)
        return
    binary = shutil.which("redis-server")
    if binary is None or in_containers():
        with contained(REDIS, free_port()) as container:
            yield RedisServer(f"redis://{container.address}/0", container)
        return
    home, port = engine_home("redis"), free_port()
    options = ["--bind", "127.0.0.1", "--appendonly", "yes", "--appendfsync", "always", "--dir", str(home)]
    with running(Engine([binary, "--port", str(port), *options], home, port)) as engine:
        yield RedisServer(f"redis://127.0.0.1:{port}/0", engine)


@asynccontextmanager
async def killed(engine: Killable) -> AsyncIterator[None]:
    """The engine is dead while the block runs, and starts again after it."""
    await asyncio.to_thread(engine.kill)
    try:
        yield
    finally:
        await asyncio.to_thread(engine.start)
