"""The platform's orders over a real broker: done once, answered, and not lost by whatever fails."""

from functools import partial
from typing import Any

import pytest
from forecourt_simulator.domain import State
from motorway.iot.v1 import device_pb2 as pb
from motorway_kit.testing import wait_until

from .gateway import Gateway
from .simulator import Simulator

QUICK = ("--speed", "20", "--duration", "86400")


def release(token: str, pump: int = 1, **limits: Any) -> pb.Authorise:
    return pb.Authorise(pump=pump, release_token=token, **limits)


async def is_in(platform: Gateway, pump: int, state: State) -> pb.PumpState:
    """Waits for the pump to say so."""
    await wait_until(lambda: State(platform.states(pump)[-1].state) is state if platform.states(pump) else False, 20)
    return platform.states(pump)[-1]


def has_told(platform: Gateway, pump: int, reason: str, times: int) -> bool:
    return [each.reason for each in platform.states(pump)].count(reason) == times


async def sold(platform: Gateway, pump: int, count: int = 1) -> list[pb.FuellingTransaction]:
    await wait_until(lambda: len(platform.transactions(pump)) >= count, timeout_s=20)
    return platform.transactions(pump)


async def opened(platform: Gateway, simulator: Simulator, *arguments: str, **simulation: object) -> None:
    simulator.start_pos(*arguments, **simulation)
    await simulator.ready()
    for pump in (1, 2):
        await is_in(platform, pump, State.IDLE)


async def test_a_sale_from_call_to_transaction(platform: Gateway, simulator: Simulator) -> None:
    await opened(platform, simulator, *QUICK)
    prices = [pb.NozzlePrice(pump=pump, nozzle=3, unit_price_milli=1_600) for pump in (1, 2)]
    assert (await platform.command("p1", set_prices=pb.SetPrices(price_set=8, prices=prices))).accepted
    assert (await simulator.play("arrive", pump=1, nozzle=3, volume_ml=60_000)).status_code == 200
    assert (await is_in(platform, 1, State.CALLING)).nozzle == 3
    answer = await platform.command("a1", authorise=release("sale", price_set=8, max_amount_minor=4_000))
    assert (State(answer.pumps[0].state), answer.pumps[0].release_token) == (State.STARTED, "sale")
    [done] = await sold(platform, 1)
    assert (done.release_token, done.price_set, done.end_reason) == ("sale", 8, "limit_reached")
    assert (done.amount_minor, done.volume_ml, done.unit_price_milli) == (4_000, 25_003, 1_600)
    ledger = (await simulator.ledger())["pumps"]["1"]
    assert ledger["price_set"] == 8
    assert ledger["nozzles"]["3"] == {
        "volume_total_ml": 25_003,
        "amount_total_minor": 4_000,
        "unit_price_milli": 1_600,
        "transactions": 1,
        "transactions_ml": 25_003,
        "transactions_minor": 4_000,
    }


async def test_a_running_customer_is_held_let_go_and_sent_away(platform: Gateway, simulator: Simulator) -> None:
    await opened(platform, simulator, *QUICK)
    await simulator.play("arrive", pump=2, volume_ml=900_000, flow_l_min=30)
    await is_in(platform, 2, State.CALLING)
    await platform.command("a1", authorise=release("sale", 2))
    await is_in(platform, 2, State.FUELLING)
    for number, (action, state) in enumerate(
        [(pb.PUMP_ACTION_SUSPEND, State.SUSPENDED_FUELLING), (pb.PUMP_ACTION_RESUME, State.FUELLING)]
    ):
        answer = await platform.command(f"c{number}", control=pb.Control(pump=2, action=action))
        assert answer.accepted
        await is_in(platform, 2, state)
    refused = await platform.command("c8", control=pb.Control(pump=2, action=pb.PUMP_ACTION_OPEN))
    assert (refused.refusal_code, refused.refusal_reason) == (0x2F, "already_open")
    stopped = await platform.command("e1", emergency_stop=pb.EmergencyStop())
    assert [(each.pump, each.emergency_stopped) for each in stopped.pumps] == [(1, True), (2, True)]
    [done] = await sold(platform, 2)
    assert (done.end_reason, done.release_token) == ("emergency_stop", "sale")
    assert (await platform.command("r1", restart=pb.Restart())).accepted
    await is_in(platform, 1, State.IDLE)
    shown = pb.ShowPrices(prices=[pb.GradePrice(grade="diesel", unit_price_milli=1_599)])
    assert (await platform.command("s1", show_prices=shown)).accepted
    assert (await simulator.ledger())["sign_milli"] == {"diesel": 1_599}
    assert len((await platform.command("q1", ask_pumps=pb.AskPumps())).pumps) == 2


async def test_the_same_command_again_is_answered_the_same_and_done_once(
    platform: Gateway, simulator: Simulator
) -> None:
    await opened(platform, simulator)
    first = await platform.command("c1", authorise=release("sale"))
    close = await platform.command("c2", control=pb.Control(pump=1, action=pb.PUMP_ACTION_CLOSE))
    assert first.accepted
    assert close.accepted
    assert await platform.command("c1", authorise=release("sale")) == first
    await simulator.ledger()
    assert [each.reason for each in platform.states(1)].count("authorised") == 1


