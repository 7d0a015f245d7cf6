"""Orders to pumps other than sales, through the real door."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from motorway.iot.v1 import device_pb2
from motorway.pos.v1 import pumps_pb2, pumps_pb2_grpc, sale_pb2
from motorway_access.roles import Role
from motorway_access.testing import CallerKeys, calling
from motorway_kit.errors import Conflict, InvalidInput, MotorwayError, NotFound, Timeout
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from pos.domain.sale import SaleState
from pos.parts import Pos

from .clock import ManualClock
from .pump_world import (
    AUTHORISED,
    CALLING,
    CLOSED,
    FUELLING,
    IDLE,
    SITE,
    delivered,
    hear,
    opened,
    report,
    state_message,
    transaction_of,
    with_site,
)
from .sales_world import Station
from .shift_world import being
from .stub_pumps import NoAnswer, NotConnected, StubPumps, accepted, refused

SUSPENDED = device_pb2.FUELLING_POINT_STATE_SUSPENDED_FUELLING
SUSPEND, OPEN, CLOSE, TERMINATE = (
    pumps_pb2.PUMP_COMMAND_SUSPEND,
    pumps_pb2.PUMP_COMMAND_OPEN,
    pumps_pb2.PUMP_COMMAND_CLOSE,
    pumps_pb2.PUMP_COMMAND_TERMINATE,
)


@pytest_asyncio.fixture
async def pumps(parts: Pos, client_of: Callable[[Any], Awaitable[Remote]]) -> Remote:
    await with_site(parts)
    return await client_of(pumps_pb2_grpc.PumpsServiceStub)


async def control(pumps: Remote, command: int, key: str = "", pump: int = 1) -> pumps_pb2.ControlPumpResponse:
    request = pumps_pb2.ControlPumpRequest(
        site_id=SITE,
        pump=pump,
        command=command,  # type: ignore[arg-type]
        idempotency_key=key or new_id(),
    )
    response: pumps_pb2.ControlPumpResponse = await pumps.call("ControlPump", request)
    return response


async def test_a_pump_is_suspended(pumps: Remote, parts: Pos, stub_pumps: StubPumps, clock: ManualClock) -> None:
    await hear(parts, state_message(clock(), FUELLING, nozzle=1))
    stub_pumps.reports = [report(None, SUSPENDED, nozzle=1)]
    answered = await control(pumps, SUSPEND, "key-1")
    assert (answered.status.state, answered.previous.state) == (SUSPENDED, FUELLING)
    (order,) = stub_pumps.ordered("ControlPump")
    assert (order.site, order.control.pump, order.control.action) == (SITE, 1, device_pb2.PUMP_ACTION_SUSPEND)
    assert order.idempotency_key == "key-1"


async def test_what_ifsf_refuses_is_not_sent(
    pumps: Remote, parts: Pos, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    await hear(parts, state_message(clock(), IDLE))
    with pytest.raises(Conflict) as caught:
        await control(pumps, SUSPEND)
    assert caught.value.reason == "PumpRefused"
    assert caught.value.context == {
        "pump": "1",
        "code": "0x30",
        "refusal": "not_in_progress",
        "by": "pos",
        "state": "IDLE",
    }
    assert stub_pumps.orders == []


async def test_what_the_device_refuses_is_shown_as_it_is(
    pumps: Remote, parts: Pos, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    await hear(parts, state_message(clock(), FUELLING, nozzle=1))
    stub_pumps.answers["ControlPump"] = refused(0x33, "wrong_controller", report(None, IDLE))
    with pytest.raises(Conflict) as caught:
        await control(pumps, SUSPEND)
    assert caught.value.reason == "PumpRefused"
    assert caught.value.context == {"pump": "1", "code": "0x33", "refusal": "wrong_controller", "by": "device"}
    (overview, _) = await listed(pumps)
    assert overview.status.state == IDLE


async def test_a_repeated_order_is_the_same_order(
    pumps: Remote, parts: Pos, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    await hear(parts, state_message(clock(), FUELLING, nozzle=1))
    stub_pumps.reports = [report(None, SUSPENDED, nozzle=1)]
    await control(pumps, SUSPEND, "key-1")
    assert (await control(pumps, SUSPEND, "key-1")).status.state == SUSPENDED
    assert {order.idempotency_key for order in stub_pumps.ordered("ControlPump")} == {"key-1"}
    with pytest.raises(Conflict) as caught:
        await control(pumps, CLOSE, "key-1")
    assert caught.value.reason == "IdempotencyKeyReused"


async def test_a_pump_of_which_nothing_was_heard_is_asked_first(pumps: Remote, stub_pumps: StubPumps) -> None:
    stub_pumps.reports = [report(None, CLOSED)]
    stub_pumps.answers["ControlPump"] = lambda _: accepted(report(None, IDLE))
    assert (await control(pumps, OPEN)).status.state == IDLE
    assert [method for method, _ in stub_pumps.orders] == ["AskPumps", "ControlPump"]


async def test_a_pump_that_says_nothing_is_not_controlled(pumps: Remote, stub_pumps: StubPumps) -> None:
    with pytest.raises(Conflict) as caught:
        await control(pumps, OPEN)
    assert caught.value.reason == "PumpStateUnknown"
    assert stub_pumps.ordered("ControlPump") == []


async def test_a_lost_answer_is_asked_for(pumps: Remote, parts: Pos, stub_pumps: StubPumps, clock: ManualClock) -> None:
    await hear(parts, state_message(clock(), FUELLING, nozzle=1))
    stub_pumps.answers["ControlPump"] = NoAnswer("no answer")
    stub_pumps.reports = [report(None, SUSPENDED, nozzle=1)]
    assert (await control(pumps, SUSPEND)).status.state == SUSPENDED
    stub_pumps.reports = [report(None, FUELLING, nozzle=1)]
    stub_pumps.answers["ControlPump"] = NoAnswer("no answer")
    with pytest.raises(Timeout) as caught:
        await control(pumps, CLOSE)
    assert (caught.value.reason, caught.value.context["state"]) == ("NotConfirmed", "FUELLING")


async def test_who_cannot_be_reached_is_told_so(
    pumps: Remote, parts: Pos, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    await hear(parts, state_message(clock(), FUELLING, nozzle=1))
    stub_pumps.answers.update(ControlPump=NoAnswer("no answer"), AskPumps=NotConnected("no broker"))
    with pytest.raises(MotorwayError) as caught:
        await control(pumps, SUSPEND)
    assert caught.value.reason == "NotConnected"


async def test_an_authorisation_is_of_the_till_that_gave_it(
    station: Station, parts: Pos, client_of: Callable[[Any], Awaitable[Remote]]
) -> None:
    """IFSF 0x33; making the pump safe is everybody's, and a supervisor may."""
    sale = await station.open("ann")
    pumps: Remote = await client_of(pumps_pb2_grpc.PumpsServiceStub)
    await hear(parts, state_message(station.clock(), FUELLING, sale.sale_id, nozzle=1))
    station.pumps.orders.clear()
    for command in (CLOSE, TERMINATE):
        with being(station.keys, "bob", Role.CASHIER), pytest.raises(Conflict) as caught:
            await control(pumps, command)
        assert (caught.value.reason, caught.value.context["code"]) == ("PumpRefused", "0x33")
        assert caught.value.context["cashier"] == "ann"
    assert station.pumps.ordered("ControlPump") == []
    station.pumps.reports = [report(None, SUSPENDED, nozzle=1)]
    with being(station.keys, "bob", Role.CASHIER):
        assert (await control(pumps, SUSPEND)).status.state == SUSPENDED
    station.pumps.reports = [report(None, IDLE)]
    with being(station.keys, "sue", Role.SUPERVISOR):
        assert (await control(pumps, TERMINATE)).status.state == IDLE


