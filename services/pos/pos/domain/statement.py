"""The statement of an account for a month: what it says, frozen when the month is over.

VAT is that of the receipts; of a sale that the account bears only in part, that part of each rate. A sale counts once
it is settled, so that what was paid in advance and not delivered is in no VAT.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from iso4217 import Currency
from motorway_kit.errors import InvalidInput, NotFound

from pos.domain.account import Account
from pos.domain.account_ledger import Entry, EntryKind
from pos.domain.site import Site, Supplier
from pos.domain.vat import groups

Content = dict[str, Any]
INTERIM = 0
"""In place of the number, as long as the month runs."""

_month = re.compile(r"\d{4}-\d{2}")


class StatementNotFound(NotFound):
    """There was no account in that month yet."""


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a sale; `volume_ml` of fuel."""

    description: str
    amount_minor: int
    vat_rate_bp: int
    quantity: int
    volume_ml: int


@dataclass(frozen=True, slots=True)
class Purchase:
    """A sale that an account bears something of; `receipt` is series and number, empty as long as there is none."""

    sale_id: str
    receipt: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What of a settled sale comes into the VAT of this statement."""

    purchase: Purchase
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Share:
    amount_minor: int
    vat_rate_bp: int


@dataclass(frozen=True, slots=True)
class Period:
    """A month of the home site. `number` counts the account's months from 1; INTERIM as long as it runs."""

    month: date
    number: int
    opening_minor: int
    first_entry: int

    def end(self, zone: ZoneInfo) -> datetime:
        return midnight(next_month(self.month), zone)


@dataclass(frozen=True, slots=True)
class Movements:
    """Entries of the period in order, the sales they are for, and what comes into VAT; `pending_minor` does not yet."""

    entries: Sequence[Entry]
    purchases: Mapping[str, Purchase]
    counted: Sequence[Counted]
    pending_minor: int


def month_of(text: str) -> date:
    """`2026-05` as its first day. Raises InvalidInput."""
    try:
        if _month.fullmatch(text):
            return date.fromisoformat(f"{text}-01")
    except ValueError:
        pass
    raise InvalidInput("month is a year and a month, such as 2026-05", field="month")


def next_month(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def local_month(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date().replace(day=1)


def check_month(wanted: date, opened: date, current: date) -> None:
    """Raises StatementNotFound, InvalidInput."""
    if wanted < opened:
        raise StatementNotFound("there was no account in that month yet", month=f"{wanted:%Y-%m}")
    if wanted > current:
        raise InvalidInput("month has not begun yet", field="month")


def content(account: Account, home: Site, period: Period, movements: Movements, at: datetime) -> Content:
    """What the statement says, ready to be kept as JSON."""
    zone = ZoneInfo(home.time_zone)
    entries = movements.entries
    closing = entries[-1].balance_minor if entries else period.opening_minor
    return {
        "format": 1,
        "account_id": account.account_id,
        "customer": _party(account.name, account),
        "supplier": _party(home.supplier.name or home.name, home.supplier),
        "currency": account.currency,
        "exponent": Currency(account.currency).exponent,
        "number": period.number,
        "month": f"{period.month:%Y-%m}",
        "last_day": (next_month(period.month) - timedelta(days=1)).isoformat(),
        "issued_at_local": at.astimezone(zone).isoformat(timespec="seconds"),
        "time_zone": home.time_zone,
        "opening_minor": period.opening_minor,
        **{f"{kind.name.lower()}_minor": _sum_of(entries, kind) for kind in EntryKind},
        "closing_minor": closing,
        "credit_limit_minor": account.credit_limit_minor,
        "lines": [_line(entry, movements.purchases, zone) for entry in entries],
        "vat": [asdict(group) for group in groups(_shares(movements.counted))],
        "pending_minor": movements.pending_minor,
        "vehicles": _vehicles(movements),
    }


def _party(name: str, party: Account | Supplier) -> Content:
    return {"name": name, "address": list(party.address), "vat_id": party.vat_id}


def _sum_of(entries: Iterable[Entry], kind: EntryKind) -> int:
    return sum(entry.amount_minor for entry in entries if entry.kind is kind)


def _line(entry: Entry, purchases: Mapping[str, Purchase], zone: ZoneInfo) -> Content:
    purchase = purchases.get(entry.sale_id)
    return {
        "entry": entry.number,
        "at_local": entry.at.astimezone(zone).isoformat(timespec="seconds"),
        "kind": entry.kind.name,
        "site_id": entry.site_id,
        "receipt": purchase.receipt if purchase else "",
        "parts": [asdict(part) for part in purchase.parts] if purchase and entry.kind is EntryKind.CHARGE else [],
        "vehicle": entry.registration,
        "odometer_km": entry.odometer_km,
        "odometer_backwards": entry.odometer_backwards,
        "reference": entry.reference,
        "amount_minor": entry.amount_minor,
        "balance_minor": entry.balance_minor,
    }


def _shares(counted: Iterable[Counted]) -> list[Share]:
    by_rate: dict[int, int] = defaultdict(int)
    for one in counted:
        parts = one.purchase.parts
        amounts = divided(one.amount_minor, [part.amount_minor for part in parts])
        for part, amount in zip(parts, amounts, strict=True):
            by_rate[part.vat_rate_bp] += amount
    return [Share(amount, rate) for rate, amount in by_rate.items()]


def divided(amount: int, weights: Sequence[int]) -> list[int]:
    """The amount in the ratio of the weights, whose sum is not 0; the parts add up to it (largest remainder)."""
    if amount < 0:
        return [-part for part in divided(-amount, weights)]
    whole = sum(weights)
    parts = [amount * weight // whole for weight in weights]
    rest = [(amount * weight) % whole for weight in weights]
    for i in sorted(range(len(weights)), key=lambda i: abs(rest[i]), reverse=True)[: amount - sum(parts)]:
        parts[i] += 1
    return parts


def _vehicles(movements: Movements) -> list[Content]:
    """What each vehicle took; a sale that is charged in pieces is one."""
    amounts: dict[str, int] = defaultdict(int)
    sales: dict[str, set[str]] = defaultdict(set)
    for entry in movements.entries:
        if entry.registration:
            amounts[entry.registration] += entry.amount_minor
            sales[entry.registration].add(entry.sale_id)
    return [
        {
            "vehicle": vehicle,
            "sales": len(sales[vehicle]),
            "volume_ml": sum(_volume(movements.purchases.get(sale_id)) for sale_id in sales[vehicle]),
            "amount_minor": amounts[vehicle],
        }
        for vehicle in sorted(amounts)
    ]


def _volume(purchase: Purchase | None) -> int:
    return sum(part.volume_ml for part in purchase.parts) if purchase else 0
