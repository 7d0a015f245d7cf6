"""(a) and (d): readings per second from MQTT to committed rows, beside COPY of the same rows."""

import asyncio
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from benchmarks.readings import READINGS_PER_BATCH, READINGS_PER_SINGLE, batches, singles
from tests.support.mqtt_publisher import MqttPublisher
from tests.support.platform import Platform, serving_process

POLL_S = 0.05
STALL_S = 120.0
Messages = Callable[[str, int, int, int], Iterator[tuple[str, bytes]]]


@dataclass(frozen=True)
class Rate:
    """`per_s` rows over `seconds`; `rows` in total."""

    rows: int
    seconds: float

    @property
    def per_s(self) -> float:
        return self.rows / self.seconds


async def end_to_end(platform: Platform, sites: list[str], messages: int, *, single: bool) -> Rate:
    """Publish `messages` in all, each site over its own connection, and wait until all rows are committed."""
    return await committed_rate(platform, await platform.device_contexts(sites), messages, single=single)


async def committed_rate(
    platform: Platform, contexts: Mapping[str, ssl.SSLContext], messages: int, *, single: bool
) -> Rate:
    """The same for sites with certificates."""
    sites = list(contexts)
    make, rows_each = (singles, READINGS_PER_SINGLE) if single else (batches, READINGS_PER_BATCH)
    start_s = int(time.time()) - 24 * 3600
    each = messages // len(sites)
    seed = time.time_ns()  # a repeated message would be recognised and not stored again
    loads = [list(make(site, each, start_s, seed + number)) for number, site in enumerate(sites)]
    connections = [await _connection(platform, site, contexts[site]) for site in sites]
    expected = each * len(sites) * rows_each
    before = committed(platform)
    started = time.perf_counter()
    publishing = asyncio.gather(*(c.publish_all(load) for c, load in zip(connections, loads, strict=True)))
    finished = await _all_committed(platform, before + expected)
    await publishing
    for connection in connections:
        connection.close()
    return Rate(expected, finished - started)


async def _connection(platform: Platform, site: str, context: ssl.SSLContext) -> MqttPublisher:
    publisher = MqttPublisher(f"bench-{site}")
    await publisher.connect(platform["MQTT_HOST"], int(platform["MQTT_PORT"]), context)
    return publisher


def committed(platform: Platform) -> float:
    """Rows that the telemetry service has committed since its start."""
    return platform.metric("telemetry", "motorway_telemetry_readings_stored_total")


async def _all_committed(platform: Platform, target: float) -> float:
    """When the last row was seen committed. Raises TimeoutError when nothing moves for long."""
    last, moved = -1.0, time.perf_counter()
    while True:
        now_committed = await asyncio.to_thread(committed, platform)
        now = time.perf_counter()
        if now_committed >= target:
            return now
        if now_committed != last:
            last, moved = now_committed, now
        if now - moved > STALL_S:
            raise TimeoutError(f"{now_committed} of {target} rows after {STALL_S} s without progress")
        await asyncio.sleep(POLL_S)


def process_of(platform: Platform, service: str) -> psutil.Process:
    """The process behind the service's gRPC door."""
    return serving_process(int(platform[f"{service.upper()}_ADDRESS"].rsplit(":", 1)[1]))


def cpu_s(platform: Platform, service: str) -> float:
    """Processor seconds that the service's process has used since its start."""
    times = process_of(platform, service).cpu_times()
    return times.user + times.system


def peak_memory_mb(platform: Platform, service: str) -> float:
    """The highest resident memory of the service's process since its start."""
    status = Path(f"/proc/{process_of(platform, service).pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def copy_limit(platform: Platform, rows: int) -> dict[str, Rate]:
    """COPY … WITH BINARY of stored rows into tables like `reading`: with its indexes, and without any."""
    with psycopg.connect(platform["DATABASE_URL_TELEMETRY"], autocommit=True) as conn:
        with conn.cursor().copy(
            f"COPY (SELECT time, series_id, value FROM reading LIMIT {rows}) TO STDOUT WITH BINARY"
        ) as copy:
            data = b"".join(copy)
        count = _count(data)
        return {
            "one_index": Rate(count, _timed_copy(conn, data, index=True)),
            "no_index": Rate(count, _timed_copy(conn, data, index=False)),
        }


def _count(data: bytes) -> int:
    header, trailer, row = 19, 2, 34
    return (len(data) - header - trailer) // row


def _timed_copy(conn: psycopg.Connection[tuple[object, ...]], data: bytes, *, index: bool) -> float:
    conn.execute("DROP TABLE IF EXISTS bench_reading")
    conn.execute("CREATE TABLE bench_reading (time timestamptz NOT NULL, series_id int4 NOT NULL, value float8)")
    if index:
        conn.execute("CREATE INDEX ON bench_reading (series_id, time)")
    started = time.perf_counter()
    with conn.cursor().copy("COPY bench_reading FROM STDIN WITH BINARY") as copy:
        for offset in range(0, len(data), 1 << 20):
            copy.write(data[offset : offset + (1 << 20)])
    seconds = time.perf_counter() - started
    conn.execute("DROP TABLE bench_reading")
    return seconds
