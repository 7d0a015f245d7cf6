"""Local account customers: who they are, what they drive, and up to what they may owe. Money is in minor units."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from motorway_kit.errors import Conflict, InvalidInput, NotFound

from pos.domain.checks import (
    MAX_VAT_ID,
    check,
    check_currency,
    check_line,
    check_lines,
    check_name,
    check_slug,
)

MAX_CREDIT_MINOR = 1_000_000_000_000
MAX_SITES = 1000
MAX_VEHICLES = 5000
MAX_EMAIL = 254
MAX_REASON = 200
MAX_REGISTRATION = 15
MAX_GRADES = 50
SEPARATORS = " -.·"


class AccountNotFound(NotFound):
    """There is no account of that id."""


class VehicleNotFound(NotFound):
    """The account has no such vehicle."""


class AccountBlocked(Conflict):
    """Nothing is sold on a blocked account."""


class AccountLimitExceeded(Conflict):
    """More than the account may owe; `available_minor` is what is left."""


class AccountNotValidHere(Conflict):
    """The account is for other sites."""


class AccountCurrencyDiffers(Conflict):
    """The account is kept in another currency."""


class AccountHasEntries(Conflict):
    """What is fixed with the first entry of an account."""


class VehicleUnknown(InvalidInput):
    """The vehicle is none of the account's, or is not named although the account has vehicles."""


class VehicleBlocked(Conflict):
    """Nothing is sold for a blocked vehicle."""


class VehicleLimitExceeded(Conflict):
    """More than the vehicle may take at once; `available_minor` is what is left."""


class GradeNotAllowed(Conflict):
    """The vehicle may not take this grade."""


class OdometerRequired(InvalidInput):
    """The vehicle is served with its odometer reading only."""


class AccountState(IntEnum):
    """Numbers as in `motorway.pos.v1.AccountState`."""

    ACTIVE = 1
    BLOCKED = 2


@dataclass(frozen=True, slots=True)
class Vehicle:
    """`registration` in capitals without separators. No `grades`: all of them; `limit_minor` 0: no limit of its own.

    `odometer_km` is the reading that was given last; 0: none yet.
    """

    registration: str
    grades: tuple[str, ...] = ()
    odometer_required: bool = False
    limit_minor: int = 0
    blocked: bool = False
    note: str = ""
    odometer_km: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """`home_site` keeps it: its time zone bounds the months of statements, its supplier is on them.

    No `sites`: it is valid at all of them. `balance_minor` is what the customer owes, negative what was paid in
    advance; `last_entry` numbers the ledger. `version` grows with every change of the rest.
    """

    account_id: str
    name: str
    currency: str
    home_site: str
    credit_limit_minor: int
    sites: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    vat_id: str = ""
    email: str = ""
    state: AccountState = AccountState.ACTIVE
    blocked_reason: str = ""
    vehicles: tuple[Vehicle, ...] = ()
    balance_minor: int = 0
    last_entry: int = 0
    opened_at: datetime | None = None
    version: int = 0

    @property
    def available_minor(self) -> int:
        """What may still be charged."""
        return max(0, self.credit_limit_minor - self.balance_minor)

    def vehicle(self, registration: str) -> Vehicle:
        """Raises VehicleNotFound."""
        for vehicle in self.vehicles:
            if vehicle.registration == plain_registration(registration):
                return vehicle
        raise VehicleNotFound("the account has no such vehicle", account=self.account_id, vehicle=registration)


@dataclass(frozen=True, slots=True)
class AccountCharge:
    """A tender of a sale, put on an account; a negative amount gives back."""

    site_id: str
    account_id: str
    vehicle_id: str
    odometer_km: int
    sale_id: str
    tender_number: int
    amount_minor: int
    currency: str
    at: datetime


def plain_registration(text: str) -> str:
    """As it is stored and compared: `ab12 cde` is AB12CDE."""
    return "".join(letter for letter in text.upper() if letter not in SEPARATORS)


def sound_account(account: Account) -> Account:
    """The same terms, sites in order. Raises InvalidInput with the field."""
    check_slug(account.account_id, "account_id")
    check_name(account.name, "name")
    check_currency(account.currency, "currency")
    check_slug(account.home_site, "home_site")
    limit = 0 <= account.credit_limit_minor <= MAX_CREDIT_MINOR
    check(limit, "credit_limit_minor", f"must be 0 to {MAX_CREDIT_MINOR}")
    check_lines(account.address, "address")
    check_line(account.vat_id, "vat_id", MAX_VAT_ID)
    check_email(account.email, "email")
    _check_sites(account)
    return replace(account, sites=tuple(sorted(account.sites)))


