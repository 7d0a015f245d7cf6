"""Nothing is guessed from an answer that says nothing, from an old message, or from silence."""

import pytest
from motorway.iot.v1 import device_pb2
from motorway_access.testing import CallerKeys, calling
from motorway_kit.errors import MotorwayError
from motorway_kit.ids import new_id
from pos.app.authorise import authorise
from pos.app.resolver import SEND_WITHIN, Resolver
from pos.domain.sale import Clearing, SaleState
from pos.parts import Pos

from .clock import ManualClock
from .pump_world import (
    AUTHORISED,
    FUELLING,
    IDLE,
    STARTED,
    hear,
    opened,
    prepaid,
    report,
    state_message,
    stored,
    told,
    with_site,
)
from .sales_world import Station, state_of
from .stub_pumps import StubPumps, accepted, refused
from .test_resolver import EXPIRED_S


class InternalError(MotorwayError):
    """As a service says that it failed in a way that nobody expected."""


@pytest.mark.parametrize(
    "answer",
    [
        refused(0, "unsupported_command"),
        refused(0x33, "wrong_controller"),
        accepted(device_pb2.PumpReport(pump=1)),
        accepted(device_pb2.PumpReport(pump=1, state=77)),  # type: ignore[arg-type]
    ],
    ids=["unsupported", "wrong controller", "no state", "strange state"],
)
async def test_who_does_not_say_how_the_pump_is_ends_nothing(
    parts: Pos, stub_pumps: StubPumps, clock: ManualClock, answer: device_pb2.CommandResponse
) -> None:
    await with_site(parts)
    sale = await opened(parts, **(await prepaid(parts)))
    stub_pumps.answers["AskPumps"] = answer
    clock.forward(seconds=EXPIRED_S)
    assert await Resolver(parts).ask_waiting() == 1
    found = await stored(parts, sale)
    assert (found.state, found.due_minor) == (SaleState.REQUESTED, -3_000)


async def test_a_controller_that_refuses_to_terminate_ends_nothing(station: Station) -> None:
    sale = await station.open()
    station.pumps.answers["ControlPump"] = refused(0x33, "wrong_controller")
    refusal = await station.refused("ann", "CancelSale", sale_id=sale.sale_id, idempotency_key="c")
    assert (refusal.reason, refusal.context["refusal"]) == ("PumpRefused", "wrong_controller")
    assert state_of((await station.see(sale.sale_id)).sale) == "AUTHORISED"


async def test_a_gateway_that_fails_may_have_sent_the_order(
    parts: Pos, stub_pumps: StubPumps, keys: CallerKeys, clock: ManualClock
) -> None:
    await with_site(parts)
    sale = await opened(parts, **(await prepaid(parts)))
    stub_pumps.answers["AuthorisePump"] = InternalError("unexpected failure")
    with calling(keys):
        assert (await authorise(parts, sale)).state is SaleState.REQUESTED
    stub_pumps.reports = [report(sale)]
    clock.forward(seconds=EXPIRED_S)
    await Resolver(parts).ask_waiting()
    assert (await stored(parts, sale)).state is SaleState.AUTHORISED


async def test_an_order_is_not_sent_when_it_may_have_been_asked_about(
    parts: Pos, stub_pumps: StubPumps, keys: CallerKeys, clock: ManualClock
) -> None:
    """Another replica asks the pump a while after the opening: an order that came later would be free fuel."""
    await with_site(parts)
    sale = await opened(parts, **(await prepaid(parts)))
    clock.forward(seconds=SEND_WITHIN.total_seconds() + 0.1)
    with calling(keys):
        found = await authorise(parts, sale)
    assert stub_pumps.orders == []
    assert (found.state, found.clearing, found.reason) == (SaleState.CLEARED, Clearing.ZERO, "not_sent")


