"""How the money that Stripe holds for us moves: balance transactions and payouts (docs.stripe.com/reports)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from payments.domain.ledger import Entry, Of, fee_entry, payout_entry, payout_failed_entry

PAYOUT = "payout"
PAYOUT_BACK = frozenset({"payout_failure", "payout_cancel"})
FEES_ALONE = frozenset({"stripe_fee", "stripe_fx_fee", "tax_fee"})


@dataclass(frozen=True)
class Transaction:
    """A balance transaction (txn_…). `amount_minor` is before the fee, from the side of our balance at Stripe.

    `source_id`: ch_…, re_…, po_…, dp_… that it is of; empty: nothing else.
    """

    transaction_id: str
    kind: str
    source_id: str
    amount_minor: int
    fee_minor: int
    currency: str
    created_at: datetime

    @property
    def net_minor(self) -> int:
        """How it changes our balance at Stripe."""
        return self.amount_minor - self.fee_minor


class Itemised(StrEnum):
    """Whether Stripe can tell which transactions a payout is made of (its `reconciliation_status`)."""

    YES = "completed"
    NOT_YET = "in_progress"
    NEVER = "not_applicable"


@dataclass(frozen=True)
class Payout:
    """A payout (po_…)."""

    payout_id: str
    amount_minor: int
    currency: str
    status: str
    arrives_on: datetime
    created_at: datetime
    itemised: Itemised


@dataclass(frozen=True)
class Content:
    """What a payout is made of."""

    gross_minor: int = 0
    fees_minor: int = 0
    transactions: int = 0
    reconciled: bool = False


@dataclass(frozen=True)
class KeptPayout:
    """A payout as it is listed."""

    payout: Payout
    content: Content


@dataclass(frozen=True)
class ClearingDifference:
    """What Stripe says it holds of one fact, and what the ledger has for it. Minor units."""

    source_id: str
    currency: str
    stripe_minor: int
    ledger_minor: int
    site_id: str
    payment_id: str

    @property
    def details(self) -> str:
        return f"Stripe has {self.stripe_minor}, the ledger {self.ledger_minor}"


def bookings(transaction: Transaction, site_id: str, payment_id: str) -> list[Entry]:
    """What only a balance transaction tells: fees and payouts. Charges, refunds and disputes are posted where they are
    learnt; here they are compared."""
    of = Of(payment_id, site_id, transaction.currency, transaction.created_at)
    entries = []
    if fee_minor := fee_of(transaction):
        entries.append(fee_entry(of, transaction.transaction_id, fee_minor))
    if transaction.kind == PAYOUT and transaction.amount_minor:
        entries.append(payout_entry(of, transaction.source_id, -transaction.amount_minor))
    if transaction.kind in PAYOUT_BACK and transaction.amount_minor:
        entries.append(payout_failed_entry(of, transaction.source_id, transaction.amount_minor))
    return entries


def fee_of(transaction: Transaction) -> int:
    """What Stripe keeps by it; one that is nothing but a fee has it as its amount."""
    alone = -transaction.amount_minor if transaction.kind in FEES_ALONE else 0
    return transaction.fee_minor + alone


def content_of(payout: Payout, transactions: list[Transaction]) -> Content:
    """What the payout is made of, and whether that adds up. One that is never itemised is taken as it is."""
    within = [one for one in transactions if one.source_id != payout.payout_id]
    net_minor = sum(one.net_minor for one in within)
    return Content(
        gross_minor=sum(one.amount_minor for one in within),
        fees_minor=sum(one.fee_minor for one in within),
        transactions=len(within),
        reconciled=payout.itemised is Itemised.NEVER or net_minor == payout.amount_minor,
    )
