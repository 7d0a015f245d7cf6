"""Stripe's webhooks are taken in at once; `webhook_worker` handles them afterwards.

What they say is a hint. Everything must come out the same when they come twice, in any order, late or never.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import orjson
import stripe
from motorway_kit.errors import InvalidInput
from motorway_kit.log import get_logger

from payments import metrics
from payments.crash import CrashPoint, crash_here
from payments.db import webhooks as store
from payments.domain.comparison import is_elsewhere
from payments.domain.webhook import (
    MOST_BYTES,
    TOLERANCE,
    Hint,
    Outcome,
    Topic,
    WebhookModeDiffers,
    WebhookSignatureInvalid,
    WebhookTooLarge,
    check_age,
    hint_of,
    signed_at,
)
from payments.parts import Payments, system_clock

log = get_logger(__name__)


async def receive(parts: Payments, body: bytes, signature: str) -> bool:
    """Keep an event that Stripe has signed. False: it was there already.

    Raises WebhookTooLarge, WebhookSignatureInvalid, WebhookModeDiffers, InvalidInput.
    """
    try:
        stored = await take_event(parts, verified(parts, body, signature))
    except InvalidInput as error:
        metrics.webhooks_refused.labels(error.reason).inc()
        log.warning("a webhook was refused", reason=error.reason, size=len(body))
        raise
    crash_here(CrashPoint.WEBHOOK_STORED)
    return stored


async def take_event(parts: Payments, event: Mapping[str, Any]) -> bool:
    """Keep an event that is known to be Stripe's: signed, or asked for. False: it was there already.

    Raises WebhookModeDiffers, InvalidInput for what is none.
    """
    if event.get("livemode") is not (not parts.settings.test):
        raise WebhookModeDiffers("the event is of another mode than our key", field="body")
    hint = hint_of(event)
    outcome = _nothing_to_do(parts, hint)
    stored = await store.insert(parts.db, hint, parts.clock(), outcome)
    if not stored:
        metrics.webhooks.labels(hint.type, "duplicate").inc()
    elif outcome is None:
        parts.webhooks.set()
    else:
        metrics.webhooks.labels(hint.type, outcome).inc()
    return stored


def verified(parts: Payments, body: bytes, signature: str) -> Mapping[str, Any]:
    """The event in a body that one of our secrets has signed, in real time, as the library judges it.

    Raises WebhookTooLarge, WebhookSignatureInvalid, InvalidInput.
    """
    if len(body) > MOST_BYTES:
        raise WebhookTooLarge(f"more than {MOST_BYTES} bytes", field="body")
    if not any(_is_signed(body, signature, secret) for secret in parts.settings.webhook_secrets):
        raise WebhookSignatureInvalid("none of the secrets has signed it", field="signature")
    check_age(signed_at(signature), system_clock())
    try:
        event = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise InvalidInput("the body is no JSON", field="body") from error
    if not isinstance(event, dict) or event.get("object") != "event":
        raise InvalidInput("the body is no event of Stripe", field="body")
    return event


def _nothing_to_do(parts: Payments, hint: Hint) -> Outcome | None:
    if is_elsewhere(hint.deployment, parts.stripe.deployment):
        return Outcome.ELSEWHERE
    return Outcome.IGNORED if hint.topic is Topic.NOTHING else None


def _is_signed(body: bytes, signature: str, secret: str) -> bool:
    try:
        return bool(stripe.WebhookSignature.verify_header(body, signature, secret, _seconds(TOLERANCE)))
    except (stripe.SignatureVerificationError, UnicodeDecodeError, TypeError):  # TypeError: other than ASCII in it
        return False


def _seconds(duration: timedelta) -> int:
    return int(duration.total_seconds())
