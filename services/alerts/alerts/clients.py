"""The live stream in Redis."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from motorway.iot.v1 import events_pb2
from motorway_kit.errors import Unavailable
from motorway_kit.health import Health
from motorway_kit.log import get_logger
from motorway_kit.tracing import Followed, follow
from opentelemetry.trace import SpanKind
from redis.asyncio import Redis
from redis.exceptions import RedisError

from alerts.domain.live import LiveEntry
from alerts.metrics import live_coalesced, live_delay, live_known, live_written

log = get_logger(__name__)

STREAM = "motorway:live"
KEYS = [STREAM, f"{STREAM}:newest", f"{STREAM}:seen"]
SCRIPT = Path(__file__).with_name("live_stream.lua")
CHUNK = 500
FIRST_PAUSE_S = 0.1
MAX_PAUSE_S = 2.0
TIMEOUT_S = 5.0

Message = events_pb2.DeviceMessage
LatestKey = tuple[str, int, int]
Encode = Callable[[Message], LiveEntry | None]


class _Batch:
    """What is written together, and a bell for those who wait for it."""

    def __init__(self) -> None:
        self.entries: list[LiveEntry] = []
        self.latest: dict[LatestKey, Message] = {}
        self.since = 0.0
        self.written = asyncio.Event()

    def touch(self) -> bool:
        """True the first time."""
        first = self.since == 0.0
        if first:
            self.since = monotonic()
        return first


class LiveStream:
    """Gathers and writes entries: states and the like at once, readings as the newest of each key once a tick.

    While a write is under way, or Redis away, things gather in memory; whoever added them holds back his
    acknowledgement until they are written, which bounds them.
    """

    def __init__(self, redis: Redis, encode: Encode, *, tick_s: float, max_length: int, seen_s: int) -> None:
        self._script = redis.register_script(SCRIPT.read_bytes())
        self._encode = encode
        self._tick_s = tick_s
        self._limits = [seen_s, max_length]
        self._entries = _Batch()
        self._latest = _Batch()
        self._next_tick = 0.0
        self._tick_over = False
        self._wanted = asyncio.Event()

    def add(self, entry: LiveEntry | None, overtaking: LatestKey | None = None) -> None:
        """An entry that is written whatever follows. A reading waiting under `overtaking` goes before it."""
        waiting = self._latest.latest.pop(overtaking, None) if overtaking else None
        before = self._encode(waiting) if waiting is not None else None
        self._entries.entries += [one for one in (before, entry) if one is not None]
        self._entries.touch()
        self._wanted.set()

    def put(self, key: LatestKey, message: Message) -> None:
        """A reading that is written unless a newer one with its key comes before the tick."""
        if self._latest.touch():
            asyncio.get_running_loop().call_later(max(0.0, self._next_tick - monotonic()), self._end_tick)
        latest = self._latest.latest
        known = latest.get(key)
        if known is not None:
            live_coalesced.inc()
        if known is None or known.received_at_us <= message.received_at_us:
            latest[key] = message

    def pending(self) -> list[asyncio.Event]:
        """Set once everything added and put so far is in Redis, or replaced by something newer that is."""
        return [batch.written for batch in (self._entries, self._latest) if batch.since]

    async def run(self) -> None:
        """Write what comes, for ever."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            for batch in self._take():
                await self._write_batch(batch)

    async def write(self, entries: Sequence[LiveEntry]) -> None:
        """Write these now, in one attempt. Raises Unavailable; some may have been written."""
        spans = [_followed(entry) for entry in entries]
        try:
            added = await self._script(keys=KEYS, args=[*self._limits, *_arguments(entries, spans)])
        except (RedisError, OSError, TimeoutError) as error:
            raise Unavailable(f"the live stream cannot be written: {error}") from error
        finally:
            for followed in filter(None, spans):
                followed.end()
        live_written.inc(added)
        live_known.inc(len(entries) - added)

    def _end_tick(self) -> None:
        self._tick_over = True
        self._wanted.set()

    def _take(self) -> list[_Batch]:
        batches = []
        if self._entries.since:
            batches.append(self._entries)
            self._entries = _Batch()
        if self._tick_over:
            batches.append(self._latest)
            self._latest = _Batch()
            self._tick_over = False
            self._next_tick = monotonic() + self._tick_s
        return batches

    async def _write_batch(self, batch: _Batch) -> None:
        latest = (self._encode(message) for message in batch.latest.values())
        entries = batch.entries + [entry for entry in latest if entry is not None]
        for start in range(0, len(entries), CHUNK):
            await self._write_patiently(entries[start : start + CHUNK])
        live_delay.observe(monotonic() - batch.since)
        batch.written.set()

    async def _write_patiently(self, entries: Sequence[LiveEntry]) -> None:
        pause = FIRST_PAUSE_S
        while True:
            try:
                return await self.write(entries)
            except Unavailable as error:
                log.warning(error.message)
            await asyncio.sleep(pause)
            pause = min(pause * 2, MAX_PAUSE_S)


def _followed(entry: LiveEntry) -> Followed | None:
    return follow(f"write {entry.type}", SpanKind.PRODUCER, entry.traceparent) if entry.traceparent else None


def _arguments(entries: Sequence[LiveEntry], spans: Sequence[Followed | None]) -> list[str | bytes | int]:
    arguments: list[str | bytes | int] = []
    for entry, followed in zip(entries, spans, strict=True):
        arguments += (entry.type, entry.site, entry.key, entry.data, entry.source_id, entry.order)
        arguments.append(followed.traceparent if followed else "")
    return arguments


@asynccontextmanager
async def redis_client(url: str, health: Health) -> AsyncIterator[Redis]:
    """A Redis client; registers the readiness check `redis`."""
    client = Redis.from_url(url, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S)

    async def answers() -> bool:
        return bool(await client.ping())

    health.register("redis", answers)
    try:
        yield client
    finally:
        await client.aclose()
