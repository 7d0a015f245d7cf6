"""What the platform may order besides a release: control, emergency, prices, questions."""

import pytest
from forecourt_simulator.domain import ALLOWED, Command, State
from forecourt_simulator.domain import refusal as refusal_of
from forecourt_simulator.orders import KINDS, kind
from forecourt_simulator.state import ShownNotice
from motorway.iot.v1 import device_pb2 as pb

from .scene import SECOND_US, START_US, Scene, a_config, assert_nothing_lost, refusal

CONTROLS = [Command.OPEN, Command.CLOSE, Command.SUSPEND, Command.RESUME, Command.TERMINATE]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("order", CONTROLS)
def test_every_control_in_every_state(order: Command, state: State) -> None:
    scene = Scene()
    scene.bring_to(state)
    answer = scene.control(order)
    expected = refusal_of(order, state)
    if expected is None:
        assert answer.accepted
        assert state in ALLOWED[order]
    else:
        assert refusal(answer) == (expected, expected.name.lower())
    assert State(answer.pumps[0].state) is scene.pump().point.state
    scene.run(4000)
    assert_nothing_lost(scene)


def test_a_suspended_delivery_goes_on_when_resumed() -> None:
    scene = Scene()
    scene.bring_to(State.FUELLING)
    scene.run(5.3)
    scene.control("suspend")
    volume_ml = scene.pump().volume_ml
    assert 2_000 < volume_ml < 5_000
    scene.run(60)
    assert scene.pump().volume_ml == volume_ml
    assert scene.control("resume").accepted
    scene.run(60)
    [sold] = scene.transactions()
    assert (sold.volume_ml, sold.release_token) == (20_000, "before")


def test_a_suspended_customer_loses_patience_in_the_end() -> None:
    scene = Scene()
    scene.bring_to(State.SUSPENDED_FUELLING)
    scene.run(301)
    [sold] = scene.transactions()
    assert sold.end_reason == "nozzle_in"
    assert scene.pump().customer is None


@pytest.mark.parametrize(("action", "reason"), [("terminate", "terminated"), ("close", "closed")])
def test_an_order_may_end_a_delivery(action: str, reason: str) -> None:
    scene = Scene()
    scene.bring_to(State.FUELLING)
    scene.run(5)
    answer = scene.control(action)
    assert (answer.pumps[0].last_release_token, answer.pumps[0].last_sequence) == ("before", 1)
    [sold] = scene.transactions()
    assert (sold.end_reason, scene.states()[-1].reason) == (reason, reason)
    assert sold.volume_ml > 1_000
    scene.run(30)
    assert scene.pump().customer is None
    assert_nothing_lost(scene)


def test_before_the_first_flow_it_is_a_zero_transaction() -> None:
    scene = Scene()
    scene.bring_to(State.STARTED)
    scene.control("terminate")
    [sold] = scene.transactions()
    assert (sold.volume_ml, sold.amount_minor, sold.end_reason) == (0, 0, "terminated")


def test_a_closed_pump_stays_closed_until_it_is_opened() -> None:
    scene = Scene()
    scene.control("close")
    scene.site.forecourt.cut_power(1, scene.site.now_us + 1_000_000)
    scene.run(60)
    assert scene.pump().point.state is State.CLOSED
    assert State(scene.control("open").pumps[0].state) is State.IDLE


def test_opening_with_a_nozzle_out_is_a_call() -> None:
    scene = Scene()
    scene.control("close")
    scene.come()
    assert State(scene.control("open").pumps[0].state) is State.CALLING


@pytest.mark.parametrize("state", State)
def test_an_emergency_stop_holds_whatever_is_ordered(state: State) -> None:
    scene = Scene()
    scene.bring_to(state)
    answer = scene.order(emergency_stop=pb.EmergencyStop(pump=1))
    assert answer.accepted
    assert answer.pumps[0].emergency_stopped
    assert (scene.states()[-1].reason, len(answer.pumps)) == ("emergency_stop", 1)
    assert refusal(scene.authorise(token="new")) == (0x2E, "emergency_stopped")
    assert refusal(scene.control("open"))[1] == "emergency_stopped"
    scene.run(4000)
    assert scene.pump().point.state is State.CLOSED
    assert State(scene.order(restart=pb.Restart(pump=1)).pumps[0].state) is State.IDLE
    assert [sold.end_reason for sold in scene.transactions()] in ([], ["emergency_stop"])
    assert_nothing_lost(scene)


def test_an_emergency_stop_survives_electricity_and_the_controller() -> None:
    scene = Scene()
    scene.order(emergency_stop=pb.EmergencyStop())
    scene.site.forecourt.cut_power(0, scene.site.now_us + 5_000_000)
    scene.run(20)
    scene.restart()
    scene.site.forecourt.announce("controller_start")
    scene.run(20)
    assert [(State(each.state), each.reason) for each in scene.states()[-1:]] == [(State.CLOSED, "emergency_stop")]


def test_all_pumps_stop_and_start_with_one_order() -> None:
    scene = Scene(a_config(pumps=3))
    scene.bring_to(State.FUELLING, 2)
    stopped = scene.order(emergency_stop=pb.EmergencyStop())
    assert [(each.pump, State(each.state), each.emergency_stopped) for each in stopped.pumps] == [
        (number, State.CLOSED, True) for number in (1, 2, 3)
    ]
    again = len(scene.said)
    assert scene.order(emergency_stop=pb.EmergencyStop()).accepted
    assert len(scene.said) == again
    started = scene.order(restart=pb.Restart())
    assert [(State(each.state), each.emergency_stopped) for each in started.pumps] == [
        (State.IDLE, False), (State.CALLING, False), (State.IDLE, False)
    ]  # fmt: skip
    assert scene.states(1)[-1].reason == "restarted"


