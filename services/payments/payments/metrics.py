"""What operators watch."""

from prometheus_client import Counter, Gauge, Histogram

webhooks = Counter("motorway_payments_webhooks_total", "Events of Stripe, by what came of them", ["type", "outcome"])
webhooks_refused = Counter("motorway_payments_webhooks_refused_total", "Webhooks that were not taken in", ["reason"])
oldest_webhook = Gauge("motorway_payments_oldest_webhook_seconds", "Age of the oldest event that is not handled yet")
breaks_open = Gauge("motorway_payments_breaks_open", "Differences from Stripe that are not resolved", ["break_class"])
break_oldest = Gauge("motorway_payments_oldest_break_seconds", "Age of the oldest difference that is not resolved")
reconciled_at = Gauge(
    "motorway_payments_reconciled_timestamp_seconds", "When the newest comparison began that came to its end", ["what"]
)
elsewhere = Gauge(
    "motorway_payments_elsewhere", "Payments of other deployments on the account, in the newest hourly comparison"
)
runs = Counter(
    "motorway_payments_reconciliations_total", "Comparisons with Stripe, by what came of them", ["what", "end"]
)
payments = Counter("motorway_payments_total", "Payments, by the states that they came into", ["state", "reason"])
capturing = Histogram(
    "motorway_payments_capture_seconds", "From what its sale takes (or from a charge that is asked for) to the money"
)
calls = Counter("motorway_payments_calls_total", "Calls to Stripe, by what came of them", ["kind", "outcome"])
calling = Histogram("motorway_payments_call_seconds", "Time that Stripe took to answer", ["kind"])
refunds = Counter("motorway_payments_refunds_total", "Refunds to cards, by the states that they came into", ["state"])
open_commands = Gauge("motorway_payments_open_commands", "What is asked of Stripe, or shall be")
open_questions = Gauge("motorway_payments_open_questions", "What was asked of Stripe and is not answered for certain")
oldest_question = Gauge("motorway_payments_oldest_question_seconds", "Age of the oldest thing asked and not answered")
