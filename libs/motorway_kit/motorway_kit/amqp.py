"""How events look on RabbitMQ: CloudEvents metadata as AMQP properties, exchanges and queues."""

import builtins
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractExchange, AbstractIncomingMessage, AbstractQueue
from aiormq.abc import FieldTable
from google.protobuf.message import DecodeError, Message

from motorway_kit.errors import BadMessage

EXCHANGE = "motorway.events"
DEAD_EXCHANGE = "motorway.dead"
CONTENT_TYPE = "application/protobuf"
DELIVERY_LIMIT = 20
QUEUE_BYTES = 8 * 2**30
CONNECT_TIMEOUT_S = 5.0

M = TypeVar("M", bound=Message)


@dataclass(frozen=True)
class OutboundEvent:
    """An event to publish. `type` is the full protobuf name and the routing key, `subject` the site.

    `causes`: the `traceparent`s of what it gathers.
    """

    id: str
    type: str
    subject: str
    body: bytes
    traceparent: str = ""
    causes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """An event as it came."""

    id: str
    type: str
    subject: str
    source: str
    time: datetime
    body: bytes
    redelivered: bool
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def traceparent(self) -> str:
        """The trace that it came with, or an empty string."""
        return self.headers.get("traceparent", "")

    def decode(self, cls: builtins.type[M]) -> M:
        """The body as a protobuf message. Raises BadMessage when it is none."""
        try:
            return cls.FromString(self.body)
        except DecodeError as error:
            raise BadMessage("the body is not what its type says", type=self.type, id=self.id) from error


def to_amqp(event: OutboundEvent, source: str, traceparent: str) -> aio_pika.Message:
    now = datetime.now(UTC)
    headers = {
        "cloudEvents:specversion": "1.0",
        "cloudEvents:id": event.id,
        "cloudEvents:type": event.type,
        "cloudEvents:source": f"/motorway/{source}",
        "cloudEvents:subject": event.subject,
        "cloudEvents:time": now.isoformat(),
    }
    if traceparent:
        headers["traceparent"] = traceparent
    return aio_pika.Message(
        event.body,
        headers=dict(headers),
        content_type=CONTENT_TYPE,
        message_id=event.id,
        type=event.type,
        timestamp=now,
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
    )


def from_amqp(message: AbstractIncomingMessage) -> Event:
    headers = {name: str(value) for name, value in message.headers.items() if isinstance(value, str)}
    return Event(
        id=headers.get("cloudEvents:id", message.message_id or ""),
        type=headers.get("cloudEvents:type", message.type or ""),
        subject=headers.get("cloudEvents:subject", ""),
        source=headers.get("cloudEvents:source", ""),
        time=_time(headers.get("cloudEvents:time")),
        body=message.body,
        redelivered=bool(message.redelivered),
        headers=headers,
    )


def _time(text: str | None) -> datetime:
    try:
        return datetime.fromisoformat(text) if text else datetime.fromtimestamp(0, UTC)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


async def declare_exchange(channel: AbstractChannel) -> AbstractExchange:
    return await channel.declare_exchange(
        EXCHANGE, aio_pika.ExchangeType.TOPIC, durable=True, timeout=CONNECT_TIMEOUT_S
    )


async def declare_queue(
    connection: AbstractConnection, name: str, types: Sequence[str], prefetch: int
) -> AbstractQueue:
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=prefetch, timeout=CONNECT_TIMEOUT_S)
    exchange = await declare_exchange(channel)
    dead = await channel.declare_exchange(DEAD_EXCHANGE, aio_pika.ExchangeType.DIRECT, durable=True)
    dead_queue = await channel.declare_queue(dead_queue_name(name), durable=True, arguments={"x-queue-type": "quorum"})
    await dead_queue.bind(dead, name)
    queue = await channel.declare_queue(name, durable=True, arguments=_queue_arguments(name))
    for event_type in types:
        await queue.bind(exchange, event_type)
    return queue


def dead_queue_name(queue: str) -> str:
    return f"{queue}.dead"


def _queue_arguments(name: str) -> FieldTable:
    return {
        "x-queue-type": "quorum",
        "x-delivery-limit": DELIVERY_LIMIT,
        "x-dead-letter-exchange": DEAD_EXCHANGE,
        "x-dead-letter-routing-key": name,
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
        "x-max-length-bytes": QUEUE_BYTES,
    }
