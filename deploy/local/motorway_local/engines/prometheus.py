"""Prometheus: what the processes tell of themselves, kept for two weeks, under the rules of deploy/observability."""

from typing import Any

import yaml

from motorway_local.platform import Platform, write
from motorway_local.program import Engine, Program
from motorway_local.rest import Client, Unreachable
from motorway_local.services import SERVICES

SERVER = "/usr/bin/prometheus"
RULES = "deploy/observability/rules/*.yaml"
KEPT = "15d"
EVERY = "15s"


def settings(platform: Platform) -> dict[str, Any]:
    """The jobs have the services' names, as on Kubernetes."""
    addresses = {service.name: platform.address(f"{service.package}_ops") for service in SERVICES}
    jobs = [_job(name, address) for name, address in addresses.items()]
    jobs += [_job("rabbitmq", platform.address("rabbitmq_prometheus"), "/metrics/per-object")]
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
        "--log.level=warn",
    )
    return (Program("prometheus", command, folder),)


def ready(platform: Platform) -> bool:
    try:
        return Client(platform.address("prometheus"), timeout_s=2).get("/-/ready")[0] == 200
    except Unreachable:
        return False


ENGINE = Engine("prometheus", prepare, programs, ready)
