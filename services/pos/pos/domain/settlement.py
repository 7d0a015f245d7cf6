"""The four-way settlement of a site's day: fuellings x meters x sales x tank stock.

ARTS ODM: ForecourtSettlementTransaction. Volume is in millilitres, money in minor units of the site's currency.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from pos.domain.business_day import Day
from pos.domain.meters import NozzleCheck
from pos.domain.sale import Clearing
from pos.domain.shift_report import Takings
from pos.domain.site import Nozzle, Site

WHOLE_PER_MILLE = 1_000


class Fuelled(NamedTuple):
    """Fuellings of a nozzle that were settled in one way (None: not yet); `sold_*` is what of them is on tickets."""

    pump: int
    nozzle: int
    grade_id: str
    clearing: Clearing | None
    fuellings: int
    volume_ml: int
    amount_minor: int
    sold_ml: int
    sold_minor: int


class Stock(NamedTuple):
    """Product without water in a tank; None: the gauge said nothing."""

    opening_ml: int | None
    closing_ml: int | None


@dataclass(frozen=True, slots=True)
class SoldFuel:
    """What is on tickets of one clearing (None: not settled yet)."""

    clearing: Clearing | None
    count: int
    volume_ml: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class NozzleSettlement:
    """`start_ml` and `end_ml` are of its totaliser; None: it delivered nothing."""

    pump: int
    nozzle: int
    grade_id: str
    fuellings: int
    fuelled_ml: int
    fuelled_minor: int
    start_ml: int | None
    end_ml: int | None
    sold: tuple[SoldFuel, ...]

    @property
    def meter_ml(self) -> int:
        return 0 if self.start_ml is None or self.end_ml is None else self.end_ml - self.start_ml

    @property
    def difference_ml(self) -> int:
        """What the meter gave and no fuelling holds."""
        return self.meter_ml - self.fuelled_ml

    @property
    def unsold_ml(self) -> int:
        """What was fuelled and is on no ticket."""
        return self.fuelled_ml - sum(sold.volume_ml for sold in self.sold)

    @property
    def unsold_minor(self) -> int:
        return self.fuelled_minor - sum(sold.amount_minor for sold in self.sold)


@dataclass(frozen=True, slots=True)
class GradeSettlement:
    grade_id: str
    fuellings: int
    fuelled_ml: int
    fuelled_minor: int
    meter_ml: int
    sold: tuple[SoldFuel, ...]


@dataclass(frozen=True, slots=True)
class TankSettlement:
    """`drawn_ml` left by its nozzles, `returned_ml` came back from pump tests. Deliveries are not known: they rise."""

    tank: int
    grade_id: str
    opening_ml: int | None
    closing_ml: int | None
    drawn_ml: int
    returned_ml: int

    @property
    def change_ml(self) -> int | None:
        return None if self.opening_ml is None or self.closing_ml is None else self.closing_ml - self.opening_ml

    @property
    def unexplained_ml(self) -> int | None:
        change_ml = self.change_ml
        return None if change_ml is None else change_ml + self.drawn_ml - self.returned_ml


@dataclass(frozen=True, slots=True)
class Settlement:
    """`end` of a day that still runs is when it was asked for. `takings` are of every shift, and of none."""

    site_id: str
    day: date
    start: datetime
    end: datetime
    currency: str
    nozzles: tuple[NozzleSettlement, ...]
    grades: tuple[GradeSettlement, ...]
    tanks: tuple[TankSettlement, ...]
    takings: tuple[Takings, ...] = ()

    @property
    def balanced(self) -> bool:
        """Meters, fuellings and tickets agree at every nozzle. Tanks are measured, and do not count."""
        return not any(row.difference_ml or row.unsold_ml or row.unsold_minor for row in self.nozzles)


@dataclass(frozen=True, slots=True)
class StoredSettlement:
    """`number` is from 1 within the site, without gaps."""

    number: int
    settlement: Settlement
    run_at: datetime
    run_by: str
    nightly: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is written of a day: totalisers, fuellings, what pump tests put back by tank, and what was given."""

    checks: Sequence[NozzleCheck]
    fuelled: Sequence[Fuelled]
    returned: Mapping[int, int]
    takings: Sequence[Takings] = ()


