"""What operators watch."""

from prometheus_client import Counter, Gauge

webhooks = Counter("motorway_payments_webhooks_total", "Events of Stripe, by what came of them", ["type", "outcome"])
webhooks_refused = Counter("motorway_payments_webhooks_refused_total", "Webhooks that were not taken in", ["reason"])
oldest_webhook = Gauge("motorway_payments_oldest_webhook_seconds", "Age of the oldest event that is not handled yet")
