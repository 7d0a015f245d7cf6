from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from motorway_kit.errors import InvalidInput
from pos.domain.site import Grade, Nozzle, Pump, Site, Tank, VersionMismatch, next_version
from pos.domain.site_rules import sound

E10 = Grade("e10", "Unleaded E10")
DIESEL = Grade("diesel", "Diesel B7")
TANK_1 = Tank(1, "e10", 40_000_000, 38_000_000, 25_000)
TANK_2 = Tank(2, "diesel", 60_000_000, 57_000_000, 0)
PUMP_1 = Pump(1, (Nozzle(1, "e10", 1), Nozzle(2, "diesel", 2)))


def a_site(**changes: object) -> Site:
    site = Site("m25-cobham", "M25 Cobham", "Europe/London", "GBP", (DIESEL, E10), (TANK_1, TANK_2), (PUMP_1,))
    return replace(site, **changes)  # type: ignore[arg-type]


def with_tank(**changes: int) -> Site:
    return a_site(tanks=(TANK_1, replace(TANK_2, **changes)))  # type: ignore[arg-type]


def with_nozzle(*nozzles: Nozzle) -> Site:
    return a_site(pumps=(PUMP_1, Pump(2, nozzles)))


@pytest.mark.parametrize(
    ("site", "field"),
    [
        (a_site(site_id=""), "site_id"),
        (a_site(site_id="M25"), "site_id"),
        (a_site(site_id="m25--cobham"), "site_id"),
        (a_site(site_id="m25/+"), "site_id"),
        (a_site(site_id="m" * 41), "site_id"),
        (a_site(site_id="m25\n"), "site_id"),
        (a_site(name=" "), "name"),
        (a_site(name="a\x00b"), "name"),
        (a_site(time_zone="Europe/Cobham"), "time_zone"),
        (a_site(time_zone="../etc/passwd"), "time_zone"),
        (a_site(time_zone="localtime"), "time_zone"),
        (a_site(time_zone=""), "time_zone"),
        (a_site(currency="gbp"), "currency"),
        (a_site(currency="XAU"), "currency"),
        (a_site(currency="ABC"), "currency"),
        (a_site(grades=(E10, DIESEL, E10)), "grades[2].grade_id"),
        (a_site(grades=(E10, DIESEL, Grade("E 5", "x"))), "grades[2].grade_id"),
        (a_site(grades=(E10, Grade("diesel", ""))), "grades[1].name"),
        (a_site(tanks=(TANK_1, TANK_2, TANK_2)), "tanks[2].number"),
        (with_tank(number=0), "tanks[1].number"),
        (with_tank(number=1000), "tanks[1].number"),
        (with_tank(capacity_ml=0), "tanks[1].capacity_ml"),
        (with_tank(capacity_ml=-1), "tanks[1].capacity_ml"),
        (with_tank(capacity_ml=10**11), "tanks[1].capacity_ml"),
        (with_tank(max_safe_fill_ml=60_000_001), "tanks[1].max_safe_fill_ml"),
        (with_tank(max_safe_fill_ml=0), "tanks[1].max_safe_fill_ml"),
        (with_tank(diameter_tenth_mm=2**31), "tanks[1].diameter_tenth_mm"),
        (a_site(tanks=(replace(TANK_1, grade_id="lpg"), TANK_2)), "tanks[0].grade_id"),
        (a_site(pumps=(PUMP_1, PUMP_1)), "pumps[1].number"),
        (a_site(pumps=(Pump(0, ()),)), "pumps[0].number"),
        (with_nozzle(Nozzle(0, "e10", 1)), "pumps[1].nozzles[0].number"),
        (with_nozzle(Nozzle(9, "e10", 1)), "pumps[1].nozzles[0].number"),
        (with_nozzle(Nozzle(1, "e10", 1), Nozzle(1, "e10", 1)), "pumps[1].nozzles[1].number"),
        (with_nozzle(Nozzle(1, "lpg", 1)), "pumps[1].nozzles[0].grade_id"),
        (with_nozzle(Nozzle(1, "e10", 3)), "pumps[1].nozzles[0].tank"),
        (with_nozzle(Nozzle(1, "e10", 2)), "pumps[1].nozzles[0].tank"),
    ],
)
def test_a_wrong_configuration_is_refused_by_the_name_of_its_field(site: Site, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        sound(site)
    assert refused.value.context["field"] == field
    assert field in refused.value.message


@pytest.mark.parametrize(
    "site",
    [
        a_site(),
        a_site(site_id="1"),
        a_site(grades=(), tanks=(), pumps=()),
        a_site(currency="JPY", time_zone="Asia/Kolkata"),
        a_site(pumps=(Pump(7, ()), PUMP_1)),
        with_nozzle(Nozzle(8, "e10", 1)),
    ],
)
def test_a_right_configuration_is_accepted(site: Site) -> None:
    assert sound(site).site_id == site.site_id


@given(st.permutations([1, 2, 3, 4]), st.integers(0, 9))
def test_order_does_not_count(order: list[int], version: int) -> None:
    site = a_site(pumps=tuple(Pump(number, PUMP_1.nozzles[:: (-1) ** number]) for number in order), version=version)
    assert sound(site) == sound(replace(site, pumps=site.pumps[::-1], grades=site.grades[::-1]))


def test_the_version_grows_only_with_a_real_change() -> None:
    first = next_version(sound(a_site()), None)
    assert first.version == 1
    assert next_version(sound(a_site(grades=(E10, DIESEL), version=9)), first) == first
    assert next_version(sound(a_site(name="Cobham")), first).version == 2


@given(stored=st.none() | st.integers(1, 3), expected=st.none() | st.integers(0, 3), same=st.booleans())
def test_a_site_is_changed_only_as_it_was_expected(stored: int | None, expected: int | None, same: bool) -> None:
    before = None if stored is None else replace(sound(a_site()), version=stored)
    wanted = sound(a_site() if same else a_site(name="Cobham"))
    if before and same:
        assert next_version(wanted, before, expected) is before
    elif expected in (None, stored or 0):
        assert next_version(wanted, before, expected).version == (stored or 0) + 1
    else:
        with pytest.raises(VersionMismatch):
            next_version(wanted, before, expected)
