"""An attendant, the platform, or the attendant while the platform cannot be asked."""

import pytest
from forecourt_simulator.domain import State
from motorway.iot.v1 import device_pb2 as pb

from .scene import Scene, a_config, assert_nothing_lost


def test_without_the_platform_a_customer_gives_up() -> None:
    scene = Scene()
    scene.come()
    scene.run(100)
    assert scene.pump().point.state is State.CALLING
    scene.run(205)
    assert scene.pump().customer is None
    assert not scene.transactions()


@pytest.mark.parametrize(("connected", "sales"), [(True, 0), (False, 1)])
def test_fallback_serves_only_while_there_is_no_connection(connected: bool, sales: int) -> None:
    scene = Scene(a_config(authorisation="fallback"), connected=connected)
    scene.come()
    scene.run(90)
    assert len(scene.transactions()) == sales
    assert all(each.offline and not each.release_token for each in scene.transactions())


def test_who_waits_when_the_connection_goes_is_served() -> None:
    scene = Scene(a_config(authorisation="fallback"))
    scene.come()
    scene.run(30)
    scene.site.set_connected(False)
    scene.run(60)
    assert len(scene.transactions()) == 1


def test_an_attendant_leaves_it_to_the_platform_when_it_is_back() -> None:
    scene = Scene(a_config(authorisation="fallback"), connected=False)
    scene.come()
    scene.site.set_connected(True)
    scene.run(60)
    assert scene.pump().point.state is State.CALLING
    assert scene.authorise().accepted


def test_a_delivery_during_which_the_connection_goes_is_offline() -> None:
    scene = Scene()
    scene.come()
    scene.authorise()
    scene.run(10)
    scene.site.set_connected(False)
    scene.run(5)
    scene.site.set_connected(True)
    scene.run(60)
    [sold] = scene.transactions()
    assert (sold.offline, sold.release_token) == (True, "sale-1")


def test_waiting_without_a_connection_is_not_offline_fuelling() -> None:
    scene = Scene(connected=False)
    scene.come()
    scene.site.set_connected(True)
    scene.authorise()
    scene.run(60)
    assert not scene.transactions()[0].offline


def test_the_platform_may_be_faster_than_the_attendant() -> None:
    scene = Scene(a_config(authorisation="stand_alone"))
    scene.come()
    scene.authorise(token="fast")
    scene.run(90)
    assert [each.release_token for each in scene.transactions()] == ["fast"]


def test_a_busy_hour_by_orders_loses_nothing() -> None:
    shares = {"suspended_share": 0.2, "zero_transaction_share": 0.1, "change_of_mind_share": 0.1}
    scene = Scene(a_config(pumps=4, customers_per_hour=200, **shares))
    for second in range(3600):
        scene.run(1)
        for number in (1, 2, 3, 4):
            if scene.pump(number).point.state is State.CALLING and second % 7 == number:
                assert scene.authorise(number, f"sale-{second}-{number}").accepted
    sold = [each for number in (1, 2, 3, 4) for each in scene.transactions(number)]
    assert len(sold) > 30
    assert all(each.release_token.startswith("sale-") for each in sold)
    assert len({each.release_token for each in sold}) == len(sold)
    assert_nothing_lost(scene)


def test_after_a_reconnection_every_state_is_told() -> None:
    scene = Scene()
    scene.come()
    scene.authorise(token="mine")
    scene.site.forecourt.announce("reconnected")
    scene.run(0)
    told = [scene.states(number)[-1] for number in (1, 2)]
    assert [(each.state, each.reason, each.release_token) for each in told] == [
        (pb.FUELLING_POINT_STATE_STARTED, "reconnected", "mine"),
        (pb.FUELLING_POINT_STATE_IDLE, "reconnected", ""),
    ]
