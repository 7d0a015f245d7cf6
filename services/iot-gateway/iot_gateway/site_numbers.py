"""Numbers by site come from plain dictionaries, read when Prometheus asks: they are touched with every message."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from prometheus_client import REGISTRY
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

MAX_SITES = 2000
OTHER = "other"


class SiteNumbers(Collector):
    """Counts by site, and when a site was last heard (seconds since 1970)."""

    def __init__(self) -> None:
        self.accepted: dict[tuple[str, str], int] = {}
        self.refused: dict[tuple[str, str], int] = {}
        self.heard: dict[str, float] = {}
        self._labels: dict[str, str] = {}

    def _label(self, site: str) -> str:
        if site not in self._labels and len(self._labels) < MAX_SITES:
            self._labels[site] = site
        return self._labels.get(site, OTHER)

    def accept(self, site: str, kind: str, at_s: float) -> None:
        self.heard[site] = at_s
        key = (self._label(site), kind)
        self.accepted[key] = self.accepted.get(key, 0) + 1

    def refuse(self, site: str, reason: str) -> int:
        """How often that was so."""
        key = (self._label(site), reason)
        self.refused[key] = self.refused.get(key, 0) + 1
        return self.refused[key]

    def collect(self) -> Iterator[Metric]:
        accepted = CounterMetricFamily(
            "iot_gateway_messages_total", "Device messages accepted", labels=["site", "kind"]
        )
        for key, count in list(self.accepted.items()):
            accepted.add_metric(key, count)
        refused = CounterMetricFamily("iot_gateway_quarantined_total", "Messages refused", labels=["site", "reason"])
        for key, count in list(self.refused.items()):
            refused.add_metric(key, count)
        age = GaugeMetricFamily(
            "iot_gateway_heartbeat_age_seconds", "Since the site's last message to this process", labels=["site"]
        )
        for site, at_s in list(self.heard.items())[:MAX_SITES]:
            age.add_metric([site], max(0.0, time.time() - at_s))
        yield from (accepted, refused, age)


@asynccontextmanager
async def site_numbers() -> AsyncIterator[SiteNumbers]:
    """Shown by the process's /metrics while the block runs."""
    numbers = SiteNumbers()
    REGISTRY.register(numbers)
    try:
        yield numbers
    finally:
        REGISTRY.unregister(numbers)
