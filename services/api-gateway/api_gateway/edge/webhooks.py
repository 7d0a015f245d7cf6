"""What is different for Stripe's webhooks: how much may come and how often; and nobody but payments reads them."""

PATH = "/api/v1/webhooks/stripe"
MAX_BODY_KIB = 256
WEBHOOK = "webhook"
PER_MINUTE = 60_000
"""From one address. Stripe sends some five events for a payment, from a dozen addresses."""
