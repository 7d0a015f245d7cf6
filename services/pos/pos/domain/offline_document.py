"""What the documents of offline operations say. Money is in minor units, volume in millilitres."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, Field, TypeAdapter, ValidationError
from pydantic_core import from_json

from pos.domain.catalogue import MAX_PRICE_MINOR, MAX_RATE_BP
from pos.domain.checks import is_line
from pos.domain.sale import Line
from pos.domain.shift import MAX_REASON
from pos.domain.tendering import MAX_MINOR
from pos.domain.ticket import MAX_QUANTITY

MAX_TEXT = 120
MAX_LINES = 100
MAX_NUMBER = 2**53
EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)


def _line(text: str) -> str:
    if not is_line(text, MAX_REASON):
        raise ValueError("must be printable and trimmed")
    return text


def _plausible(at: datetime) -> datetime:
    if not EARLIEST <= at < LATEST:
        raise ValueError("is no time of a till")
    return at.astimezone(UTC)


Text = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(_line)]
Reason = Annotated[str, Field(max_length=MAX_REASON), AfterValidator(_line)]
Money = Annotated[int, Field(ge=0, le=MAX_MINOR)]
Positive = Annotated[int, Field(gt=0, le=MAX_MINOR)]
Number = Annotated[int, Field(gt=0, le=MAX_NUMBER)]
Moment = Annotated[AwareDatetime, AfterValidator(_plausible)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopLine:
    """As it stands on the receipt."""

    item_id: Text
    name: Annotated[Text, Field(min_length=1)]
    quantity: Annotated[int, Field(ge=1, le=MAX_QUANTITY)]
    unit_price_minor: Annotated[int, Field(ge=1, le=MAX_PRICE_MINOR)]
    vat_rate_bp: Annotated[int, Field(ge=0, le=MAX_RATE_BP)]
    code: Text = ""

    @property
    def amount_minor(self) -> int:
        return self.quantity * self.unit_price_minor


Lines = Annotated[tuple[ShopLine, ...], Field(max_length=MAX_LINES)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What every document says. `sold_minor` is what the customer paid, `cash_minor` what it changed in the drawer."""

    format: Literal[1]
    site: Text
    till: Text
    series: Text
    at: Moment
    shift_id: Text
    cashier: Text
    receipt_number: Number | None = None

    @property
    def sold_minor(self) -> int:
        return 0

    @property
    def cash_minor(self) -> int:
        return self.sold_minor

    @property
    def cash_fits(self) -> bool:
        return True

    @property
    def lines_fit(self) -> bool:
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid(Said):
    """Something was paid in cash."""

    given_minor: Positive
    change_minor: Money

    @property
    def cash_fits(self) -> bool:
        return self.given_minor - self.change_minor == self.sold_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopSale(Paid):
    kind: Literal["SHOP_SALE"]
    lines: Annotated[Lines, Field(min_length=1)]
    total_minor: Positive

    @property
    def sold_minor(self) -> int:
        return self.total_minor

    @property
    def lines_fit(self) -> bool:
        return total_of(self.lines) == self.total_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class FuelCash(Paid):
    """A ticket that was PAYABLE when the line went, perhaps with shop items sold with it."""

    kind: Literal["FUEL_CASH"]
    sale_id: Text
    total_minor: Positive
    lines: Lines = ()

    @property
    def sold_minor(self) -> int:
        return self.total_minor

    @property
    def lines_fit(self) -> bool:
        """The rest is the fuel."""
        return total_of(self.lines) < self.total_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class FuelTyped(Paid):
    """What the display of a pump showed, while the till knew nothing of the fuelling yet."""

    kind: Literal["FUEL_TYPED"]
    pump: Annotated[int, Field(ge=1, le=999)]
    amount_minor: Positive
    volume_ml: Annotated[int, Field(gt=0, le=MAX_MINOR)] | None = None

    @property
    def sold_minor(self) -> int:
        return self.amount_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class CashMoved(Said):
    """Cash that moved without a sale; only a drop needs no reason."""

    kind: Literal["PAID_IN", "PAID_OUT", "DROP"]
    amount_minor: Positive
    reason: Reason = ""

    @property
    def cash_minor(self) -> int:
        return self.amount_minor if self.kind == "PAID_IN" else -self.amount_minor

    @property
    def lines_fit(self) -> bool:
        return bool(self.reason) or self.kind == "DROP"


Document = ShopSale | FuelCash | FuelTyped | CashMoved
_documents: TypeAdapter[Document] = TypeAdapter(Annotated[Document, Field(discriminator="kind")])


def read(text: str) -> Document | str:
    """The document, or why it cannot be read."""
    try:
        return _documents.validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"]))
        return f"{place}: {first['msg']}" if place else str(first["msg"])


def peek(text: str) -> dict[str, Any]:
    """Whatever can be read of a document that is not sound."""
    try:
        found = from_json(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def total_of(lines: Sequence[ShopLine]) -> int:
    return sum(line.amount_minor for line in lines)


def ticket_lines(lines: Sequence[ShopLine], after: int = 0) -> tuple[Line, ...]:
    """As lines of a ticket whose last one has the number `after`."""
    return tuple(
        Line(
            number=after + place,
            description=line.name,
            amount_minor=line.amount_minor,
            vat_rate_bp=line.vat_rate_bp,
            item_id=line.item_id,
            quantity=line.quantity,
            unit_amount_minor=line.unit_price_minor,
        )
        for place, line in enumerate(lines, start=1)
    )