async def test_a_pump_that_works_for_the_sale_did_not_refuse_it(
    parts: Pos, stub_pumps: StubPumps, keys: CallerKeys
) -> None:
    """The order came twice, and the second one is answered: the first is in force, and its money is not given back."""
    await with_site(parts)
    sale = await opened(parts, **(await prepaid(parts)))
    stub_pumps.answers["AuthorisePump"] = refused(0x31, "already_started", report(sale))
    with calling(keys):
        assert (await authorise(parts, sale)).state is SaleState.AUTHORISED


@pytest.mark.parametrize("state", [AUTHORISED, STARTED])
async def test_an_old_word_brings_no_sale_back(parts: Pos, clock: ManualClock, state: int) -> None:
    """It was on its way while the pump was asked."""
    await with_site(parts)
    before = clock()
    ended = await opened(parts, state=SaleState.ENDED)
    clock.forward(seconds=5)
    await hear(parts, state_message(clock(), IDLE))
    await hear(parts, state_message(before, state, ended.sale_id))
    await hear(parts, state_message(before, state, ended.sale_id), state_message(clock(), IDLE))
    assert (await stored(parts, ended)).state is SaleState.ENDED
    assert await told(parts) == []


async def test_an_old_word_settles_an_order_all_the_same(parts: Pos, clock: ManualClock) -> None:
    await with_site(parts)
    before, sale = clock(), await opened(parts)
    clock.forward(seconds=5)
    await hear(parts, state_message(clock(), IDLE))
    await hear(parts, state_message(before, STARTED, sale.sale_id))
    assert (await stored(parts, sale)).state is SaleState.FUELLING


async def test_the_key_of_one_cancelling_cancels_no_other_sale(station: Station) -> None:
    """The gateway would repeat what the pump said then, and the pump that is released now would give free fuel."""
    gone = await station.open()
    station.pumps.reports = [report(None, IDLE)]
    await station.ask("ann", "CancelSale", sale_id=gone.sale_id, idempotency_key="c")
    station.pumps.reports = []
    sale = await station.open()
    refusal = await station.refused("ann", "CancelSale", sale_id=sale.sale_id, idempotency_key="c")
    assert (refusal.reason, refusal.context["field"]) == ("IdempotencyKeyReused", "idempotency_key")
    assert state_of((await station.see(sale.sale_id)).sale) == "AUTHORISED"
    assert len(station.pumps.ordered("ControlPump")) == 1


async def test_an_order_to_the_pump_is_not_taken_for_a_cancelling(station: Station) -> None:
    first, second = new_id(), new_id()
    sales = [await station.open()]
    for key in (first, second):
        station.pumps.answers["ControlPump"] = refused(0x2D, "inoperative", report_of(sales[0].sale_id))
        await station.refused("ann", "CancelSale", sale_id=sales[0].sale_id, idempotency_key=key)
    sent = [order.idempotency_key for order in station.pumps.ordered("ControlPump")]
    assert len(set(sent)) == 2
    assert not {first, second} & set(sent)


def report_of(token: str, state: int = AUTHORISED) -> device_pb2.PumpReport:
    return device_pb2.PumpReport(pump=1, state=state, release_token=token)  # type: ignore[arg-type]


async def test_cancelling_takes_no_fuel_from_the_next_customer(station: Station) -> None:
    """The pump let go by itself, and works for another sale by now: it is asked, and not stopped."""
    gone = await station.open()
    await station.idle()
    following = await station.open(who="bob")
    station.clock.forward(seconds=1)
    await hear(station.parts, state_message(station.clock(), FUELLING, following.sale_id, nozzle=1))
    station.pumps.answers["AskPumps"] = accepted(report_of(following.sale_id, FUELLING))
    after = (await station.ask("ann", "CancelSale", sale_id=gone.sale_id, idempotency_key="c")).sale
    assert state_of(after) == "ENDED"
    assert station.pumps.ordered("ControlPump") == []
    assert state_of((await station.see(following.sale_id)).sale) == "FUELLING"
