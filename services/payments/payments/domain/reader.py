"""Card readers at tills (Stripe Terminal, driven by the server), and the places that they stand at."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

from motorway_kit.errors import Conflict, InvalidInput, NotFound

FRESH = timedelta(seconds=2)
"""For so long nobody asks Stripe again how a site's readers are: tills look often, and Stripe limits calls."""
LONGEST_TEXT = 100
LONGEST_KEY = 255


class ReaderNotFound(NotFound):
    """No such reader, or it was removed."""


class ReaderBusy(Conflict):
    """It is asking a customer for a card."""


class RegistrationCodeInvalid(InvalidInput):
    """Stripe knows no reader that shows this code, or it is registered already."""


class IdempotencyKeyReused(Conflict):
    """The key came with another request before."""


class CountryUnknown(Conflict):
    """The site's time zone does not say in which country it is, which Stripe must know."""


@dataclass(frozen=True)
class Place:
    """A site as Stripe Terminal is told of it. `country`: ISO 3166-1 alpha-2."""

    site_id: str
    display_name: str
    country: str
    line1: str

    @property
    def key(self) -> str:
        """The idempotency key: another one when the site has moved meanwhile."""
        says = "\0".join((self.display_name, self.country, self.line1))
        return f"location:{self.site_id}:{hashlib.sha256(says.encode()).hexdigest()[:16]}"


@dataclass(frozen=True)
class Location:
    """A site at Stripe (tml_…), and when its readers were last asked for."""

    site_id: str
    stripe_id: str
    refreshed_at: datetime | None

    def is_fresh(self, now: datetime) -> bool:
        """Whether its readers were asked for just now."""
        return self.refreshed_at is not None and now - self.refreshed_at < FRESH


@dataclass(frozen=True)
class Seen:
    """A reader as Stripe tells it. `reader_id` is ours, from its metadata; empty: it was registered elsewhere.

    `asked`: the intent (pi_…, seti_…) that it asks its customer about, or did last; `in_progress` while it does.
    """

    stripe_id: str
    reader_id: str
    device_type: str
    serial_number: str
    status: str
    last_seen_at: datetime | None
    asked: str
    in_progress: bool
    failure_code: str

    @property
    def busy_with(self) -> str:
        return self.asked if self.in_progress else ""


@dataclass(frozen=True)
class Registration:
    """What a person asks for; `till` may be empty."""

    site_id: str
    registration_code: str
    label: str
    till: str
    idempotency_key: str

    @property
    def request_hash(self) -> bytes:
        parts = (self.site_id, self.registration_code, self.label, self.till)
        return hashlib.sha256("\0".join(parts).encode()).digest()


@dataclass(frozen=True)
class Reader:
    """`stripe_id` (tmr_…) is empty until Stripe has answered; `payment_id` is the payment that it is busy with."""

    reader_id: str
    site_id: str
    till: str
    label: str
    stripe_id: str
    device_type: str
    serial_number: str
    status: str
    busy_with: str
    last_seen_at: datetime | None
    registered_at: datetime
    registered_by: str
    removed_at: datetime | None
    payment_id: str = ""


def check_registration(wanted: Registration) -> None:
    """Raises InvalidInput."""
    if not (wanted.idempotency_key and len(wanted.idempotency_key) <= LONGEST_KEY):
        raise InvalidInput("idempotency_key must have 1 to 255 characters", field="idempotency_key")
    _check_text(wanted.registration_code, "registration_code", empty=False)
    _check_text(wanted.label, "label", empty=False)
    _check_text(wanted.till, "till", empty=True)


def place_of(site_id: str, name: str, time_zone: str, address: Sequence[str]) -> Place:
    """Raises CountryUnknown."""
    country = country_of(time_zone)
    if not country:
        raise CountryUnknown(f"time zone {time_zone} is of no country", site=site_id)
    return Place(site_id, name[:LONGEST_TEXT], country, ", ".join(address)[:LONGEST_TEXT] or name[:LONGEST_TEXT])


def country_of(time_zone: str) -> str:
    """By the IANA table of zones; empty where it names none. Its old name of a zone is not in the table."""
    return _countries().get(time_zone, "")


@cache
def _countries() -> dict[str, str]:
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}


def _check_text(text: str, field: str, *, empty: bool) -> None:
    if len(text) > LONGEST_TEXT or not text.isprintable() or not (text.strip() or empty):
        raise InvalidInput(f"{field} must have {0 if empty else 1} to {LONGEST_TEXT} characters", field=field)
