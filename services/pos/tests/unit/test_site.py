from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from motorway_kit.errors import InvalidInput
from pos.domain.site import (
    ATTENDED,
    BlendPart,
    Grade,
    GradeNotFound,
    Nozzle,
    NozzleNotFound,
    OfflineLimits,
    Position,
    Pump,
    PumpNotFound,
    Site,
    Supplier,
    Tank,
    VersionMismatch,
    next_version,
    pumps_losing_nozzles,
    pumps_reconfigured,
)
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


E5 = Grade("e5", "Super E5", 2000)
MID = Grade("mid", "Midgrade", 2000, (BlendPart("e5", 400), BlendPart("e10", 600)))
TANK_3 = Tank(3, "e5", 20_000_000, 19_000_000, 0)


def blending(*nozzles: Nozzle, mid: Grade = MID) -> Site:
    """Nozzles at a site that blends `mid` from tank 1 (e10) and tank 3 (e5)."""
    tanks = (TANK_1, TANK_2, TANK_3, Tank(4, "e10", 1, 1, 0))
    return a_site(grades=(DIESEL, E10, E5, mid), tanks=tanks, pumps=(Pump(1, nozzles),))


def mixed(*parts: tuple[str, int]) -> Site:
    return blending(mid=replace(MID, blend=tuple(BlendPart(*part) for part in parts)))


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
        (a_site(pumps=(Pump(1, (), "butler"),)), "pumps[0].service_level"),
        (a_site(grades=(DIESEL, replace(E10, vat_rate_bp=-1))), "grades[1].vat_rate_bp"),
        (a_site(grades=(DIESEL, replace(E10, vat_rate_bp=10_001))), "grades[1].vat_rate_bp"),
        (a_site(supplier=Supplier(" x")), "supplier.name"),
        (a_site(supplier=Supplier("x", ("a", ""))), "supplier.address[1]"),
        (a_site(supplier=Supplier("x", ("a",) * 7)), "supplier.address"),
        (a_site(supplier=Supplier("x", (), "1" * 21)), "supplier.vat_id"),
        (a_site(max_unpaid=0), "max_unpaid"),
        (a_site(max_unpaid=16), "max_unpaid"),
        (a_site(zero_tr_mode=2), "zero_tr_mode"),
        (a_site(prepay_max_minor=-1), "prepay_max_minor"),
        (a_site(offline=OfflineLimits(max_sale_minor=-1)), "offline.max_sale_minor"),
        (a_site(offline=OfflineLimits(max_age_s=2_592_001)), "offline.max_age_s"),
        (a_site(offline=OfflineLimits(max_operations=10_001)), "offline.max_operations"),
        (a_site(simplified_limit_minor=-1), "simplified_limit_minor"),
        (a_site(position=Position(90.1, 0)), "position.latitude"),
        (a_site(position=Position(-90.1, 0)), "position.latitude"),
        (a_site(position=Position(float("nan"), 0)), "position.latitude"),
        (a_site(position=Position(0, 180.1)), "position.longitude"),
        (a_site(position=Position(0, float("-inf"))), "position.longitude"),
        (a_site(receipt_note="a\n b"), "receipt_note"),
        (a_site(receipt_note="x" * 301), "receipt_note"),
        (a_site(receipt_note="a\tb"), "receipt_note"),
        (mixed(("e5", 1000)), "grades[3].blend"),
        (mixed(("e5", 400), ("e10", 500)), "grades[3].blend"),
        (mixed(("e5", 400), ("e5", 600)), "grades[3].blend[1].grade_id"),
        (mixed(("e5", 400), ("lpg", 600)), "grades[3].blend[1].grade_id"),
        (mixed(("mid", 400), ("e10", 600)), "grades[3].blend[0].grade_id"),
        (mixed(("e5", 1000), ("e10", 0)), "grades[3].blend[0].per_mille"),
        (replace(blending(), tanks=(Tank(1, "mid", 1, 1, 0),)), "tanks[0].grade_id"),
        (blending(Nozzle(1, "mid", 1)), "pumps[0].nozzles[0].second_tank"),
        (blending(Nozzle(1, "mid", 2, 3, 400)), "pumps[0].nozzles[0].tank"),
        (blending(Nozzle(1, "mid", 1, 2, 400)), "pumps[0].nozzles[0].second_tank"),
        (blending(Nozzle(1, "mid", 1, 4, 600)), "pumps[0].nozzles[0].second_tank"),
        (blending(Nozzle(1, "mid", 1, 1, 400)), "pumps[0].nozzles[0].second_tank"),
        (blending(Nozzle(1, "mid", 1, 9, 400)), "pumps[0].nozzles[0].second_tank"),
        (blending(Nozzle(1, "mid", 1, 3, 600)), "pumps[0].nozzles[0].second_tank_per_mille"),
        (blending(Nozzle(1, "mid", 1, 3, 1000)), "pumps[0].nozzles[0].second_tank_per_mille"),
        (blending(Nozzle(1, "e10", 1, 3, 500)), "pumps[0].nozzles[0].second_tank"),
        (blending(Nozzle(1, "e10", 1, 0, 500)), "pumps[0].nozzles[0].second_tank_per_mille"),
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
        a_site(pumps=(Pump(1, (), "attended"),)),
        a_site(grades=(DIESEL, replace(E10, vat_rate_bp=0)), max_unpaid=15, zero_tr_mode=0, prepay_max_minor=15_000),
        a_site(supplier=Supplier("Services Ltd", ("Junction 9", "Cobham"), "GB123"), receipt_note="Thank you\n\nBye"),
        blending(Nozzle(1, "mid", 1, 3, 400), Nozzle(2, "mid", 3, 1, 600), Nozzle(3, "mid", 4, 3, 400)),
        blending(Nozzle(1, "e10", 1, 4, 500)),
    ],
)
def test_a_right_configuration_is_accepted(site: Site) -> None:
    assert sound(site).site_id == site.site_id


