"""RabbitMQ: one topic exchange of protobuf events with CloudEvents metadata, one quorum queue per consumer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import aio_pika
from aio_pika.abc import AbstractConnection, AbstractExchange, AbstractIncomingMessage
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError, DeliveryError, PublishError
from opentelemetry.trace import SpanKind
from prometheus_client import Counter, Histogram
from structlog.contextvars import bound_contextvars

from motorway_kit.amqp import (
    CONNECT_TIMEOUT_S,
    EXCHANGE,
    Event,
    OutboundEvent,
    declare_exchange,
    declare_queue,
    from_amqp,
    to_amqp,
)
from motorway_kit.db import REFUSED_DATA
from motorway_kit.errors import BadMessage, MotorwayError, Unavailable
from motorway_kit.health import Health
from motorway_kit.log import get_logger
from motorway_kit.tracing import caused, fault, sampled_traceparent, span, timed

log = get_logger(__name__)

PUBLISH_TIMEOUT_S = 30.0
SETUP_TIMEOUT_S = 30.0
MAX_IN_FLIGHT = 64
RETRY_S = 1.0
MAX_RETRY_S = 30.0
MOST_FAILURES = 12
"""Attempts, over some five minutes, after which an event whose data the database refuses goes to the dead letters."""

published = Counter("motorway_events_published_total", "Events confirmed by the broker", ["type"])
consumed = Counter("motorway_events_consumed_total", "Events taken from the queue, by outcome", ["type", "outcome"])
handling = Histogram("motorway_event_handling_seconds", "Time to handle one event", ["type"])

__all__ = [
    "EXCHANGE",
    "Delivery",
    "Event",
    "OutboundEvent",
    "Publisher",
    "Subscription",
    "consume",
    "publisher",
    "subscription",
]

CONNECTION_ERRORS = (AMQPError, ChannelInvalidStateError, OSError, TimeoutError, RuntimeError)


class Publisher:
    """Publishes with confirms. `publish` returns only when every event is safe at the broker."""

    def __init__(self, url: str, source: str) -> None:
        self._url = url
        self._source = source
        self._lock = asyncio.Lock()
        self._room = asyncio.Semaphore(MAX_IN_FLIGHT)
        self._connection: AbstractConnection | None = None
        self._exchange: AbstractExchange | None = None

    @property
    def connected(self) -> bool:
        return self._connection is not None and not self._connection.is_closed

    async def publish(self, events: Sequence[OutboundEvent]) -> None:
        """Publish all. Raises Unavailable when one of them was not confirmed; any of them may have got through."""
        if len(events) == 1:
            await self._publish_one(events[0])
            return
        outcomes = await asyncio.gather(*map(self._publish_one, events), return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome

    async def _publish_one(self, event: OutboundEvent) -> None:
        with caused(f"publish {event.type}", SpanKind.PRODUCER, (event.traceparent, *event.causes)):
            await self._confirmed(event)
        published.labels(event.type).inc()

    async def _confirmed(self, event: OutboundEvent) -> None:
        async with self._room:
            exchange = await self._ready_exchange()
            message = to_amqp(event, self._source, sampled_traceparent() or event.traceparent)
            try:
                await exchange.publish(message, event.type, mandatory=True, timeout=PUBLISH_TIMEOUT_S)
            except (PublishError, DeliveryError) as error:
                raise Unavailable("the broker did not take the event", type=event.type) from error
            except CONNECTION_ERRORS as error:
                await self._drop(exchange)
                raise Unavailable("the connection to the broker is lost", type=event.type) from error

    async def _ready_exchange(self) -> AbstractExchange:
        async with self._lock:
            if self._exchange is None or not self.connected:
                try:
                    await self._connect()
                except CONNECTION_ERRORS as error:
                    raise Unavailable("no connection to the broker") from error
            assert self._exchange is not None
            return self._exchange

    async def _connect(self) -> None:
        self._connection = await aio_pika.connect(self._url, timeout=CONNECT_TIMEOUT_S)
        async with asyncio.timeout(SETUP_TIMEOUT_S):
            channel = await self._connection.channel(publisher_confirms=True, on_return_raises=True)
            self._exchange = await declare_exchange(channel)

    async def _drop(self, exchange: AbstractExchange) -> None:
        async with self._lock:
            if self._exchange is exchange:
                self._exchange = None
                await _close(self._connection)

    async def keep_connected(self) -> None:
        """Reconnect in the background, so that readiness tells the truth between publishes."""
        while True:
            with suppress(Unavailable):
                await self._ready_exchange()
            await asyncio.sleep(RETRY_S)

    async def close(self) -> None:
        await _close(self._connection)


@asynccontextmanager
async def publisher(url: str, health: Health, *, source: str) -> AsyncIterator[Publisher]:
    """A publisher that keeps itself connected; registers the readiness check `rabbitmq_publisher`."""
    instance = Publisher(url, source)
    health.register("rabbitmq_publisher", lambda: instance.connected)
    keeper = asyncio.create_task(instance.keep_connected())
    try:
        yield instance
    finally:
        keeper.cancel()
        await instance.close()


@dataclass(frozen=True)
class Delivery:
    """What to do with a delivered message. After a lost connection the broker delivers again and these do nothing."""

    message: AbstractIncomingMessage

    async def ack(self) -> None:
        with suppress(*CONNECTION_ERRORS):
            await self.message.ack()

    async def dead_letter(self, reason: str) -> None:
        log.error("event goes to the dead letters", event_id=self.message.message_id, reason=reason)
        with suppress(*CONNECTION_ERRORS):
            await self.message.reject(requeue=False)


Arrived = asyncio.Queue[AbstractIncomingMessage | None]


class Subscription:
    """An endless stream of (event, delivery) from the service's queue, across reconnects."""

    def __init__(self, url: str, queue: str, types: Sequence[str], prefetch: int) -> None:
        self._url, self._queue, self._types, self._prefetch = url, queue, types, prefetch
        self._connection: AbstractConnection | None = None

    @property
    def connected(self) -> bool:
        return self._connection is not None and not self._connection.is_closed

    async def __aiter__(self) -> AsyncIterator[tuple[Event, Delivery]]:
        while True:
            try:
                async for message in self._messages():
                    yield from_amqp(message), Delivery(message)
            except CONNECTION_ERRORS as error:
                log.warning("queue not reachable", queue=self._queue, error=repr(error))
            await asyncio.sleep(RETRY_S)

    async def _messages(self) -> AsyncIterator[AbstractIncomingMessage]:
        arrived: Arrived = asyncio.Queue()
        try:
            async with asyncio.timeout(SETUP_TIMEOUT_S):
                await self._start(arrived)
            while (message := await arrived.get()) is not None:
                yield message
        finally:
            await _close(self._connection)

    async def _start(self, arrived: Arrived) -> None:
        """Messages go into `arrived`, and None when connection or channel ends. The prefetch bounds it."""
        self._connection = await aio_pika.connect(self._url, timeout=CONNECT_TIMEOUT_S)
        self._connection.close_callbacks.add(lambda *_: arrived.put_nowait(None))
        queue = await declare_queue(self._connection, self._queue, self._types, self._prefetch)
        # The broker closes the channel alone when a delivery stays unacknowledged for half an hour.
        queue.channel.close_callbacks.add(lambda *_: arrived.put_nowait(None))
        await queue.consume(arrived.put)

    async def close(self) -> None:
        await _close(self._connection)


