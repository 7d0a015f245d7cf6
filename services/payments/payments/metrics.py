"""What operators watch."""

from prometheus_client import Counter, Gauge

webhooks = Counter("motorway_payments_webhooks_total", "Events of Stripe, by what came of them", ["type", "outcome"])
webhooks_refused = Counter("motorway_payments_webhooks_refused_total", "Webhooks that were not taken in", ["reason"])
oldest_webhook = Gauge("motorway_payments_oldest_webhook_seconds", "Age of the oldest event that is not handled yet")
breaks_open = Gauge("motorway_payments_breaks_open", "Differences from Stripe that are not resolved", ["break_class"])
break_oldest = Gauge("motorway_payments_oldest_break_seconds", "Age of the oldest difference that is not resolved")
reconciled_at = Gauge(
    "motorway_payments_reconciled_timestamp_seconds", "When the newest comparison began that came to its end", ["what"]
)
runs = Counter(
    "motorway_payments_reconciliations_total", "Comparisons with Stripe, by what came of them", ["what", "end"]
)
