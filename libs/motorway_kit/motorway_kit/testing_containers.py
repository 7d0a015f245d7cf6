"""The engines of tests in containers, where a Docker engine answers: same fixtures, same kills."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

START_TIMEOUT_S = 90.0


@dataclass(frozen=True)
class Recipe:
    """An engine's image, its port inside, how it is started, and what says `answer` once it serves."""

    image: str
    port: int
    is_ready: Sequence[str]
    answer: str = ""
    command: str = ""
    env: tuple[tuple[str, str], ...] = ()


POSTGRES = Recipe(
    "postgres:15",
    5432,
    # Over TCP: while the database is made, a server listens on its socket alone.
    ("pg_isready", "--quiet", "--host=127.0.0.1", "--username=postgres"),
    command="-c max_connections=200",
    env=(("POSTGRES_HOST_AUTH_METHOD", "trust"),),
)
RABBIT = Recipe("rabbitmq:3.13", 5672, ("rabbitmq-diagnostics", "--quiet", "check_port_connectivity"))
REDIS = Recipe("redis:7", 6379, ("redis-cli", "ping"), "PONG", "redis-server --appendonly yes --appendfsync always")


@dataclass
class Contained:
    """A container that can be killed and started again, at the same address and with its data."""

    container: Any
    recipe: Recipe
    address: str

    def kill(self) -> None:
        """End it at once, as a crash would."""
        self.container.get_wrapped_container().kill()

    def start(self) -> None:
        """Start it again, and wait until it serves."""
        self.container.get_wrapped_container().start()
        self.wait()

    def wait(self) -> None:
        """Until it serves. Raises RuntimeError when it does not in time."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            code, said = self._run(*self.recipe.is_ready)
            if code == 0 and self.recipe.answer in said:
                return
            time.sleep(0.2)
        raise RuntimeError(f"{self.recipe.image} did not start: {said[-500:]}")

    def run(self, *words: str) -> None:
        """A command inside. Raises RuntimeError with what it said when it fails."""
        code, said = self._run(*words)
        if code:
            raise RuntimeError(f"{' '.join(words)}: {said}")

    def _run(self, *words: str) -> tuple[int, str]:
        code, said = self.container.get_wrapped_container().exec_run(list(words))
        return code, said.decode(errors="replace")


@contextmanager
def contained(recipe: Recipe, port: int) -> Iterator[Contained]:
    """The engine at that port outside, gone afterwards. Docker would choose another port after a kill."""
    from testcontainers.core.container import DockerContainer

    container = DockerContainer(recipe.image).with_bind_ports(recipe.port, port)
    for name, value in recipe.env:
        container.with_env(name, value)
    if recipe.command:
        container.with_command(recipe.command)
    with container:
        engine = Contained(container, recipe, f"{container.get_container_host_ip()}:{port}")
        engine.wait()
        yield engine
