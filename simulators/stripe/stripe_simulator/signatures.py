"""The header Stripe-Signature, scheme v1. Source: docs.stripe.com/webhooks, "Verify webhook signatures manually"."""

import hashlib
import hmac
from collections.abc import Iterable

HEADER = "Stripe-Signature"


def header(body: bytes, secrets: Iterable[str], timestamp_s: int) -> str:
    """One v1 for each secret, as while one secret takes the place of another."""
    signed = (f"v1={signature(body, secret, timestamp_s)}" for secret in secrets)
    return ",".join((f"t={timestamp_s}", *signed))


def signature(body: bytes, secret: str, timestamp_s: int) -> str:
    """Hexadecimal HMAC-SHA256 of `timestamp.body`."""
    return hmac.new(secret.encode(), f"{timestamp_s}.".encode() + body, hashlib.sha256).hexdigest()
