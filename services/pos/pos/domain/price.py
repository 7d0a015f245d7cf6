"""Numbered price sets: what they must hold, when they begin, how their states follow each other.

Unit prices are thousandths of the major unit of the site's currency per litre.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from motorway_kit.errors import Conflict, InvalidInput, NotFound

from pos.domain.checks import check
from pos.domain.site import ATTENDED, SELF_SERVICE, Pump, Site

MAX_UNIT_PRICE_MILLI = 9_999_999
MAX_AHEAD = timedelta(days=366)
LARGE_CHANGE_PERCENT = 25
SERVICE_LEVELS = (SELF_SERVICE, ATTENDED)

Prices = Mapping[tuple[str, str], int]
"""(grade, service level) → unit price."""


class PriceMissing(Conflict):
    """There is no price for something that is to be sold; it is never free."""


class PriceNotConfirmed(Conflict):
    """The pump has not confirmed the price set in force; it is closed for sale."""


class PriceSetNotFound(NotFound):
    """The site has no price set of that number."""


class PriceSetNotScheduled(Conflict):
    """Only a set that has not begun can be cancelled."""


class PriceSetAtSameTime(Conflict):
    """Another set of the site begins at the same instant."""


class PriceSetInPast(InvalidInput):
    """A set cannot begin before now."""


class LargePriceChange(InvalidInput):
    """A price moves by more than is usual, and nobody said that it is meant."""


class LocalTimeMissing(InvalidInput):
    """The clocks skip this local time (summer time begins)."""


class LocalTimeAmbiguous(InvalidInput):
    """The clocks show this local time twice (summer time ends)."""


class PriceSetState(StrEnum):
    SCHEDULED = "scheduled"
    SENDING = "sending"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


NEXT: Mapping[PriceSetState, frozenset[PriceSetState]] = {
    PriceSetState.SCHEDULED: frozenset({PriceSetState.SENDING, PriceSetState.SUPERSEDED, PriceSetState.CANCELLED}),
    PriceSetState.SENDING: frozenset({PriceSetState.IN_FORCE}),
    PriceSetState.IN_FORCE: frozenset({PriceSetState.SUPERSEDED}),
    PriceSetState.SUPERSEDED: frozenset(),
    PriceSetState.CANCELLED: frozenset(),
}
"""A scheduled set is superseded when a later one is due before it could begin."""


@dataclass(frozen=True, slots=True)
class Price:
    grade_id: str
    service_level: str
    unit_price_milli: int


@dataclass(frozen=True, slots=True)
class PriceSetStep:
    """A change of a set's state, and who did it."""

    state: PriceSetState
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class PriceSet:
    """`tried_at`: when every pump had been tried with it once. `site_version`: the configuration of the site that its
    pumps were given prices for."""

    site_id: str
    number: int
    effective_at: datetime
    prices: Prices
    steps: tuple[PriceSetStep, ...]
    tried_at: datetime | None = None
    site_version: int = 0
    version: int = 1

    @property
    def state(self) -> PriceSetState:
        return self.steps[-1].state

    def since(self, state: PriceSetState) -> datetime:
        """When it came to the state, in which it has been."""
        return next(step.at for step in self.steps if step.state is state)


@dataclass(frozen=True, slots=True)
class PriceInForce:
    """What a pump sells at: the number of the set, and the unit price of each of its nozzles."""

    price_set: int
    unit_price_milli: Mapping[int, int]


