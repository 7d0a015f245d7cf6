"""What a cashier decides: how long to think, and how a customer pays. Pure; chance is passed in."""

from dataclasses import dataclass
from random import Random
from typing import Any

NOTES_MINOR = (500, 1000, 2000, 5000)
PREPAY_MINOR = (1000, 2000, 3000, 4000)
CALLING = "CALLING"
ACCOUNT_SHARE = 0.08
CARD_SHARE = 0.45
READER_SHARE = 0.7
DECLINED_SHARE = 0.04
CARDS = ("pm_card_visa", "pm_card_visa", "pm_card_visa_debit", "pm_card_mastercard", "pm_card_amex")
DECLINED = "pm_card_chargeDeclinedInsufficientFunds"
HOLD_MINOR = 10_000
UNDECIDED = frozenset({"PENDING", "APPROVED", "FIXED"})
SHOP_SHARE = 0.2
EXACT_SHARE = 0.35


@dataclass(frozen=True)
class Habits:
    """Seconds between what happens and what the cashier does about it, and how often somebody pays before."""

    authorise_s: tuple[float, float] = (1.0, 5.0)
    pay_s: tuple[float, float] = (8.0, 45.0)
    prepay_every_s: float = 240.0


def calling(pumps: list[dict[str, Any]]) -> list[int]:
    """Pumps where somebody has lifted a nozzle and nobody released it."""
    return [pump["number"] for pump in pumps if pump["state"] == CALLING]


def free(pumps: list[dict[str, Any]]) -> list[int]:
    """Pumps that somebody could pay for in advance: idle, and nothing unpaid on them."""
    return [pump["number"] for pump in pumps if pump["state"] == "IDLE" and not pump["unpaid"] and not pump["sale_id"]]


def cash_given(due_minor: int, chance: Random) -> int:
    """Exactly, or with notes: the least that covers it of one kind of note."""
    if chance.random() < EXACT_SHARE:
        return due_minor
    note = chance.choice(NOTES_MINOR)
    return -(-due_minor // note) * note


def tender(due_minor: int, account_id: str, chance: Random) -> dict[str, Any]:
    """What a customer gives for what is due; now and then it goes on an account."""
    if account_id and chance.random() < ACCOUNT_SHARE:
        return {"kind": "ACCOUNT", "amount_minor": due_minor, "account_id": account_id}
    return {"kind": "CASH", "amount_minor": due_minor, "given_minor": cash_given(due_minor, chance)}


def by_card(chance: Random) -> bool:
    """Whether a customer wants to pay by card."""
    return chance.random() < CARD_SHARE


def card(chance: Random) -> str:
    """The test card that an app holds; now and then one with nothing behind it."""
    return DECLINED if chance.random() < DECLINED_SHARE else chance.choice(CARDS)


def undecided(sale: dict[str, Any]) -> set[str]:
    """The card payments of a sale of which nobody knows yet what they bring; nobody else pays it meanwhile."""
    return {payment["payment_id"] for payment in sale["card_payments"] if payment["state"] in UNDECIDED}


def buys(items: list[dict[str, Any]], chance: Random) -> str:
    """The id of what somebody also takes from the shop; empty: nothing."""
    return str(chance.choice(items)["item_id"]) if items and chance.random() < SHOP_SHARE else ""


def cash_of(sale: dict[str, Any], shift_id: str) -> int:
    """What this shift has in its drawer for the sale."""
    tenders = [tender for tender in sale["tenders"] if tender["shift_id"] == shift_id and tender["kind"] == "CASH"]
    return sum(tender["amount_minor"] for tender in tenders)
