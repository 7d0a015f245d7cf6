"""Checkout sessions (https://docs.stripe.com/api/checkout/sessions): a page of Stripe's on which a customer pays."""

from typing import Any

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.ids import new_id
from stripe_simulator.objects.amounts import currency_of, require_chargeable
from stripe_simulator.objects.common import merged_metadata
from stripe_simulator.state import Object

SESSION = "checkout.session"
OPEN, COMPLETE, EXPIRED = "open", "complete", "expired"
SHORTEST_S, LONGEST_S = 30 * 60, 86_400
_SLACK_S = 60
PAGE = "/c/pay/{session}"


def session(params: Object, public_url: str, now: int) -> Object:
    """Of mode `payment`, with prices in the session itself. Raises InvalidRequest."""
    currency, total = _total(params)
    identifier = new_id("cs_test", 58)
    return {
        "id": identifier,
        "object": SESSION,
        "amount_subtotal": total,
        "amount_total": total,
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "client_secret": None,
        "created": now,
        "currency": currency,
        "customer": params.get("customer"),
        "customer_email": params.get("customer_email"),
        "expires_at": _expiry(params, now),
        "livemode": False,
        "metadata": merged_metadata({}, params.get("metadata")),
        "mode": "payment",
        "payment_intent": None,
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "shipping_options": [],
        "status": OPEN,
        "success_url": params.get("success_url"),
        "ui_mode": "hosted_page",
        "url": public_url + PAGE.format(session=identifier),
    }


def intent_params(params: Object, row: Object) -> Object:
    """Of the payment intent that is made once somebody pays."""
    asked: Object = params.get("payment_intent_data", {})
    told = {"amount": row["amount_total"], "currency": row["currency"], "customer": row["customer"]}
    return {**asked, **{name: value for name, value in told.items() if value is not None}}


def _total(params: Object) -> tuple[str, int]:
    items: list[Object] = params.get("line_items") or []
    if params.get("mode") != "payment" or not items:
        raise InvalidRequest("Only mode payment with line_items is simulated.", param="mode")
    prices = [_price(item, number) for number, item in enumerate(items)]
    currencies = {currency for currency, _ in prices}
    if len(currencies) != 1:
        raise InvalidRequest("All line_items must have the same currency.", param="line_items")
    currency, total = currencies.pop(), sum(amount for _, amount in prices)
    require_chargeable(total, currency)
    return currency, total


def _price(item: Object, number: int) -> tuple[str, int]:
    price: Any = item.get("price_data")
    if not isinstance(price, dict) or "unit_amount" not in price or "product_data" not in price:
        raise InvalidRequest(
            "Only price_data with unit_amount and product_data is simulated.", None, f"line_items[{number}]"
        )
    return currency_of(price["currency"]), int(price["unit_amount"]) * int(item.get("quantity", 1))


def _expiry(params: Object, now: int) -> int:
    asked: int = params.get("expires_at", now + LONGEST_S)
    if not now + SHORTEST_S - _SLACK_S <= asked <= now + LONGEST_S + _SLACK_S:
        raise InvalidRequest(
            "The expires_at timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
            param="expires_at",
        )
    return asked


def begun(row: Object, intent: Object) -> Object:
    return {**row, "payment_intent": intent["id"]}


def completed(row: Object, intent: Object) -> Object:
    paid = "paid" if intent["status"] == "succeeded" else "unpaid"
    return {**row, "payment_status": paid, "status": COMPLETE, "url": None}


def expired(row: Object) -> Object:
    """Raises InvalidRequest for one that is not open."""
    if row["status"] != OPEN:
        raise InvalidRequest(
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of {row['status']}.",
            param="session",
        )
    return {**row, "status": EXPIRED, "url": None}