def check_email(address: str, field: str) -> None:
    """Nothing, or what can be one; only sending to it shows whether it is."""
    check_line(address, field, MAX_EMAIL)
    name, at, domain = address.rpartition("@")
    good = not address or (bool(name and at and domain) and not set(" ,;<>") & set(address))
    check(good, field, "is not an e-mail address")


def _check_sites(account: Account) -> None:
    check(len(account.sites) <= MAX_SITES, "sites", f"must be at most {MAX_SITES}")
    for i, site in enumerate(account.sites):
        check_slug(site, f"sites[{i}]")
        check(site not in account.sites[:i], f"sites[{i}]", "is there twice")
    home = not account.sites or account.home_site in account.sites
    check(home, "home_site", "is none of the account's sites")


def sound_vehicle(vehicle: Vehicle) -> Vehicle:
    """The same vehicle with its plain registration, grades in order. Raises InvalidInput with the field."""
    registration = plain_registration(vehicle.registration)
    good = registration.isalnum() and len(registration) <= MAX_REGISTRATION
    check(good, "registration", f"must be 1 to {MAX_REGISTRATION} letters and digits")
    check(len(vehicle.grades) <= MAX_GRADES, "grades", f"must be at most {MAX_GRADES}")
    for i, grade in enumerate(vehicle.grades):
        check_slug(grade, f"grades[{i}]")
        check(grade not in vehicle.grades[:i], f"grades[{i}]", "is there twice")
    limit = 0 <= vehicle.limit_minor <= MAX_CREDIT_MINOR
    check(limit, "limit_minor", f"must be 0 (no limit) to {MAX_CREDIT_MINOR}")
    check_line(vehicle.note, "note")
    return replace(vehicle, registration=registration, grades=tuple(sorted(vehicle.grades)))


def with_terms(stored: Account | None, wanted: Account, now: datetime) -> Account:
    """The stored account with the sound terms `wanted`, itself when nothing differs; a new one when there is none.

    Raises AccountHasEntries for another currency once something was charged or paid.
    """
    if stored is None:
        return replace(wanted, opened_at=now, version=1)
    if wanted.currency != stored.currency and stored.last_entry:
        raise AccountHasEntries("its currency stays", account=stored.account_id, currency=stored.currency)
    kept = replace(
        wanted,
        state=stored.state,
        blocked_reason=stored.blocked_reason,
        vehicles=stored.vehicles,
        balance_minor=stored.balance_minor,
        last_entry=stored.last_entry,
        opened_at=stored.opened_at,
        version=stored.version,
    )
    return changed(stored, kept)


def blocked(stored: Account, reason: str) -> Account:
    """Raises InvalidInput."""
    check_name(reason, "reason", MAX_REASON)
    return changed(stored, replace(stored, state=AccountState.BLOCKED, blocked_reason=reason))


def unblocked(stored: Account) -> Account:
    return changed(stored, replace(stored, state=AccountState.ACTIVE, blocked_reason=""))


def with_vehicle(stored: Account, vehicle: Vehicle) -> Account:
    """The sound vehicle is added, or takes the place of the one of its registration. Raises InvalidInput."""
    others = tuple(other for other in stored.vehicles if other.registration != vehicle.registration)
    before = [other for other in stored.vehicles if other.registration == vehicle.registration]
    kept = replace(vehicle, odometer_km=before[0].odometer_km) if before else vehicle
    check(len(others) < MAX_VEHICLES, "registration", f"is one more than {MAX_VEHICLES}")
    return changed(stored, replace(stored, vehicles=_in_order((*others, kept))))


def without_vehicle(stored: Account, registration: str) -> Account:
    """Raises VehicleNotFound."""
    gone = stored.vehicle(registration)
    return changed(stored, replace(stored, vehicles=tuple(v for v in stored.vehicles if v != gone)))


def _in_order(vehicles: Sequence[Vehicle]) -> tuple[Vehicle, ...]:
    return tuple(sorted(vehicles, key=lambda vehicle: vehicle.registration))


def changed(stored: Account, wanted: Account) -> Account:
    """The stored account when nothing differs, else the wanted one with the next version."""
    return stored if wanted == stored else replace(wanted, version=stored.version + 1)


def sites_touched(stored: Account | None, wanted: Account) -> tuple[str, ...] | None:
    """Sites that get the account or lose it; None: everything, since it becomes or was valid everywhere."""
    if stored is None:
        return wanted.sites or None
    if wanted.sites == stored.sites:
        return ()
    return tuple(sorted(set(wanted.sites) ^ set(stored.sites))) if wanted.sites and stored.sites else None
