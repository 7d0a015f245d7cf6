"""What the gateway counts. Numbers by site come from plain dictionaries, read when Prometheus asks."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from prometheus_client import REGISTRY, Counter, Gauge, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

MAX_SITES = 2000
OTHER = "other"

mqtt_connects = Counter("iot_gateway_mqtt_connects_total", "Attempts to hold the hot connection that ended")
held_messages = Gauge("iot_gateway_held_messages", "Messages read and not confirmed yet")
held_bytes = Gauge("iot_gateway_held_bytes", "Their payload bytes")
reading_stopped = Gauge("iot_gateway_reading_stopped", "1 while nothing is read because too much is unconfirmed")
bundle_messages = Histogram(
    "iot_gateway_bundle_messages", "Device messages in one AMQP message", buckets=(1, 3, 10, 30, 100, 300, 1000)
)
duplicate_transactions = Counter("iot_gateway_duplicate_transactions_total", "Transactions that were stored before")
device_certificate_expiry = Gauge(
    "iot_gateway_device_certificate_expiry_timestamp_seconds",
    "When the newest certificate of the site ends",
    ["site"],
)
own_certificate_expiry = Gauge(
    "iot_gateway_certificate_expiry_timestamp_seconds", "When a certificate that the gateway uses ends", ["use"]
)


class SiteNumbers(Collector):
    """Counts by site, and when a site was last heard (seconds since 1970)."""

    def __init__(self) -> None:
        self.accepted: dict[tuple[str, str], int] = {}
        self.refused: dict[tuple[str, str], int] = {}
        self.heard: dict[str, float] = {}

    def label(self, site: str) -> str:
        return site if site in self.heard or len(self.heard) < MAX_SITES else OTHER

    def accept(self, site: str, kind: str, at_s: float) -> None:
        key = (self.label(site), kind)
        self.heard[key[0]] = at_s
        self.accepted[key] = self.accepted.get(key, 0) + 1

    def refuse(self, site: str, reason: str) -> None:
        key = (self.label(site), reason)
        self.refused[key] = self.refused.get(key, 0) + 1

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
        for site, at_s in list(self.heard.items()):
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
