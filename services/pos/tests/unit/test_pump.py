"""IFSF's table of states and commands (shared/reference/forecourt.md, 1.2)."""

from datetime import UTC, datetime

import pytest
from motorway.iot.v1 import device_pb2
from pos.domain.pump import (
    ALLOWED,
    Command,
    PumpRefused,
    PumpState,
    PumpStateUnknown,
    PumpStatus,
    Stack,
    TooManyUnpaid,
    check_command,
    check_owner,
    check_reconfiguration,
    check_release,
    refusal_of,
    stopped_by,
    took_effect,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
TABLE = """
           1     2     3     4     5     6     7     8     9
open       0x2D  ok    0x2F  0x2F  0x2F  0x2F  0x2F  0x2F  0x2F
close      0x2D  0x2E  ok    ok    ok    ok    ok    ok    ok
release    0x2D  0x2E  ok    ok    0x31  0x31  0x31  0x31  0x31
terminate  0x2D  0x2E  0x30  ok    ok    ok    ok    ok    ok
suspend    0x2D  0x2E  0x30  0x30  0x30  ok    0x30  ok    0x30
resume     0x2D  0x2E  0x30  0x30  0x30  0x30  ok    0x30  ok
"""
REASONS = {
    0x2D: "inoperative",
    0x2E: "closed",
    0x2F: "already_open",
    0x30: "not_in_progress",
    0x31: "already_started",
}


def cells() -> list[tuple[Command, PumpState, int]]:
    heading, *rows = TABLE.strip().splitlines()
    states = [PumpState(int(number)) for number in heading.split()]
    return [
        (Command(name), state, 0 if cell == "ok" else int(cell, 16))
        for name, *row in map(str.split, rows)
        for state, cell in zip(states, row, strict=True)
    ]


def a_status(state: PumpState = PumpState.IDLE, **fields: object) -> PumpStatus:
    usual = {"site_id": "m25-cobham", "pump": 1, "nozzle": 0, "reason": "", "release_token": ""}
    times = {"time": NOON, "since": NOON, "seen_at": NOON}
    return PumpStatus(**{**usual, **times, "state": state, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("state", PumpState)
def test_nozzles_are_configured_only_while_inoperative_or_closed(state: PumpState) -> None:
    statuses = {2: a_status(state, pump=2), 3: a_status(PumpState.CLOSED, pump=3), 7: a_status(state, pump=7)}
    if state <= PumpState.CLOSED:
        check_reconfiguration((7, 3, 2), statuses)
        return
    with pytest.raises(PumpRefused) as caught:
        check_reconfiguration((7, 3, 2), statuses)
    context = caught.value.context
    assert (context["code"], context["refusal"], context["by"]) == ("0x32", "configuration_locked", "pos")
    assert (context["pump"], context["pumps"], context["state"]) == ("2", "2, 7", state.name)


def test_a_pump_of_which_nothing_was_heard_is_configured() -> None:
    check_reconfiguration((1, 2), {3: a_status(PumpState.FUELLING, pump=3)})


@pytest.mark.parametrize("command", Command)
@pytest.mark.parametrize("state", PumpState)
def test_another_till_s_authorisation_is_not_ended_and_not_resumed(command: Command, state: PumpState) -> None:
    owners = (Command.CLOSE, Command.TERMINATE, Command.RESUME)
    if command not in owners or state < PumpState.AUTHORISED:
        check_owner(command, state, 1, "ann")
        return
    with pytest.raises(PumpRefused) as caught:
        check_owner(command, state, 1, "ann")
    context = caught.value.context
    assert (context["code"], context["refusal"], context["cashier"]) == ("0x33", "wrong_controller", "ann")


@pytest.mark.parametrize(("command", "state", "code"), cells())
def test_every_command_in_every_state(command: Command, state: PumpState, code: int) -> None:
    refusal = refusal_of(command, state)
    assert (refusal.code if refusal else 0) == code
    if refusal is None:
        check_command(command, a_status(state), 1)
        return
    assert refusal.reason == REASONS[code]
    with pytest.raises(PumpRefused) as caught:
        check_command(command, a_status(state), 1)
    assert caught.value.context == {
        "pump": "1",
        "code": f"0x{code:02X}",
        "refusal": refusal.reason,
        "by": "pos",
        "state": state.name,
    }


def test_states_have_the_numbers_of_the_contract() -> None:
    prefix = "FUELLING_POINT_STATE_"
    numbers = {name.removeprefix(prefix): number for name, number in device_pb2.FuellingPointState.items()}
    assert {state.name: int(state) for state in PumpState} == {k: v for k, v in numbers.items() if v}


def test_nothing_is_ordered_of_a_pump_that_was_never_heard() -> None:
    with pytest.raises(PumpStateUnknown):
        check_command(Command.OPEN, None, 1)
    with pytest.raises(PumpStateUnknown):
        check_release(None, 1, Stack(0, 2))


@pytest.mark.parametrize("command", [Command.OPEN, Command.RELEASE])
def test_an_emergency_stop_is_ended_by_a_restart_only(command: Command) -> None:
    with pytest.raises(PumpRefused) as caught:
        check_command(command, a_status(PumpState.CLOSED, emergency_stopped=True), 1)
    assert (caught.value.context["code"], caught.value.context["refusal"]) == ("0x2E", "emergency_stopped")


def test_a_pump_is_released_below_the_limit_of_unpaid_sales() -> None:
    check_release(a_status(), 1, Stack(unpaid=1, max_unpaid=2))
    with pytest.raises(TooManyUnpaid) as caught:
        check_release(a_status(), 1, Stack(unpaid=2, max_unpaid=2))
    assert caught.value.context == {"pump": "1", "unpaid": "2", "limit": "2"}


def test_an_order_that_is_not_answered_yet_is_in_force() -> None:
    with pytest.raises(PumpRefused) as caught:
        check_release(a_status(), 1, Stack(0, 2, requested="sale-1"))
    assert (caught.value.context["code"], caught.value.context["sale"]) == ("0x31", "sale-1")


def test_a_command_leads_to_a_state_in_which_it_took_effect() -> None:
    """Effects of forecourt.md 1.2: 2→3, any→2, 3→5 and 4→6, 5→3, 6→7 and 8→9, 7→6 and 9→8."""
    leads = {
        Command.OPEN: (3, 4),
        Command.CLOSE: (2,),
        Command.RELEASE: (5, 6),
        Command.TERMINATE: (3, 4),
        Command.SUSPEND: (7, 9),
        Command.RESUME: (6, 8),
    }
    for command, states in leads.items():
        assert all(took_effect(command, PumpState(number)) for number in states)
    for command in (Command.OPEN, Command.SUSPEND, Command.RESUME):
        assert not any(took_effect(command, state) for state in ALLOWED[command])


def test_what_a_state_says_of_the_emergency_stop() -> None:
    assert stopped_by(PumpState.CLOSED, "emergency_stop") is True
    assert stopped_by(PumpState.CLOSED, "closed") is None
    assert stopped_by(PumpState.INOPERATIVE, "error") is None
    assert stopped_by(PumpState.IDLE, "restarted") is False
