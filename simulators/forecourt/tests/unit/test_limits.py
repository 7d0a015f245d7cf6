"""A preset is reached exactly, by volume and by money."""

import pytest
from forecourt_simulator.fuel import affordable_volume_ml, amount_minor
from hypothesis import given, settings
from hypothesis import strategies as st

from .scene import Scene, a_config, assert_nothing_lost

DIGITS = st.sampled_from([0, 2, 3])


@given(st.integers(0, 10**6), st.integers(1, 10**6), DIGITS)
def test_no_larger_volume_is_affordable(amount: int, price_milli: int, digits: int) -> None:
    volume_ml = affordable_volume_ml(amount, price_milli, digits)
    assert amount_minor(volume_ml, price_milli, digits) <= amount
    assert amount_minor(volume_ml + 1, price_milli, digits) > amount
    if price_milli <= 10 ** (6 - digits):
        assert amount_minor(volume_ml, price_milli, digits) == amount


@settings(max_examples=60, deadline=None)
@given(st.integers(500, 9_000), st.integers(900, 2_600))
def test_an_amount_is_reached_to_the_penny(amount: int, price_milli: int) -> None:
    scene = Scene()
    scene.set_prices(1, (1, 1, price_milli))
    scene.come(volume_ml=200_000)
    scene.authorise(max_amount_minor=amount)
    scene.run(200)
    [sold] = scene.transactions()
    assert (sold.amount_minor, sold.end_reason) == (amount, "limit_reached")
    assert sold.amount_minor == amount_minor(sold.volume_ml, price_milli, 2)
    assert_nothing_lost(scene)


@pytest.mark.parametrize("volume_ml", [1, 999, 20_000, 44_444])
def test_a_volume_is_reached_to_the_millilitre(volume_ml: int) -> None:
    scene = Scene()
    scene.come(volume_ml=200_000)
    scene.authorise(max_volume_ml=volume_ml)
    scene.run(150)
    [sold] = scene.transactions()
    assert (sold.volume_ml, sold.end_reason) == (volume_ml, "limit_reached")


def test_the_lower_of_two_limits_counts() -> None:
    scene = Scene()
    scene.come(volume_ml=200_000)
    scene.authorise(max_volume_ml=10_000, max_amount_minor=5_000)
    scene.run(60)
    assert scene.transactions()[0].volume_ml == 10_000


def test_who_wants_less_than_the_limit_takes_less() -> None:
    scene = Scene()
    scene.come(volume_ml=5_000)
    scene.authorise(max_volume_ml=10_000)
    scene.run(60)
    [sold] = scene.transactions()
    assert (sold.volume_ml, sold.end_reason) == (5_000, "nozzle_in")


def test_an_amount_that_buys_nothing_ends_as_a_zero_transaction() -> None:
    scene = Scene()
    scene.set_prices(1, (1, 1, 90_000))
    scene.come()
    scene.authorise(max_amount_minor=1)
    scene.run(60)
    assert [(each.volume_ml, each.amount_minor) for each in scene.transactions()] == [(0, 0)]


def test_a_prepaid_pump_gets_its_customer_soon() -> None:
    volumes = []
    for share in (0.0, 1.0):
        scene = Scene(a_config(under_delivery_share=share))
        scene.authorise(max_amount_minor=3_000, nozzles=[3])
        scene.run(12)
        assert scene.pump().point.nozzle == 3
        scene.run(120)
        [sold] = scene.transactions()
        volumes.append((sold.amount_minor, sold.end_reason))
    assert volumes[0] == (3_000, "limit_reached")
    assert volumes[1][0] < 3_000
    assert volumes[1][1] == "nozzle_in"


def test_who_does_not_show_up_lets_the_prepaid_pump_time_out() -> None:
    scene = Scene(a_config(prepaid_no_show_share=1.0))
    scene.authorise(max_amount_minor=3_000)
    scene.run(125)
    assert not scene.transactions()
    assert scene.states()[-1].reason == "authorisation_timeout"


def test_a_prepaid_pump_is_taken_when_who_stands_there_has_left() -> None:
    scene = Scene(a_config(under_delivery_share=0.0))
    scene.come()
    scene.authorise(token="first")
    scene.run_until_in(1, scene.pump().point.state.IDLE)
    assert scene.authorise(token="prepaid", max_volume_ml=10_000).accepted
    scene.run(60)
    assert [(each.release_token, each.volume_ml) for each in scene.transactions()][1:] == [("prepaid", 10_000)]
