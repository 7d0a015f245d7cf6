import pytest
from forecourt_simulator import gauge
from forecourt_simulator.rng import Stream
from forecourt_simulator.state import ProbeMode, TankState
from forecourt_simulator.tank import UL_PER_L, Cylinder, Tank


def a_tank(litres: int = 10_000, water_l: int = 20) -> Tank:
    state = TankState(litres * UL_PER_L, water_l * UL_PER_L, 12.0, 0, initial_ul=litres * UL_PER_L)
    return Tank(state, Cylinder(30_000.0, 2500.0), 29_000 * UL_PER_L, 745.0)


def test_readings_lie_near_the_truth_and_on_the_resolution() -> None:
    tank, noise = a_tank(), Stream(1)
    levels = [gauge.observe(tank, noise).values["product_level_mm"] for _ in range(500)]
    assert sum(levels) / 500 == pytest.approx(gauge.true_level_mm(tank), abs=0.05)
    assert all(level == round(level, 1) for level in levels)
    assert 3 < len(set(levels)) < 20


def test_a_probe_that_is_out_says_nothing_and_raises_an_alarm() -> None:
    tank = a_tank()
    tank.state.probe = ProbeMode.OUT
    seen = gauge.observe(tank, Stream(1))
    assert seen.values == {}
    assert set(gauge.alarms(tank, seen)) == {"probe_out"}


def test_a_stuck_probe_repeats_itself() -> None:
    tank, noise = a_tank(), Stream(1)
    tank.state.probe, tank.state.stuck_level_mm = ProbeMode.STUCK, 777.7
    assert {gauge.observe(tank, noise).values["product_level_mm"] for _ in range(9)} == {777.7}


def test_a_failure_leaves_the_later_noise_as_it_was() -> None:
    sound, broken = Stream(1), Stream(1)
    failing = a_tank()
    failing.state.probe = ProbeMode.OUT
    gauge.observe(a_tank(), sound)
    gauge.observe(failing, broken)
    assert sound.position == broken.position


@pytest.mark.parametrize(
    ("litres", "water_l", "codes"),
    [(10_000, 20, set()), (2_500, 20, {"low_product"}), (10_000, 200, {"high_water"}), (29_300, 20, {"overfill"})],
)
def test_console_alarms(litres: int, water_l: int, codes: set[str]) -> None:
    tank = a_tank(litres, water_l)
    assert set(gauge.alarms(tank, gauge.observe(tank, Stream(1)))) == codes
