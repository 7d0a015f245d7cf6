"""How an engine in a container is waited for, killed and spoken to. Docker itself is asked by the workflow `ci`."""

from dataclasses import dataclass, field

import pytest
from motorway_kit.testing_containers import REDIS, Contained


@dataclass
class Container:
    """Answers as Docker does: not yet, not yet, then ready."""

    said: list[tuple[int, bytes]]
    done: list[str] = field(default_factory=list)

    def get_wrapped_container(self) -> "Container":
        return self

    def kill(self) -> None:
        self.done.append("kill")

    def start(self) -> None:
        self.done.append("start")

    def exec_run(self, words: list[str]) -> tuple[int, bytes]:
        self.done.append(" ".join(words))
        return self.said.pop(0)


def test_a_killed_engine_is_back_once_it_serves() -> None:
    container = Container([(1, b"refused"), (0, b"LOADING"), (0, b"PONG\n")])
    engine = Contained(container, REDIS, "localhost:1")
    engine.kill()
    engine.start()
    assert container.done == ["kill", "start", *["redis-cli ping"] * 3]


def test_a_command_that_fails_says_why() -> None:
    engine = Contained(Container([(64, b"no such vhost")]), REDIS, "localhost:1")
    with pytest.raises(RuntimeError, match="rabbitmqctl delete_vhost v: no such vhost"):
        engine.run("rabbitmqctl", "delete_vhost", "v")
