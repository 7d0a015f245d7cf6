"""A sale: the ticket, what is on it and what was given for it.

Money is in minor units of the site's currency, volume in millilitres, unit price in thousandths of the major unit per
litre.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from motorway_kit.errors import Conflict, NotFound


class SaleNotFound(NotFound):
    """There is no sale of that id."""


class SaleChanged(Conflict):
    """Somebody changed the sale meanwhile; load it again."""


class SaleKind(IntEnum):
    """Numbers as in `motorway.pos.v1.SaleKind`."""

    POST_PAY = 1
    PRE_PAY = 2
    ATTENDANT = 3
    PUMP_TEST = 4
    OWN_USE = 5
    SHOP = 6


class SaleState(IntEnum):
    """Numbers as in `motorway.pos.v1.SaleState`. PAYABLE, LOCKED and CLEARED are IFSF's transaction states."""

    REQUESTED = 1
    AUTHORISED = 2
    FUELLING = 3
    PAYABLE = 4
    LOCKED = 5
    CLEARED = 6
    REFUSED = 7
    ENDED = 8
    VOIDED = 9


class Origin(IntEnum):
    """Who released the pump. Numbers as in `motorway.pos.v1.SaleOrigin`."""

    POS = 1
    UNAUTHORISED = 2
    OFFLINE = 3


class Clearing(IntEnum):
    """How a cleared sale was settled. Numbers as in `motorway.pos.v1.Clearing`."""

    PAID = 1
    ZERO = 2
    PUMP_TEST = 3
    OWN_USE = 4
    DRIVE_OFF = 5
    NO_MEANS = 6


class TenderKind(IntEnum):
    """Numbers as in `motorway.pos.v1.TenderKind`."""

    CASH = 1
    ACCOUNT = 2
    CARD = 3
    RECEIVABLE = 4
    """What was dispensed beyond what a card could be charged; the customer owes it."""


class CardPaymentState(IntEnum):
    """What a card payment is to its sale. Numbers as in `motorway.pos.v1.CardPaymentState`."""

    PENDING = 1
    APPROVED = 2
    FIXED = 3
    CAPTURED = 4
    ENDED = 5


@dataclass(frozen=True, slots=True)
class Fuel:
    """What the pump said of a finished fuelling. `sequence` is the device's number, per pump."""

    pump: int
    nozzle: int
    grade_id: str
    sequence: int
    volume_ml: int
    unit_price_milli: int
    price_set: int
    volume_total_before_ml: int
    volume_total_after_ml: int
    started_at: datetime
    finished_at: datetime
    offline: bool = False
    end_reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ticket: fuel, or `quantity` of a shop item. `amount_minor` holds its VAT (2000 bp = 20 %)."""

    number: int
    description: str
    amount_minor: int
    vat_rate_bp: int
    item_id: str = ""
    quantity: int = 1
    unit_amount_minor: int = 0
    fuel: Fuel | None = None


@dataclass(frozen=True, slots=True)
class Tender:
    """What was given. `amount_minor` counts towards the sale and is negative when it is given back.

    `given_minor` and `change_minor` are the cash handed over and back. `reverses` is the number of the tender that this
    one gives back whole. `test`: a card, but no real money.
    """

    number: int
    kind: TenderKind
    amount_minor: int
    shift_id: str
    at: datetime
    given_minor: int = 0
    change_minor: int = 0
    account_id: str = ""
    vehicle_id: str = ""
    odometer_km: int = 0
    reverses: int = 0
    payment_id: str = ""
    card_brand: str = ""
    card_last4: str = ""
    test: bool = False


@dataclass(frozen=True, slots=True)
class SaleCardPayment:
    """A card payment of the sale: a `hold` from before fuelling, or a charge of what is due.

    `amount_minor` was asked for, or approved. `fixed_minor` is how much the sale has said that it takes; None: it has
    said nothing, and takes the whole charge. `key` is the request's that asked for a charge. `for_debt`: it pays the
    debt that the cleared ticket left.
    """

    payment_id: str
    state: CardPaymentState
    amount_minor: int
    shift_id: str
    asked_by: str
    asked_at: datetime
    hold: bool = False
    fixed_minor: int | None = None
    reason: str = ""
    key: str = ""
    for_debt: bool = False


@dataclass(frozen=True, slots=True)
class Sale:
    """`shift_id` is the shift that holds the sale while it is LOCKED, and the one that cleared it.

    `return_tank` is the tank that the fuel of a pump test went back to.
    """

    sale_id: str
    site_id: str
    kind: SaleKind
    state: SaleState
    origin: Origin
    currency: str
    opened_at: datetime
    opened_by: str = ""
    opened_shift_id: str = ""
    shift_id: str = ""
    pump: int = 0
    max_amount_minor: int = 0
    max_volume_ml: int = 0
    nozzles: tuple[int, ...] = ()
    price_set: int = 0
    lines: tuple[Line, ...] = ()
    tenders: tuple[Tender, ...] = ()
    clearing: Clearing | None = None
    cleared_by: str = ""
    payable_at: datetime | None = None
    cleared_at: datetime | None = None
    reason: str = ""
    refusal_code: int = 0
    receipt_id: str = ""
    registration: str = ""
    note: str = ""
    refunded_minor: int = 0
    return_tank: int = 0
    card_payments: tuple[SaleCardPayment, ...] = ()
    version: int = field(default=1)

    @property
    def total_minor(self) -> int:
        return sum(line.amount_minor for line in self.lines)

    @property
    def tendered_minor(self) -> int:
        return sum(tender.amount_minor for tender in self.tenders)

    @property
    def due_minor(self) -> int:
        """Still to be paid; negative: change is due."""
        return self.total_minor - self.tendered_minor

    @property
    def pending_minor(self) -> int:
        """What cards are being charged that has not come yet."""
        asked = (p.amount_minor for p in self.card_payments if p.state is CardPaymentState.PENDING and not p.hold)
        fixed = (p.fixed_minor or 0 for p in self.card_payments if p.state is CardPaymentState.FIXED)
        return sum(asked) + sum(fixed)

    @property
    def fuel(self) -> Fuel | None:
        """The fuelling on the ticket, once it is finished."""
        return next((line.fuel for line in self.lines if line.fuel is not None), None)