async def test_only_its_till_takes_an_authorisation_back(station: Station) -> None:
    sale = await station.open("ann")
    refusal = await station.refused("bob", "CancelSale", sale_id=sale.sale_id, idempotency_key="b")
    assert (refusal.reason, refusal.context["code"], refusal.context["cashier"]) == ("PumpRefused", "0x33", "ann")
    assert station.pumps.ordered("ControlPump") == []
    station.pumps.reports = [report(None, IDLE)]
    cancelled = (await station.ask("ann", "CancelSale", sale_id=sale.sale_id, idempotency_key="a")).sale
    assert cancelled.state == sale_pb2.SALE_STATE_ENDED


async def test_bad_requests_name_what_is_wrong(pumps: Remote) -> None:
    with pytest.raises(InvalidInput) as caught:
        await control(pumps, 0)
    assert caught.value.context["field"] == "command"
    with pytest.raises(InvalidInput) as caught:
        await control(pumps, OPEN, "x" * 201)
    assert caught.value.context["field"] == "idempotency_key"
    with pytest.raises(NotFound) as unknown:
        await control(pumps, OPEN, pump=9)
    assert unknown.value.reason == "PumpNotFound"


async def stop(pumps: Remote, pump: int = 0) -> pumps_pb2.StopForecourtResponse:
    request = pumps_pb2.StopForecourtRequest(site_id=SITE, pump=pump, idempotency_key=new_id())
    response: pumps_pb2.StopForecourtResponse = await pumps.call("StopForecourt", request)
    return response


