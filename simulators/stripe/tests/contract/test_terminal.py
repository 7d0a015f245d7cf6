"""Readers at tills: registered, asked, and answered by a card."""

from typing import Any

import pytest
import stripe
from stripe._v1_services import V1Services

from .accounts import Simulated
from .edges import AT_READER, HOLD, controlling

ADDRESS: Any = {"country": "GB", "line1": "M25 Junction 9", "city": "Cobham", "postal_code": "KT11 3DB"}


async def registered(account: V1Services) -> str:
    place = await account.terminal.locations.create_async({"display_name": "M25 Cobham", "address": ADDRESS})
    reader = await account.terminal.readers.create_async(
        {"registration_code": "simulated-wpe", "label": "till 1", "location": place.id}
    )
    assert (reader.device_type, reader.status, reader.location) == ("simulated_wisepos_e", "online", place.id)
    return reader.id


async def asked(account: V1Services, reader: str) -> str:
    """The payment intent that the reader shows."""
    intent = await account.payment_intents.create_async(AT_READER)
    busy = await account.terminal.readers.process_payment_intent_async(reader, {"payment_intent": intent.id})
    assert busy.action is not None
    assert (busy.action.type, busy.action.status) == ("process_payment_intent", "in_progress")
    return intent.id


async def test_a_card_that_is_held_to_the_reader_is_held_and_captured(account: V1Services) -> None:
    reader = await registered(account)
    intent = await asked(account, reader)
    await account.test_helpers.terminal.readers.present_payment_method_async(reader)
    idle = await account.terminal.readers.retrieve_async(reader)
    assert idle.action is not None
    assert idle.action.status == "succeeded"
    expand: Any = {"expand": ["latest_charge"]}
    hold = await account.payment_intents.retrieve_async(intent, expand)
    assert (hold.status, hold.amount_capturable) == ("requires_capture", 5_000)
    assert isinstance(hold.latest_charge, stripe.Charge)
    assert hold.latest_charge.payment_method_details is not None
    card: Any = hold.latest_charge.payment_method_details.card_present
    assert card.last4
    assert card.capture_before > hold.created
    done = await account.payment_intents.capture_async(intent, {"amount_to_capture": 1_234})
    assert (done.status, done.amount_received) == ("succeeded", 1_234)


async def test_what_a_reader_asks_for_can_be_taken_back_and_asked_again(account: V1Services) -> None:
    reader = await registered(account)
    intent = await asked(account, reader)
    assert (await account.terminal.readers.cancel_action_async(reader)).action is None
    assert (await account.payment_intents.retrieve_async(intent)).status == "requires_payment_method"
    again = await account.terminal.readers.process_payment_intent_async(reader, {"payment_intent": intent})
    assert again.action is not None
    assert again.action.status == "in_progress"


async def test_a_registration_code_that_nobody_shows_is_refused(account: V1Services) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        await account.terminal.readers.create_async({"registration_code": "no-such-reader"})


async def test_readers_are_listed_by_place_and_can_be_removed(account: V1Services) -> None:
    reader = await registered(account)
    place = (await account.terminal.readers.retrieve_async(reader)).location
    wanted: Any = {"location": place}
    assert [row.id for row in (await account.terminal.readers.list_async(wanted)).data] == [reader]
    assert (await account.terminal.readers.delete_async(reader)).deleted is True
    with pytest.raises(stripe.InvalidRequestError) as missing:
        await account.terminal.readers.retrieve_async(reader)
    assert missing.value.code == "resource_missing"
    assert (await account.terminal.connection_tokens.create_async(wanted)).secret.startswith("pst_test_")


async def test_a_card_only_intent_is_not_shown_on_a_reader(account: V1Services) -> None:
    reader = await registered(account)
    intent = await account.payment_intents.create_async(HOLD)
    with pytest.raises(stripe.InvalidRequestError):
        await account.terminal.readers.process_payment_intent_async(reader, {"payment_intent": intent.id})


