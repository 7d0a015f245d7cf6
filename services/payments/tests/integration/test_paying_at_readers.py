"""A card that is held to a reader at the till."""

import pytest
import pytest_asyncio
from motorway.payments.v1 import payment_pb2 as pb
from motorway_access.testing import CallerKeys, calling
from motorway_kit.errors import Conflict, NotFound
from motorway_kit.ids import new_id
from payments.app.readers import register_reader, remove_reader
from payments.domain.reader import Reader, Registration
from stripe_simulator.app import reader_actions
from stripe_simulator.fault_rules import Do, Match, Rule

from .paying_world import CHARGE, HOLD, MINUTE, SITE, Paying, state_name


@pytest_asyncio.fixture
async def reader(paying: Paying, keys: CallerKeys) -> Reader:
    with calling(keys):
        return await register_reader(paying.parts, Registration(SITE, "simulated-wpe", "Till 1", "1", new_id()))


def at(reader: Reader) -> pb.Method:
    return pb.Method(kind=pb.METHOD_KIND_READER, reader_id=reader.reader_id)


async def seen(paying: Paying, payment: pb.Payment) -> pb.Payment:
    """Without a webhook: looked at by itself."""
    paying.stripe.forward(6)
    await paying.look()
    return await paying.get(payment.payment_id)


@pytest.mark.parametrize(("purpose", "state"), [(CHARGE, "CAPTURED"), (HOLD, "AUTHORISED")])
async def test_the_customer_holds_a_card_to_it(paying: Paying, reader: Reader, purpose: int, state: str) -> None:
    asked = await paying.pay(purpose, 4200, at(reader))
    assert state_name(asked) == "AUTHORISING"
    reader_actions.present(paying.stripe.world, reader.stripe_id, "pm_card_mastercard")
    paid = await seen(paying, asked)
    assert (state_name(paid), paid.approved_minor, paid.card.brand) == (state, 4200, "mastercard")


async def test_a_card_that_is_declined_at_it_is_tried_again_there(paying: Paying, reader: Reader) -> None:
    asked = await paying.pay(CHARGE, 4200, at(reader))
    reader_actions.present(paying.stripe.world, reader.stripe_id, "pm_card_chargeDeclinedInsufficientFunds")
    declined = await seen(paying, asked)
    assert (state_name(declined), declined.reason) == ("DECLINED", "insufficient_funds")
    await paying.retry(asked.payment_id, at(reader))
    again = await seen(paying, asked)
    assert state_name(again) == "AUTHORISING"
    reader_actions.present(paying.stripe.world, reader.stripe_id, "pm_card_visa")
    assert state_name(await seen(paying, asked)) == "CAPTURED"


async def test_the_customer_presses_the_red_button(paying: Paying, reader: Reader) -> None:
    asked = await paying.pay(CHARGE, 4200, at(reader))
    reader_actions.refuse(paying.stripe.world, reader.stripe_id)
    declined = await seen(paying, asked)
    assert (state_name(declined), declined.reason) == ("DECLINED", "customer_canceled")


async def test_a_reader_that_is_off_is_a_decline(paying: Paying, reader: Reader) -> None:
    row = paying.stripe.world.get("terminal.reader", reader.stripe_id)
    paying.stripe.world.put({**row, "status": "offline"})
    declined = await paying.pay(CHARGE, 4200, at(reader))
    assert (state_name(declined), declined.reason) == ("DECLINED", "terminal_reader_offline")


async def test_a_reader_that_stripe_has_forgotten_is_not_waited_for(paying: Paying, reader: Reader) -> None:
    asked = await paying.pay(CHARGE, 4200, at(reader))
    await paying.parts.stripe.client.v1.terminal.readers.delete_async(reader.stripe_id)
    gone = await seen(paying, asked)
    assert (state_name(gone), gone.reason) == ("DECLINED", "terminal_reader_removed")
    assert state_name(await paying.cancel(asked.payment_id)) == "VOIDING"
    assert state_name(await paying.get(asked.payment_id)) == "VOIDED"


async def test_a_customer_who_went_away_is_not_waited_for(paying: Paying, reader: Reader) -> None:
    asked = await paying.pay(CHARGE, 4200, at(reader))
    paying.stripe.forward(2.1 * MINUTE)
    await paying.look()
    given_up = await paying.get(asked.payment_id)
    assert (state_name(given_up), given_up.reason) == ("VOIDED", "no_card_presented")
    assert await paying.asked() == ["pay::create", "pay::ask_reader:1", "pay::stop_reader", "pay::cancel"]
    assert paying.stripe.world.get("terminal.reader", reader.stripe_id)["action"] is None


async def test_a_reader_that_asks_for_another_payment_is_left_alone(paying: Paying, reader: Reader) -> None:
    first = await paying.pay(CHARGE, 4200, at(reader))
    second = await paying.pay(CHARGE, 1500, at(reader))
    await paying.cancel(first.payment_id)
    assert state_name(await paying.get(first.payment_id)) == "VOIDED"
    reader_actions.present(paying.stripe.world, reader.stripe_id, "pm_card_visa")
    assert state_name(await seen(paying, second)) == "CAPTURED"


async def test_only_readers_of_the_site_ask_for_it(paying: Paying, reader: Reader) -> None:
    with pytest.raises(NotFound):
        await paying.ask(CHARGE, 4200, at(reader), site_id="m1-leicester")
    with pytest.raises(NotFound):
        await paying.ask(CHARGE, 4200, pb.Method(kind=pb.METHOD_KIND_READER, reader_id=new_id()))


async def test_it_asks_nobody_who_has_left(paying: Paying, reader: Reader) -> None:
    lost = Rule(match=Match(method="POST", path="*/process_payment_intent"), do=Do.DROP_BEFORE)
    paying.stripe.spoil(lost)
    asked = await paying.pay(CHARGE, 4200, at(reader))
    paying.stripe.forward(10 * MINUTE)
    await paying.work()
    assert state_name(await paying.get(asked.payment_id)) == "VOIDED"
    assert paying.stripe.world.get("terminal.reader", reader.stripe_id)["action"] is None


@pytest.mark.parametrize("key", ["", "one"])
async def test_a_payment_that_is_asked_for_again_is_answered_after_its_reader_was_removed(
    paying: Paying, reader: Reader, keys: CallerKeys, key: str
) -> None:
    asked = await paying.pay(CHARGE, 4200, at(reader), idempotency_key=key)
    reader_actions.present(paying.stripe.world, reader.stripe_id, "pm_card_visa")
    await seen(paying, asked)
    with calling(keys):
        await remove_reader(paying.parts, reader.reader_id)
    again = {"payment_id": new_id() if key else asked.payment_id, "idempotency_key": key}
    repeated = await paying.ask(CHARGE, 4200, at(reader), **again)
    assert (repeated.payment_id, state_name(repeated)) == (asked.payment_id, "CAPTURED")
    with pytest.raises(Conflict):
        await paying.ask(CHARGE, 4201, at(reader), **again)
    with pytest.raises(NotFound):
        await paying.ask(CHARGE, 4200, at(reader))