@pytest.mark.parametrize("answered", [True, False])
async def test_kill_9_after_an_order_loses_and_doubles_nothing(
    platform: Gateway, simulator: Simulator, answered: bool
) -> None:
    await opened(platform, simulator, authorisation_timeout_s=600, prepaid_no_show_share=1.0)
    order = pb.Command(command_id="c1", authorise=release("sale", max_volume_ml=5_000))
    await platform.send(order)
    if answered:
        await wait_until(lambda: platform.answers("c1"))
    simulator.kill()
    heard = platform.answers("c1")
    simulator.start_pos(authorisation_timeout_s=600, prepaid_no_show_share=1.0)
    await simulator.ready()
    again = await platform.command("c1", authorise=order.authorise)
    assert again.accepted
    assert heard in ([], [again])
    assert heard or not answered
    [report] = (await platform.command("q1", ask_pumps=pb.AskPumps(pump=1))).pumps
    assert (State(report.state), report.release_token) == (State.AUTHORISED, "sale")
    assert [each.reason for each in platform.states(1)].count("authorised") == 1
    assert "controller_start" in [each.reason for each in platform.states(1)]


async def test_a_lost_answer_is_given_when_it_is_asked_for_again(platform: Gateway, simulator: Simulator) -> None:
    await opened(platform, simulator)
    await simulator.play("mute", count=1)
    await platform.send(pb.Command(command_id="c1", authorise=release("sale")))
    await is_in(platform, 1, State.AUTHORISED)
    assert not platform.answers("c1")
    assert (await platform.command("c1", authorise=release("sale"))).accepted
    assert len(platform.answers("c1")) == 1


async def test_a_deaf_controller_does_nothing(platform: Gateway, simulator: Simulator) -> None:
    await opened(platform, simulator)
    await simulator.play("deaf", count=1)
    await platform.send(pb.Command(command_id="c1", authorise=release("sale")))
    [report] = (await platform.command("q1", ask_pumps=pb.AskPumps(pump=1))).pumps
    assert (State(report.state), report.release_token, platform.answers("c1")) == (State.IDLE, "", [])


async def test_a_refusal_may_be_ordered(platform: Gateway, simulator: Simulator) -> None:
    await opened(platform, simulator)
    await simulator.play("refuse", pump=2, command="authorise", code=0x31, reason="already_started", count=1)
    assert (await platform.command("c1", authorise=release("sale", 1))).accepted
    refused = await platform.command("c2", authorise=release("other", 2))
    assert (refused.accepted, refused.refusal_code, refused.refusal_reason) == (False, 0x31, "already_started")
    assert (await platform.command("c3", authorise=release("other", 2))).accepted


async def test_after_every_connection_the_states_are_told(platform: Gateway, simulator: Simulator) -> None:
    await opened(platform, simulator)
    await platform.command("c1", authorise=release("sale"))
    assert "reconnected" not in [each.reason for each in platform.states(1)]
    for times in (1, 2):
        await simulator.play("disconnect", seconds=0.5)
        for pump in (1, 2):
            await wait_until(partial(has_told, platform, pump, "reconnected", times))
    last = platform.states(1)[-1]
    assert (State(last.state), last.release_token) == (State.AUTHORISED, "sale")


async def test_a_power_cut_silences_the_site_and_loses_nothing(platform: Gateway, simulator: Simulator) -> None:
    await opened(platform, simulator)
    await simulator.play("arrive", pump=1, volume_ml=900_000)
    await is_in(platform, 1, State.CALLING)
    await platform.command("c1", authorise=release("sale"))
    await is_in(platform, 1, State.FUELLING)
    assert (await simulator.play("power-cut", seconds=3)).status_code == 200
    await wait_until(lambda: not platform.online["sim-0001"])
    simulator.kill()
    simulator.start_pos()
    [done] = await sold(platform, 1)
    assert (done.end_reason, done.release_token) == ("power_cut", "sale")
    await wait_until(lambda: platform.online["sim-0001"])
    await is_in(platform, 2, State.IDLE)
    assert {"power_on", "configured", "opened"} <= {each.reason for each in platform.states(2)}


async def test_fuel_without_a_transaction_shows_in_the_totalisers(platform: Gateway, simulator: Simulator) -> None:
    await opened(platform, simulator, *QUICK)
    assert (await simulator.play("lose-transaction", pump=1, nozzle=1, ml=10_000)).status_code == 200
    assert (await simulator.play("skip-totaliser", pump=1, nozzle=2, ml=7)).status_code == 200
    await simulator.play("arrive", pump=1, nozzle=1, volume_ml=5_000)
    await is_in(platform, 1, State.CALLING)
    await platform.command("c1", authorise=release("sale"))
    [done] = await sold(platform, 1)
    assert (done.volume_total_before_ml, done.volume_total_after_ml) == (10_000, 15_000)
    assert done.amount_total_before_minor == 1_459
    ledger = await simulator.ledger()
    first, second, _ = (ledger["pumps"]["1"]["nozzles"][n] for n in "123")
    assert (first["volume_total_ml"], first["transactions_ml"]) == (15_000, 5_000)
    assert (second["volume_total_ml"], second["transactions"]) == (7, 0)
    assert sum(tank["dispensed_ul"] for tank in ledger["tanks"].values()) == 15_000_000
    assert all(tank["balance_ul"] == 0 for tank in ledger["tanks"].values())


async def test_a_customer_can_be_made_to_hang_up(platform: Gateway, simulator: Simulator) -> None:
    await opened(platform, simulator)
    await simulator.play("arrive", pump=1, volume_ml=5_000)
    await is_in(platform, 1, State.CALLING)
    assert (await simulator.play("arrive", pump=1, volume_ml=5_000)).json()["reason"] == "PumpOccupied"
    assert (await simulator.play("hang-up", pump=1)).status_code == 200
    await is_in(platform, 1, State.IDLE)
    assert (await simulator.play("hang-up", pump=1)).json()["reason"] == "InvalidInput"
    assert (await simulator.play("mute")).json()["reason"] == "InvalidInput"
    assert (await simulator.play("power-cut", pump=9, seconds=1)).json()["reason"] == "UnknownTarget"
