"""Charges: https://docs.stripe.com/api/charges/object. Amounts are integer minor units."""

from stripe_simulator.ids import new_id
from stripe_simulator.objects.cards import Decline
from stripe_simulator.settings import DAY_S
from stripe_simulator.state import Object

_VISA_SHORT_S = 4 * DAY_S + 18 * 3_600
_TWO_DAYS_S, _WEEK_S = 2 * DAY_S, 7 * DAY_S


def window_s(kind: str, brand: str, *, off_session: bool) -> int:
    """How long an approval lasts (docs.stripe.com/payments/place-a-hold-on-a-payment-method)."""
    if kind == "card_present":
        return _VISA_SHORT_S if brand == "visa" else _TWO_DAYS_S
    return _VISA_SHORT_S if off_session and brand == "visa" else _WEEK_S


_NEW: Object = {
    **dict.fromkeys(("application", "application_fee", "application_fee_amount", "balance_transaction")),
    **dict.fromkeys(("failure_balance_transaction", "failure_code", "failure_message", "on_behalf_of", "outcome")),
    **dict.fromkeys(("receipt_number", "receipt_url", "review", "source_transfer", "transfer_data")),
    **dict.fromkeys(("captured", "disputed", "livemode", "paid", "refunded"), False),
    **dict.fromkeys(("amount_captured", "amount_refunded"), 0),
    "object": "charge",
    "fraud_details": {},
    "status": "pending",
}
_FROM_INTENT = ("amount", "currency", "customer", "description", "metadata", "receipt_email", "shipping")
_ALSO_FROM_INTENT = ("statement_descriptor", "statement_descriptor_suffix", "transfer_group")


def new(intent: Object, method: Object, now: int) -> Object:
    """An attempt whose outcome is not known yet; `approved` or `failed` completes it."""
    return {
        **_NEW,
        **{name: intent[name] for name in (*_FROM_INTENT, *_ALSO_FROM_INTENT)},
        "id": new_id("ch"),
        "billing_details": method["billing_details"],
        "calculated_statement_descriptor": intent["statement_descriptor"],
        "created": now,
        "payment_intent": intent["id"],
        "payment_method": method["id"],
        "payment_method_details": {"type": method["type"], method["type"]: _details(intent, method)},
    }


def _details(intent: Object, method: Object) -> Object:
    printed = method[method["type"]]
    options = (intent["payment_method_options"] or {}).get(method["type"], {})
    told = {
        name: printed[name] for name in ("brand", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4")
    }
    if method["type"] == "card_present":
        asked = bool(options.get("request_incremental_authorization_support"))
        return {**told, **_at_reader(printed), "incremental_authorization_supported": asked}
    asked = options.get("request_incremental_authorization") == "if_available"
    return {**told, **_online(printed), "incremental_authorization": _status(asked=asked)}


def _online(printed: Object) -> Object:
    return {
        "authorization_code": None,
        "checks": printed["checks"],
        "extended_authorization": {"status": "disabled"},
        "installments": None,
        "mandate": None,
        "multicapture": _status(asked=False),
        "network": printed["brand"],
        "network_token": {"used": False},
        "overcapture": _status(asked=False),
        "regulated_status": "unregulated",
        "three_d_secure": None,
        "wallet": None,
    }


def _at_reader(printed: Object) -> Object:
    return {
        "brand_product": None,
        "cardholder_name": None,
        "emv_auth_data": None,
        "generated_card": None,
        "network": printed["brand"],
        "network_transaction_id": None,
        "offline": None,
        "overcapture_supported": False,
        "preferred_locales": [],
        "read_method": printed["read_method"],
        "receipt": {"application_preferred_name": "CARD", "authorization_code": new_id("a", 6)[2:].upper()},
    }


def _status(*, asked: bool) -> Object:
    return {"status": "available" if asked else "unavailable"}


def approved(charge: Object, amount: int, capture_before: int | None) -> Object:
    """The bank holds the amount; without `capture_before` it is about to be captured."""
    held = _with_details(
        charge, amount_authorized=amount, **({"capture_before": capture_before} if capture_before else {})
    )
    told = {
        "network_status": "approved_by_network",
        "reason": None,
        "risk_level": "normal",
        "seller_message": "Payment complete.",
        "type": "authorized",
    }
    return {**held, "amount": amount, "outcome": told, "paid": True, "status": "succeeded"}


def failed(charge: Object, decline: Decline) -> Object:
    told = {
        "network_status": "declined_by_network",
        "reason": decline.decline_code,
        "risk_level": "normal",
        "seller_message": "The bank did not return any further details with this decline.",
        "type": "issuer_declined",
    }
    why = {"failure_code": decline.code, "failure_message": decline.message}
    return {**charge, **why, "outcome": told, "status": "failed"}


def may_be_incremented(charge: Object) -> bool:
    """Only what was asked for when the card was charged."""
    details = charge["payment_method_details"]
    card = details[details["type"]]
    asked: bool = card.get("incremental_authorization_supported", False)
    return asked or card.get("incremental_authorization") == _status(asked=True)


def incremented(charge: Object, amount: int) -> Object:
    return {**_with_details(charge, amount_authorized=amount), "amount": amount}


def captured(charge: Object, amount: int, transaction: str) -> Object:
    return {**charge, "amount_captured": amount, "balance_transaction": transaction, "captured": True}


def refunded(charge: Object, amount: int) -> Object:
    """More refunded than before, or less when a refund failed."""
    whole = charge["amount_refunded"] + amount
    return {**charge, "amount_refunded": whole, "refunded": whole == charge["amount_captured"]}


def _with_details(charge: Object, **changes: object) -> Object:
    details = charge["payment_method_details"]
    kind = details["type"]
    return {**charge, "payment_method_details": {**details, kind: {**details[kind], **changes}}}
