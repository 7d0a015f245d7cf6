"""What becomes of an order to release a pump."""

from datetime import timedelta

import pytest
from motorway.iot.v1 import device_pb2
from motorway_access.testing import CallerKeys, calling
from motorway_kit.errors import Conflict, Unavailable
from pos.app.authorise import authorise
from pos.db.pumps import get_status
from pos.domain.sale import Clearing, Sale, SaleState
from pos.parts import Pos

from .clock import ManualClock
from .pump_world import (
    AUTHORISED,
    CALLING,
    IDLE,
    SITE,
    STARTED,
    delivered,
    hear,
    opened,
    prepaid,
    report,
    state_message,
    stored,
    told,
    transaction_of,
    with_site,
)
from .stub_pumps import NoAnswer, NotConnected, StubPumps, refused


class ControllerOffline(Unavailable):
    """As the iot-gateway says it."""


@pytest.fixture(autouse=True)
def cashier(keys: CallerKeys) -> object:
    with calling(keys) as user:
        yield user


async def steps(parts: Pos, sale: Sale) -> list[tuple[str, str]]:
    rows = await parts.db.fetch("SELECT what, actor FROM sale_step WHERE sale_id = $1 ORDER BY version", sale.sale_id)
    return [(row["what"], row["actor"]) for row in rows]


async def test_the_pump_takes_the_order(parts: Pos, stub_pumps: StubPumps) -> None:
    await with_site(parts)
    sale = await opened(parts, nozzles=(1,), max_amount_minor=3_000, price_set=7)
    stub_pumps.reports = [report(sale)]
    authorised = await authorise(parts, sale)
    assert (authorised.state, authorised.version) == (SaleState.AUTHORISED, 2)
    assert await stored(parts, sale) == authorised
    assert await told(parts) == ["SaleAuthorised"]
    assert await steps(parts, sale) == [("opened", "ann"), ("accepted", "")]
    (order,) = stub_pumps.ordered("AuthorisePump")
    assert order.authorise == device_pb2.Authorise(
        pump=1, release_token=sale.sale_id, nozzles=[1], max_amount_minor=3_000, price_set=7
    )
    assert order.idempotency_key == sale.sale_id


async def test_a_pump_whose_nozzle_is_out_starts_at_once(parts: Pos, stub_pumps: StubPumps) -> None:
    await with_site(parts)
    sale = await opened(parts)
    stub_pumps.reports = [report(sale, STARTED, nozzle=1)]
    assert (await authorise(parts, sale)).state is SaleState.FUELLING
    assert await told(parts) == ["SaleAuthorised", "FuellingStarted"]


async def test_the_pump_refuses_and_its_reason_is_kept(parts: Pos, stub_pumps: StubPumps) -> None:
    await with_site(parts)
    sale = await opened(parts)
    stub_pumps.answers["AuthorisePump"] = refused(0x2E, "closed", report(None, 2))
    answered = await authorise(parts, sale)
    assert (answered.state, answered.reason, answered.refusal_code) == (SaleState.REFUSED, "closed", 0x2E)
    assert await told(parts) == ["SaleEnded"]


async def test_nothing_is_sent_to_a_controller_that_is_offline(parts: Pos, stub_pumps: StubPumps) -> None:
    await with_site(parts)
    stub_pumps.answers["AuthorisePump"] = ControllerOffline("offline")
    answered = await authorise(parts, await opened(parts))
    assert (answered.state, answered.reason) == (SaleState.REFUSED, "controller_offline")


async def test_a_prepayment_goes_back_when_the_pump_refuses(parts: Pos, stub_pumps: StubPumps) -> None:
    await with_site(parts)
    sale = await opened(parts, **(await prepaid(parts)))
    stub_pumps.answers["AuthorisePump"] = refused(0x2D, "inoperative")
    answered = await authorise(parts, sale)
    assert (answered.state, answered.clearing, answered.due_minor) == (SaleState.CLEARED, Clearing.ZERO, 0)
    assert [tender.amount_minor for tender in answered.tenders] == [3_000, -3_000]
    assert (answered.reason, answered.refusal_code) == ("inoperative", 0x2D)


async def test_an_order_that_the_gateway_does_not_take_is_refused(parts: Pos, stub_pumps: StubPumps) -> None:
    class IdempotencyKeyReused(Conflict):
        pass

    await with_site(parts)
    stub_pumps.answers["AuthorisePump"] = IdempotencyKeyReused("another order")
    answered = await authorise(parts, await opened(parts))
    assert (answered.state, answered.reason) == (SaleState.REFUSED, "idempotency_key_reused")