async def start(pumps: Remote, pump: int = 0) -> pumps_pb2.StartForecourtResponse:
    request = pumps_pb2.StartForecourtRequest(site_id=SITE, pump=pump, idempotency_key=new_id())
    response: pumps_pb2.StartForecourtResponse = await pumps.call("StartForecourt", request)
    return response


def stopped(pump: int) -> device_pb2.PumpReport:
    return report(None, CLOSED, pump, emergency_stopped=True)


async def test_an_emergency_stop_names_who_did_not_confirm(
    pumps: Remote, parts: Pos, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    await hear(parts, state_message(clock(), FUELLING, nozzle=1), state_message(clock(), IDLE, pump=2))
    stub_pumps.reports = [stopped(1), report(None, IDLE, 2)]
    answered = await stop(pumps)
    assert [(status.pump, status.emergency_stopped) for status in answered.statuses] == [(1, True), (2, False)]
    assert [status.state for status in answered.previous] == [FUELLING, IDLE]
    assert list(answered.unconfirmed) == [2]
    stub_pumps.reports = [stopped(1), stopped(2)]
    assert list((await stop(pumps)).unconfirmed) == []


async def test_a_stopped_pump_is_not_opened_but_restarted(
    pumps: Remote, parts: Pos, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    await hear(parts, state_message(clock(), CLOSED, reason="emergency_stop"))
    with pytest.raises(Conflict) as caught:
        await control(pumps, OPEN)
    assert caught.value.context["refusal"] == "emergency_stopped"
    stub_pumps.reports = [report(None, CALLING, nozzle=1)]
    answered = await start(pumps, 1)
    assert [(status.state, status.emergency_stopped) for status in answered.statuses] == [(CALLING, False)]
    assert list(answered.unconfirmed) == []


async def test_a_stop_is_known_until_the_pump_is_open_again(pumps: Remote, parts: Pos, clock: ManualClock) -> None:
    async def is_stopped() -> bool:
        return bool((await listed(pumps))[0].status.emergency_stopped)

    for state, reason, expected in [
        (CLOSED, "emergency_stop", True),
        (1, "error", True),
        (CLOSED, "configured", True),
        (IDLE, "restarted", False),
        (CLOSED, "closed", False),
    ]:
        clock.forward(seconds=1)
        await hear(parts, state_message(clock(), state, reason=reason))
        assert await is_stopped() is expected


async def test_a_stop_without_an_answer_is_no_stop(pumps: Remote, stub_pumps: StubPumps) -> None:
    stub_pumps.answers.update(StopForecourt=NoAnswer("no answer"), AskPumps=NoAnswer("no answer"))
    with pytest.raises(Timeout) as caught:
        await stop(pumps)
    assert caught.value.reason == "NoAnswer"


async def listed(pumps: Remote) -> list[pumps_pb2.PumpOverview]:
    response = await pumps.call("ListPumps", pumps_pb2.ListPumpsRequest(site_id=SITE))
    return list(response.pumps)


async def test_every_pump_is_listed_with_its_sales(
    pumps: Remote, parts: Pos, clock: ManualClock, keys: CallerKeys
) -> None:
    authorised = await opened(parts, state=SaleState.AUTHORISED)
    locked = await opened(parts, state=SaleState.LOCKED)
    (payable,) = await delivered(parts, transaction_of(parts, 1))
    assert payable is not None
    await hear(parts, state_message(clock(), AUTHORISED, authorised.sale_id, reason="authorised"))
    one, two = await listed(pumps)
    assert (one.status.state, one.status.release_token) == (AUTHORISED, authorised.sale_id)
    assert one.current.sale_id == authorised.sale_id
    assert [sale.sale_id for sale in one.unpaid] == [locked.sale_id, payable.sale_id]
    assert one.unpaid[1].due_minor == 3_000
    assert (two.status.pump, two.status.state, two.HasField("current"), list(two.unpaid)) == (2, 0, False, [])
    with calling(keys, Role.TECHNICIAN, sites=[SITE]):
        (seen, _) = await listed(pumps)
    assert seen.status == one.status
    assert not seen.HasField("current")
    assert not seen.unpaid
