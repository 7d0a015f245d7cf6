"""A site and its equipment, and what makes a configuration sound. Volumes are millilitres."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar
from zoneinfo import available_timezones

from iso4217 import Currency
from motorway_kit.errors import Conflict, InvalidInput, NotFound

MAX_SLUG = 40
MAX_NAME = 100
MAX_NUMBER = 999
MAX_NOZZLES = 8  # IFSF Log_Noz_Mask has eight bits
MAX_CAPACITY_ML = 10_000_000_000
MAX_DIAMETER_TENTH_MM = 1_000_000
NOT_A_PLACE = {"Factory", "localtime"}

_slug = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class SiteNotFound(NotFound):
    """There is no site of that id."""


class VersionMismatch(Conflict):
    """Another version is stored than the one that was to be changed."""


@dataclass(frozen=True, slots=True)
class Grade:
    grade_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Tank:
    number: int
    grade_id: str
    capacity_ml: int
    max_safe_fill_ml: int
    diameter_tenth_mm: int


@dataclass(frozen=True, slots=True)
class Nozzle:
    number: int
    grade_id: str
    tank: int


@dataclass(frozen=True, slots=True)
class Pump:
    number: int
    nozzles: tuple[Nozzle, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """`version` is 0 until the site is stored, and grows by one with every change of the rest."""

    site_id: str
    name: str
    time_zone: str
    currency: str
    grades: tuple[Grade, ...]
    tanks: tuple[Tank, ...]
    pumps: tuple[Pump, ...]
    version: int = 0


T = TypeVar("T")
Numbered = TypeVar("Numbered", Tank, Nozzle, Pump)


def next_version(site: Site, stored: Site | None, expected: int | None = None) -> Site:
    """The sound configuration `site` with the version it gets: the stored one's, when nothing differs.

    Raises VersionMismatch when it would change another version than the `expected` one (0: no site yet). What is
    stored already is no change, so that a lost answer can be asked for again (RFC 9110, 13.1.1).
    """
    version = stored.version if stored else 0
    if stored and replace(site, version=version) == stored:
        return stored
    if expected not in (None, version):
        raise VersionMismatch("the site has another version", site=site.site_id, expected=expected, stored=version)
    return replace(site, version=version + 1)


def sound(site: Site) -> Site:
    """The same configuration in its one order (by id or number).

    Raises InvalidInput whose `field` names the first thing that is wrong, e.g. `tanks[2].capacity_ml`.
    """
    _check_slug(site.site_id, "site_id")
    _check_name(site.name, "name")
    _check(site.time_zone in _time_zones(), "time_zone", "is not an IANA time zone")
    _check(site.currency in _currencies(), "currency", "is not an ISO 4217 currency")
    _check_grades(site.grades)
    _check_tanks(site.tanks, {grade.grade_id for grade in site.grades})
    _check_pumps(site.pumps, site)
    pumps = (replace(pump, nozzles=_by_number(pump.nozzles)) for pump in site.pumps)
    grades = tuple(sorted(site.grades, key=lambda grade: grade.grade_id))
    return replace(site, grades=grades, tanks=_by_number(site.tanks), pumps=_by_number(pumps), version=0)


def _by_number(items: Iterable[Numbered]) -> tuple[Numbered, ...]:
    return tuple(sorted(items, key=lambda item: item.number))


def _check(holds: bool, field: str, problem: str) -> None:
    if not holds:
        raise InvalidInput(f"{field} {problem}", field=field)


def _check_slug(text: str, field: str) -> None:
    good = len(text) <= MAX_SLUG and _slug.fullmatch(text) is not None
    _check(good, field, f"must be lower case letters and digits joined by hyphens, at most {MAX_SLUG}")


def _check_name(text: str, field: str) -> None:
    good = text.strip() == text != "" and text.isprintable() and len(text) <= MAX_NAME
    _check(good, field, f"must be 1 to {MAX_NAME} printable characters without spaces around them")


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones() - NOT_A_PLACE)


@cache
def _currencies() -> frozenset[str]:
    """Money only: metals, funds units and test codes have no minor unit."""
    return frozenset(currency.code for currency in Currency if currency.exponent is not None)


def _check_grades(grades: Sequence[Grade]) -> None:
    for i, grade in enumerate(grades):
        _check_slug(grade.grade_id, f"grades[{i}].grade_id")
        _check_name(grade.name, f"grades[{i}].name")
    _check_unique(grades, lambda grade: grade.grade_id, "grades[{}].grade_id")


def _check_tanks(tanks: Sequence[Tank], grade_ids: set[str]) -> None:
    for i, tank in enumerate(tanks):
        field = f"tanks[{i}]"
        _check_number(tank.number, f"{field}.number", MAX_NUMBER)
        _check(tank.grade_id in grade_ids, f"{field}.grade_id", "is not a grade of this site")
        capacity = tank.capacity_ml
        _check(0 < capacity <= MAX_CAPACITY_ML, f"{field}.capacity_ml", f"must be 1 to {MAX_CAPACITY_ML}")
        safe_fill = 0 < tank.max_safe_fill_ml <= capacity
        _check(safe_fill, f"{field}.max_safe_fill_ml", "must be positive and at most the capacity")
        diameter = 0 <= tank.diameter_tenth_mm <= MAX_DIAMETER_TENTH_MM
        _check(diameter, f"{field}.diameter_tenth_mm", f"must be 0 (unknown) to {MAX_DIAMETER_TENTH_MM}")
    _check_unique(tanks, lambda tank: tank.number, "tanks[{}].number")


def _check_pumps(pumps: Sequence[Pump], site: Site) -> None:
    tanks = {tank.number: tank for tank in site.tanks}
    grade_ids = {grade.grade_id for grade in site.grades}
    for i, pump in enumerate(pumps):
        _check_number(pump.number, f"pumps[{i}].number", MAX_NUMBER)
        for j, nozzle in enumerate(pump.nozzles):
            field = f"pumps[{i}].nozzles[{j}]"
            _check_number(nozzle.number, f"{field}.number", MAX_NOZZLES)
            _check(nozzle.grade_id in grade_ids, f"{field}.grade_id", "is not a grade of this site")
            tank = tanks.get(nozzle.tank)
            _check(tank is not None, f"{field}.tank", "is not a tank of this site")
            same_grade = tank is not None and tank.grade_id == nozzle.grade_id
            _check(same_grade, f"{field}.tank", "holds another grade than the nozzle gives")
        _check_unique(pump.nozzles, lambda nozzle: nozzle.number, f"pumps[{i}].nozzles[{{}}].number")
    _check_unique(pumps, lambda pump: pump.number, "pumps[{}].number")


def _check_number(number: int, field: str, highest: int) -> None:
    _check(1 <= number <= highest, field, f"must be 1 to {highest}")


def _check_unique(items: Sequence[T], key: Callable[[T], object], field: str) -> None:
    seen: set[object] = set()
    for i, item in enumerate(items):
        _check(key(item) not in seen, field.format(i), "is there twice")
        seen.add(key(item))
