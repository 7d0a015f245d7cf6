"""The ledger of an account: whether something may be charged, and the entries that it becomes.

An entry changes the balance by its amount: positive is owed by the customer.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from pos.domain.account import (
    Account,
    AccountBlocked,
    AccountCharge,
    AccountCurrencyDiffers,
    AccountLimitExceeded,
    AccountNotValidHere,
    AccountState,
    GradeNotAllowed,
    OdometerRequired,
    Vehicle,
    VehicleBlocked,
    VehicleLimitExceeded,
    VehicleUnknown,
    plain_registration,
)
from pos.domain.checks import check, check_name
from pos.domain.idempotency import fingerprint

MAX_ODOMETER_KM = 9_999_999
MAX_PAYMENT_MINOR = 1_000_000_000_000


class EntryKind(IntEnum):
    """Numbers as in `motorway.pos.v1.AccountEntryKind`."""

    CHARGE = 1
    CREDIT = 2
    PAYMENT = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """`number` counts from 1 within the account; `balance_minor` is the balance after it.

    `odometer_backwards`: the reading is below the one before; people make mistakes, so it is told and not refused.
    """

    account_id: str
    number: int
    kind: EntryKind
    at: datetime
    amount_minor: int
    balance_minor: int
    recorded_by: str
    site_id: str = ""
    sale_id: str = ""
    tender_number: int = 0
    registration: str = ""
    odometer_km: int = 0
    odometer_backwards: bool = False
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """Money received on an account; negative: a payment that came back. `reference` is the bank's or the cheque's."""

    account_id: str
    amount_minor: int
    reference: str

    @property
    def fingerprint(self) -> bytes:
        return fingerprint("account payment", self.account_id, self.amount_minor, self.reference)


def sound_payment(payment: Payment) -> Payment:
    """Raises InvalidInput with the field."""
    good = payment.amount_minor != 0 and abs(payment.amount_minor) <= MAX_PAYMENT_MINOR
    check(good, "amount_minor", f"must be up to {MAX_PAYMENT_MINOR}, and not 0")
    check_name(payment.reference, "reference")
    return payment


def charged_vehicle(account: Account, charge: AccountCharge) -> Vehicle | None:
    """The vehicle that a charge is for; None for an account without vehicles.

    What is given back needs none: it may have gone meanwhile. Raises VehicleUnknown.
    """
    wanted = plain_registration(charge.vehicle_id)
    for vehicle in account.vehicles:
        if vehicle.registration == wanted:
            return vehicle
    if charge.amount_minor < 0 or not (wanted or account.vehicles):
        return None
    problem = "is none of this account's" if wanted else "is needed: the account has vehicles"
    raise VehicleUnknown(f"vehicle_id {problem}", field="vehicle_id", account=account.account_id)


def check_charge(account: Account, charge: AccountCharge, grades: Collection[str], for_sale_minor: int) -> None:
    """Whether the account may be charged; giving back always may, in the account's currency.

    `grades` are those that the sale may deliver, `for_sale_minor` what the account bears of it already. Raises
    AccountCurrencyDiffers, AccountNotValidHere, AccountBlocked, AccountLimitExceeded, VehicleUnknown, VehicleBlocked,
    VehicleLimitExceeded, GradeNotAllowed, OdometerRequired, InvalidInput.
    """
    named = {"account": account.account_id}
    if charge.amount_minor >= 0 and account.sites and charge.site_id not in account.sites:
        raise AccountNotValidHere("the account is for other sites", site=charge.site_id, **named)
    if charge.currency != account.currency:
        raise AccountCurrencyDiffers("the account is kept in another currency", currency=account.currency, **named)
    odometer = 0 <= charge.odometer_km <= MAX_ODOMETER_KM
    check(odometer, "odometer_km", f"must be 0 (not given) to {MAX_ODOMETER_KM}")
    if charge.amount_minor < 0:
        return
    if account.state is AccountState.BLOCKED:
        raise AccountBlocked(f"the account is blocked: {account.blocked_reason}", **named)
    vehicle = charged_vehicle(account, charge)
    if vehicle is not None:
        _check_vehicle(vehicle, charge, grades, for_sale_minor)
    if charge.amount_minor > account.available_minor:
        available = account.available_minor
        text = f"only {available} of the credit limit is left, in minor units of {account.currency}"
        raise AccountLimitExceeded(text, available_minor=available, currency=account.currency, **named)


def _check_vehicle(vehicle: Vehicle, charge: AccountCharge, grades: Collection[str], for_sale_minor: int) -> None:
    named = {"account": charge.account_id, "vehicle": vehicle.registration}
    if vehicle.blocked:
        raise VehicleBlocked("the vehicle is blocked", **named)
    refused = sorted(set(grades) - set(vehicle.grades)) if vehicle.grades else []
    if refused:
        raise GradeNotAllowed(f"the vehicle may not take {', '.join(refused)}", grades=",".join(refused), **named)
    if vehicle.odometer_required and not charge.odometer_km:
        raise OdometerRequired("odometer_km is needed for this vehicle", field="odometer_km", **named)
    available = max(0, vehicle.limit_minor - for_sale_minor)
    if vehicle.limit_minor and charge.amount_minor > available:
        text = f"the vehicle may take only {available} more of this sale, in minor units of {charge.currency}"
        raise VehicleLimitExceeded(text, available_minor=available, currency=charge.currency, **named)


def entry_of_charge(account: Account, charge: AccountCharge, recorded_by: str) -> Entry:
    """What a charge that may be made becomes."""
    vehicle = charged_vehicle(account, charge)
    before = vehicle.odometer_km if vehicle else 0
    return Entry(
        account.account_id,
        account.last_entry + 1,
        EntryKind.CHARGE if charge.amount_minor >= 0 else EntryKind.CREDIT,
        charge.at,
        charge.amount_minor,
        account.balance_minor + charge.amount_minor,
        recorded_by,
        site_id=charge.site_id,
        sale_id=charge.sale_id,
        tender_number=charge.tender_number,
        registration=vehicle.registration if vehicle else plain_registration(charge.vehicle_id),
        odometer_km=charge.odometer_km,
        odometer_backwards=0 < charge.odometer_km < before,
    )


def entry_of_payment(account: Account, payment: Payment, at: datetime, recorded_by: str) -> Entry:
    """A payment lowers the balance, also of a blocked account."""
    return Entry(
        account.account_id,
        account.last_entry + 1,
        EntryKind.PAYMENT,
        at,
        -payment.amount_minor,
        account.balance_minor - payment.amount_minor,
        recorded_by,
        reference=payment.reference,
    )


def after(account: Account, entry: Entry) -> Account:
    """The account with the entry in its ledger, and the odometer reading at its vehicle."""
    vehicles = tuple(
        replace(vehicle, odometer_km=entry.odometer_km)
        if entry.odometer_km and vehicle.registration == entry.registration
        else vehicle
        for vehicle in account.vehicles
    )
    return replace(account, balance_minor=entry.balance_minor, last_entry=entry.number, vehicles=vehicles)
