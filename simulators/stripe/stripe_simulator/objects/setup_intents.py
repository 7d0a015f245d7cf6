"""Setup intents: https://docs.stripe.com/api/setup_intents/object. A card is kept for later, and nothing is charged."""

from collections.abc import Collection

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.ids import new_id, new_secret
from stripe_simulator.objects.common import merged_metadata, one_of, types_of
from stripe_simulator.state import Object

NEEDS_METHOD, NEEDS_CONFIRMATION, NEEDS_ACTION = "requires_payment_method", "requires_confirmation", "requires_action"
CANCELED, SUCCEEDED = "canceled", "succeeded"
OPEN = (NEEDS_METHOD, NEEDS_CONFIRMATION, NEEDS_ACTION)
REASONS = ("abandoned", "duplicate", "requested_by_customer")


def new(params: Object, now: int) -> Object:
    identifier = new_id("seti")
    return {
        "id": identifier,
        "object": "setup_intent",
        "application": None,
        "automatic_payment_methods": params.get("automatic_payment_methods"),
        "cancellation_reason": None,
        "client_secret": new_secret(identifier),
        "created": now,
        "customer": params.get("customer") or None,
        "description": params.get("description") or None,
        "flow_directions": None,
        "last_setup_error": None,
        "latest_attempt": None,
        "livemode": False,
        "mandate": None,
        "metadata": merged_metadata({}, params.get("metadata")),
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_configuration_details": None,
        "payment_method_options": params.get("payment_method_options") or {},
        "payment_method_types": types_of(params),
        "single_use_mandate": None,
        "status": NEEDS_METHOD,
        "usage": one_of(params, "usage", ("off_session", "on_session")) or "off_session",
    }


def with_method(intent: Object, method: Object) -> Object:
    status = NEEDS_CONFIRMATION if intent["status"] == NEEDS_METHOD else intent["status"]
    return {**intent, "payment_method": method["id"], "status": status}


def updated(intent: Object, params: Object) -> Object:
    require(intent, "updated", OPEN)
    changes: Object = {name: params[name] or None for name in ("customer", "description") if name in params}
    metadata = merged_metadata(intent["metadata"], params.get("metadata"))
    return {**intent, **changes, "metadata": metadata}


def require(intent: Object, participle: str, allowed: Collection[str]) -> None:
    """Raises InvalidRequest `setup_intent_unexpected_state` with the intent."""
    if intent["status"] not in allowed:
        raise InvalidRequest(
            f"This SetupIntent's status is {intent['status']}: only a SetupIntent with one of the following statuses "
            f"may be {participle}: {', '.join(allowed)}.",
            "setup_intent_unexpected_state",
            setup_intent=intent,
        )


def needing_action(intent: Object, action: Object) -> Object:
    return {**intent, "last_setup_error": None, "next_action": action, "status": NEEDS_ACTION}


def failed(intent: Object, error: Object) -> Object:
    told = {"last_setup_error": error, "next_action": None, "payment_method": None}
    return {**intent, **told, "status": NEEDS_METHOD}


def succeeded(intent: Object) -> Object:
    return {**intent, "last_setup_error": None, "next_action": None, "status": SUCCEEDED}


def canceled(intent: Object, reason: str | None) -> Object:
    return {**intent, "cancellation_reason": reason, "next_action": None, "status": CANCELED}
