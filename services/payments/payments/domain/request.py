"""What is asked for, and whether it can be."""

import re
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256

from iso4217 import Currency
from motorway_kit.errors import Conflict, InvalidInput

from payments.domain.ids import is_id
from payments.domain.payment import MethodKind, Purpose
from payments.domain.units import at_stripe

MOST_AT_STRIPE = 999_999_999
"""Stripe takes nine digits of American Express and twelve of most cards (docs.stripe.com/currencies#card-payments)."""
NOT_AT_STRIPE = frozenset({"MGA"})
"""The ariary has a minor unit, and none at Stripe (docs.stripe.com/currencies#zero-decimal): what was delivered could
not be captured. So it is with currencies of three decimals, of which Stripe takes full tens only (#three-decimal).

Forint and New Taiwan dollar are whole only in payouts.
"""
LONGEST_DESCRIPTION = 100
LONGEST_KEY = 200
LONGEST_ACCOUNT = 40
LONGEST_REASON = 100

_payment_method = re.compile(r"pm_[A-Za-z0-9_]{1,100}")
_reason = re.compile(r"[a-z][a-z0-9_]{0,99}")


class IdempotencyKeyReused(Conflict):
    """The id or the key stands for another request."""


@dataclass(frozen=True)
class AskedMethod:
    """How the customer would pay. `reference`: of a reader or a saved card our id, else pm_…; empty for a link."""

    kind: MethodKind
    reference: str = ""


@dataclass(frozen=True)
class Wanted:
    """A payment that somebody asks for."""

    payment_id: str
    site_id: str
    sale_id: str
    shift_id: str
    purpose: Purpose
    method: AskedMethod
    amount_minor: int
    currency: str
    description: str
    account_id: str

    @property
    def fingerprint(self) -> bytes:
        """Equal for the repetitions of a request, and for nothing else."""
        return sha256(repr(self).encode()).digest()

    @property
    def fingerprint_of_key(self) -> bytes:
        """The same for who makes a new id for each try."""
        return replace(self, payment_id="").fingerprint


def check_wanted(wanted: Wanted) -> None:
    """Raises InvalidInput."""
    _check(is_id(wanted.payment_id), "payment_id", "must be a UUID")
    for field in ("sale_id", "shift_id"):
        value = getattr(wanted, field)
        _check(not value or is_id(value), field, "must be a UUID")
    account = wanted.account_id
    _check(account.isprintable() and len(account) <= LONGEST_ACCOUNT, "account_id", "is none")
    most = MOST_AT_STRIPE // at_stripe(1, wanted.currency)
    _check(0 < wanted.amount_minor <= most, "amount_minor", f"must be 1 to {most}")
    _check(wanted.currency in _currencies(), "currency", "is none in which cards are charged")
    line = wanted.description.isprintable() and wanted.description.strip() == wanted.description
    short = len(wanted.description) <= LONGEST_DESCRIPTION
    _check(line and short, "description", f"must be at most {LONGEST_DESCRIPTION} printable characters, trimmed")
    _check(not (wanted.purpose is Purpose.HOLD and wanted.sale_id), "sale_id", "a hold is claimed by its sale later")
    check_method(wanted.method, wanted.account_id)


def check_method(method: AskedMethod, account_id: str) -> None:
    """Raises InvalidInput."""
    match method.kind:
        case MethodKind.READER:
            _check(is_id(method.reference), "method.reader_id", "must be a reader's id")
        case MethodKind.PAYMENT_METHOD:
            sound = _payment_method.fullmatch(method.reference) is not None
            _check(sound, "method.payment_method", "must be a payment method of Stripe (pm_…)")
        case MethodKind.SAVED_CARD:
            _check(is_id(method.reference), "method.saved_card_id", "must be a saved card's id")
            _check(account_id != "", "account_id", "must be that of the saved card")


def check_key(key: str) -> None:
    """Raises InvalidInput."""
    _check(1 <= len(key) <= LONGEST_KEY, "idempotency_key", f"must be 1 to {LONGEST_KEY} characters")


def sound_reason(reason: str, default: str) -> str:
    """Raises InvalidInput for what is no snake case."""
    _check(not reason or _reason.fullmatch(reason) is not None, "reason", "must be snake case, at most 100 characters")
    return reason or default


def require_same(stored: bytes | None, asked: bytes, field: str) -> None:
    """Raises IdempotencyKeyReused unless both asked for the same."""
    if stored != asked:
        raise IdempotencyKeyReused(f"the {field} was used for another request", field=field)


def _check(holds: bool, field: str, problem: str) -> None:
    if not holds:
        raise InvalidInput(f"{field} {problem}", field=field)


@cache
def _currencies() -> frozenset[str]:
    exponents = {currency.code: currency.exponent for currency in Currency}
    whole = {code for code, exponent in exponents.items() if exponent is not None and exponent <= 2}
    return frozenset(whole - NOT_AT_STRIPE)
