"""Refunds: https://docs.stripe.com/api/refunds/object. Amounts are integer minor units."""

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.ids import new_id
from stripe_simulator.objects.common import merged_metadata, one_of
from stripe_simulator.state import Object

PENDING, SUCCEEDED, FAILED = "pending", "succeeded", "failed"
REASONS = ("duplicate", "fraudulent", "requested_by_customer")


def amount_of(charge: Object, params: Object) -> int:
    """What is given back. Raises InvalidRequest: never more than was captured and not refunded yet."""
    left = charge["amount_captured"] - charge["amount_refunded"]
    if not charge["captured"]:
        raise InvalidRequest("This charge was not captured: cancel the PaymentIntent instead.", param="charge")
    if left == 0:
        raise InvalidRequest(f"Charge {charge['id']} has already been refunded.", "charge_already_refunded")
    if charge["disputed"]:
        raise InvalidRequest(f"Charge {charge['id']} has been charged back; cannot issue a refund.", "charge_disputed")
    amount: int = params.get("amount", left)
    if amount < 1:
        raise InvalidRequest("This value must be greater than or equal to 1.", "parameter_invalid_integer", "amount")
    if amount > left:
        message = f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
        raise InvalidRequest(message, param="amount")
    return amount


def new(charge: Object, amount: int, params: Object, now: int) -> Object:
    kind = charge["payment_method_details"]["type"]
    return {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "destination_details": {
            "card": {"reference_status": "pending", "reference_type": "acquirer_reference_number", "type": "refund"},
            "type": "card",
        },
        "metadata": merged_metadata({}, params.get("metadata")),
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"] if kind == "card" else None,
        "reason": one_of(params, "reason", REASONS),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": SUCCEEDED,
        "transfer_reversal": None,
    }


def pending(refund: Object) -> Object:
    return {**refund, "pending_reason": "processing", "status": PENDING}


def with_transaction(refund: Object, transaction: str) -> Object:
    return {**refund, "balance_transaction": transaction}


def succeeded(refund: Object) -> Object:
    done = {name: value for name, value in refund.items() if name != "pending_reason"}
    return {**done, "status": SUCCEEDED}


def failed(refund: Object, transaction: str) -> Object:
    """The money is back; the card is closed, or unknown to its bank."""
    done = {name: value for name, value in refund.items() if name != "pending_reason"}
    why = {"failure_balance_transaction": transaction, "failure_reason": "lost_or_stolen_card"}
    return {**done, **why, "status": FAILED}
