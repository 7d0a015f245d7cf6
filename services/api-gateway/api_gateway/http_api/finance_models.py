"""The money behind card payments as documents: ledger, payouts, breaks, a day's end. Money is in minor units."""

from datetime import datetime
from enum import StrEnum

from motorway.payments.v1 import finance_pb2
from pydantic import Field

from api_gateway.http_api.common import Model, optional_utc, utc
from api_gateway.http_api.sale_models import UUID_EXAMPLE
from api_gateway.http_api.shift_models import flat

ACCOUNT = "^[a-z_]{0,40}$"


class Balance(Model):
    account: str = Field(examples=["stripe_clearing", "takings", "fees", "bank", "customer_receivable", "disputed"])
    currency: str = Field(description="ISO 4217", examples=["GBP"])
    balance_minor: int = Field(description="Debit is positive", examples=[123_450])


class BalanceList(Model):
    items: list[Balance]


class LedgerLeg(Model):
    account: str = Field(examples=["stripe_clearing"])
    amount_minor: int = Field(description="Debit is positive", examples=[6_337])


class LedgerEntry(Model):
    """A fact in double entry: its legs are together nothing, and it is never changed."""

    entry_id: str = Field(examples=[UUID_EXAMPLE])
    kind: str = Field(examples=["capture", "refund", "fee", "payout", "receivable", "dispute", "reversal"])
    source_id: str = Field(description="The fact that it is of", examples=["ch_3MtwBwLkdIwHu7ix0snN0B15"])
    site: str = Field(description="Empty: of no single site", examples=["m25-cobham"])
    payment_id: str = Field(description="Empty: of no single payment", examples=[UUID_EXAMPLE])
    currency: str = Field(description="ISO 4217", examples=["GBP"])
    legs: list[LedgerLeg]
    occurred_at: datetime
    posted_at: datetime


class LedgerEntryPage(Model):
    items: list[LedgerEntry]
    next_cursor: str


class Payout(Model):
    """What Stripe paid to the bank."""

    payout_id: str = Field(examples=["po_1OaFDbEcg9tTZuTgNYmX0PKB"])
    amount_minor: int = Field(examples=[121_700])
    currency: str = Field(description="ISO 4217", examples=["GBP"])
    status: str = Field(description="As Stripe names it", examples=["pending", "in_transit", "paid", "failed"])
    arrives_on: datetime
    created_at: datetime
    gross_minor: int = Field(description="What it is made of, before fees", examples=[123_450])
    fees_minor: int = Field(examples=[1_750])
    transactions: int = Field(examples=[21])
    reconciled: bool = Field(description="What it is made of adds up to it, and is in the ledger")


class PayoutPage(Model):
    items: list[Payout]
    next_cursor: str


class Break(Model):
    """Stripe says other than what is kept here."""

    break_id: str = Field(examples=[UUID_EXAMPLE])
    break_class: str = Field(examples=["missing_here", "state_differs", "amount_differs", "orphan_hold"])
    site: str = Field(description="Empty: of no single site", examples=["m25-cobham"])
    payment_id: str = Field(description="Empty: of no payment that is known here", examples=[UUID_EXAMPLE])
    stripe_id: str = Field(examples=["pi_3MtwBwLkdIwHu7ix28a3tqPa"])
    amount_minor: int = Field(examples=[6_337])
    currency: str = Field(description="ISO 4217; empty: no money is named", examples=["GBP"])
    details: str = Field(description="In words", examples=["Stripe took 63.37, 60.00 are kept here"])
    found_at: datetime
    resolved_at: datetime | None
    resolution: str = Field(description="`healed` by itself, or `explained`; empty: open", examples=["explained"])
    note: str = Field(examples=["refunded by hand in Stripe's dashboard"])
    resolved_by: str = Field(description="Empty: nobody, or the service itself", examples=["jo.smith"])


class BreakPage(Model):
    items: list[Break]
    next_cursor: str


class BreakExplanation(Model):
    note: str = Field(
        min_length=1, max_length=500, description="Why it is", examples=["refunded by hand in Stripe's dashboard"]
    )


class Comparison(StrEnum):
    """`minutes`: open questions and holds that end soon. `hourly`: payments, both ways. `daily`: fees, payouts and the
    clearing account."""

    MINUTES = "minutes"
    HOURLY = "hourly"
    DAILY = "daily"


class ReconciliationWish(Model):
    what: Comparison


class Reconciled(Model):
    compared: int = Field(examples=[412])
    healed: int = Field(description="Of those that differed", examples=[1])
    found: int = Field(description="Breaks that are new", examples=[0])


class DayEndRow(Model):
    brand: str = Field(examples=["visa"])
    payments: int = Field(examples=[118])
    captured_minor: int = Field(examples=[612_340])
    refunds: int = Field(examples=[2])
    refunded_minor: int = Field(examples=[4_100])
    fees_minor: int = Field(examples=[10_930])
    disputed_minor: int = Field(description="Drawn back by banks, less what was put back", examples=[0])


class DayEnd(Model):
    """The card money of a site's business day."""

    site: str
    day: str = Field(examples=["2026-11-24"])
    currency: str = Field(description="ISO 4217", examples=["GBP"])
    rows: list[DayEndRow] = Field(description="By brand")
    captured_minor: int = Field(examples=[612_340])
    refunded_minor: int = Field(examples=[4_100])
    fees_minor: int = Field(examples=[10_930])
    disputed_minor: int = Field(examples=[0])
    receivable_minor: int = Field(description="Dispensed beyond what could be taken", examples=[0])
    net_minor: int = Field(description="Captured less refunded, fees and disputed", examples=[597_310])
    open_questions: int = Field(description="Payments of the day that are not known for certain yet", examples=[0])
    fees_unknown: int = Field(
        description="Captures of which Stripe has not told the fee yet, which fees and net lack; asked for every hour",
        examples=[0],
    )
    test: bool = Field(description="No real money")


class DayEndFormat(StrEnum):
    CSV = "csv"
    PDF = "pdf"


def entry_of(entry: finance_pb2.Entry) -> LedgerEntry:
    return flat(
        LedgerEntry,
        entry,
        site=entry.site_id,
        legs=[flat(LedgerLeg, leg) for leg in entry.legs],
        occurred_at=utc(entry.occurred_at),
        posted_at=utc(entry.posted_at),
    )


def payout_of(payout: finance_pb2.Payout) -> Payout:
    return flat(Payout, payout, arrives_on=utc(payout.arrives_on), created_at=utc(payout.created_at))


def break_of(one: finance_pb2.Break) -> Break:
    times = {"found_at": utc(one.found_at), "resolved_at": optional_utc(one, "resolved_at")}
    return flat(Break, one, site=one.site_id, **times)


def day_end_of(answer: finance_pb2.GetDayEndResponse) -> DayEnd:
    rows = [flat(DayEndRow, row) for row in answer.rows]
    return flat(DayEnd, answer, site=answer.site_id, day=answer.date, rows=rows)
