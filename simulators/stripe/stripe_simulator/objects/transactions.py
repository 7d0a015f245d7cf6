"""
Balance transactions (https://docs.stripe.com/api/balance_transactions/object) as since API version 2025-03-31: a
partial capture makes one, of the captured amount. Amounts are integer minor units; outgoing ones are negative.
"""

from stripe_simulator.ids import new_id
from stripe_simulator.settings import DAY_S
from stripe_simulator.state import Object

FEE_PER_MILLE, FEE_FIXED = 14, 20
WITHOUT_PARTS = ("isk", "ugx")


def fee_of(amount: int, currency: str) -> int:
    """1.4 % and 20 minor units, halves rounded up; whole, where the currency knows no parts."""
    fee = (amount * FEE_PER_MILLE + 500) // 1_000 + FEE_FIXED
    return -(-fee // 100) * 100 if currency in WITHOUT_PARTS else fee


def midnight_after(moment: int) -> int:
    """The first midnight (UTC) not before it."""
    return -(-moment // DAY_S) * DAY_S


def transaction(kind: str, amount: int, source: Object, now: int, available_on: int) -> Object:
    """Nothing is taken for it; `kind` is type and reporting category."""
    return {
        "id": new_id("txn"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": available_on,
        "balance_type": "payments",
        "created": now,
        "currency": source["currency"],
        "description": source.get("description"),
        "exchange_rate": None,
        "fee": 0,
        "fee_details": [],
        "net": amount,
        "reporting_category": kind,
        "source": source["id"],
        "status": "available" if available_on <= now else "pending",
        "type": kind,
    }


def with_fee(row: Object, fee: int, description: str = "Stripe processing fees") -> Object:
    detail = {
        "amount": fee,
        "application": None,
        "currency": row["currency"],
        "description": description,
        "type": "stripe_fee",
    }
    return {**row, "fee": fee, "fee_details": [detail], "net": row["amount"] - fee}


def captured(charge: Object, amount: int, now: int, available_on: int) -> Object:
    """What a capture brings, less Stripe's fee."""
    return with_fee(transaction("charge", amount, charge, now, available_on), fee_of(amount, charge["currency"]))
