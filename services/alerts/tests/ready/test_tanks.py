"""Each ready rule of tanks: what must raise it, and that it ends. The quiet days are in `test_quiet.py`."""

from typing import Any

import pytest
from forecourt_simulator.config import SiteConfig
from forecourt_simulator.state import ProbeMode

from .world import World, a_config

HOUR = 3600
SELDOM: dict[str, Any] = {"tank_reading_interval_s": 60, "sample_interval_s": 3600, "batch_interval_s": 3600}
"""Readings once a minute, so that many hours pass quickly."""


def a_quiet_config(**simulation: Any) -> SiteConfig:
    """Nobody comes, and no lorry."""
    return a_config(customers_per_hour=0, reorder_fill=0, **simulation)


def drain_to(world: World, tank: int, share: float) -> None:
    """Take what is above that share of the shell's capacity out of the tank, as fast as thieves cannot."""
    state, shape = world.site.yard.tanks[tank].state, world.site.yard.tanks[tank].shape
    wanted_l = state.product_ul / 1e6 - shape.capacity_l * share
    world.play("theft", tank=tank, volume_l=wanted_l, rate_l_min=60_000)


def test_a_tank_runs_low_and_then_nearly_empty() -> None:
    world = World(a_quiet_config())
    drain_to(world, 1, 0.09)
    assert world.run_until("tank_low", within_s=600).condition.device == "tank/1"
    assert not world.raised["tank_low_low"]
    drain_to(world, 1, 0.04)
    assert "less than 5 %" in world.run_until("tank_low_low", within_s=600).text
    world.play("delivery", tank=1)
    world.run_until_over("tank_low", within_s=HOUR)
    assert not world.is_open("tank_low_low")


def test_a_lorry_brings_more_than_fits() -> None:
    """Told while it flows; and the tank stays full until enough is sold."""
    world = World(a_quiet_config())
    tank = world.site.yard.tanks[1]
    room_l = (tank.max_safe_fill_ul - tank.total_observed_ul()) / 1e6
    world.play("delivery", tank=1, volume_l=room_l + 600)
    world.run_until("tank_overfill", within_s=2 * HOUR, every_s=10)
    assert world.site.yard.tanks[1].state.drop_left_ul > 0
    world.run(600)
    assert world.is_open("tank_high")
    assert world.is_open("tank_high_high")
    assert not world.is_open("tank_overfill")
    drain_to(world, 1, 0.9)
    world.run_until_over("tank_high", within_s=600)
    assert not world.is_open("tank_high_high")


def test_stock_that_does_not_last_needs_a_delivery() -> None:
    """Customers come as ever, and the lorry does not. How fast stock goes is known after a day."""
    fill: dict[str, Any] = {"initial_fill_min": 0.14, "initial_fill_max": 0.14}
    world = World(a_config(customers_per_hour=10, reorder_fill=0, **fill, **SELDOM), seed=4)
    world.run(24 * HOUR)
    assert not world.raised["tank_delivery_needed"]
    change = world.run_until("tank_delivery_needed", within_s=24 * HOUR, every_s=600)
    world.play("delivery", tank=int(change.condition.device.split("/")[1]))
    world.run(2 * HOUR)
    assert change.condition.key not in world.open


def test_water_comes_in() -> None:
    world = World(a_quiet_config(**SELDOM))
    world.play("water", tank=2, rate_l_h=40)
    rising = world.run_until("tank_water_rising", within_s=6 * HOUR)
    assert not world.raised["tank_high_water"]
    assert (
        world.run_until("tank_high_water", within_s=24 * HOUR).condition.device == rising.condition.device == "tank/2"
    )
    world.play("water", tank=2, rate_l_h=0)
    world.run_until_over("tank_water_rising", within_s=6 * HOUR)


@pytest.mark.parametrize(("rate_l_h", "hours"), [(12, 12), (5, 30)])
def test_a_leak_is_suspected(rate_l_h: float, hours: float) -> None:
    """At a busy site: what leaks is much less than what is sold."""
    world = World(a_config(customers_per_hour=48, **SELDOM), seed=5)
    world.run(2 * HOUR)
    world.play("leak", tank=1, rate_l_h=rate_l_h)
    assert world.run_until("tank_leak", within_s=hours * HOUR, every_s=600).condition.device == "tank/1"
    assert set(world.raised) == {"tank_leak"}


def test_a_thief_is_no_leak() -> None:
    world = World(a_config(customers_per_hour=48, **SELDOM), seed=6)
    world.run(3 * HOUR)
    world.play("theft", tank=2, volume_l=600)
    stolen_us = world.now_us
    assert world.run_until("tank_sudden_loss", within_s=HOUR).condition.device == "tank/2"
    assert world.now_us - stolen_us < HOUR * 1_000_000
    world.run(6 * HOUR)
    assert set(world.raised) == {"tank_sudden_loss"}
    assert not world.is_open("tank_sudden_loss")


def test_a_probe_gives_nothing() -> None:
    world = World(a_quiet_config())
    world.play("probe", tank=3, mode=ProbeMode.OUT)
    assert world.run_until("tank_probe_out", within_s=300).condition.device == "tank/3"
    world.play("probe", tank=3, mode=ProbeMode.NORMAL)
    world.run_until_over("tank_probe_out", within_s=300)


def test_a_probe_is_unreliable() -> None:
    world = World(a_quiet_config())
    world.play("probe", tank=3, mode=ProbeMode.DEGRADED)
    world.run_until("tank_probe_degraded", within_s=HOUR)
    assert set(world.raised) == {"tank_probe_degraded"}


def test_a_probe_is_stuck_while_fuel_is_sold() -> None:
    world = World(a_config(customers_per_hour=48), seed=7)
    world.run(HOUR)
    world.play("probe", tank=1, mode=ProbeMode.STUCK)
    assert world.run_until("tank_gain", within_s=3 * HOUR).condition.device == "tank/1"


def test_a_gauge_is_silent() -> None:
    """The controller talks, its gauge does not."""
    world = World(a_quiet_config())
    world.gauges = False
    assert world.run_until("tank_gauge_silent", within_s=1200).condition.device.startswith("tank/")
    world.gauges = True
    world.run_until_over("tank_gauge_silent", within_s=120)


@pytest.mark.parametrize(("celsius", "rule"), [(45.0, "tank_temperature_high"), (-15.0, "tank_temperature_low")])
def test_fuel_is_too_warm_or_too_cold(celsius: float, rule: str) -> None:
    world = World(a_quiet_config(thermal_expansion=False))
    world.site.yard.tanks[2].state.temperature_c = celsius
    assert world.run_until(rule, within_s=900).condition.device == "tank/2"
