"""Card readers through the real door, driven on the simulator."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
import pytest_asyncio
from motorway.payments.v1 import desk_pb2 as pb
from motorway.payments.v1.desk_pb2_grpc import ReadersServiceStub
from motorway_kit.errors import Conflict, InvalidInput, NotFound, Unavailable
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from payments.app.keeper import look_at
from payments.domain.payment import MethodKind, PaymentState
from payments.domain.request import AskedMethod
from payments.parts import Payments
from stripe_simulator.app import reader_actions
from stripe_simulator.fault_rules import Do, Match, Rule

from .desk_world import SITE, Desk
from .simulated import SimulatedStripe
from .stub_pos import StubPos

READERS = "/v1/terminal/readers"


@pytest.fixture
def desk(parts: Payments, stripe_simulator: SimulatedStripe) -> Desk:
    return Desk(parts, stripe_simulator)


@pytest_asyncio.fixture
async def door(client_of: Callable[[Any], Any]) -> Remote:
    remote: Remote = await client_of(ReadersServiceStub)
    return remote


def registration(**change: Any) -> pb.RegisterReaderRequest:
    values: dict[str, Any] = {
        "site_id": SITE,
        "registration_code": "simulated-wpe",
        "label": "Reader 1",
        "till": "Counter 1",
        "idempotency_key": "key-1",
    }
    return pb.RegisterReaderRequest(**{**values, **change})


async def registered(door: Remote, **change: Any) -> pb.Reader:
    response: pb.RegisterReaderResponse = await door.call("RegisterReader", registration(**change))
    return response.reader


async def listed(door: Remote, site: str = SITE) -> list[pb.Reader]:
    response: pb.ListReadersResponse = await door.call("ListReaders", pb.ListReadersRequest(site_id=site))
    return list(response.readers)


async def asking(desk: Desk, reader: pb.Reader) -> str:
    """A payment whose customer the reader is asking."""
    method = AskedMethod(MethodKind.READER, reader.reader_id)
    payment = await desk.pay(method=method)
    assert payment.state is PaymentState.AUTHORISING
    return payment.payment_id


async def test_readers_of_a_site_stand_at_one_location(door: Remote, desk: Desk, stub_pos: StubPos) -> None:
    one = await registered(door)
    other = await registered(door, label="Reader 2", till="", idempotency_key="key-2")
    await registered(door, site_id="m1-leicester", idempotency_key="key-3")
    assert [reader.reader_id for reader in await listed(door)] == [other.reader_id, one.reader_id]
    assert (one.device_type, one.status, one.busy_with, one.test) == ("simulated_wisepos_e", "online", "", True)
    places = desk.stripe.world.table("terminal.location").oldest_first()
    assert [place["metadata"]["site_id"] for place in places] == [SITE, "m1-leicester"]
    assert {by for _, by in stub_pos.asked_by} == {"payments"}


async def test_the_same_request_registers_once(door: Remote, desk: Desk) -> None:
    assert await registered(door) == await registered(door)
    assert len(list(desk.stripe.world.table("terminal.reader").oldest_first())) == 1
    with pytest.raises(Conflict) as refused:
        await registered(door, label="Reader 2")
    assert refused.value.reason == "IdempotencyKeyReused"


async def test_a_wrong_code_is_refused_and_can_be_put_right_with_the_same_key(door: Remote) -> None:
    with pytest.raises(InvalidInput) as refused:
        await registered(door, registration_code="apple-pear-plum")
    assert (refused.value.reason, refused.value.context["field"]) == ("RegistrationCodeInvalid", "registration_code")
    assert (await registered(door)).label == "Reader 1"


@pytest.mark.parametrize("do", [Do.DROP_AFTER_COMMIT, Do.ERROR_AFTER_COMMIT])
async def test_a_registration_that_was_not_answered_is_found(door: Remote, desk: Desk, do: Do) -> None:
    await registered(door, till="Counter 2", idempotency_key="key-0")
    desk.stripe.spoil(Rule(match=Match(method="POST", path=READERS), do=do))
    with pytest.raises(Unavailable):
        await registered(door)
    desk.stripe.forward(3)
    assert [reader.till for reader in await listed(door)] == ["Counter 1", "Counter 2"]
    assert len(list(desk.stripe.world.table("terminal.reader").oldest_first())) == 2


async def test_a_list_shows_what_a_reader_is_doing(door: Remote, desk: Desk) -> None:
    reader = await registered(door)
    payment_id = await asking(desk, reader)
    desk.stripe.forward(3)
    assert [each.busy_with for each in await listed(door)] == [payment_id]
    row = desk.stripe.world.get("terminal.reader", reader.stripe_id)
    desk.stripe.world.put({**row, "status": "offline"})
    desk.stripe.forward(3)
    assert [each.status for each in await listed(door)] == ["offline"]


async def test_an_idle_reader_is_busy_with_none_of_the_payments_that_stripe_does_not_know_yet(
    door: Remote, desk: Desk
) -> None:
    await registered(door)
    for _ in range(2):
        await desk.pay(method=AskedMethod(MethodKind.LINK))
    assert await desk.parts.db.fetchval("SELECT count(*) FROM payment WHERE stripe_id = ''") == 2
    assert [each.busy_with for each in await listed(door)] == [""]


async def test_stripe_is_not_asked_by_every_till_that_looks(door: Remote, desk: Desk) -> None:
    await registered(door)
    await listed(door)
    desk.stripe.spoil(Rule(match=Match(path=READERS), do=Do.ERROR_BEFORE))
    assert [each.status for each in await listed(door)] == ["online"]
    desk.stripe.forward(3)
    assert [each.status for each in await listed(door)] == ["unknown"]
    assert [each.status for each in await listed(door)] == ["online"]


async def test_a_reader_is_removed_unless_it_is_busy(door: Remote, desk: Desk) -> None:
    reader = await registered(door)
    await asking(desk, reader)
    request = pb.RemoveReaderRequest(reader_id=reader.reader_id)
    with pytest.raises(Conflict) as refused:
        await door.call("RemoveReader", request)
    assert refused.value.reason == "ReaderBusy"
    await door.call("CancelReaderAction", pb.CancelReaderActionRequest(reader_id=reader.reader_id))
    removed = await door.call("RemoveReader", request)
    assert removed.previous.label == "Reader 1"
    assert (await door.call("RemoveReader", request)).previous.reader_id == reader.reader_id
    assert await listed(door) == []
    assert list(desk.stripe.world.table("terminal.reader").oldest_first()) == []


async def test_what_a_reader_asks_for_is_taken_back_with_its_payment(door: Remote, desk: Desk) -> None:
    reader = await registered(door)
    payment_id = await asking(desk, reader)
    request = pb.CancelReaderActionRequest(reader_id=reader.reader_id)
    answer = await door.call("CancelReaderAction", request)
    assert (answer.reader.busy_with, answer.reader.status) == ("", "online")
    await desk.work()
    payment = await desk.payment(payment_id)
    assert (payment.state, payment.reason) == (PaymentState.VOIDED, "reader_cancelled")
    assert (await door.call("CancelReaderAction", request)).reader.busy_with == ""


async def test_a_customer_who_pays_at_the_reader_has_paid(door: Remote, desk: Desk) -> None:
    reader = await registered(door)
    payment_id = await asking(desk, reader)
    reader_actions.present(desk.stripe.world, reader.stripe_id, "pm_card_mastercard")
    await look_at(desk.parts, payment_id)
    payment = await desk.payment(payment_id)
    assert payment.card is not None
    assert (payment.state, payment.card.brand) == (PaymentState.CAPTURED, "mastercard")


async def test_a_connection_token_is_passed_on_and_not_kept(door: Remote, parts: Payments) -> None:
    request = pb.CreateConnectionTokenRequest(site_id=SITE)
    secret = (await door.call("CreateConnectionToken", request)).secret
    assert secret.startswith("pst_test_")
    kept = await parts.db.fetch("SELECT l::text AS said FROM terminal_location l")
    assert not any(secret in row["said"] for row in kept)


async def test_there_is_no_such_reader(door: Remote) -> None:
    for method, reader_id in product(("RemoveReader", "CancelReaderAction"), (new_id(), "till 1", "")):
        with pytest.raises(NotFound) as refused:
            await door.call(method, getattr(pb, f"{method}Request")(reader_id=reader_id))
        assert refused.value.reason == "ReaderNotFound"
