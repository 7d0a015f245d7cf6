"""Payment intents: https://docs.stripe.com/api/payment_intents/object. What they are and what they become."""

from collections.abc import Collection

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.ids import new_id, new_secret
from stripe_simulator.objects.amounts import currency_of, require_chargeable
from stripe_simulator.objects.common import merged_metadata, one_of, types_of
from stripe_simulator.state import Object

NEEDS_METHOD, NEEDS_CONFIRMATION, NEEDS_ACTION = "requires_payment_method", "requires_confirmation", "requires_action"
NEEDS_CAPTURE, CANCELED, SUCCEEDED = "requires_capture", "canceled", "succeeded"
OPEN = (NEEDS_METHOD, NEEDS_CONFIRMATION, NEEDS_ACTION)
CANCELABLE = (NEEDS_METHOD, NEEDS_CAPTURE, NEEDS_CONFIRMATION, NEEDS_ACTION)

_TEXTS = ("description", "receipt_email", "setup_future_usage", "shipping", "statement_descriptor")
_MORE_TEXTS = ("statement_descriptor_suffix", "transfer_group")
_ALWAYS = frozenset({"metadata", "description", "receipt_email", "shipping", "transfer_group"})
CAPTURE_METHODS = ("automatic", "automatic_async", "manual")
REASONS = ("abandoned", "duplicate", "fraudulent", "requested_by_customer")


_NEW: Object = {
    **dict.fromkeys(("application", "application_fee_amount", "canceled_at", "cancellation_reason")),
    **dict.fromkeys(("last_payment_error", "latest_charge", "next_action", "on_behalf_of", "payment_method")),
    **dict.fromkeys(("payment_method_configuration_details", "processing", "review", "source", "transfer_data")),
    "object": "payment_intent",
    "amount_capturable": 0,
    "amount_details": {"tip": {}},
    "amount_received": 0,
    "livemode": False,
    "status": NEEDS_METHOD,
}


def new(params: Object, now: int) -> Object:
    """Without a payment method; `with_method` sets one. Raises InvalidRequest."""
    currency = currency_of(params["currency"])
    require_chargeable(params["amount"], currency)
    identifier = new_id("pi")
    return {
        **_NEW,
        **{name: params.get(name) or None for name in (*_TEXTS, *_MORE_TEXTS, "customer")},
        "id": identifier,
        "allowed_payment_method_types": params.get("allowed_payment_method_types"),
        "amount": params["amount"],
        "automatic_payment_methods": params.get("automatic_payment_methods"),
        "capture_method": one_of(params, "capture_method", CAPTURE_METHODS) or "automatic_async",
        "client_secret": new_secret(identifier),
        "confirmation_method": params.get("confirmation_method", "automatic"),
        "created": now,
        "currency": currency,
        "metadata": merged_metadata({}, params.get("metadata")),
        "payment_method_options": params.get("payment_method_options") or {},
        "payment_method_types": types_of(params),
    }


def with_method(intent: Object, method: Object) -> Object:
    """Raises InvalidRequest when the intent does not take methods of that type."""
    if method["type"] not in intent["payment_method_types"]:
        types = ", ".join(intent["payment_method_types"])
        raise InvalidRequest(
            f"The PaymentMethod provided ({method['type']}) is not allowed for this PaymentIntent. "
            f"Allowed payment method types: {types}.",
            param="payment_method",
        )
    status = NEEDS_CONFIRMATION if intent["status"] == NEEDS_METHOD else intent["status"]
    return {**intent, "payment_method": method["id"], "status": status}


def updated(intent: Object, params: Object) -> Object:
    """Raises InvalidRequest: what concerns money cannot be changed once the intent is confirmed."""
    if params.keys() - _ALWAYS:
        require(intent, "update", OPEN)
    changes: Object = {name: params[name] or None for name in (*_TEXTS, *_MORE_TEXTS, "customer") if name in params}
    changes["currency"] = currency_of(params.get("currency") or intent["currency"])
    changes["amount"] = params.get("amount", intent["amount"])
    require_chargeable(changes["amount"], changes["currency"])
    changes["capture_method"] = one_of(params, "capture_method", CAPTURE_METHODS) or intent["capture_method"]
    changes["metadata"] = merged_metadata(intent["metadata"], params.get("metadata"))
    if "payment_method_options" in params:
        changes["payment_method_options"] = {
            **intent["payment_method_options"],
            **(params["payment_method_options"] or {}),
        }
    return {**intent, **changes}


def require(intent: Object, verb: str, allowed: Collection[str]) -> None:
    """Raises InvalidRequest `payment_intent_unexpected_state` with the intent."""
    if intent["status"] in allowed:
        return
    participle = {"cancel": "canceled", "capture": "captured", "update": "updated", "confirm": "confirmed"}.get(
        verb, verb
    )
    raise unexpected_state(
        intent,
        f"This PaymentIntent's status is {intent['status']}: only a PaymentIntent with one of the following statuses "
        f"may be {participle}: {', '.join(allowed)}.",
    )


def unexpected_state(intent: Object, message: str) -> InvalidRequest:
    return InvalidRequest(message, "payment_intent_unexpected_state", payment_intent=intent)


def needing_action(intent: Object, action: Object) -> Object:
    return {**intent, "last_payment_error": None, "next_action": action, "status": NEEDS_ACTION}


def declined(intent: Object, error: Object, charge: str | None) -> Object:
    """The method is gone, and the reason remains."""
    latest = charge or intent["latest_charge"]
    told = {"last_payment_error": error, "latest_charge": latest, "next_action": None, "payment_method": None}
    return {**intent, **told, "status": NEEDS_METHOD}


def authorised(intent: Object, charge: Object) -> Object:
    told = {"last_payment_error": None, "latest_charge": charge["id"], "next_action": None}
    return {**intent, **told, "amount_capturable": charge["amount"], "status": NEEDS_CAPTURE}


def succeeded(intent: Object, charge: Object) -> Object:
    told = {"last_payment_error": None, "latest_charge": charge["id"], "next_action": None}
    received = charge["amount_captured"]
    return {**intent, **told, "amount_capturable": 0, "amount_received": received, "status": SUCCEEDED}


def canceled(intent: Object, reason: str | None, now: int) -> Object:
    told = {"canceled_at": now, "cancellation_reason": reason, "next_action": None}
    return {**intent, **told, "amount_capturable": 0, "status": CANCELED}


def incremented(intent: Object, amount: int, params: Object) -> Object:
    metadata = merged_metadata(intent["metadata"], params.get("metadata"))
    told = {"description": params.get("description", intent["description"]), "metadata": metadata}
    return {**intent, **told, "amount": amount, "amount_capturable": amount}


def capturable(intent: Object, params: Object) -> int:
    """What is to be captured. Raises InvalidRequest for more than there is, and for nothing."""
    require(intent, "capture", (NEEDS_CAPTURE,))
    amount: int = params["amount_to_capture"] if "amount_to_capture" in params else intent["amount_capturable"]
    if amount < 1:
        message = "This value must be greater than or equal to 1."
        raise InvalidRequest(message, "parameter_invalid_integer", "amount_to_capture")
    if amount > intent["amount_capturable"]:
        raise InvalidRequest(
            f"The payment could not be captured because the requested capture amount ({amount}) is greater than the "
            f"amount you can capture for this charge ({intent['amount_capturable']}).",
            "amount_too_large",
            "amount_to_capture",
            payment_intent=intent,
        )
    if params.get("final_capture") is False:
        raise InvalidRequest("This payment does not support multicapture.", param="final_capture")
    return amount
