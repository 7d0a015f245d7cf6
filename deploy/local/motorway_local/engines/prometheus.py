"""Prometheus: what the processes tell of themselves, kept for two weeks, under the rules of deploy/observability.

PostgreSQL and Redis speak through exporters; RabbitMQ and the services speak for themselves.
"""

from typing import Any

import yaml

from motorway_local import databases
from motorway_local.platform import Platform, write
from motorway_local.program import Engine, Program
from motorway_local.rest import Client, Unreachable
from motorway_local.services import SERVICES

SERVER = "/usr/bin/prometheus"
RULES = "deploy/observability/rules/*.yaml"
KEPT = "15d"
EVERY = "15s"
EXPORTERS = ("postgresql", "redis")


def settings(platform: Platform) -> dict[str, Any]:
    """The jobs have the services' names, as on Kubernetes."""
    addresses = {service.name: platform.address(f"{service.package}_ops") for service in SERVICES}
    jobs = [_job(name, address) for name, address in addresses.items()]
    jobs += [_job("rabbitmq", platform.address("rabbitmq_prometheus"), "/metrics/per-object")]
    jobs += [_job(name, platform.address(f"{name}_exporter")) for name in EXPORTERS]
    return {
        "global": {"scrape_interval": EVERY, "evaluation_interval": EVERY},
        "rule_files": [str(platform.code / RULES)],
        "scrape_configs": jobs,
    }


def _job(name: str, address: str, path: str = "/metrics") -> dict[str, Any]:
    return {"job_name": name, "metrics_path": path, "static_configs": [{"targets": [address]}]}


def prepare(platform: Platform) -> None:
    write(platform.home / "prometheus" / "prometheus.yml", yaml.safe_dump(settings(platform), sort_keys=False))


def programs(platform: Platform) -> tuple[Program, ...]:
    folder = platform.home / "prometheus"
    command = (
        SERVER,
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--storage.tsdb.retention.time={KEPT}",
        f"--web.listen-address={platform.address('prometheus')}",
        "--enable-feature=exemplar-storage",
        "--log.level=warn",
    )
    return (Program("prometheus", command, folder), _of_postgresql(platform), _of_redis(platform))


def _of_postgresql(platform: Platform) -> Program:
    password = platform.secrets[f"database_{databases.MONITORING}"]
    source = f"postgresql://{databases.MONITORING}:{password}@{platform.address('postgresql')}/postgres?sslmode=disable"
    command = (
        "/usr/bin/prometheus-postgres-exporter",
        f"--web.listen-address={platform.address('postgresql_exporter')}",
        "--log.level=error",
    )
    return Program("postgresql-exporter", command, platform.home / "prometheus", {"DATA_SOURCE_NAME": source})


def _of_redis(platform: Platform) -> Program:
    command = (
        "/usr/bin/prometheus-redis-exporter",
        f"-web.listen-address={platform.address('redis_exporter')}",
        f"-redis.addr=redis://{platform.address('redis')}",
    )
    return Program(
        "redis-exporter", command, platform.home / "prometheus", {"REDIS_PASSWORD": platform.secrets["redis"]}
    )


def ready(platform: Platform) -> bool:
    try:
        return Client(platform.address("prometheus"), timeout_s=2).get("/-/ready")[0] == 200
    except Unreachable:
        return False


ENGINE = Engine("prometheus", prepare, programs, ready)
