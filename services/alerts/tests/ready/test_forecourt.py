"""Each ready rule of pumps, controller and console: what must raise it, and that it ends."""

from datetime import UTC, datetime, timedelta

import pytest
from alerts.domain.conditions import Severity
from forecourt_simulator.config import Authorisation

from .world import World, a_config

QUIET = a_config(customers_per_hour=0, reorder_fill=0)
CONSOLE = [
    ("leak", "console_leak"),
    ("periodic_leak_test_failed", "console_leak"),
    ("sudden_loss", "console_sudden_loss"),
    ("overfill", "console_overfill"),
    ("high_water", "console_water"),
    ("low_product", "console_stock"),
    ("invalid_fuel_level", "console_probe"),
    ("annual_leak_test_needed", "console_tests"),
    ("missing_delivery_ticket", "console_reconciliation"),
    ("fuel_alarm", "console_liquid"),
    ("sensor_out", "console_sensor"),
    ("clock_incorrect", "console_system"),
    ("vapour_recovery", "device_alarm"),
]


def test_the_line_is_dead_for_longer_than_the_grace() -> None:
    world = World(QUIET)
    world.connect(online=False)
    world.run(3)
    world.connect()
    world.run(60)
    assert not world.raised["controller_offline"]
    world.connect(online=False)
    world.run_until("controller_offline", within_s=60, every_s=10)
    world.connect()
    world.run_until_over("controller_offline", within_s=60)


def test_what_was_sold_offline_makes_no_noise_afterwards() -> None:
    """Hours of sales come at once, told by who served them; the tanks are compared with all of them."""
    world = World(a_config(customers_per_hour=48, authorisation=Authorisation.FALLBACK), seed=8)
    world.run(3600)
    world.connect(online=False)
    sold = world.site.context.state.transactions
    world.run(2 * 3600)
    assert world.site.context.state.transactions > sold + 20
    world.connect()
    world.run(3600)
    assert set(world.raised) - {"tank_gauge_silent"} == {"controller_offline"}
    assert not world.open


def test_the_controller_is_hot() -> None:
    """Its own sensors are not heard of meanwhile."""
    world = World(a_config(customers_per_hour=0, reorder_fill=0, batch_interval_s=86_400))
    for _ in range(8):
        world.tell_observation(QUIET.site_id, "controller", "cpu_temperature", 84.0)
        world.run(60)
    assert world.raised["controller_hot"]


def test_a_pump_has_no_power() -> None:
    world = World(QUIET)
    world.play("power-cut", pump=2, seconds=1800)
    assert world.run_until("pump_offline", within_s=900).condition.device == "pump/2"
    world.run_until_over("pump_offline", within_s=2400)


def test_a_nozzle_is_left_out() -> None:
    world = World(a_config(customers_per_hour=0, reorder_fill=0, patience_min_s=3000, patience_max_s=3600))
    world.till.releases = False
    world.play("lift", pump=3)
    assert world.run_until("nozzle_left_out", within_s=1200).condition.device == "pump/3"
    world.play("hang-up", pump=3)
    world.run_until_over("nozzle_left_out", within_s=120)


def test_a_filter_is_clogged() -> None:
    """Three slow customers; three quick ones after the filter was changed."""
    world = World(QUIET)
    for flow in (14, 15, 14):
        world.play("arrive", pump=4, volume_ml=12_000, flow_l_min=flow)
        assert not world.raised["pump_flow_low"]
        world.run(240)
    assert world.is_open("pump_flow_low")
    world.play("arrive", pump=4, volume_ml=12_000)
    world.run_until_over("pump_flow_low", within_s=240)


def test_a_pump_is_used_at_night() -> None:
    """In the site's time zone, in which it is 23:30; by day it is no matter."""
    night = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    by_day = World(QUIET, start_us=_micros(night - timedelta(hours=10)), enabled="pump_used_when_closed")
    at_night = World(QUIET, start_us=_micros(night), enabled="pump_used_when_closed")
    for world in (by_day, at_night):
        world.till.releases = False
        world.play("lift", pump=2)
        world.run(60)
    assert [bool(world.raised["pump_used_when_closed"]) for world in (by_day, at_night)] == [False, True]


def _micros(time: datetime) -> int:
    return int(time.timestamp()) * 1_000_000


@pytest.mark.parametrize(("code", "rule"), CONSOLE)
def test_the_console_raises_an_alarm(code: str, rule: str) -> None:
    """One alert by its code, as grave as the device says; and none besides."""
    world = World(QUIET)
    world.play("alarm", device="tank/1", code=code, severity="critical", text="as the console says")
    change = world.run_until(rule, within_s=60, every_s=10)
    assert (change.severity, change.text) == (Severity.CRITICAL, "as the console says")
    assert change.condition.key == f"{rule}:{QUIET.site_id}:tank/1:{code}"
    assert set(world.raised) == {rule}
    world.play("alarm", device="tank/1", code=code, active=False)
    world.run_until_over(rule, within_s=60)