def settled(site: Site, day: Day, ledger: Ledger, stocks: Mapping[int, Stock]) -> Settlement:
    """What the day comes to."""
    nozzles = _nozzles(site, ledger)
    return Settlement(
        site_id=site.site_id,
        day=day.day,
        start=day.start,
        end=day.end,
        currency=site.currency,
        nozzles=nozzles,
        grades=_grades(nozzles, ledger.fuelled),
        tanks=_tanks(site, ledger, stocks),
        takings=tuple(ledger.takings),
    )


def _nozzles(site: Site, ledger: Ledger) -> tuple[NozzleSettlement, ...]:
    grades = {(pump.number, nozzle.number): nozzle.grade_id for pump in site.pumps for nozzle in pump.nozzles}
    checks = {(check.pump, check.nozzle): check for check in ledger.checks}
    rows: dict[tuple[int, int], list[Fuelled]] = defaultdict(list)
    for row in ledger.fuelled:
        rows[row.pump, row.nozzle].append(row)
    places = sorted({*grades, *checks, *rows})
    return tuple(_nozzle(place, grades.get(place), checks.get(place), rows.get(place, [])) for place in places)


def _nozzle(
    place: tuple[int, int], grade_id: str | None, check: NozzleCheck | None, rows: Sequence[Fuelled]
) -> NozzleSettlement:
    return NozzleSettlement(
        pump=place[0],
        nozzle=place[1],
        grade_id=grade_id if grade_id is not None else rows[0].grade_id if rows else "",
        fuellings=sum(row.fuellings for row in rows),
        fuelled_ml=sum(row.volume_ml for row in rows),
        fuelled_minor=sum(row.amount_minor for row in rows),
        start_ml=check.opening_ml if check else None,
        end_ml=check.closing_ml if check else None,
        sold=_sold(rows),
    )


def _sold(rows: Iterable[Fuelled]) -> tuple[SoldFuel, ...]:
    """By clearing; what is not settled comes first."""
    sums: dict[Clearing | None, SoldFuel] = {}
    for row in rows:
        was = sums.get(row.clearing, SoldFuel(row.clearing, 0, 0, 0))
        sums[row.clearing] = SoldFuel(
            row.clearing, was.count + row.fuellings, was.volume_ml + row.sold_ml, was.amount_minor + row.sold_minor
        )
    return tuple(sums[clearing] for clearing in sorted(sums, key=lambda clearing: clearing or 0))


def _grades(nozzles: Iterable[NozzleSettlement], fuelled: Iterable[Fuelled]) -> tuple[GradeSettlement, ...]:
    meters: dict[str, int] = defaultdict(int)
    for nozzle in nozzles:
        meters[nozzle.grade_id] += nozzle.meter_ml
    rows: dict[str, list[Fuelled]] = defaultdict(list)
    for row in fuelled:
        rows[row.grade_id].append(row)
    return tuple(_grade(grade_id, meters[grade_id], rows[grade_id]) for grade_id in sorted({*meters, *rows}))


def _grade(grade_id: str, meter_ml: int, rows: Sequence[Fuelled]) -> GradeSettlement:
    return GradeSettlement(
        grade_id=grade_id,
        fuellings=sum(row.fuellings for row in rows),
        fuelled_ml=sum(row.volume_ml for row in rows),
        fuelled_minor=sum(row.amount_minor for row in rows),
        meter_ml=meter_ml,
        sold=_sold(rows),
    )


def _tanks(site: Site, ledger: Ledger, stocks: Mapping[int, Stock]) -> tuple[TankSettlement, ...]:
    nozzles = {(pump.number, nozzle.number): nozzle for pump in site.pumps for nozzle in pump.nozzles}
    drawn: dict[int, int] = defaultdict(int)
    for row in ledger.fuelled:
        nozzle = nozzles.get((row.pump, row.nozzle))
        for tank, volume_ml in _drawn(nozzle, row.volume_ml) if nozzle else ():
            drawn[tank] += volume_ml
    none = Stock(None, None)
    return tuple(
        TankSettlement(
            tank.number,
            tank.grade_id,
            *stocks.get(tank.number, none),
            drawn[tank.number],
            ledger.returned.get(tank.number, 0),
        )
        for tank in site.tanks
    )


def _drawn(nozzle: Nozzle, volume_ml: int) -> Sequence[tuple[int, int]]:
    """From its tank, or from both by their ratio."""
    second_ml = (volume_ml * nozzle.second_tank_per_mille + WHOLE_PER_MILLE // 2) // WHOLE_PER_MILLE
    first = nozzle.tank, volume_ml - second_ml
    return (first, (nozzle.second_tank, second_ml)) if nozzle.second_tank else (first,)
