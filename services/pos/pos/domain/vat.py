"""VAT out of gross prices, in minor units. Rates are basis points: 2000 is 20 %."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from motorway_kit.errors import InvalidInput

WHOLE_BP = 10_000


class Taxed(Protocol):
    """An amount that holds its VAT: a line of a ticket, or of what is given back."""

    @property
    def amount_minor(self) -> int: ...

    @property
    def vat_rate_bp(self) -> int: ...


@dataclass(frozen=True, slots=True)
class VatAmount:
    net_minor: int
    vat_minor: int


@dataclass(frozen=True, slots=True)
class VatGroup:
    """Everything of one rate on a receipt; net + VAT = gross."""

    rate_bp: int
    gross_minor: int
    net_minor: int
    vat_minor: int


def split(gross_minor: int, rate_bp: int) -> VatAmount:
    """VAT = gross * r / (100 + r), half a minor unit up; of a negative amount that of its opposite, turned round.

    Source: Directive 2006/112/EC, Art. 226(10), with the gross price as the base. Raises InvalidInput.
    """
    if not 0 <= rate_bp <= WHOLE_BP:
        raise InvalidInput(f"a VAT rate is 0 to {WHOLE_BP} basis points", field="vat_rate_bp")
    base = WHOLE_BP + rate_bp
    vat = (2 * abs(gross_minor) * rate_bp + base) // (2 * base)
    vat = vat if gross_minor >= 0 else -vat
    return VatAmount(gross_minor - vat, vat)


def groups(lines: Iterable[Taxed]) -> tuple[VatGroup, ...]:
    """The lines by their rate, the highest first. VAT is rounded once for each rate, not for each line."""
    gross: dict[int, int] = defaultdict(int)
    for line in lines:
        gross[line.vat_rate_bp] += line.amount_minor
    return tuple(_group(rate, gross[rate]) for rate in sorted(gross, reverse=True))


def _group(rate_bp: int, gross_minor: int) -> VatGroup:
    amount = split(gross_minor, rate_bp)
    return VatGroup(rate_bp, gross_minor, amount.net_minor, amount.vat_minor)
