"""Differences that staff must explain: those of a day's settlement, and what was found out about any."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from motorway_kit.errors import Conflict, NotFound

from pos.domain.checks import check_name
from pos.domain.meters import Discrepancy, DiscrepancyKind, DiscrepancyState, Missing
from pos.domain.settlement import Settlement

SETTLEMENT = "settlement"
"""The kind of a nozzle whose totaliser moved by another volume than its fuellings of the day hold."""
AGREES = "a later settlement of the day agrees"
MAX_RESOLUTION = 500


class DiscrepancyNotFound(NotFound):
    """There is no such discrepancy."""


class DiscrepancyAlreadyResolved(Conflict):
    """Somebody explained it in other words."""


class NotMissing(Conflict):
    """Only the first numbers of a pump that are missing can be given up, all of them at once."""


def given_up(gap: Missing | None, first: int, last: int, discrepancy_id: str, at: datetime) -> Discrepancy:
    """Fuellings that never came, counted. `gap`: the first numbers of the pump that are missing. Raises NotMissing."""
    if gap is None or (gap.first, gap.last) != (first, last):
        missing = {} if gap is None else {"first": gap.first, "last": gap.last}
        raise NotMissing("these are not the first numbers that are missing", field="first", **missing)
    return Discrepancy(
        discrepancy_id=discrepancy_id,
        site_id=gap.site_id,
        kind=DiscrepancyKind.MISSING,
        pump=gap.pump,
        nozzle=0,
        sequence=first,
        expected=last - first + 1,
        found=0,
        unit="fuellings",
        found_at=at,
    )


def number_of(day: date) -> int:
    """What stands for the day where others have the number of a transaction: 20260601."""
    return day.year * 10_000 + day.month * 100 + day.day


def differences(settlement: Settlement, ids: Iterable[str], at: datetime) -> tuple[Discrepancy, ...]:
    """One for each nozzle whose meter and fuellings differ, with the next of the new ids."""
    rows = (row for row in settlement.nozzles if row.difference_ml)
    return tuple(
        Discrepancy(
            discrepancy_id=discrepancy_id,
            site_id=settlement.site_id,
            kind=SETTLEMENT,
            pump=row.pump,
            nozzle=row.nozzle,
            sequence=number_of(settlement.day),
            expected=row.meter_ml,
            found=row.fuelled_ml,
            unit="ml",
            found_at=at,
        )
        for row, discrepancy_id in zip(rows, ids, strict=False)
    )


def vanished(open_ones: Iterable[Discrepancy], found: Iterable[Discrepancy], at: datetime) -> tuple[Discrepancy, ...]:
    """Those that a later settlement of their day does not find any more, resolved by that."""
    places = {(one.pump, one.nozzle) for one in found}
    gone = (one for one in open_ones if (one.pump, one.nozzle) not in places)
    return tuple(resolved(one, AGREES, "pos", at) for one in gone)


def resolved(one: Discrepancy, resolution: str, by: str, at: datetime) -> Discrepancy:
    """The same in the same words changes nothing. Raises InvalidInput, DiscrepancyAlreadyResolved."""
    check_name(resolution, "resolution", MAX_RESOLUTION)
    if one.state is DiscrepancyState.RESOLVED:
        if one.resolution != resolution:
            raise DiscrepancyAlreadyResolved("it is resolved already", by=one.resolved_by, resolution=one.resolution)
        return one
    return replace(one, state=DiscrepancyState.RESOLVED, resolution=resolution, resolved_by=by, resolved_at=at)
