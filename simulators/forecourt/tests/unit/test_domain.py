from collections.abc import Mapping
from typing import Any

import pytest
from forecourt_simulator.domain import (
    Command,
    CommandRefused,
    Ending,
    FuellingPoint,
    Happening,
    ImpossibleEvent,
    Refusal,
    State,
    command,
    happen,
)
from hypothesis import given
from hypothesis import strategies as st

# Columns: states 1 … 9. A digit is the state after the command; 2D … 31 is the refusal code.
COMMANDS = {
    Command.OPEN: "2D 3  2F 2F 2F 2F 2F 2F 2F",
    Command.CLOSE: "2D 2E 2  2  2  2  2  2  2",
    Command.RELEASE: "2D 2E 5  6  31 31 31 31 31",
    Command.TERMINATE: "2D 2E 30 4  3  3  3  3  3",
    Command.SUSPEND: "2D 2E 30 30 30 7  30 9  30",
    Command.RESUME: "2D 2E 30 30 30 31 6  31 8",
    Command.CLEAR_DISPLAY: "2D 2E 3  4  5  31 31 31 31",
    Command.LEAK_TEST: "2D 2E 3  31 31 31 31 31 31",
}
# "-" cannot happen. With the nozzle hanging in states 1, 2, 3, 5 and out in 4, 6, 7, 8, 9.
EVENTS = {
    Happening.CONFIGURED: "2 - - - - - - - -",
    Happening.MAJOR_ERROR: "1 1 1 1 1 1 1 1 1",
    Happening.POWER_CUT: "1 1 1 1 1 1 1 1 1",
    Happening.NOZZLE_OUT: "1 2 4 - 6 - - - -",
    Happening.NOZZLE_IN: "- - - 3 - 3 3 3 3",
    Happening.FIRST_FLOW: "- - - - - 8 - - -",
    Happening.LIMIT_REACHED: "- - - - - 3 3 3 3",
    Happening.NO_PROGRESS: "- - - - - 3 3 3 3",
    Happening.CUSTOMER_STOP: "- - - - - 3 3 3 3",
    Happening.AUTHORISATION_TIMEOUT: "- - - - 3 - - - -",
}
OUT = {State.CALLING, State.STARTED, State.SUSPENDED_STARTED, State.FUELLING, State.SUSPENDED_FUELLING}
DELIVERING = {State.FUELLING, State.SUSPENDED_FUELLING}
AUTHORISED_OUT = {State.STARTED, State.SUSPENDED_STARTED}


def cells(table: Mapping[Any, str]) -> list[tuple[Any, State, str]]:
    return [(key, State(n), cell) for key, row in table.items() for n, cell in enumerate(row.split(), start=1)]


def point_in(state: State) -> FuellingPoint:
    return FuellingPoint(state, 1 if state in OUT else 0)


def ending_of(before: State, after: State) -> Ending:
    if before in DELIVERING and after not in DELIVERING:
        return Ending.PAYABLE
    return Ending.ZERO if before in AUTHORISED_OUT and after not in AUTHORISED_OUT | DELIVERING else Ending.NONE


@pytest.mark.parametrize(("order", "state", "cell"), cells(COMMANDS))
def test_every_command_in_every_state(order: Command, state: State, cell: str) -> None:
    if len(cell) == 2:
        with pytest.raises(CommandRefused) as refused:
            command(point_in(state), order)
        assert refused.value.refusal is Refusal(int(cell, 16))
        return
    step = command(point_in(state), order)
    assert step.point == FuellingPoint(State(int(cell)), point_in(state).nozzle)
    assert step.ending is ending_of(state, step.point.state)


@pytest.mark.parametrize(("event", "state", "cell"), cells(EVENTS))
def test_every_event_in_every_state(event: Happening, state: State, cell: str) -> None:
    if cell == "-":
        with pytest.raises(ImpossibleEvent):
            happen(point_in(state), event, 2)
        return
    step = happen(point_in(state), event, 2)
    assert step.point.state is State(int(cell))
    assert step.ending is ending_of(state, step.point.state)


def test_opening_with_a_nozzle_out_is_a_call() -> None:
    assert command(FuellingPoint(State.CLOSED, 2), Command.OPEN).point == FuellingPoint(State.CALLING, 2)


def test_after_a_limit_the_nozzle_must_hang_before_the_next_call() -> None:
    ended = happen(FuellingPoint(State.FUELLING, 1), Happening.LIMIT_REACHED).point
    assert ended == FuellingPoint(State.IDLE, 1)
    hung = happen(ended, Happening.NOZZLE_IN)
    assert (hung.point, hung.ending) == (FuellingPoint(State.IDLE, 0), Ending.NONE)


def test_a_nozzle_that_is_not_allowed_does_not_start() -> None:
    lifted = happen(FuellingPoint(State.AUTHORISED), Happening.NOZZLE_OUT, 2, allowed=False)
    assert lifted.point == FuellingPoint(State.AUTHORISED, 2)
    assert happen(lifted.point, Happening.NOZZLE_IN).point == FuellingPoint(State.AUTHORISED)
    assert happen(lifted.point, Happening.AUTHORISATION_TIMEOUT).point == FuellingPoint(State.IDLE, 2)


@given(st.lists(st.one_of(st.sampled_from(Command), st.sampled_from(Happening)), max_size=60))
def test_a_delivery_always_ends_exactly_once(steps: list[Command | Happening]) -> None:
    point, open_delivery, endings, begun = FuellingPoint(), False, 0, 0
    for each in steps:
        try:
            step = command(point, each) if isinstance(each, Command) else happen(point, each, 1)
        except (CommandRefused, ImpossibleEvent):
            continue
        point = step.point
        in_delivery = point.state in AUTHORISED_OUT | DELIVERING
        begun += in_delivery and not open_delivery
        endings += step.ending is not Ending.NONE
        open_delivery = in_delivery
        assert not in_delivery or point.nozzle
        assert endings == begun - open_delivery
