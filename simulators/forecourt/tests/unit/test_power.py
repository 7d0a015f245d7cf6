"""Electricity that goes away, and meters that count on."""

import pytest
from forecourt_simulator.domain import State
from motorway.iot.v1 import device_pb2 as pb

from .scene import SECOND_US, Scene, a_config, assert_nothing_lost, refusal


def cut(scene: Scene, number: int, seconds: float = 30) -> int:
    now_us = scene.site.now_us
    scene.site.forecourt.cut_power(number, now_us + round(seconds * SECOND_US))
    scene.said += scene.site.take_outbox()
    return now_us


@pytest.mark.parametrize("number", [0, 1])
def test_a_running_delivery_becomes_a_transaction_when_the_power_is_back(number: int) -> None:
    scene = Scene()
    scene.bring_to(State.FUELLING)
    scene.run(7.3)
    cut_us = cut(scene, number)
    volume_ml = scene.pump().volume_ml
    assert volume_ml > 3_000
    scene.run(29)
    assert not scene.transactions()
    assert_nothing_lost(scene)
    scene.run(2)
    [sold] = scene.transactions()
    assert (sold.volume_ml, sold.end_reason, sold.release_token) == (volume_ml, "power_cut", "before")
    assert sold.finished_at.ToMicroseconds() == cut_us
    scene.run(30)
    assert scene.pump().point.state is State.IDLE
    assert scene.authorise(token="before").accepted
    assert scene.pump().point.state is State.IDLE
    assert_nothing_lost(scene)


def test_a_dark_site_says_nothing_and_then_every_state() -> None:
    scene = Scene(a_config(tank_reading_interval_s=5, sample_interval_s=5, batch_interval_s=5))
    scene.bring_to(State.AUTHORISED, 2)
    heard = len(scene.said)
    cut(scene, 0)
    scene.run(29)
    assert len(scene.said) == heard
    assert scene.site.context.dark
    scene.run(10)
    for number in (1, 2):
        told = [(each.state, each.reason, each.release_token) for each in scene.states(number)][-3:]
        assert told == [(1, "power_on", ""), (2, "configured", ""), (3, "opened", "")]


def test_one_pump_without_electricity_is_inoperative() -> None:
    scene = Scene()
    cut(scene, 2)
    assert (State(scene.states(2)[-1].state), scene.states(2)[-1].reason) == (State.INOPERATIVE, "power_cut")
    assert refusal(scene.authorise(2)) == (0x2D, "inoperative")
    assert scene.authorise(1).accepted


def test_who_is_asked_meanwhile_knows_the_delivery() -> None:
    scene = Scene()
    scene.bring_to(State.FUELLING)
    scene.run(5)
    cut(scene, 1)
    [report] = scene.order(ask_pumps=pb.AskPumps(pump=1)).pumps
    assert (State(report.state), report.release_token) == (State.INOPERATIVE, "before")
    assert report.current_volume_ml == scene.pump().volume_ml > 0


def test_a_longer_cut_within_a_cut_counts() -> None:
    scene = Scene()
    scene.bring_to(State.FUELLING)
    cut(scene, 0, 20)
    scene.run(10)
    cut(scene, 0, 40)
    scene.run(39)
    assert scene.pump().point.state is State.INOPERATIVE
    assert not scene.transactions()
    scene.run(30)
    assert len(scene.transactions()) == 1
    assert_nothing_lost(scene)


def test_the_dark_outlasts_a_restart_and_a_long_stop() -> None:
    scene = Scene()
    scene.bring_to(State.FUELLING)
    cut(scene, 0)
    scene.restart()
    scene.site.postpone(7_200 * SECOND_US)
    scene.run(29)
    assert scene.site.context.dark
    scene.run(30)
    assert len(scene.transactions()) == 1
    assert scene.pump().point.state is State.IDLE