@pytest.mark.parametrize(("state", "expected"), [(AUTHORISED, SaleState.AUTHORISED), (STARTED, SaleState.FUELLING)])
async def test_a_lost_answer_is_asked_for(parts: Pos, stub_pumps: StubPumps, state: int, expected: SaleState) -> None:
    await with_site(parts)
    sale = await opened(parts)
    stub_pumps.answers["AuthorisePump"] = NoAnswer("no answer")
    stub_pumps.reports = [report(sale, state)]
    assert (await authorise(parts, sale)).state is expected
    assert len(stub_pumps.ordered("AskPumps")) == 1


async def test_a_pump_that_knows_nothing_of_a_lost_order_refused_it(parts: Pos, stub_pumps: StubPumps) -> None:
    await with_site(parts)
    stub_pumps.answers["AuthorisePump"] = NoAnswer("no answer")
    stub_pumps.reports = [report(None, IDLE)]
    answered = await authorise(parts, await opened(parts))
    assert (answered.state, answered.reason) == (SaleState.REFUSED, "no_answer")


async def test_a_pump_that_has_delivered_already_is_waited_for(parts: Pos, stub_pumps: StubPumps) -> None:
    await with_site(parts)
    sale = await opened(parts)
    stub_pumps.answers["AuthorisePump"] = NoAnswer("no answer")
    stub_pumps.reports = [report(None, IDLE, last_release_token=sale.sale_id, last_sequence=1)]
    assert (await authorise(parts, sale)).state is SaleState.FUELLING
    (paid,) = await delivered(parts, transaction_of(parts, 1, token=sale.sale_id))
    assert paid is not None
    assert (paid.sale_id, paid.state) == (sale.sale_id, SaleState.PAYABLE)


async def test_what_other_sales_hide_is_waited_for(parts: Pos, stub_pumps: StubPumps) -> None:
    """The last delivery was another one, but one before it has not come yet: it may be this sale's."""
    await with_site(parts)
    sale = await opened(parts)
    await delivered(parts, transaction_of(parts, 2, before_ml=20_000))
    stub_pumps.answers["AuthorisePump"] = NoAnswer("no answer")
    stub_pumps.reports = [report(None, IDLE, last_sequence=2)]
    assert (await authorise(parts, sale)).state is SaleState.REQUESTED


@pytest.mark.parametrize("error", [NoAnswer("no answer"), NotConnected("no broker")])
async def test_who_cannot_be_reached_leaves_it_open(parts: Pos, stub_pumps: StubPumps, error: Exception) -> None:
    await with_site(parts)
    stub_pumps.answers.update(AuthorisePump=error, AskPumps=NotConnected("no broker"))
    sale = await opened(parts)
    assert await authorise(parts, sale) == sale
    assert await told(parts) == []


async def test_a_state_that_is_faster_than_the_answer_wins(
    parts: Pos, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    await with_site(parts)
    sale = await opened(parts)
    await hear(parts, state_message(clock(), STARTED, sale.sale_id, nozzle=1))
    stub_pumps.reports = [report(sale)]
    answered = await authorise(parts, sale)
    assert answered.state is SaleState.FUELLING
    assert await told(parts) == ["SaleAuthorised", "FuellingStarted"]


async def test_a_state_settles_an_order_that_was_not_answered(parts: Pos, clock: ManualClock) -> None:
    await with_site(parts)
    sale = await opened(parts)
    await hear(parts, state_message(clock(), AUTHORISED, sale.sale_id))
    assert (await stored(parts, sale)).state is SaleState.AUTHORISED


async def test_states_of_other_sites_and_strange_tokens_move_nothing(parts: Pos, clock: ManualClock) -> None:
    await with_site(parts)
    sale = await opened(parts)
    await hear(
        parts,
        state_message(clock(), AUTHORISED, sale.sale_id, site="m1-leicester"),
        state_message(clock(), AUTHORISED, "4711", pump=2),
        state_message(clock(), AUTHORISED, sale.sale_id.upper(), pump=1),
    )
    assert await stored(parts, sale) == sale


async def test_states_order_by_their_time(parts: Pos, clock: ManualClock) -> None:
    await with_site(parts)
    sale = await opened(parts)
    later = clock() + timedelta(seconds=5)
    await hear(parts, state_message(later, CALLING, nozzle=1, reason="nozzle_out"))
    await hear(parts, state_message(clock(), AUTHORISED, sale.sale_id), state_message(later, CALLING, nozzle=1))
    status = await get_status(parts.db, SITE, 1)
    assert status is not None
    assert (int(status.state), status.nozzle, status.time, status.since) == (CALLING, 1, later, later)
    assert (await stored(parts, sale)).state is SaleState.AUTHORISED  # it was, whatever came after
