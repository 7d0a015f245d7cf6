"""What no event tells: dead letters, the age of outboxes, the end of certificates, the sites as pos has them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

import httpx
from motorway_kit.db import FAILURES
from motorway_kit.errors import MotorwayError
from motorway_kit.log import get_logger
from prometheus_client.parser import text_string_to_metric_families

from alerts import metrics
from alerts.db.open_alerts import count_open
from alerts.domain.conditions import Severity
from alerts.domain.observation import Observation
from alerts.parts import Alerts
from alerts.rules_queue import dead_letters

log = get_logger(__name__)

QUEUES = ("pos", "payments", "telemetry", "alerts", "alerts.rules")
OUTBOX = "motorway_outbox_oldest_age_seconds"
LOOK_S = 15.0
CERTIFICATES_S = 3600.0
SITES_S = 15.0
RETRY_S = 5.0
DAY_S = 86_400
SCRAPE_S = 5.0

Tell = Callable[[Sequence[Observation]], None]
TellSites = Callable[[Mapping[str, bytes]], None]


async def watch_queues(parts: Alerts, tell: Tell) -> None:
    """How many events nobody could handle, for each queue, for ever."""

    async def look() -> None:
        found = await dead_letters(parts.settings.amqp_url, QUEUES)
        tell([_platform(parts, f"queue/{name}", "dead_letters", count) for name, count in found.items()])

    await _repeat(look, LOOK_S, "dead letters cannot be counted")


async def watch_outboxes(parts: Alerts, tell: Tell) -> None:
    """How old the oldest event is that a service did not publish yet, for ever."""
    places = dict(each.split("=", 1) for each in parts.settings.watched_metrics.split(",") if "=" in each)

    async def look() -> None:
        async with httpx.AsyncClient(timeout=SCRAPE_S) as http:
            async for name, age_s in outbox_ages(http, places):
                tell([_platform(parts, f"service/{name}", "outbox_age_s", age_s)])

    await _repeat(look, LOOK_S, "outboxes cannot be looked at")


async def watch_certificates(parts: Alerts, tell: Tell) -> None:
    """How long the certificates of the sites are valid yet, for ever."""

    async def look() -> None:
        ends, now = await parts.others.certificates_end(), parts.clock()
        left = {site: (end - now).total_seconds() / DAY_S for site, end in ends.items()}
        tell([_said(parts, site, ("controller", "certificate_days_left"), days) for site, days in left.items()])

    await _repeat(look, CERTIFICATES_S, "certificates cannot be looked at")


async def watch_sites(parts: Alerts, tell: TellSites) -> None:
    """The configuration of every site, for ever. pos tells nobody of a change, so it is asked often."""

    async def look() -> None:
        sites = await parts.others.list_sites()
        tell({name: site.SerializeToString(deterministic=True) for name, site in sites.items()})

    await _repeat(look, SITES_S, "pos does not say its sites")


async def count_open_alerts(parts: Alerts) -> None:
    """Say in the metrics how many wait for somebody, for ever."""

    async def look() -> None:
        found = await count_open(parts.db)
        for severity in Severity:
            metrics.open_alerts.labels(severity).set(found.get(severity, 0))

    await _repeat(look, LOOK_S, "open alerts cannot be counted")


async def _repeat(look: Callable[[], Awaitable[None]], every_s: float, problem: str) -> None:
    while True:
        try:
            await look()
        except (MotorwayError, httpx.HTTPError, *FAILURES) as error:
            log.warning(problem, error=str(error))
            await asyncio.sleep(RETRY_S)
        else:
            await asyncio.sleep(every_s)


async def outbox_ages(http: httpx.AsyncClient, places: Mapping[str, str]) -> AsyncIterator[tuple[str, float]]:
    """Of the services that answer; one that does not is what its own probes are for."""
    for name, place in places.items():
        try:
            text = (await http.get(f"http://{place}/metrics")).text
            families = list(text_string_to_metric_families(text))
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            log.info("a service does not tell its metrics", service=name, error=repr(error))
            continue
        for family in families:
            if family.name == OUTBOX:
                yield name, max((sample.value for sample in family.samples), default=0.0)


def _platform(parts: Alerts, device: str, metric: str, value: float) -> Observation:
    return _said(parts, "", (device, metric), value)


def _said(parts: Alerts, site: str, series: tuple[str, str], value: float) -> Observation:
    now_us = int(parts.clock().timestamp() * 1_000_000)
    return Observation(site, *series, now_us, float(value), now_us)
