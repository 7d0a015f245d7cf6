"""The books behind card payments: double entry, only ever added to, corrected by reversal.

Posted from facts at Stripe and named after them, so that whoever brings a fact, however often, it is posted once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motorway_kit.errors import MotorwayError


class Account(StrEnum):
    """`stripe_clearing`: what Stripe holds for us. `takings` are gross: VAT belongs to the sale, not to a tender."""

    STRIPE_CLEARING = "stripe_clearing"
    TAKINGS = "takings"
    FEES = "fees"
    BANK = "bank"
    CUSTOMER_RECEIVABLE = "customer_receivable"
    DISPUTED = "disputed"
    BAD_DEBT = "bad_debt"
    COUNTER_CASH = "counter_cash"


class EntryKind(StrEnum):
    """With the id of its fact, what an entry is known by."""

    CAPTURE = "capture"
    REFUND = "refund"
    REFUND_FAILED = "refund_failed"
    RECEIVABLE = "receivable"
    RECEIVABLE_PAID = "receivable_paid"
    RECEIVABLE_LOST = "receivable_lost"
    FEE = "fee"
    PAYOUT = "payout"
    PAYOUT_FAILED = "payout_failed"
    DISPUTE = "dispute"
    DISPUTE_WON = "dispute_won"
    DISPUTE_LOST = "dispute_lost"
    REVERSAL = "reversal"


class Unbalanced(MotorwayError):
    """An entry whose legs do not add up to nothing, that has none, or one of nothing."""


@dataclass(frozen=True)
class Leg:
    """Debit is positive. Minor units."""

    account: Account
    amount_minor: int


@dataclass(frozen=True)
class Of:
    """What an entry is about: the payment and its site (both empty where it is of all), and when it happened."""

    payment_id: str
    site_id: str
    currency: str
    at: datetime


@dataclass(frozen=True)
class Entry:
    """`source_id`: the fact that it is of: ch_…, re_…, txn_…, po_…, dp_…, or an id of ours.

    Raises Unbalanced.
    """

    kind: EntryKind
    source_id: str
    of: Of
    legs: tuple[Leg, ...]

    def __post_init__(self) -> None:
        accounts = {leg.account for leg in self.legs}
        amounts = [leg.amount_minor for leg in self.legs]
        if not len(accounts) == len(amounts) >= 2 or 0 in amounts or sum(amounts) != 0:
            raise Unbalanced("an entry must balance", kind=self.kind, source=self.source_id)


@dataclass(frozen=True)
class PostedEntry:
    """An entry as it stands in the ledger."""

    entry_id: str
    entry: Entry
    posted_at: datetime


@dataclass(frozen=True)
class Filter:
    """Which entries are listed; None: all. `payment_id` must be a UUID; `end` is exclusive."""

    account: Account | None = None
    site_id: str | None = None
    payment_id: str | None = None
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class Balance:
    """Debit is positive."""

    account: Account
    currency: str
    balance_minor: int


def capture_entry(of: Of, charge_id: str, amount_minor: int) -> Entry:
    """Money was taken from a card: Stripe owes it to us."""
    return _moved(of, EntryKind.CAPTURE, charge_id, (Account.STRIPE_CLEARING, Account.TAKINGS), amount_minor)


def refund_entry(of: Of, refund_id: str, amount_minor: int) -> Entry:
    """Money went back to a card; `refund_id` is Stripe's (re_…)."""
    return _moved(of, EntryKind.REFUND, refund_id, (Account.TAKINGS, Account.STRIPE_CLEARING), amount_minor)


def refund_failed_entry(of: Of, refund_id: str, amount_minor: int) -> Entry:
    """A refund that was posted came back."""
    return _moved(of, EntryKind.REFUND_FAILED, refund_id, (Account.STRIPE_CLEARING, Account.TAKINGS), amount_minor)


def receivable_entry(of: Of, shortfall_minor: int) -> Entry:
    """Dispensed, and more than could be captured: the customer owes it. Once for a payment."""
    accounts = (Account.CUSTOMER_RECEIVABLE, Account.TAKINGS)
    return _moved(of, EntryKind.RECEIVABLE, of.payment_id, accounts, shortfall_minor)


