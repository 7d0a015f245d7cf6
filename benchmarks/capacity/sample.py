"""What the platform has done and holds, at one moment."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import psycopg
import redis

from tests.support.platform import SERVICES, Platform

MEGABYTE = 1024 * 1024
COUNTED = {
    "device_messages": ("iot_gateway", "iot_gateway_bundle_messages_sum"),
    "readings": ("telemetry", "motorway_telemetry_readings_stored_total"),
    "rule_evaluations": ("alerts", "motorway_alerts_rules_evaluated_total"),
    "live_entries": ("alerts", "motorway_live_entries_written_total"),
    "live_deliveries": ("api_gateway", "motorway_live_deliveries_total"),
    "rest_requests": ("api_gateway", "motorway_http_server_handling_seconds_count"),
    "fuellings": ("pos", "motorway_pos_fuellings_total"),
}
"""By the service that counts it, and its metric."""
GRPC = "motorway_grpc_server_handling_seconds_count"
BROKER = {
    "broker_published": "rabbitmq_global_messages_received_total",
    "broker_delivered": "rabbitmq_global_messages_delivered_total",
}


@dataclass(frozen=True)
class Sample:
    """`done` only grows: processor seconds (`cpu.`), bytes (`disk.`) and counts. `held` is of the moment: megabytes."""

    done: dict[str, float]
    held: dict[str, float]


def take(platform: Platform) -> Sample:
    """Raises KeyError when a process is not there."""
    processes = _processes(platform)
    done = {f"cpu.{name}": _cpu_s(process) for name, process in processes.items()}
    done |= {name: platform.metric(service, metric) for name, (service, metric) in COUNTED.items()}
    done["grpc_calls"] = sum(platform.metric(service, GRPC) for service in SERVICES)
    done |= {name: broker(platform, metric) for name, metric in BROKER.items()}
    done |= _disk(platform)
    held = {f"memory.{name}": _memory_mb(process) for name, process in processes.items()}
    with redis.Redis.from_url(platform["REDIS_URL"]) as live:
        held["data.redis"] = int(live.info("memory")["used_memory"]) / MEGABYTE
        held["live_entries"] = float(live.xlen("motorway:live"))
    return Sample(done, held)


def broker(platform: Platform, metric: str) -> float:
    """The sum of a metric of RabbitMQ."""
    lines = httpx.get(platform["RABBITMQ_METRICS_URL"], timeout=30).text.splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith((metric + " ", metric + "{")))


def _processes(platform: Platform) -> dict[str, psutil.Process]:
    ports = {name: _port(platform[f"{name.upper()}_OPS"]) for name in SERVICES}
    ports |= {"postgresql": _port(platform["DATABASE_URL_POS"]), "rabbitmq": _port(platform["AMQP_URL"])}
    ports |= {"redis": _port(platform["REDIS_URL"]), "mosquitto": int(platform["MQTT_PORT"])}
    listening = {
        tuple(connection.laddr)[1]: connection.pid
        for connection in psutil.net_connections("tcp4")
        if connection.status == psutil.CONN_LISTEN
    }
    return {name: psutil.Process(listening[port]) for name, port in ports.items()}


def _port(address: str) -> int:
    port = urlsplit(address if "//" in address else f"//{address}").port
    assert port is not None
    return port


def _family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def _cpu_s(process: psutil.Process) -> float:
    """Of it and its children, also of those that have ended."""
    own = process.cpu_times()
    spent = own.children_user + own.children_system
    for one in _family(process):
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        spent += times.user + times.system
    return spent


def _memory_mb(process: psutil.Process) -> float:
    """Proportional: what processes share is divided among them."""
    total = 0
    for one in _family(process):
        try:
            rollup = Path(f"/proc/{one.pid}/smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += int(rollup.split("\nPss:")[1].split()[0])
    return total / 1024


def _disk(platform: Platform) -> dict[str, float]:
    """Bytes of each database, and of what was ever written to the log of changes."""
    grown = {}
    for service in SERVICES:
        with psycopg.connect(platform[f"DATABASE_URL_{service.upper()}"]) as conn:
            row = conn.execute("SELECT pg_database_size(current_database())").fetchone()
            wal = conn.execute("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')").fetchone()
        assert row is not None
        assert wal is not None
        grown[f"disk.{service}"] = float(row[0])
        grown["disk.wal"] = float(wal[0])
    return grown
