"""Account customers as documents, and as the messages they travel in."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from motorway.pos.v1 import accounts_pb2
from pydantic import Field

from api_gateway.http_api.common import SLUG, Model, utc

Money = Annotated[int, Field(strict=True, ge=0, lt=2**63)]
SiteSlug = Annotated[str, Field(pattern=SLUG, examples=["m25-cobham"])]
GradeId = Annotated[str, Field(max_length=40, examples=["diesel"])]


class AccountState(StrEnum):
    ACTIVE = "ACTIVE"
    BLOCKED = "BLOCKED"


class EntryKind(StrEnum):
    CHARGE = "CHARGE"
    CREDIT = "CREDIT"
    PAYMENT = "PAYMENT"


class VehicleTerms(Model):
    """What a vehicle may take."""

    grades: list[GradeId] = Field(default_factory=list, max_length=50, description="Grades; none: all of them")
    odometer_required: bool = Field(default=False, strict=True, description="Refused without an odometer reading")
    limit_minor: Money = Field(default=0, description="The most in one sale; 0: no limit of its own", examples=[20000])
    blocked: bool = Field(default=False, strict=True)
    note: str = Field(default="", max_length=100, examples=["Van 7"])


class Vehicle(VehicleTerms):
    registration: str = Field(description="Capitals without separators", examples=["AB12CDE"])
    odometer_km: int = Field(description="The reading that was given last; 0: none yet", examples=[48_210])


class AccountTerms(Model):
    """Who the customer is, and up to what they may owe."""

    name: str = Field(max_length=100, examples=["Acme Haulage Ltd"])
    address: list[Annotated[str, Field(max_length=100)]] = Field(
        default_factory=list, max_length=6, examples=[["1 Depot Road", "Leicester LE3 3PF"]]
    )
    vat_id: str = Field(default="", max_length=20, examples=["GB987654321"])
    email: str = Field(default="", max_length=254, examples=["accounts@acme.example"])
    currency: str = Field(max_length=3, description="ISO 4217; fixed with the first entry", examples=["GBP"])
    home_site: SiteSlug = Field(
        description="The site that keeps it: its time zone bounds the months of statements, its supplier is on them"
    )
    sites: list[SiteSlug] = Field(
        default_factory=list, max_length=1000, description="Where it may be charged; none: at every site"
    )
    credit_limit_minor: Money = Field(
        description="What may be owed, in minor units; 0: only what was paid in advance", examples=[500_000]
    )


class Account(AccountTerms):
    """An account customer, and what they owe."""

    account_id: str = Field(examples=["acme-haulage"])
    state: AccountState
    blocked_reason: str = Field(examples=["two statements unpaid"])
    vehicles: list[Vehicle]
    balance_minor: int = Field(description="Owed by the customer; negative: paid in advance", examples=[123_450])
    available_minor: int = Field(description="What may still be charged", examples=[376_550])
    opened_at: datetime
    version: int = Field(description="Grows with every change of terms, state or vehicles", examples=[2])


class AccountPage(Model):
    items: list[Account]
    next_cursor: str


class AccountEntry(Model):
    """A line of the ledger; it is never changed."""

    number: int = Field(description="From 1 within the account, without gaps", examples=[17])
    kind: EntryKind
    at: datetime
    amount_minor: int = Field(description="The change of the balance: positive is owed", examples=[6_543])
    balance_minor: int = Field(description="The balance after it", examples=[123_450])
    recorded_by: str = Field(examples=["jo.smith"])
    site: str
    sale_id: str = Field(description="Empty for a payment")
    tender_number: int
    registration: str = Field(examples=["AB12CDE"])
    odometer_km: int = Field(description="0: not given", examples=[48_210])
    odometer_backwards: bool = Field(description="The reading is below the vehicle's one before", examples=[False])
    reference: str = Field(description="Of a payment", examples=["BACS 4711"])


class AccountEntryPage(Model):
    items: list[AccountEntry]
    next_cursor: str


class AccountBlock(Model):
    reason: str = Field(max_length=200, examples=["two statements unpaid"])


class AccountPayment(Model):
    amount_minor: int = Field(
        strict=True, gt=-(2**63), lt=2**63, description="Negative: a payment that came back", examples=[123_450]
    )
    reference: str = Field(max_length=100, description="The bank's, or the cheque's number", examples=["BACS 4711"])


class AccountPaid(Model):
    entry: AccountEntry
    account: Account


def account_of(account: accounts_pb2.Account) -> Account:
    return Account(
        account_id=account.account_id,
        name=account.name,
        address=list(account.address),
        vat_id=account.vat_id,
        email=account.email,
        currency=account.currency,
        home_site=account.home_site,
        sites=list(account.sites),
        credit_limit_minor=account.credit_limit_minor,
        state=AccountState(accounts_pb2.AccountState.Name(account.state).removeprefix("ACCOUNT_STATE_")),
        blocked_reason=account.blocked_reason,
        vehicles=[_vehicle_of(vehicle) for vehicle in account.vehicles],
        balance_minor=account.balance_minor,
        available_minor=account.available_minor,
        opened_at=utc(account.opened_at),
        version=account.version,
    )


def _vehicle_of(vehicle: accounts_pb2.Vehicle) -> Vehicle:
    return Vehicle(
        registration=vehicle.registration,
        grades=list(vehicle.grades),
        odometer_required=vehicle.odometer_required,
        limit_minor=vehicle.limit_minor,
        blocked=vehicle.blocked,
        note=vehicle.note,
        odometer_km=vehicle.odometer_km,
    )


def entry_of(entry: accounts_pb2.AccountEntry) -> AccountEntry:
    return AccountEntry(
        number=entry.number,
        kind=EntryKind(accounts_pb2.AccountEntryKind.Name(entry.kind).removeprefix("ACCOUNT_ENTRY_KIND_")),
        at=utc(entry.at),
        amount_minor=entry.amount_minor,
        balance_minor=entry.balance_minor,
        recorded_by=entry.recorded_by,
        site=entry.site_id,
        sale_id=entry.sale_id,
        tender_number=entry.tender_number,
        registration=entry.registration,
        odometer_km=entry.odometer_km,
        odometer_backwards=entry.odometer_backwards,
        reference=entry.reference,
    )