def test_restart_of_what_is_open_changes_nothing() -> None:
    scene = Scene()
    scene.bring_to(State.FUELLING)
    heard = len(scene.said)
    assert scene.order(restart=pb.Restart()).accepted
    assert len(scene.said) == heard


def test_prices_are_for_the_next_delivery_never_for_the_running_one() -> None:
    scene = Scene()
    scene.set_prices(1, (1, 1, 1_400))
    scene.bring_to(State.FUELLING)
    answer = scene.set_prices(2, (1, 1, 1_500), (1, 2, 1_600), (2, 1, 1_500))
    assert answer.accepted
    assert [(each.pump, each.price_set) for each in answer.pumps] == [(1, 2), (2, 2)]
    assert [each.unit_price_milli for each in answer.pumps[0].nozzles] == [1_500, 1_600, 1_529]
    scene.run(60)
    scene.come()
    scene.authorise(token="second", price_set=2)
    scene.run(60)
    priced = [(each.price_set, each.unit_price_milli, each.amount_minor) for each in scene.transactions()]
    assert priced == [(1, 1_400, 2_800), (2, 1_500, 3_000)]


BAD_PRICES = {
    "unknown_pump": (2, [(1, 1, 1_500), (9, 1, 1_500)]),
    "unknown_nozzle": (2, [(1, 1, 1_500), (1, 9, 1_500)]),
    "invalid_price": (2, [(1, 1, 1_500), (1, 2, 0)]),
    "nozzle_priced_twice": (2, [(1, 1, 1_500), (1, 1, 1_600)]),
    "invalid_price_set": (0, [(1, 1, 1_500)]),
}


@pytest.mark.parametrize(("reason", "order"), BAD_PRICES.items())
def test_of_a_wrong_price_set_nothing_is_taken(reason: str, order: tuple[int, list[tuple[int, int, int]]]) -> None:
    scene = Scene()
    before = scene.site.snapshot()
    assert refusal(scene.set_prices(order[0], *order[1])) == (0, reason)
    assert scene.site.snapshot() == before


def test_an_empty_price_set_is_refused_and_any_number_is_taken_again() -> None:
    scene = Scene()
    assert refusal(scene.set_prices(4))[1] == "invalid_price_set"
    for number in (4, 4, 3):
        assert scene.set_prices(number, (1, 1, 1_500)).accepted
    assert scene.pump().price_set == 3


def test_prices_stay_over_a_restart() -> None:
    scene = Scene()
    scene.set_prices(4, (1, 1, 1_234))
    scene.restart()
    assert scene.pump().nozzles[1].unit_price_milli == 1_234


def test_the_sign_shows_what_it_is_told() -> None:
    scene = Scene()
    prices = [pb.GradePrice(grade="diesel", unit_price_milli=1_559)]
    answer = scene.order(show_prices=pb.ShowPrices(prices=prices))
    assert (answer.accepted, len(answer.pumps)) == (True, 0)
    assert scene.site.context.state.sign == {"diesel": 1_559}


def test_the_display_shows_the_last_notice_until_its_time_is_over() -> None:
    scene = Scene()
    for text, sounder in (("Water in tank 2", False), ("Leak in tank 1", True)):
        said = pb.Notice(text=text, severity=pb.NOTICE_SEVERITY_CRITICAL, sounder=sounder, display_s=60)
        answer = scene.order(notice=said)
        assert (answer.accepted, len(answer.pumps)) == (True, 0)
    scene.restart()
    state = scene.site.context.state
    assert state.notice == ShownNotice("Leak in tank 1", "CRITICAL", sounder=True, until_us=START_US + 65 * SECOND_US)
    assert state.notices == 2


def test_asking_tells_all_and_changes_nothing() -> None:
    scene = Scene()
    scene.bring_to(State.FUELLING)
    scene.run(5)
    before = scene.site.snapshot()
    one, two = scene.order(ask_pumps=pb.AskPumps()).pumps
    assert scene.site.snapshot() == before
    assert (one.pump, State(one.state), one.nozzle, one.release_token) == (1, State.FUELLING, 1, "before")
    assert one.current_volume_ml == scene.pump().volume_ml > 0
    assert one.nozzles[0].volume_total_ml == one.current_volume_ml
    assert one.current_amount_minor == round(one.current_volume_ml * 0.1459)
    assert (two.pump, State(two.state), two.current_volume_ml) == (2, State.IDLE, 0)
    assert [each.pump for each in scene.order(ask_pumps=pb.AskPumps(pump=2)).pumps] == [2]
    assert refusal(scene.order(ask_pumps=pb.AskPumps(pump=7)))[1] == "unknown_pump"


def test_an_unknown_command_is_refused() -> None:
    scene = Scene()
    assert refusal(scene.order()) == (0, "unsupported_command")
    answer = scene.order(control=pb.Control(pump=1))
    assert refusal(answer) == (0, "unsupported_command")


def test_every_command_has_its_kind() -> None:
    one_of = pb.Command.DESCRIPTOR.oneofs_by_name["command"].fields
    plain = {field.name for field in one_of} - {"control"}
    assert {*plain, *map(str, CONTROLS)} == set(KINDS)
    assert kind(pb.Command(control=pb.Control(action=pb.PUMP_ACTION_RESUME))) == "resume"
