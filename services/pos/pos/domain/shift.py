"""A shift: who stands at a till, with which cash. Money is in minor units of the site's currency."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from motorway_kit.errors import Conflict, NotFound, PermissionDenied

from pos.domain.checks import check, check_line, check_name
from pos.domain.receipt import INVOICE_SERIES
from pos.domain.receipt_chain import is_device_series

MAX_REASON = 200
MAX_CASH_MINOR = 10**12
MAX_NOTES = 100_000


class ShiftNotFound(NotFound):
    """There is no such shift."""


class NoOpenShift(Conflict):
    """The caller has no open shift at the site, or the shift is closed."""


class ShiftOfAnother(PermissionDenied):
    """The shift belongs to another cashier."""


class TillHasOpenShift(Conflict):
    """Another shift is open on the till."""


class CashierHasOpenShift(Conflict):
    """The cashier has another open shift at the site."""


class ShiftAlreadyClosed(Conflict):
    """The shift was counted and closed before."""


class ShiftHasLockedSales(Conflict):
    """The shift holds sales that must be cleared or unlocked first; `sales` lists them."""


class ShiftMode(IntEnum):
    """Numbers as in `motorway.pos.v1.ShiftMode`."""

    PER_CASHIER = 1
    PER_TILL = 2


class CashKind(IntEnum):
    """Numbers as in `motorway.pos.v1.CashMovementKind`."""

    PAID_IN = 1
    PAID_OUT = 2
    SAFE_DROP = 3
    NO_SALE = 4


@dataclass(frozen=True, slots=True)
class Shift:
    """PER_CASHIER: only its cashier works with it. PER_TILL: whoever stands at the till does.

    `expected_minor` and `counted_minor` are cash, and 0 until it is closed; so is `z_number`.
    """

    shift_id: str
    site_id: str
    till: str
    mode: ShiftMode
    cashier_id: str
    cashier_name: str
    currency: str
    float_minor: int
    opened_at: datetime
    closed_at: datetime | None = None
    closed_by: str = ""
    counted_minor: int = 0
    expected_minor: int = 0
    z_number: int = 0

    @property
    def over_short_minor(self) -> int:
        return self.counted_minor - self.expected_minor


@dataclass(frozen=True, slots=True)
class Opening:
    """A wish to begin a shift."""

    site_id: str
    till: str
    mode: ShiftMode
    float_minor: int


@dataclass(frozen=True, slots=True)
class CashWish:
    """A wish to move cash, or to open the drawer."""

    shift_id: str
    kind: CashKind
    amount_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class CashMovement:
    """Numbered within its shift. `amount_minor` is positive, and 0 of a no-sale."""

    shift_id: str
    number: int
    kind: CashKind
    amount_minor: int
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Denomination:
    """Notes or coins of one value."""

    value_minor: int
    count: int


@dataclass(frozen=True, slots=True)
class Count:
    """The counted cash."""

    counted_minor: int
    denominations: tuple[Denomination, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawer:
    """What moved the cash of a shift (forecourt facts, 5). Refunds are those paid in cash, as positive amounts."""

    float_minor: int
    takings_minor: int = 0
    paid_in_minor: int = 0
    paid_out_minor: int = 0
    drops_minor: int = 0
    refunds_minor: int = 0

    @property
    def expected_minor(self) -> int:
        """float + cash takings + paid-in - paid-out - drops - cash refunds."""
        comes = self.float_minor + self.takings_minor + self.paid_in_minor
        return comes - self.paid_out_minor - self.drops_minor - self.refunds_minor


def sound_opening(opening: Opening) -> Opening:
    """Raises InvalidInput."""
    check_name(opening.till, "till")
    check(opening.till.casefold() != INVOICE_SERIES, "till", "is what the series of invoices is called")
    check(not is_device_series(opening.till), "till", "is what the series of a device is called")
    check(0 <= opening.float_minor < MAX_CASH_MINOR, "float_minor", "must not be negative, nor absurdly much")
    return opening


def sound_movement(wish: CashWish) -> CashWish:
    """A no-sale moves nothing; everything but a safe drop needs a reason. Raises InvalidInput."""
    if wish.kind is CashKind.NO_SALE:
        check(wish.amount_minor == 0, "amount_minor", "must be 0: a no-sale only opens the drawer")
    else:
        check(0 < wish.amount_minor < MAX_CASH_MINOR, "amount_minor", "must be positive, and not absurdly much")
    (check_line if wish.kind is CashKind.SAFE_DROP else check_name)(wish.reason, "reason", MAX_REASON)
    return wish


def sound_count(total_minor: int | None, denominations: tuple[Denomination, ...]) -> Count:
    """The counted total, given as such, by denomination, or both if they agree. Raises InvalidInput."""
    check(total_minor is not None or denominations != (), "counted_minor", "or denominations must be given")
    for i, notes in enumerate(denominations):
        check(0 < notes.value_minor < MAX_CASH_MINOR, f"denominations[{i}].value_minor", "must be positive")
        check(0 <= notes.count <= MAX_NOTES, f"denominations[{i}].count", f"must be 0 to {MAX_NOTES}")
    values = {notes.value_minor for notes in denominations}
    check(len(values) == len(denominations), "denominations", "name a value twice")
    by_value = sum(notes.value_minor * notes.count for notes in denominations)
    total = by_value if total_minor is None else total_minor
    check(0 <= total < MAX_CASH_MINOR, "counted_minor", "must not be negative, nor absurdly much")
    check(not denominations or total == by_value, "counted_minor", "is not the sum of the denominations")
    return Count(total, denominations)


def usable(shift: Shift, caller_id: str) -> Shift:
    """The shift, if this caller may work with it now. Raises NoOpenShift, ShiftOfAnother."""
    if shift.mode is ShiftMode.PER_CASHIER and shift.cashier_id != caller_id:
        raise ShiftOfAnother("the shift is another cashier's", shift=shift.shift_id, cashier=shift.cashier_name)
    if shift.closed_at is not None:
        raise NoOpenShift("the shift is closed", shift=shift.shift_id, site=shift.site_id)
    return shift
