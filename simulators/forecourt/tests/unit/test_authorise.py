"""Release_FP by the platform: tokens, refusals, allowed nozzles, time."""

import pytest
from forecourt_simulator.domain import State

from .scene import Scene, a_config, assert_nothing_lost, refusal

STATES = {
    State.INOPERATIVE: (0x2D, "inoperative"),
    State.CLOSED: (0x2E, "closed"),
    State.IDLE: State.AUTHORISED,
    State.CALLING: State.STARTED,
    State.AUTHORISED: (0x31, "already_started"),
    State.STARTED: (0x31, "already_started"),
    State.SUSPENDED_STARTED: (0x31, "already_started"),
    State.FUELLING: (0x31, "already_started"),
    State.SUSPENDED_FUELLING: (0x31, "already_started"),
}


@pytest.mark.parametrize(("state", "outcome"), STATES.items())
def test_every_state_has_its_answer(state: State, outcome: State | tuple[int, str]) -> None:
    scene = Scene()
    scene.bring_to(state)
    answer = scene.authorise(token="new")
    if isinstance(outcome, State):
        assert answer.accepted
        assert (State(answer.pumps[0].state), answer.pumps[0].release_token) == (outcome, "new")
    else:
        assert refusal(answer) == outcome
        assert State(answer.pumps[0].state) is state
        assert answer.pumps[0].release_token == ("" if state < State.AUTHORISED else "before")


@pytest.mark.parametrize("state", [each for each in State if each >= State.AUTHORISED])
def test_the_token_in_force_is_the_same_order_again(state: State) -> None:
    scene = Scene()
    scene.bring_to(state)
    heard = len(scene.said)
    assert scene.authorise(token="before").accepted
    assert len(scene.said) == heard


def test_the_token_comes_back_in_states_and_in_the_transaction() -> None:
    scene = Scene()
    scene.come()
    scene.authorise(token="mine")
    scene.run(120)
    [sold] = scene.transactions()
    assert (sold.release_token, sold.end_reason, sold.volume_ml) == ("mine", "nozzle_in", 20_000)
    tokens = {State(each.state).name: each.release_token for each in scene.states()}
    assert tokens == {
        "INOPERATIVE": "", "CLOSED": "", "CALLING": "", "STARTED": "mine", "FUELLING": "mine", "IDLE": "",
    }  # fmt: skip
    again = scene.authorise(token="mine")
    assert again.accepted
    report = again.pumps[0]
    assert (State(report.state), report.release_token) == (State.IDLE, "")
    assert (report.last_release_token, report.last_sequence) == ("mine", 1)
    assert_nothing_lost(scene)


def test_the_transaction_is_told_before_the_state_that_follows_it() -> None:
    scene = Scene()
    scene.bring_to(State.FUELLING)
    scene.control("terminate")
    assert [each.topic.rsplit("/", 1)[1] for each in scene.said[-2:]] == ["transaction", "state"]


def test_states_of_one_instant_have_an_order() -> None:
    scene = Scene()
    for _ in range(3):
        scene.control("close")
        scene.control("open")
    times = [each.time.ToMicroseconds() for each in scene.states()]
    assert times == sorted(set(times))


WRONG = {
    "unknown_pump": {"number": 9},
    "price_set_differs": {"price_set": 7},
    "unknown_nozzle": {"nozzles": [1, 8]},
    "invalid_limit": {"max_volume_ml": -1},
}


@pytest.mark.parametrize(("reason", "order"), WRONG.items())
def test_a_wrong_order_is_refused_and_changes_nothing(reason: str, order: dict[str, object]) -> None:
    scene = Scene()
    before = scene.site.snapshot()
    answer = scene.authorise(**order)  # type: ignore[arg-type]
    assert refusal(answer) == (0x35 if reason == "price_set_differs" else 0, reason)
    assert [report.pump for report in answer.pumps] == ([] if reason == "unknown_pump" else [1])
    assert scene.site.snapshot() == before


def test_the_price_set_must_be_the_pumps() -> None:
    scene = Scene()
    scene.set_prices(3, (1, 1, 1500))
    assert refusal(scene.authorise(price_set=2)) == (0x35, "price_set_differs")
    assert scene.authorise(price_set=3).accepted


def test_a_call_with_another_nozzle_is_refused() -> None:
    scene = Scene()
    scene.come(nozzle=2)
    assert refusal(scene.authorise(nozzles=[1, 3])) == (0, "nozzle_not_allowed")
    assert scene.pump().point.state is State.CALLING
    assert scene.authorise(nozzles=[2, 3]).accepted


def test_another_nozzle_lifted_later_does_not_start() -> None:
    scene = Scene()
    scene.site.forecourt.come(1, scene.site.forecourt._plan(1, "t", (2,)), 30.0)
    scene.authorise(nozzles=[1], timeout_s=60)
    customer = scene.pump().customer
    assert customer is not None
    customer.nozzle = 2
    scene.run(40)
    assert (scene.pump().point.state, scene.pump().point.nozzle) == (State.AUTHORISED, 2)
    scene.run(30)
    assert scene.pump().point.state is State.IDLE
    assert scene.states()[-1].reason == "authorisation_timeout"


def test_who_stands_there_takes_a_nozzle_that_they_may() -> None:
    scene = Scene()
    scene.site.forecourt.come(1, scene.site.forecourt._plan(1, "t", (2,)), 30.0)
    scene.authorise(nozzles=[3])
    scene.run(31)
    assert (scene.pump().point.state, scene.pump().point.nozzle) == (State.STARTED, 3)


@pytest.mark.parametrize(("told_s", "lasts_s"), [(0, 120), (20, 20)])
def test_an_authorisation_that_nobody_uses_ends(told_s: int, lasts_s: int) -> None:
    scene = Scene()
    scene.authorise(timeout_s=told_s)
    scene.run(lasts_s - 1)
    assert scene.pump().point.state is State.AUTHORISED
    scene.run(1.1)
    assert scene.pump().point.state is State.IDLE
    last = scene.states()[-1]
    assert (last.reason, last.release_token) == ("authorisation_timeout", "")
    assert scene.authorise(token="next").accepted


def test_a_time_out_of_an_earlier_authorisation_does_not_end_a_later_one() -> None:
    scene = Scene()
    scene.authorise(timeout_s=20)
    scene.run(15)
    scene.control("terminate")
    scene.authorise(token="later", timeout_s=60)
    scene.run(50)
    assert scene.pump().authority.token == "later"


def test_a_pump_stays_as_it_is_over_a_restart_of_the_controller() -> None:
    scene = Scene()
    scene.come()
    scene.authorise(token="mine", max_volume_ml=9_000)
    scene.run(8)
    scene.restart()
    scene.run(60)
    [sold] = scene.transactions()
    assert (sold.release_token, sold.volume_ml, sold.end_reason) == ("mine", 9_000, "limit_reached")


def test_zero_transactions_name_their_sale() -> None:
    scene = Scene(a_config(zero_transaction_share=1.0))
    scene.site.forecourt.come(1, scene.site.forecourt._plan(1, "t"), 1.0)
    scene.run(2)
    scene.authorise(token="mine")
    scene.run(60)
    [sold] = scene.transactions()
    assert (sold.volume_ml, sold.release_token, sold.end_reason) == (0, "mine", "nozzle_in")