async def test_a_declined_card_fails_the_action_and_another_one_may_be_tried(simulated: Simulated) -> None:
    readers = simulated.v1.terminal.readers
    async with controlling(simulated.simulator) as control:
        reader = await registered(simulated.v1)
        intent = await asked(simulated.v1, reader)
        await control.post(f"/readers/{reader}/present", json={"card": "pm_card_chargeDeclinedInsufficientFunds"})
        action: Any = (await readers.retrieve_async(reader)).action
        assert (action.status, action.failure_code) == ("failed", "card_declined")
        assert action.api_error.decline_code == "insufficient_funds"
        tried = await simulated.v1.payment_intents.retrieve_async(intent)
        assert tried.status == "requires_payment_method"
        assert tried.last_payment_error is not None
        assert tried.last_payment_error.decline_code == "insufficient_funds"
        await readers.process_payment_intent_async(reader, {"payment_intent": intent})
        await control.post(f"/readers/{reader}/present", json={})
        assert (await simulated.v1.payment_intents.retrieve_async(intent)).status == "requires_capture"


async def test_a_customer_may_refuse_where_they_are_allowed_to(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control:
        reader = await registered(simulated.v1)
        intent = await simulated.v1.payment_intents.create_async(AT_READER)
        await simulated.v1.terminal.readers.process_payment_intent_async(
            reader, {"payment_intent": intent.id, "process_config": {"enable_customer_cancellation": True}}
        )
        refused = (await control.post(f"/readers/{reader}/refuse")).json()
        assert refused["action"]["failure_code"] == "customer_canceled"


async def test_customers_of_a_demonstration_hold_their_card_to_the_reader_by_themselves(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control:
        await control.put("/readers/all", json={"present_after_s": 4, "cards": ["pm_card_mastercard"]})
        intent = await asked(simulated.v1, await registered(simulated.v1))
        await control.post("/clock", json={"seconds": 3})
        assert (await simulated.v1.payment_intents.retrieve_async(intent)).status == "requires_payment_method"
        await control.post("/clock", json={"seconds": 2})
        assert (await simulated.v1.payment_intents.retrieve_async(intent)).status == "requires_capture"


async def test_a_reader_to_which_nobody_holds_a_card_is_left_out_of_what_all_do(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control:
        await control.put("/readers/all", json={"present_after_s": 4})
        reader = await registered(simulated.v1)
        await control.put(f"/readers/{reader}", json={"present_after_s": None})
        intent = await asked(simulated.v1, reader)
        await control.post("/clock", json={"seconds": 5})
        assert (await simulated.v1.payment_intents.retrieve_async(intent)).status == "requires_payment_method"
        await control.put(f"/readers/{reader}", json={})
        intent = await asked(simulated.v1, reader)
        await control.post("/clock", json={"seconds": 5})
        assert (await simulated.v1.payment_intents.retrieve_async(intent)).status == "requires_capture"


async def test_a_reader_that_is_off_line_is_not_asked(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control:
        reader = await registered(simulated.v1)
        await control.put(f"/readers/{reader}", json={"status": "offline"})
        with pytest.raises(stripe.InvalidRequestError) as refused:
            await asked(simulated.v1, reader)
        assert refused.value.code == "terminal_reader_offline"


async def test_a_card_is_kept_by_a_reader_and_charged_later_without_it(account: V1Services) -> None:
    customer = await account.customers.create_async({})
    kept: Any = {"customer": customer.id, "allowed_payment_method_types": ["card_present"], "usage": "off_session"}
    setup = await account.setup_intents.create_async(kept)
    reader = await registered(account)
    asking: Any = {"setup_intent": setup.id, "allow_redisplay": "always"}
    await account.terminal.readers.process_setup_intent_async(reader, asking)
    await account.test_helpers.terminal.readers.present_payment_method_async(reader)
    expand: Any = {"expand": ["latest_attempt"]}
    done: Any = await account.setup_intents.retrieve_async(setup.id, expand)
    assert done.status == "succeeded"
    generated = done.latest_attempt.payment_method_details.card_present.generated_card
    owner = (await account.payment_methods.retrieve_async(generated)).customer
    assert owner == customer.id
    later: Any = {"amount": 900, "currency": "gbp", "customer": customer.id, "payment_method": generated}
    charged = await account.payment_intents.create_async(later | {"confirm": True, "off_session": True})
    assert charged.status == "succeeded"
