"""The parameters of each call, made once and then stored. With `expand` the answer tells all that is asked of it."""

from datetime import datetime
from typing import Any

import orjson

from payments.domain.payment import MethodKind, Payment, Purpose
from payments.domain.refund import CardRefund
from payments.domain.steps import capturable
from payments.domain.timing import PAGE_LIFE
from payments.domain.units import at_stripe

WHOLE = ["latest_charge"]
DEFAULT_DESCRIPTION = "Fuel"
NOTHING = b"{}"


def create_params(payment: Payment, deployment: str) -> bytes:
    """A PaymentIntent that nothing is done with yet: making two of it would do no harm."""
    kind = "card_present" if payment.method.kind is MethodKind.READER else "card"
    params: dict[str, Any] = {
        "amount": at_stripe(payment.amount_minor, payment.currency),
        "currency": payment.currency.lower(),
        "capture_method": _capture_method(payment),
        "allowed_payment_method_types": [kind],
        "metadata": _metadata(payment, deployment),
        "expand": WHOLE,
    }
    if payment.description:
        params["description"] = payment.description
    if payment.method.customer_id:
        params["customer"] = payment.method.customer_id
    return orjson.dumps(params)


def confirm_params(payment: Payment, return_url: str) -> bytes:
    """With the card; one on file is charged while its owner is away."""
    params: dict[str, Any] = {"payment_method": payment.method.stripe_method, "expand": WHOLE}
    if payment.method.kind is MethodKind.SAVED_CARD:
        params["off_session"] = True
    else:
        params["return_url"] = return_url
    return orjson.dumps(params)


def reader_params(payment: Payment) -> bytes:
    """The reader asks its customer for a card."""
    config = {"enable_customer_cancellation": True}
    return orjson.dumps({"payment_intent": payment.stripe_id, "process_config": config})


def page_params(payment: Payment, deployment: str, return_url: str, now: datetime) -> bytes:
    """A page for one payment; Stripe makes its PaymentIntent when the customer begins."""
    name = payment.description or DEFAULT_DESCRIPTION
    price = {
        "currency": payment.currency.lower(),
        "unit_amount": at_stripe(payment.amount_minor, payment.currency),
        "product_data": {"name": name},
    }
    metadata = _metadata(payment, deployment)
    intent = {"capture_method": _capture_method(payment), "metadata": metadata, "description": name}
    return orjson.dumps(
        {
            "mode": "payment",
            "client_reference_id": payment.payment_id,
            "allowed_payment_method_types": ["card"],
            "line_items": [{"price_data": price, "quantity": 1}],
            "payment_intent_data": intent,
            "metadata": metadata,
            "success_url": return_url,
            "expires_at": int((now + PAGE_LIFE).timestamp()),
        }
    )


def capture_params(payment: Payment) -> bytes:
    """What the sale takes; the rest of the hold is released by it."""
    amount = at_stripe(capturable(payment), payment.currency)
    return orjson.dumps({"amount_to_capture": amount, "expand": WHOLE})


def cancel_params() -> bytes:
    """The hold is released."""
    return orjson.dumps({"cancellation_reason": "requested_by_customer", "expand": WHOLE})


def refund_params(payment: Payment, deployment: str, refund: CardRefund) -> bytes:
    """Money goes back to the card."""
    return orjson.dumps(
        {
            "payment_intent": payment.stripe_id,
            "amount": at_stripe(refund.amount_minor, refund.currency),
            "reason": "requested_by_customer",
            "metadata": {
                "refund_id": refund.refund_id,
                "payment_id": payment.payment_id,
                "deployment": deployment,
            },
        }
    )


def _capture_method(payment: Payment) -> str:
    return "manual" if payment.purpose is Purpose.HOLD else "automatic"


def _metadata(payment: Payment, deployment: str) -> dict[str, str]:
    known = {
        "payment_id": payment.payment_id,
        "site_id": payment.site_id,
        "sale_id": payment.sale_id,
        "deployment": deployment,
    }
    return {name: value for name, value in known.items() if value}
