"""Look at a consumer's dead letters and replay them: `python -m tools.deadletter list|replay --queue Q`."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import aio_pika
import typer
from aio_pika.abc import AbstractIncomingMessage, AbstractQueue
from motorway_kit.amqp import CONNECT_TIMEOUT_S, dead_queue_name, from_amqp

cli = typer.Typer(help=__doc__, no_args_is_help=True)
Queue = Annotated[str, typer.Option(help="The consuming service's queue, for example telemetry")]
Limit = Annotated[int, typer.Option(min=1, max=10_000)]


@asynccontextmanager
async def _dead_queue(queue: str) -> AsyncIterator[tuple[aio_pika.abc.AbstractChannel, AbstractQueue]]:
    url = os.environ["MOTORWAY_AMQP_URL"]
    async with await aio_pika.connect(url, timeout=CONNECT_TIMEOUT_S) as connection:
        channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
        yield channel, await channel.get_queue(dead_queue_name(queue))


def _line(message: AbstractIncomingMessage) -> str:
    event = from_amqp(message)
    deaths = message.headers.get("x-death") or [{}]
    reason = deaths[0].get("reason", "") if isinstance(deaths, list) and isinstance(deaths[0], dict) else ""
    return f"{event.time.isoformat()}  {event.id}  {event.type}  {event.subject}  {len(event.body)} B  {reason!s}"


async def list_dead(queue: str, limit: int) -> list[str]:
    """One line per dead letter; they stay where they are."""
    async with _dead_queue(queue) as (_, dead):
        messages = [message async for message in _take(dead, limit)]
        for message in messages:
            await message.nack(requeue=True)
    return [_line(message) for message in messages]


async def replay(queue: str, limit: int) -> int:
    """Send those that are dead now back to their queue. Each leaves the dead only when it is safe there."""
    async with _dead_queue(queue) as (channel, dead):
        messages = [message async for message in _take(dead, limit)]
        for message in messages:
            again = aio_pika.Message(
                message.body,
                headers={key: value for key, value in message.headers.items() if not key.startswith("x-")},
                content_type=message.content_type,
                message_id=message.message_id,
                type=message.type,
                delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
            )
            await channel.default_exchange.publish(again, queue, mandatory=True, timeout=CONNECT_TIMEOUT_S)
            await message.ack()
    return len(messages)


async def _take(queue: AbstractQueue, limit: int) -> AsyncIterator[AbstractIncomingMessage]:
    for _ in range(limit):
        message = await queue.get(fail=False, timeout=CONNECT_TIMEOUT_S)
        if message is None:
            return
        yield message


@cli.command("list")
def list_command(queue: Queue, limit: Limit = 100) -> None:
    """Print the dead letters, oldest first."""
    for line in asyncio.run(list_dead(queue, limit)):
        sys.stdout.write(line + "\n")


@cli.command("replay")
def replay_command(queue: Queue, limit: Limit = 100) -> None:
    """Send dead letters back to their queue."""
    sys.stdout.write(f"replayed {asyncio.run(replay(queue, limit))}\n")


if __name__ == "__main__":
    cli()
