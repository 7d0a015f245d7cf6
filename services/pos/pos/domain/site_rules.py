"""What makes a site's configuration sound."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from pos.domain.checks import (
    MAX_VAT_ID,
    check,
    check_currency,
    check_line,
    check_lines,
    check_name,
    check_slug,
    check_time_zone,
    is_line,
)
from pos.domain.site import (
    ATTENDED,
    SELF_SERVICE,
    BlendPart,
    Grade,
    Nozzle,
    OfflineLimits,
    Position,
    Pump,
    Site,
    Supplier,
    Tank,
)

MAX_NUMBER = 999
MAX_NOZZLES = 8  # IFSF Log_Noz_Mask has eight bits
MAX_CAPACITY_ML = 10_000_000_000
MAX_DIAMETER_TENTH_MM = 1_000_000
MAX_VAT_BP = 10_000
MAX_UNPAID = 15
MAX_PREPAY_MINOR = 1_000_000_000
MAX_NOTE = 300
MAX_OFFLINE_AGE_S = 30 * 86_400
MAX_OFFLINE_OPERATIONS = 10_000
MAX_LATITUDE, MAX_LONGITUDE = 90, 180
POSITION_DECIMALS = 6  # 0.1 m
WHOLE_PER_MILLE = 1000
PARTS_OF_A_BLEND = 2
ZERO_TR_MODES = (0, 1)
SERVICE_LEVELS = (SELF_SERVICE, ATTENDED)

T = TypeVar("T")
Numbered = TypeVar("Numbered", Tank, Nozzle, Pump)


def sound(site: Site) -> Site:
    """The same configuration in its one order (by id or number).

    Raises InvalidInput whose `field` names the first thing that is wrong, e.g. `tanks[2].capacity_ml`.
    """
    check_slug(site.site_id, "site_id")
    check_name(site.name, "name")
    check_time_zone(site.time_zone, "time_zone")
    check_currency(site.currency, "currency")
    _check_supplier(site.supplier)
    _check_selling(site)
    _check_offline(site.offline)
    _check_position(site.position)
    _check_grades(site.grades)
    grades = {grade.grade_id: grade for grade in site.grades}
    _check_tanks(site.tanks, grades)
    _check_pumps(site.pumps, grades, {tank.number: tank for tank in site.tanks})
    return _in_order(site)


def _in_order(site: Site) -> Site:
    grades = sorted((replace(g, blend=_by_grade(g.blend)) for g in site.grades), key=lambda grade: grade.grade_id)
    pumps = _by_number(replace(pump, nozzles=_by_number(pump.nozzles)) for pump in site.pumps)
    position = _rounded(site.position) if site.position else None
    tanks = _by_number(site.tanks)
    return replace(site, grades=tuple(grades), tanks=tanks, pumps=pumps, position=position, version=0)


def _rounded(position: Position) -> Position:
    return Position(round(position.latitude, POSITION_DECIMALS), round(position.longitude, POSITION_DECIMALS))


def _by_number(items: Iterable[Numbered]) -> tuple[Numbered, ...]:
    return tuple(sorted(items, key=lambda item: item.number))


def _by_grade(parts: Iterable[BlendPart]) -> tuple[BlendPart, ...]:
    return tuple(sorted(parts, key=lambda part: part.grade_id))


def _check_supplier(supplier: Supplier) -> None:
    check_line(supplier.name, "supplier.name")
    check_lines(supplier.address, "supplier.address")
    check_line(supplier.vat_id, "supplier.vat_id", MAX_VAT_ID)


def _check_selling(site: Site) -> None:
    check(1 <= site.max_unpaid <= MAX_UNPAID, "max_unpaid", f"must be 1 to {MAX_UNPAID}")
    check(site.zero_tr_mode in ZERO_TR_MODES, "zero_tr_mode", "must be 0 or 1")
    prepay = 0 <= site.prepay_max_minor <= MAX_PREPAY_MINOR
    check(prepay, "prepay_max_minor", f"must be 0 (no limit) to {MAX_PREPAY_MINOR}")
    limit = 0 <= site.simplified_limit_minor <= MAX_PREPAY_MINOR
    check(limit, "simplified_limit_minor", f"must be 0 (no limit) to {MAX_PREPAY_MINOR}")
    note = len(site.receipt_note) <= MAX_NOTE and all(is_line(line, MAX_NOTE) for line in site.receipt_note.split("\n"))
    check(note, "receipt_note", f"must be lines of printable characters, trimmed, at most {MAX_NOTE} in all")


def _check_offline(limits: OfflineLimits) -> None:
    sale = 0 <= limits.max_sale_minor <= MAX_PREPAY_MINOR
    check(sale, "offline.max_sale_minor", f"must be 0 (nothing) to {MAX_PREPAY_MINOR}")
    check(0 <= limits.max_age_s <= MAX_OFFLINE_AGE_S, "offline.max_age_s", f"must be 0 to {MAX_OFFLINE_AGE_S}")
    operations = 0 <= limits.max_operations <= MAX_OFFLINE_OPERATIONS
    check(operations, "offline.max_operations", f"must be 0 to {MAX_OFFLINE_OPERATIONS}")


def _check_position(position: Position | None) -> None:
    if position is None:
        return
    latitude = abs(position.latitude) <= MAX_LATITUDE
    check(latitude, "position.latitude", f"must be -{MAX_LATITUDE} to {MAX_LATITUDE} degrees")
    longitude = abs(position.longitude) <= MAX_LONGITUDE
    check(longitude, "position.longitude", f"must be -{MAX_LONGITUDE} to {MAX_LONGITUDE} degrees")


def _check_grades(grades: Sequence[Grade]) -> None:
    by_id = {grade.grade_id: grade for grade in grades}
    for i, grade in enumerate(grades):
        field = f"grades[{i}]"
        check_slug(grade.grade_id, f"{field}.grade_id")
        check_name(grade.name, f"{field}.name")
        vat = grade.vat_rate_bp is None or 0 <= grade.vat_rate_bp <= MAX_VAT_BP
        check(vat, f"{field}.vat_rate_bp", f"must be 0 to {MAX_VAT_BP} basis points")
        _check_blend(grade.blend, f"{field}.blend", by_id)
    _check_unique(grades, lambda grade: grade.grade_id, "grades[{}].grade_id")


def _check_blend(blend: Sequence[BlendPart], field: str, grades: Mapping[str, Grade]) -> None:
    if not blend:
        return
    check(len(blend) == PARTS_OF_A_BLEND, field, "must name two grades")
    for i, part in enumerate(blend):
        check(part.grade_id in grades, f"{field}[{i}].grade_id", "is not a grade of this site")
        check(not grades[part.grade_id].blend, f"{field}[{i}].grade_id", "is a blend itself")
        _check_per_mille(part.per_mille, f"{field}[{i}].per_mille")
    _check_unique(blend, lambda part: part.grade_id, field + "[{}].grade_id")
    check(
        sum(part.per_mille for part in blend) == WHOLE_PER_MILLE, field, f"must add up to {WHOLE_PER_MILLE} per mille"
    )


def _check_per_mille(per_mille: int, field: str) -> None:
    check(0 < per_mille < WHOLE_PER_MILLE, field, f"must be 1 to {WHOLE_PER_MILLE - 1}")


def _check_tanks(tanks: Sequence[Tank], grades: Mapping[str, Grade]) -> None:
    for i, tank in enumerate(tanks):
        field = f"tanks[{i}]"
        _check_number(tank.number, f"{field}.number", MAX_NUMBER)
        check(tank.grade_id in grades, f"{field}.grade_id", "is not a grade of this site")
        check(not grades[tank.grade_id].blend, f"{field}.grade_id", "is blended at the nozzle and is in no tank")
        capacity = tank.capacity_ml
        check(0 < capacity <= MAX_CAPACITY_ML, f"{field}.capacity_ml", f"must be 1 to {MAX_CAPACITY_ML}")
        safe_fill = 0 < tank.max_safe_fill_ml <= capacity
        check(safe_fill, f"{field}.max_safe_fill_ml", "must be positive and at most the capacity")
        diameter = 0 <= tank.diameter_tenth_mm <= MAX_DIAMETER_TENTH_MM
        check(diameter, f"{field}.diameter_tenth_mm", f"must be 0 (unknown) to {MAX_DIAMETER_TENTH_MM}")
    _check_unique(tanks, lambda tank: tank.number, "tanks[{}].number")


def _check_pumps(pumps: Sequence[Pump], grades: Mapping[str, Grade], tanks: Mapping[int, Tank]) -> None:
    for i, pump in enumerate(pumps):
        _check_number(pump.number, f"pumps[{i}].number", MAX_NUMBER)
        level = pump.service_level in SERVICE_LEVELS
        check(level, f"pumps[{i}].service_level", f"must be one of {', '.join(SERVICE_LEVELS)}")
        for j, nozzle in enumerate(pump.nozzles):
            _check_nozzle(nozzle, f"pumps[{i}].nozzles[{j}]", grades, tanks)
        _check_unique(pump.nozzles, lambda nozzle: nozzle.number, f"pumps[{i}].nozzles[{{}}].number")
    _check_unique(pumps, lambda pump: pump.number, "pumps[{}].number")


def _check_nozzle(nozzle: Nozzle, field: str, grades: Mapping[str, Grade], tanks: Mapping[int, Tank]) -> None:
    _check_number(nozzle.number, f"{field}.number", MAX_NOZZLES)
    check(nozzle.grade_id in grades, f"{field}.grade_id", "is not a grade of this site")
    check(nozzle.tank in tanks, f"{field}.tank", "is not a tank of this site")
    if nozzle.second_tank:
        check(nozzle.second_tank in tanks, f"{field}.second_tank", "is not a tank of this site")
        check(nozzle.second_tank != nozzle.tank, f"{field}.second_tank", "is the first tank")
        _check_per_mille(nozzle.second_tank_per_mille, f"{field}.second_tank_per_mille")
    else:
        check(nozzle.second_tank_per_mille == 0, f"{field}.second_tank_per_mille", "is set without a second tank")
    _check_source(nozzle, field, grades[nozzle.grade_id], tanks)


def _check_source(nozzle: Nozzle, field: str, grade: Grade, tanks: Mapping[int, Tank]) -> None:
    """The tanks hold what the nozzle gives: the grade, or the two that it is blended from in its ratio."""
    first = tanks[nozzle.tank].grade_id
    second = tanks[nozzle.second_tank].grade_id if nozzle.second_tank else None
    if not grade.blend:
        check(first == grade.grade_id, f"{field}.tank", "holds another grade than the nozzle gives")
        check(second in (None, first), f"{field}.second_tank", "holds another grade than the nozzle gives")
        return
    parts = {part.grade_id: part.per_mille for part in grade.blend}
    check(first in parts, f"{field}.tank", "holds no part of the blend that the nozzle gives")
    check(second is not None, f"{field}.second_tank", "is needed: the nozzle gives a blend")
    good = second in parts and second != first
    check(good, f"{field}.second_tank", "does not hold the other part of the blend")
    ratio = parts.get(second or "")
    check(nozzle.second_tank_per_mille == ratio, f"{field}.second_tank_per_mille", f"must be the blend's {ratio}")


def _check_number(number: int, field: str, highest: int) -> None:
    check(1 <= number <= highest, field, f"must be 1 to {highest}")


def _check_unique(items: Sequence[T], key: Callable[[T], object], field: str) -> None:
    seen: set[object] = set()
    for i, item in enumerate(items):
        check(key(item) not in seen, field.format(i), "is there twice")
        seen.add(key(item))
