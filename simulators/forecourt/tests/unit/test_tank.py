import math

import pytest
from forecourt_simulator.state import TankState
from forecourt_simulator.tank import HOUR_US, UL_PER_L, Cylinder, Tank
from hypothesis import given
from hypothesis import strategies as st

SHAPE = Cylinder(capacity_l=30_000.0, diameter_mm=2500.0)


def a_tank(litres: int = 10_000, *, water_l: int = 20, temperature_c: float = 12.0, expands: bool = True) -> Tank:
    state = TankState(
        product_ul=litres * UL_PER_L,
        initial_ul=litres * UL_PER_L,
        water_ul=water_l * UL_PER_L,
        temperature_c=temperature_c,
        advanced_us=0,
    )
    return Tank(state, SHAPE, 29_000 * UL_PER_L, 745.0, expands)


def test_geometry_of_a_lying_cylinder() -> None:
    assert SHAPE.volume_l(0) == 0
    assert SHAPE.volume_l(1250) == pytest.approx(15_000)
    assert SHAPE.volume_l(2500) == pytest.approx(30_000)
    sample = Cylinder(10_000 * 3.785411784, 96 * 25.4)
    half_filled_quarter = math.acos(0.5) - 0.5 * math.sqrt(0.75)
    assert sample.volume_l(24 * 25.4) == pytest.approx(sample.capacity_l * half_filled_quarter / math.pi)


@given(st.floats(0, 30_000))
def test_level_is_the_inverse_of_volume(litres: float) -> None:
    assert SHAPE.volume_l(SHAPE.level_mm(litres)) == pytest.approx(litres, abs=1e-3)


def test_dispensing_is_exact_and_stops_at_empty() -> None:
    tank = a_tank(1)
    assert tank.dispense(400_000) == 400_000
    assert tank.dispense(900_000) == 600_000
    assert (tank.state.product_ul, tank.balance_ul()) == (0, 0)


def test_a_leak_loses_exactly_its_rate_however_often_one_looks() -> None:
    seldom, often = a_tank(expands=False), a_tank(expands=False)
    for tank in (seldom, often):
        tank.state.leak_ul_h = 760_001
    seldom.advance(HOUR_US * 10, 12.0)
    for minute in range(1, 601):
        often.advance(minute * HOUR_US // 60, 12.0)
    assert seldom.state.leaked_ul == often.state.leaked_ul == 7_600_010


def test_theft_takes_its_volume_and_ends() -> None:
    tank = a_tank(expands=False)
    tank.state.theft_left_ul, tank.state.theft_ul_h = 500 * UL_PER_L, 4800 * UL_PER_L
    tank.advance(HOUR_US // 20, 12.0)
    assert tank.state.stolen_ul == 240 * UL_PER_L
    tank.advance(HOUR_US, 12.0)
    assert (tank.state.stolen_ul, tank.state.theft_left_ul) == (500 * UL_PER_L, 0)


def test_water_comes_in_up_to_the_shell() -> None:
    tank = a_tank(29_979)
    tank.state.ingress_ul_h = 10 * UL_PER_L
    tank.advance(HOUR_US, 12.0)
    assert tank.total_observed_ul() <= 30_000 * UL_PER_L


def test_a_delivery_mixes_temperatures_and_keeps_the_mass() -> None:
    tank = a_tank(10_000, temperature_c=10.0)
    tank.receive(10_000 * UL_PER_L, 20.0)
    assert tank.state.temperature_c == pytest.approx(15.0)
    assert tank.state.product_ul == pytest.approx(20_000 * UL_PER_L, rel=1e-4)
    assert tank.balance_ul() == 0


def test_fuel_grows_when_the_ground_is_warmer() -> None:
    tank = a_tank(10_000, temperature_c=10.0)
    tank.advance(HOUR_US * 24 * 60, 20.0)
    assert tank.state.temperature_c == pytest.approx(20.0, abs=0.001)
    assert tank.state.expansion_ul == pytest.approx(10_000 * UL_PER_L * 0.0012 * 10, rel=0.05)


MOVES = st.one_of(
    st.tuples(st.just("dispense"), st.integers(0, 3_000_000)),
    st.tuples(st.just("receive"), st.integers(1, 2_000_000)),
    st.tuples(st.just("advance"), st.integers(1, 48)),
)


@given(st.lists(MOVES, max_size=30), st.integers(0, 5_000_000), st.floats(-5, 35))
def test_nothing_is_lost_or_made(moves: list[tuple[str, int]], leak_ul_h: int, ground_c: float) -> None:
    tank, now = a_tank(), 0
    tank.state.leak_ul_h, tank.state.theft_left_ul, tank.state.theft_ul_h = leak_ul_h, UL_PER_L, UL_PER_L
    for kind, size in moves:
        if kind == "dispense":
            tank.dispense(size * 1000)
        elif kind == "receive":
            tank.receive(size * 1000, ground_c)
        else:
            now += size * HOUR_US
            tank.advance(now, ground_c)
        assert tank.balance_ul() == 0
        assert tank.state.product_ul >= 0