def receivable_paid_entry(of: Of, debt_id: str, amount_minor: int, card_minor: int = 0) -> Entry:
    """The customer has paid at a counter what was owed.

    What of it a card paid (`card_minor`) is among the takings twice, as owed and by its capture: that ends here.
    """
    paid = ((Account.COUNTER_CASH, amount_minor - card_minor), (Account.TAKINGS, card_minor))
    legs = tuple(Leg(account, minor) for account, minor in paid if minor)
    return Entry(EntryKind.RECEIVABLE_PAID, debt_id, of, (*legs, Leg(Account.CUSTOMER_RECEIVABLE, -amount_minor)))


def receivable_lost_entry(of: Of, debt_id: str, amount_minor: int) -> Entry:
    """Nobody will pay what was owed."""
    accounts = (Account.BAD_DEBT, Account.CUSTOMER_RECEIVABLE)
    return _moved(of, EntryKind.RECEIVABLE_LOST, debt_id, accounts, amount_minor)


def fee_entry(of: Of, transaction_id: str, amount_minor: int) -> Entry:
    """Stripe has kept a fee of a balance transaction (txn_…); below 0: given back."""
    return _moved(of, EntryKind.FEE, transaction_id, (Account.FEES, Account.STRIPE_CLEARING), amount_minor)


def payout_entry(of: Of, payout_id: str, amount_minor: int) -> Entry:
    """Stripe has sent what it held to the bank (po_…)."""
    return _moved(of, EntryKind.PAYOUT, payout_id, (Account.BANK, Account.STRIPE_CLEARING), amount_minor)


def payout_failed_entry(of: Of, payout_id: str, amount_minor: int) -> Entry:
    """The bank has sent a payout back."""
    return _moved(of, EntryKind.PAYOUT_FAILED, payout_id, (Account.STRIPE_CLEARING, Account.BANK), amount_minor)


def dispute_entry(of: Of, dispute_id: str, amount_minor: int) -> Entry:
    """Stripe has withdrawn what a customer's bank wants back (dp_…). Its fee is a fee of its own."""
    return _moved(of, EntryKind.DISPUTE, dispute_id, (Account.DISPUTED, Account.STRIPE_CLEARING), amount_minor)


def dispute_won_entry(of: Of, dispute_id: str, amount_minor: int) -> Entry:
    """Stripe has put back what was withdrawn."""
    return _moved(of, EntryKind.DISPUTE_WON, dispute_id, (Account.STRIPE_CLEARING, Account.DISPUTED), amount_minor)


def dispute_lost_entry(of: Of, dispute_id: str, amount_minor: int) -> Entry:
    """What was withdrawn will not come back."""
    return _moved(of, EntryKind.DISPUTE_LOST, dispute_id, (Account.BAD_DEBT, Account.DISPUTED), amount_minor)


def reversal_entry(posted: PostedEntry, at: datetime) -> Entry:
    """Takes an entry back, once for a fact."""
    entry = posted.entry
    of = Of(entry.of.payment_id, entry.of.site_id, entry.of.currency, at)
    legs = tuple(Leg(leg.account, -leg.amount_minor) for leg in entry.legs)
    return Entry(EntryKind.REVERSAL, entry.source_id, of, legs)


def same_money(one: Entry, other: Entry) -> bool:
    """Whether both say the same, apart from when."""
    return one.of.currency == other.of.currency and _sums(one.legs) == _sums(other.legs)


def _moved(of: Of, kind: EntryKind, source_id: str, accounts: tuple[Account, Account], amount_minor: int) -> Entry:
    """From the second account to the first."""
    debit, credit = accounts
    return Entry(kind, source_id, of, (Leg(debit, amount_minor), Leg(credit, -amount_minor)))


def _sums(legs: Iterable[Leg]) -> dict[Account, int]:
    return {leg.account: leg.amount_minor for leg in legs}
