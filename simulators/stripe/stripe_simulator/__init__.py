"""A simulator of Stripe, right about money and idempotency, reached by the official SDK over HTTP."""
