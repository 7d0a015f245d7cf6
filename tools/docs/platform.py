"""Who publishes and who consumes: the contracts beside the code of the services."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.docs.contracts import Contracts, Message

CONSUMERS = re.compile(r"\s*Consumers: ([a-z, -]+)\.")
TOPIC = re.compile(r"Topic `([^`]+)`")
RESPONSE_TOPIC = "response/{gateway}"
DOWN = {"TransactionAck", "MessageAck", "Command"}


@dataclass(frozen=True)
class Event:
    """A domain event: its message, the service that publishes it, the services whose code names it."""

    message: Message
    publisher: str
    consumers: tuple[str, ...]

    @property
    def text(self) -> str:
        """The comment without its list of consumers."""
        return CONSUMERS.sub("", self.message.comment)

    @property
    def announced(self) -> tuple[str, ...]:
        """Consumers that the comment names."""
        found = CONSUMERS.search(self.message.comment)
        return tuple(sorted(found[1].split(", "))) if found else ()


@dataclass(frozen=True)
class Topic:
    """An MQTT topic below `motorway/v1/{site}/`."""

    address: str
    message: Message
    down: bool
    qos: int
    retained: bool


@dataclass(frozen=True)
class Platform:
    """What the documents are made of."""

    contracts: Contracts
    events: tuple[Event, ...]
    topics: tuple[Topic, ...]

    def problems(self) -> Iterator[str]:
        """Events whose comment names other consumers than there are in the code."""
        for event in self.events:
            if event.announced != event.consumers:
                said, are = ", ".join(event.announced), ", ".join(event.consumers) or "nobody"
                yield f"{event.message.file}: {event.message.name} says consumers {said}; the code has {are}"


def describe(root: Path, contracts: Contracts) -> Platform:
    """Join contracts and code."""
    services = {path.name: names_used(path) for path in sorted((root / "services").glob("*/"))}
    events = (to_event(message, services) for message in contracts.messages.values() if is_event(message))
    topics = (to_topic(message) for message in contracts.messages.values() if message.file.endswith("/device.proto"))
    return Platform(contracts, tuple(events), tuple(topic for topic in topics if topic))


def is_event(message: Message) -> bool:
    """A message of an events.proto that says who consumes it."""
    return message.file.endswith("/events.proto") and bool(CONSUMERS.search(message.comment))


def to_event(message: Message, services: dict[str, set[str]]) -> Event:
    """The event with its publisher and consumers."""
    publisher = next((name for name in services if name.split("-")[0] == message.owner), message.owner)
    wanted = {message.full_name, f"{message.owner}:{message.name}"}
    consumers = (name for name, used in services.items() if name != publisher and wanted & used)
    return Event(message, publisher, tuple(sorted(consumers)))


def to_topic(message: Message) -> Topic | None:
    """The topic that a device message's comment names."""
    found = TOPIC.search(message.comment)
    address = found[1] if found else RESPONSE_TOPIC if "response topic" in message.comment else ""
    if not address:
        return None
    qos = 0 if "QoS 0" in message.comment else 1
    return Topic(address, message, message.name in DOWN, qos, "retained" in message.comment)


def names_used(service: Path) -> set[str]:
    """Event messages that a service's code mentions: `iot:Name` for an attribute or import of events_pb2, else text."""
    used: set[str] = set()
    for path in sorted(service.rglob("*.py")):
        if "tests" not in path.parts:
            used |= names_in(ast.parse(path.read_text()))
    return used


def names_in(tree: ast.Module) -> set[str]:
    """Event messages mentioned in one file."""
    modules: dict[str, str] = {}
    used: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module)) if module.startswith("motorway."):
                owner = module.split(".")[1]
                modules |= {alias.asname or alias.name: owner for alias in node.names if alias.name == "events_pb2"}
                used |= {f"{owner}:{alias.name}" for alias in node.names}
            case ast.Constant(value=str(text)) if text.startswith("motorway."):
                used.add(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            used.add(f"{modules[node.value.id]}:{node.attr}")
    return used
