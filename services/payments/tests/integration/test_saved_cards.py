"""Cards on file through the real door, with the simulator."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
import pytest_asyncio
from motorway.payments.v1 import desk_pb2 as pb
from motorway.payments.v1 import payment_pb2
from motorway.payments.v1.desk_pb2_grpc import ReadersServiceStub, SavedCardsServiceStub, WebhooksServiceStub
from motorway_access.testing import CallerKeys, calling
from motorway_kit.errors import Conflict, InvalidInput, NotFound
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from payments.app.saved_cards import detach_removed, look_at_waiting
from payments.domain.payment import MethodKind, PaymentState
from payments.domain.request import AskedMethod
from payments.parts import Payments
from stripe_simulator.app import authentication, reader_actions
from stripe_simulator.fault_rules import Do, Match, Rule

from .desk_world import SITE, Desk, signed
from .simulated import SimulatedStripe
from .stub_pos import StubPos

ACCOUNT = "acme-haulage"
PENDING, ACTION, SUCCEEDED, FAILED = (pb.CardSetupState.ValueType(number) for number in range(1, 5))


@pytest.fixture
def desk(parts: Payments, stripe_simulator: SimulatedStripe) -> Desk:
    return Desk(parts, stripe_simulator)


@pytest_asyncio.fixture
async def door(client_of: Callable[[Any], Any]) -> Remote:
    remote: Remote = await client_of(SavedCardsServiceStub)
    return remote


def asked(card: str = "pm_card_visa", setup_id: str = "", **change: Any) -> pb.StartCardSetupRequest:
    method = payment_pb2.Method(kind=payment_pb2.METHOD_KIND_PAYMENT_METHOD, payment_method=card)
    values: dict[str, Any] = {"account_id": ACCOUNT, "site_id": SITE, "method": method}
    return pb.StartCardSetupRequest(setup_id=setup_id or new_id(), **{**values, **change})


async def start(door: Remote, request: pb.StartCardSetupRequest) -> pb.CardSetup:
    response: pb.StartCardSetupResponse = await door.call("StartCardSetup", request)
    return response.setup


async def get(door: Remote, setup_id: str) -> pb.CardSetup:
    response: pb.GetCardSetupResponse = await door.call("GetCardSetup", pb.GetCardSetupRequest(setup_id=setup_id))
    return response.setup


async def cards(door: Remote, account: str = ACCOUNT) -> list[pb.SavedCard]:
    request = pb.ListSavedCardsRequest(account_id=account, site_id=SITE)
    response: pb.ListSavedCardsResponse = await door.call("ListSavedCards", request)
    return list(response.cards)


async def test_a_card_is_kept_and_charged_later(door: Remote, desk: Desk, keys: CallerKeys) -> None:
    with calling(keys):
        setup = await start(door, asked())
    assert setup.state == SUCCEEDED
    (kept,) = await cards(door)
    assert (kept.saved_card_id, kept.card.brand, kept.card.last4) == (setup.saved_card_id, "visa", "4242")
    assert (kept.saved_by, kept.card.exp_year > 2000) == ("test", True)
    payment = await desk.pay(
        by=calling(keys), method=AskedMethod(MethodKind.SAVED_CARD, kept.saved_card_id), account_id=ACCOUNT
    )
    assert payment.state is PaymentState.CAPTURED


async def test_a_card_is_anothers_for_another_account(door: Remote, desk: Desk, keys: CallerKeys) -> None:
    setup = await start(door, asked())
    assert await cards(door, "other") == []
    with pytest.raises(NotFound) as refused:
        await desk.pay(
            by=calling(keys), method=AskedMethod(MethodKind.SAVED_CARD, setup.saved_card_id), account_id="other"
        )
    assert refused.value.reason == "SavedCardNotFound"


async def test_an_account_has_one_customer_at_stripe(door: Remote, desk: Desk) -> None:
    await start(door, asked("pm_card_visa"))
    await start(door, asked("pm_card_mastercard"))
    assert [kept.card.brand for kept in await cards(door)] == ["mastercard", "visa"]
    assert len(list(desk.stripe.world.table("customer").oldest_first())) == 1


async def test_the_same_request_keeps_one_card(door: Remote) -> None:
    request = asked()
    assert await start(door, request) == await start(door, request)
    assert len(await cards(door)) == 1
    with pytest.raises(Conflict) as refused:
        await start(door, asked("pm_card_mastercard", request.setup_id))
    assert refused.value.reason == "IdempotencyKeyReused"


async def test_a_card_that_is_declined_is_not_kept(door: Remote) -> None:
    setup = await start(door, asked("pm_card_chargeDeclined"))
    assert (setup.state, setup.reason) == (FAILED, "generic_decline")
    assert (await get(door, setup.setup_id)).state == FAILED
    assert await cards(door) == []


async def test_a_card_is_charged_by_who_may_see_its_account(
    door: Remote, desk: Desk, keys: CallerKeys, stub_pos: StubPos
) -> None:
    setup = await start(door, asked())
    stub_pos.strangers.add(ACCOUNT)
    method = AskedMethod(MethodKind.SAVED_CARD, setup.saved_card_id)
    with pytest.raises(NotFound):
        await desk.pay(by=calling(keys), method=method, account_id=ACCOUNT)
    assert desk.events("payment_intent.created") == []


async def test_a_bank_that_wants_to_see_its_customer(door: Remote, desk: Desk) -> None:
    setup = await start(door, asked("pm_card_authenticationRequired"))
    assert setup.state == ACTION
    assert setup.action_url.startswith(desk.stripe.address)
    (intent,) = desk.stripe.world.table("setup_intent").oldest_first()
    authentication.complete(desk.stripe.world, intent["id"], passed=True)
    assert (await get(door, setup.setup_id)).state == SUCCEEDED
    assert len(await cards(door)) == 1


STEPS = ("/v1/customers", "/v1/setup_intents", "/v1/setup_intents/*/confirm")
TROUBLES = (Do.DROP_BEFORE, Do.DROP_AFTER_COMMIT, Do.ERROR_BEFORE, Do.GARBAGE, Do.TOO_MANY)


async def test_a_setup_that_stripe_did_not_answer_is_carried_on(door: Remote, desk: Desk) -> None:
    for number, (path, do) in enumerate(product(STEPS, TROUBLES), start=1):
        desk.stripe.spoil(Rule(match=Match(method="POST", path=path), do=do))
        setup = await start(door, asked(account_id=f"account-{number}"))
        assert (path, do, setup.state) == (path, do, PENDING)
        desk.stripe.forward(31)
        await look_at_waiting(desk.parts)
        assert (path, do, (await get(door, setup.setup_id)).state) == (path, do, SUCCEEDED)
        assert len(list(desk.stripe.world.table("setup_intent").oldest_first())) == number
        assert len(await cards(door, f"account-{number}")) == 1


async def test_a_card_that_is_held_to_a_reader_is_kept(
    door: Remote, desk: Desk, client_of: Callable[[Any], Any], keys: CallerKeys
) -> None:
    setup = await _at_reader(door, client_of)
    assert (await get(door, setup.setup_id)).state == PENDING
    (reader,) = desk.stripe.world.table("terminal.reader").oldest_first()
    reader_actions.present(desk.stripe.world, reader["id"], "pm_card_visa")
    webhooks: Remote = await client_of(WebhooksServiceStub)
    for event in desk.events("setup_intent.succeeded", "terminal.reader.action_succeeded"):
        await webhooks.call("ReceiveWebhook", signed(event))
    await desk.handle()
    (kept,) = await cards(door)
    assert kept.card.brand == "visa"
    payment = await desk.pay(
        by=calling(keys), method=AskedMethod(MethodKind.SAVED_CARD, kept.saved_card_id), account_id=ACCOUNT
    )
    assert payment.state is PaymentState.CAPTURED


async def test_a_customer_who_walks_away_from_the_reader(
    door: Remote, desk: Desk, client_of: Callable[[Any], Any]
) -> None:
    setup = await _at_reader(door, client_of)
    (reader,) = desk.stripe.world.table("terminal.reader").oldest_first()
    reader_actions.refuse(desk.stripe.world, reader["id"])
    after = await get(door, setup.setup_id)
    assert (after.state, after.reason) == (FAILED, "customer_canceled")


async def test_a_cashier_takes_back_what_the_reader_asks(
    door: Remote, desk: Desk, client_of: Callable[[Any], Any]
) -> None:
    setup = await _at_reader(door, client_of)
    readers: Remote = await client_of(ReadersServiceStub)
    (reader,) = (await readers.call("ListReaders", pb.ListReadersRequest(site_id=SITE))).readers
    await readers.call("CancelReaderAction", pb.CancelReaderActionRequest(reader_id=reader.reader_id))
    after = await get(door, setup.setup_id)
    assert (after.state, after.reason) == (FAILED, "reader_stopped")


async def test_nobody_finishes_a_setup(door: Remote, desk: Desk, client_of: Callable[[Any], Any]) -> None:
    setup = await _at_reader(door, client_of)
    desk.stripe.forward(24 * 3600 + 1)
    await look_at_waiting(desk.parts)
    after = await get(door, setup.setup_id)
    assert (after.state, after.reason) == (FAILED, "given_up")


async def _at_reader(door: Remote, client_of: Callable[[Any], Any]) -> pb.CardSetup:
    readers: Remote = await client_of(ReadersServiceStub)
    wanted = pb.RegisterReaderRequest(
        site_id=SITE, registration_code="simulated-wpe", label="Reader 1", idempotency_key="key-1"
    )
    reader = (await readers.call("RegisterReader", wanted)).reader
    method = payment_pb2.Method(kind=payment_pb2.METHOD_KIND_READER, reader_id=reader.reader_id)
    return await start(door, asked(method=method))


async def test_a_removed_card_is_charged_no_more_and_forgotten_by_stripe(
    door: Remote, desk: Desk, keys: CallerKeys
) -> None:
    setup = await start(door, asked())
    request = pb.RemoveSavedCardRequest(saved_card_id=setup.saved_card_id, site_id=SITE)
    assert (await door.call("RemoveSavedCard", request)).previous.card.last4 == "4242"
    assert (await door.call("RemoveSavedCard", request)).previous.saved_card_id == setup.saved_card_id
    assert await cards(door) == []
    with pytest.raises(NotFound):
        await desk.pay(
            by=calling(keys), method=AskedMethod(MethodKind.SAVED_CARD, setup.saved_card_id), account_id=ACCOUNT
        )
    assert _attached(desk) == []


async def test_stripe_forgets_a_card_when_it_answers_again(door: Remote, desk: Desk) -> None:
    setup = await start(door, asked())
    desk.stripe.spoil(Rule(match=Match(path="/v1/payment_methods/*"), do=Do.ERROR_BEFORE))
    request = pb.RemoveSavedCardRequest(saved_card_id=setup.saved_card_id, site_id=SITE)
    await door.call("RemoveSavedCard", request)
    assert len(_attached(desk)) == 1
    await detach_removed(desk.parts)
    assert _attached(desk) == []
    assert await desk.parts.db.fetchval("SELECT count(*) FROM saved_card WHERE detached_at IS NULL") == 0


def _attached(desk: Desk) -> list[str]:
    return [row["id"] for row in desk.stripe.world.table("payment_method").oldest_first() if row["customer"]]


async def test_whose_account_it_is_not_gets_nothing(door: Remote, stub_pos: StubPos) -> None:
    setup = await start(door, asked())
    stub_pos.strangers.add(ACCOUNT)
    for method, request in (
        ("StartCardSetup", asked()),
        ("ListSavedCards", pb.ListSavedCardsRequest(account_id=ACCOUNT, site_id=SITE)),
        ("RemoveSavedCard", pb.RemoveSavedCardRequest(saved_card_id=setup.saved_card_id, site_id=SITE)),
    ):
        with pytest.raises(NotFound):
            await door.call(method, request)
    assert {by for method, by in stub_pos.asked_by if method == "GetAccount"} == {"test"}


HOPELESS = (
    asked(setup_id="7"),
    asked(account_id=""),
    asked("4242424242424242"),
    asked(method=payment_pb2.Method(kind=payment_pb2.METHOD_KIND_LINK)),
    asked(method=payment_pb2.Method()),
)


async def test_a_setup_that_cannot_be_is_refused(door: Remote, parts: Payments) -> None:
    for request in HOPELESS:
        with pytest.raises(InvalidInput):
            await start(door, request)
    assert await parts.db.fetchval("SELECT count(*) FROM card_setup") == 0
