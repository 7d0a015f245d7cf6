"""docs/capacity.md: what a site costs, and what that makes of a hundred or of ten thousand."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.docs.capacity_figures import (
    AT_LEAST,
    BUSY,
    DAY_S,
    PACE,
    PEAK,
    PER_DAY_PARTITIONS,
    YEAR_DAYS,
    Measured,
    cores,
    cores_at_best,
    full_at,
    full_at_best,
    replicas,
    show,
    size,
)
from tools.docs.events import table

SOURCE = Path("benchmarks/capacity.json")
TEMPLATE = Path(__file__).with_name("capacity.tmpl")
PAGE = "docs/capacity.md"
PLANNED = (1, 10, 100, 1_000, 10_000)
MANY = tuple(sites for sites in PLANNED if sites >= 100)
SERVICES = ("api_gateway", "pos", "payments", "iot_gateway", "telemetry", "alerts")
ENGINES = ("postgresql", "rabbitmq", "redis", "mosquitto")
OF_DEVICES = ("iot_gateway", "telemetry", "alerts", "mosquitto")
"""What they do is mostly about messages of devices."""
COUNTED = {
    "device_messages": "device messages",
    "readings": "readings",
    "broker_published": "messages to RabbitMQ",
    "broker_delivered": "deliveries of RabbitMQ",
    "rule_evaluations": "looks of a rule at a value",
    "live_entries": "entries of the live stream",
    "live_deliveries": "live events written to clients",
    "rest_requests": "REST requests",
    "grpc_calls": "calls between services",
    "fuellings": "fuellings",
}
PLANNED_RATES = ("device_messages", "readings", "broker_published", "rest_requests")
SCALED = {
    "api_gateway": "replicas, by processor",
    "pos": "replicas, by queue",
    "payments": "replicas, by queue",
    "iot_gateway": "replicas: shared subscriptions divide the messages",
    "telemetry": "replicas, by queue",
    "alerts": "**one process evaluates**; others stand by and feed the live stream",
    "postgresql": "cores; then a server for telemetry, then for each service (each has its own database's URL)",
    "rabbitmq": "cores; then leaders of queues on several nodes",
    "redis": "**one thread**; memory by the length of the live stream",
    "mosquitto": "**one thread**; then a cluster such as EMQX (`mqtt` in the chart's values)",
}
Rows = Iterator[tuple[str, ...]]


def documents(root: Path) -> dict[str, str]:
    """What is to be written, by path."""
    return {PAGE: page(Measured(json.loads((root / SOURCE).read_text())))}


def page(found: Measured) -> str:
    parts = {"work": _work, "processor": _processor, "memory": _memory, "disk": _disk, "plan": _plan, "limits": _limits}
    tables = {name: "\n".join(table(*part(found))) for name, part in parts.items()}
    return TEMPLATE.read_text().format_map({**_said(found), **tables})


def _said(found: Measured) -> dict[str, Any]:
    document, loads = found.document, [level["load"] for level in found.levels]
    return {
        **document["wish"],
        **document["site"],
        "day": document["at"][:10],
        "machine": document["machine"],
        "numbers": ", ".join(str(level["sites"]) for level in found.levels),
        "most": max(level["sites"] for level in found.levels if found.kept_pace(level)),
        "pace": PACE,
        "fuellings": show(found.rate("fuellings").per_site * 3600),
        "least_load": show(min(loads)),
        "most_load": show(max(loads)),
        "messages": f"{document['at_once']['messages']:,}",
        "messages_per_s": show(document["at_once"]["messages_per_s"]),
        "per_day": show(PER_DAY_PARTITIONS / (PEAK * found.rate("readings").per_site)),
        "per_day_partitions": PER_DAY_PARTITIONS,
        "busy": BUSY,
        "peak": PEAK,
        "at_least": AT_LEAST,
    }


def _levels(found: Measured) -> list[str]:
    return [counted(level["sites"]) + ("" if found.kept_pace(level) else " (starved)") for level in found.levels]


def _work(found: Measured) -> tuple[tuple[str, ...], Rows]:
    def rows() -> Rows:
        for name, words in COUNTED.items():
            each = found.rate(name).per_site
            yield words, *(show(level["per_s"][name]) for level in found.levels), show(each), show(each * DAY_S)

    return ("a second", *_levels(found), "a site more", "a site more, a day"), rows()


def _processor(found: Measured) -> tuple[tuple[str, ...], Rows]:
    def rows() -> Rows:
        for part in (*SERVICES, *ENGINES):
            name = f"cpu.{part}"
            each = (show(level["per_s"][name] * 1000) for level in found.levels)
            yield called(part), *each, show(found.rate(name).per_site * 1000), show(found.at_once(name) * 1e6)

    return ("", *_levels(found), "a site more", "µs a message at once"), rows()


def _memory(found: Measured) -> tuple[tuple[str, ...], Rows]:
    names = {f"memory.{part}": called(part) for part in (*SERVICES, *ENGINES)} | {"data.redis": "redis, its data"}

    def rows() -> Rows:
        for name, words in names.items():
            yield words, *(show(level["held"][name]) for level in found.levels), show(found.held(name).per_site)

    return ("", *_levels(found), "a site more"), rows()


def _disk(found: Measured) -> tuple[tuple[str, ...], Rows]:
    def rows() -> Rows:
        for part in (*SERVICES, "wal"):
            daily = found.rate(f"disk.{part}").per_site * DAY_S / 1e6
            yearly = (show(daily * YEAR_DAYS * sites / 1e3) for sites in MANY)
            yield "log of changes" if part == "wal" else called(part), show(daily), *yearly

    return ("", "a site, MB a day", *(f"{counted(sites)}, GB a year" for sites in MANY)), rows()


def _plan(found: Measured) -> tuple[tuple[str, ...], Rows]:
    def rows() -> Rows:
        yield "values", *(f"[{size(sites)}](../deploy/helm/motorway/values-{size(sites)}.yaml)" for sites in PLANNED)
        for name in PLANNED_RATES:
            yield f"{COUNTED[name]}, a second", *(show(PEAK * found.rate(name).at(sites)) for sites in PLANNED)
        for part in SERVICES[:-1]:
            yield f"{called(part)}, replicas", *(_replicas(found, part, sites) for sites in PLANNED)
        for part in (SERVICES[-1], *ENGINES):
            yield f"{called(part)}, cores", *(_cores(found, part, sites) for sites in PLANNED)
        grown = sum(found.rate(f"disk.{part}").per_site for part in SERVICES)
        yield "databases, GB a day", *(show(grown * DAY_S * sites / 1e9) for sites in PLANNED)

    return ("", *map(counted, PLANNED)), rows()


def _replicas(found: Measured, part: str, sites: int) -> str:
    return _span(*(f"{replicas(needed, sites)}" for needed in _needed(found, part, sites)))


def _cores(found: Measured, part: str, sites: int) -> str:
    return _span(*map(show, _needed(found, part, sites)))


def _needed(found: Measured, part: str, sites: int) -> tuple[float, float]:
    most = cores(found, part, sites)
    return cores_at_best(found, part, sites) if part in OF_DEVICES else most, most


def _span(least: str, most: str) -> str:
    return least if least == most else f"{least} to {most}"


def _limits(found: Measured) -> tuple[tuple[str, ...], Rows]:
    def rows() -> Rows:
        for part in sorted(SCALED, key=lambda one: full_at(found, one)):
            best = show(full_at_best(found, part)) if part in OF_DEVICES else ""
            yield called(part), show(full_at(found, part)), best, SCALED[part]

    return ("", "sites for a core, at least", "at most", "then"), rows()


def called(part: str) -> str:
    return part.replace("_", "-")


def counted(sites: int) -> str:
    return "1 site" if sites == 1 else f"{sites:,} sites"
