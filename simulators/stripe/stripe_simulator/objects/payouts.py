"""Payouts: https://docs.stripe.com/api/payouts/object. Amounts are integer minor units."""

from stripe_simulator.ids import new_id
from stripe_simulator.objects.common import merged_metadata
from stripe_simulator.state import Object

PENDING, IN_TRANSIT, PAID, FAILED = "pending", "in_transit", "paid", "failed"


def new(amount: int, currency: str, arrival: int, now: int) -> Object:
    return {
        "id": new_id("po"),
        "object": "payout",
        "amount": amount,
        "application_fee": None,
        "application_fee_amount": None,
        "arrival_date": arrival,
        "automatic": False,
        "balance_transaction": None,
        "created": now,
        "currency": currency,
        "description": None,
        "destination": "ba_simulator",
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "metadata": {},
        "method": "standard",
        "original_payout": None,
        "reconciliation_status": "not_applicable",
        "reversed_by": None,
        "source_type": "card",
        "statement_descriptor": None,
        "status": PENDING,
        "trace_id": None,
        "type": "bank_account",
    }


def asked_for(payout: Object, params: Object) -> Object:
    told: Object = {name: params[name] for name in ("description", "method", "statement_descriptor") if name in params}
    return {**payout, **told, "metadata": merged_metadata({}, params.get("metadata"))}


def automatic(payout: Object) -> Object:
    """One that names the transactions it pays out."""
    told = {"automatic": True, "description": "STRIPE PAYOUT", "reconciliation_status": "completed"}
    return {**payout, **told}


def with_transaction(payout: Object, transaction: str) -> Object:
    return {**payout, "balance_transaction": transaction}


def paid(payout: Object) -> Object:
    return {**payout, "status": PAID}


def failed(payout: Object, transaction: str) -> Object:
    why = {"failure_code": "account_closed", "failure_message": "The bank account has been closed."}
    return {**payout, **why, "failure_balance_transaction": transaction, "status": FAILED}