def full_list(site: Site, prices: Iterable[Price]) -> dict[tuple[str, str], int]:
    """The prices of a set in their one order. It must name each grade for each service level in use.

    Raises InvalidInput with the field (`prices[2].grade_id`), PriceMissing.
    """
    grades, found = {grade.grade_id for grade in site.grades}, dict[tuple[str, str], int]()
    for i, price in enumerate(prices):
        key = price.grade_id, price.service_level
        check(price.grade_id in grades, f"prices[{i}].grade_id", "is not a grade of this site")
        check(price.service_level in SERVICE_LEVELS, f"prices[{i}].service_level", "must be self or attended")
        check(key not in found, f"prices[{i}]", "is there twice")
        good = 1 <= price.unit_price_milli <= MAX_UNIT_PRICE_MILLI
        check(good, f"prices[{i}].unit_price_milli", f"must be 1 to {MAX_UNIT_PRICE_MILLI}")
        found[key] = price.unit_price_milli
    for grade_id, level in in_use(site):
        _price(found, grade_id, level)
    check(found != {}, "prices", "must name a grade")
    return dict(sorted(found.items(), key=lambda item: (item[0][0], SERVICE_LEVELS.index(item[0][1]))))


def in_use(site: Site) -> Iterator[tuple[str, str]]:
    """What the site sells: each grade that a nozzle gives, with its pump's service level."""
    for pump in site.pumps:
        for nozzle in pump.nozzles:
            yield nozzle.grade_id, pump.service_level


def nozzle_prices(pump: Pump, prices: Prices) -> dict[int, int]:
    """Nozzle → unit price. Raises PriceMissing, naming the grade."""
    return {nozzle.number: _price(prices, nozzle.grade_id, pump.service_level) for nozzle in pump.nozzles}


def _price(prices: Prices, grade_id: str, level: str) -> int:
    price = prices.get((grade_id, level))
    if price is None:
        text = f"there is no price for {grade_id}, service level {level}"
        raise PriceMissing(text, field="prices", grade=grade_id, service_level=level)
    return price


def check_change(before: Prices, after: Prices, *, confirmed: bool) -> None:
    """Raises LargePriceChange for a move of more than 25 % that nobody confirmed."""
    for (grade_id, level), price in after.items():
        old = before.get((grade_id, level), price)
        if abs(price - old) * 100 > LARGE_CHANGE_PERCENT * old and not confirmed:
            raise LargePriceChange(
                f"{grade_id} ({level}) moves from {old} to {price}, more than {LARGE_CHANGE_PERCENT} %;"
                " confirm_large_change says that it is meant",
                field="prices",
                grade=grade_id,
                before=old,
                after=price,
            )


def check_effective(at: datetime, now: datetime) -> None:
    """Raises PriceSetInPast, InvalidInput for what is further away than a year."""
    if at <= now:
        raise PriceSetInPast("effective_at is over", field="effective_at", now=now.isoformat())
    check(at - now <= MAX_AHEAD, "effective_at", f"must be within {MAX_AHEAD.days} days")


def instant(local: datetime, time_zone: str) -> datetime:
    """The one instant (UTC) at which clocks in the time zone show this naive local time.

    Raises LocalTimeMissing and LocalTimeAmbiguous where the clocks are changed: the instant must then be given with its
    offset.
    """
    check(2000 <= local.year < 3000, "effective_at", "is no time of these days")
    zone = ZoneInfo(time_zone)
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(zone).replace(tzinfo=None) != local:
        text = f"clocks in {time_zone} skip {local.isoformat()}; give the time with its offset"
        raise LocalTimeMissing(text, field="effective_at")
    if first != second:
        text = f"clocks in {time_zone} show {local.isoformat()} twice; give the time with its offset"
        raise LocalTimeAmbiguous(text, field="effective_at")
    return first


def moved(price_set: PriceSet, state: PriceSetState, at: datetime, actor: str) -> PriceSet:
    """The set in its next state. Raises PriceSetNotScheduled where only a scheduled set can go there, else Conflict."""
    if state not in NEXT[price_set.state]:
        where = {"site": price_set.site_id, "price_set": price_set.number, "state": price_set.state}
        if state in NEXT[PriceSetState.SCHEDULED]:
            raise PriceSetNotScheduled(f"the price set is {price_set.state}, not scheduled", **where)
        raise Conflict(f"a price set that is {price_set.state} cannot become {state}", **where)
    steps = (*price_set.steps, PriceSetStep(state, at, actor))
    return replace(price_set, steps=steps, version=price_set.version + 1)