@given(st.permutations([1, 2, 3, 4]), st.integers(0, 9))
def test_order_does_not_count(order: list[int], version: int) -> None:
    site = a_site(pumps=tuple(Pump(number, PUMP_1.nozzles[:: (-1) ** number]) for number in order), version=version)
    assert sound(site) == sound(replace(site, pumps=site.pumps[::-1], grades=site.grades[::-1]))


def test_the_order_of_a_blend_does_not_count() -> None:
    turned = replace(MID, blend=MID.blend[::-1])
    assert sound(blending(mid=turned)) == sound(blending())


def test_things_are_found_by_their_number() -> None:
    site = a_site()
    assert (site.grade("e10"), site.pump(1), site.nozzle(1, 2)) == (E10, PUMP_1, PUMP_1.nozzles[1])
    with pytest.raises(GradeNotFound):
        site.grade("lpg")
    with pytest.raises(PumpNotFound):
        site.nozzle(2, 1)
    with pytest.raises(NozzleNotFound):
        site.nozzle(1, 3)


@pytest.mark.parametrize(
    ("pumps", "losing"),
    [
        ((PUMP_1,), ()),
        ((), (1,)),
        ((Pump(1, PUMP_1.nozzles[:1]),), (1,)),
        ((Pump(1, (*PUMP_1.nozzles, Nozzle(3, "e10", 1))), Pump(2, ())), ()),
    ],
)
def test_pumps_that_go_or_lose_a_nozzle_are_known(pumps: tuple[Pump, ...], losing: tuple[int, ...]) -> None:
    assert pumps_losing_nozzles(a_site(), a_site(pumps=pumps)) == losing


HALF = Grade("mid", "Midgrade", 2_000, (BlendPart("diesel", 400), BlendPart("e10", 600)))
BLENDING = Pump(1, (Nozzle(1, "mid", 1, 2, 400), Nozzle(2, "diesel", 2)))


@pytest.mark.parametrize(
    ("wanted", "changed"),
    [
        (a_site(), ()),
        (a_site(name="Cobham", pumps=(Pump(1, PUMP_1.nozzles[::-1], ATTENDED),)), ()),
        (
            a_site(tanks=(replace(TANK_1, capacity_ml=50_000_000), TANK_2), grades=(replace(E10, name="E10"), DIESEL)),
            (),
        ),
        (a_site(pumps=(PUMP_1, Pump(2, PUMP_1.nozzles))), ()),
        (a_site(pumps=()), (1,)),
        (a_site(pumps=(Pump(1, PUMP_1.nozzles[:1]),)), (1,)),
        (a_site(pumps=(Pump(1, (*PUMP_1.nozzles, Nozzle(3, "e10", 1))),)), (1,)),
        (a_site(pumps=(Pump(1, (Nozzle(1, "diesel", 2), Nozzle(2, "e10", 1))),)), (1,)),
        (
            a_site(
                tanks=(TANK_1, TANK_2, Tank(3, "e10", 1, 1, 0)),
                pumps=(Pump(1, (Nozzle(1, "e10", 3), PUMP_1.nozzles[1])),),
            ),
            (1,),
        ),
    ],
)
def test_pumps_whose_nozzles_differ_are_known(wanted: Site, changed: tuple[int, ...]) -> None:
    assert pumps_reconfigured(a_site(), wanted) == changed


def test_another_blend_is_another_nozzle() -> None:
    before = a_site(grades=(DIESEL, E10, HALF), pumps=(BLENDING,))
    turned = replace(HALF, blend=HALF.blend[::-1])
    richer = replace(HALF, blend=(BlendPart("diesel", 300), BlendPart("e10", 700)))
    assert pumps_reconfigured(before, replace(before, grades=(DIESEL, E10, turned))) == ()
    assert pumps_reconfigured(before, replace(before, grades=(DIESEL, E10, richer))) == (1,)


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
