"""The queue of the evaluator, and how many dead letters the queues have."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress

import aio_pika
from aio_pika.exceptions import ChannelNotFoundEntity
from motorway_kit.amqp import CONNECT_TIMEOUT_S, dead_queue_name, declare_queue
from motorway_kit.errors import Unavailable
from motorway_kit.log import get_logger
from motorway_kit.messaging import CONNECTION_ERRORS, Delivery

log = get_logger(__name__)

QUEUE = "alerts.rules"
RETRY_S = 1.0
PATIENCE_S = 5.0


async def declared(url: str, queues: Mapping[str, Sequence[str]]) -> None:
    """Let the queues be there before anything happens, and hold what nobody takes yet: queue → types of its events.

    Waits for the broker, but not for long: whoever evaluates declares it as well.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            while not await _declare(url, queues):  # noqa: ASYNC110 - nothing tells of a broker that is there
                await asyncio.sleep(RETRY_S)


async def _declare(url: str, queues: Mapping[str, Sequence[str]]) -> bool:
    try:
        async with await aio_pika.connect(url, timeout=CONNECT_TIMEOUT_S) as connection:
            for queue, types in queues.items():
                await declare_queue(connection, queue, types, prefetch=1)
    except CONNECTION_ERRORS as error:
        log.warning("queues cannot be declared yet", queues=list(queues), error=repr(error))
        return False
    return True


async def acknowledge(taken: Sequence[Delivery]) -> None:
    """All of them, and whatever came before the last of them, in one message: they must have been taken in order."""
    if taken:
        with suppress(*CONNECTION_ERRORS):
            await taken[-1].message.ack(multiple=True)


async def dead_letters(url: str, queues: Sequence[str]) -> dict[str, int]:
    """How many each has; not of those that are not there. Raises Unavailable."""
    try:
        async with await aio_pika.connect(url, timeout=CONNECT_TIMEOUT_S) as connection:
            found = {queue: await _count(connection, dead_queue_name(queue)) for queue in queues}
    except CONNECTION_ERRORS as error:
        raise Unavailable("the broker does not answer") from error
    return {queue: count for queue, count in found.items() if count is not None}


async def _count(connection: aio_pika.abc.AbstractConnection, queue: str) -> int | None:
    """The broker closes the channel when it is asked for what is not there."""
    try:
        async with connection.channel() as channel:
            declared = await channel.declare_queue(queue, passive=True, timeout=CONNECT_TIMEOUT_S)
            return declared.declaration_result.message_count or 0
    except ChannelNotFoundEntity:
        return None