@asynccontextmanager
async def subscription(
    url: str, health: Health, *, queue: str, types: Sequence[str], prefetch: int = 64
) -> AsyncIterator[Subscription]:
    """The service's durable quorum queue, bound to the event types, with its dead-letter queue `<queue>.dead`."""
    instance = Subscription(url, queue, types, prefetch)
    health.register("rabbitmq_consumer", lambda: instance.connected)
    try:
        yield instance
    finally:
        await instance.close()


Handler = Callable[[Event], Awaitable[None]]


class DataRefused(Unavailable):
    """The database does not take what the handler makes of the event; another event may have to come first."""


async def consume(
    sub: Subscription, handlers: Mapping[str, Handler], *, concurrency: int = 1, most_failures: int = MOST_FAILURES
) -> None:
    """Hand each event to its type's handler, for ever, and acknowledge it when the handler returns.

    A retryable failure is tried again in place, with growing pauses, refused data `most_failures` times; any other
    error dead-letters the event.
    """
    room = asyncio.Semaphore(concurrency)
    async with asyncio.TaskGroup() as tasks:
        async for event, delivery in sub:
            await room.acquire()
            task = tasks.create_task(_settle(event, delivery, handlers, most_failures))
            task.add_done_callback(lambda _: room.release())


async def _settle(event: Event, delivery: Delivery, handlers: Mapping[str, Handler], failures_left: int) -> None:
    pause = RETRY_S
    while (problem := await _attempt(event, handlers)) is not None:
        failures_left -= isinstance(problem, DataRefused)
        if not problem.retryable or failures_left <= 0:
            consumed.labels(event.type, "dead").inc()
            await delivery.dead_letter(f"{problem.reason}: {problem.message}")
            return
        log.warning("event will be tried again", event_id=event.id, type=event.type, reason=problem.reason)
        consumed.labels(event.type, "retry").inc()
        await asyncio.sleep(pause)
        pause = min(pause * 2, MAX_RETRY_S)
    consumed.labels(event.type, "ok").inc()
    await delivery.ack()


async def _attempt(event: Event, handlers: Mapping[str, Handler]) -> MotorwayError | None:
    handler = handlers.get(event.type)
    if handler is None:
        return BadMessage("no handler for this type", type=event.type)
    with (
        span(f"handle {event.type}", SpanKind.CONSUMER, event.headers) as current,
        timed(handling.labels(event.type)),
        bound_contextvars(site=event.subject),
    ):
        try:
            await handler(event)
        except MotorwayError as error:
            fault(current, error)
            return error
        except Exception as error:  # the consumer loop: unknown failures are retried, never lost
            fault(current, error)
            log.exception("handler failed", event_id=event.id, type=event.type)
            return DataRefused(repr(error)) if isinstance(error, REFUSED_DATA) else Unavailable(repr(error))
    return None


async def _close(connection: AbstractConnection | None) -> None:
    if connection is not None:
        with suppress(*CONNECTION_ERRORS):
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                await connection.close()
