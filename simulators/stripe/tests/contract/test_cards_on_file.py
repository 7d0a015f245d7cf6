"""Customers, their cards, and cards kept without a payment."""

from typing import Any

import pytest
import stripe
from stripe_simulator.app import authentication

from .accounts import Simulated

NO_REDIRECTS: Any = {"automatic_payment_methods": {"enabled": True, "allow_redirects": "never"}}
PAYMENT: Any = {"amount": 2_500, "currency": "gbp", "confirm": True, "off_session": True, **NO_REDIRECTS}


async def test_a_customer_lives_and_is_deleted(account: Any) -> None:
    customer = await account.customers.create_async({"name": "Ada", "email": "ada@example.com", "metadata": {"a": "1"}})
    changed = await account.customers.update_async(customer.id, {"name": "Ada L.", "metadata": {"a": "2"}})
    assert (changed.name, changed.email) == ("Ada L.", "ada@example.com")
    assert (await account.customers.retrieve_async(customer.id)).name == "Ada L."
    assert (await account.customers.delete_async(customer.id)).deleted
    assert (await account.customers.retrieve_async(customer.id)).deleted
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await account.customers.update_async(customer.id, {"name": "Nobody"})
    assert refusal.value.code == "resource_missing"


async def test_a_card_is_kept_and_charged_later(account: Any) -> None:
    customer = await account.customers.create_async()
    setup = await account.setup_intents.create_async({"customer": customer.id, "usage": "off_session", **NO_REDIRECTS})
    assert (setup.status, setup.client_secret is not None) == ("requires_payment_method", True)
    done = await account.setup_intents.confirm_async(setup.id, {"payment_method": "pm_card_mastercard"})
    assert done.status == "succeeded"
    kept = await account.customers.payment_methods.list_async(customer.id, {"type": "card"})
    assert [row.id for row in kept.data] == [done.payment_method]
    card = kept.data[0].card
    assert card is not None
    assert (card.brand, card.last4) == ("mastercard", "4444")
    assert card.fingerprint
    method: Any = {"payment_method": str(done.payment_method)}
    paid = await account.payment_intents.create_async({**PAYMENT, **method, "customer": customer.id})
    assert (paid.status, paid.customer) == ("succeeded", customer.id)
    with pytest.raises(stripe.InvalidRequestError):
        await account.payment_intents.create_async({**PAYMENT, **method})
    gone = await account.payment_methods.detach_async(str(done.payment_method))
    assert gone.customer is None
    assert not (await account.customers.payment_methods.list_async(customer.id)).data


async def test_a_card_is_kept_while_it_is_charged(account: Any) -> None:
    customer = await account.customers.create_async()
    params: Any = {"customer": customer.id, "setup_future_usage": "off_session", "payment_method": "pm_card_visa"}
    paid = await account.payment_intents.create_async({**PAYMENT, **params, "off_session": False})
    kept = await account.customers.payment_methods.list_async(customer.id)
    assert [row.id for row in kept.data] == [paid.payment_method]


async def test_a_declined_card_is_not_kept(account: Any) -> None:
    customer = await account.customers.create_async()
    with pytest.raises(stripe.CardError) as refusal:
        await account.setup_intents.create_async(
            {"customer": customer.id, "confirm": True, "payment_method": "pm_card_chargeDeclined", **NO_REDIRECTS}
        )
    assert refusal.value.code == "card_declined"
    failed: Any = refusal.value.error and refusal.value.error.setup_intent
    assert (failed.status, failed.last_setup_error.code) == ("requires_payment_method", "card_declined")
    with pytest.raises(stripe.CardError):
        await account.payment_methods.attach_async("pm_card_chargeDeclined", {"customer": customer.id})
    assert not (await account.customers.payment_methods.list_async(customer.id)).data


async def test_a_card_may_be_kept_that_is_declined_later(account: Any) -> None:
    customer = await account.customers.create_async()
    mine: Any = {"customer": customer.id}
    kept = await account.payment_methods.attach_async("pm_card_chargeCustomerFail", mine)
    with pytest.raises(stripe.CardError):
        await account.payment_intents.create_async({**PAYMENT, **mine, "payment_method": kept.id})


async def test_a_setup_is_canceled_once(account: Any) -> None:
    setup = await account.setup_intents.create_async(NO_REDIRECTS)
    assert (await account.setup_intents.cancel_async(setup.id)).status == "canceled"
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await account.setup_intents.cancel_async(setup.id)
    assert refusal.value.code == "setup_intent_unexpected_state"


async def test_a_holder_who_agreed_once_is_not_asked_again(simulated: Simulated) -> None:
    customer = await simulated.v1.customers.create_async()
    setup = await simulated.v1.setup_intents.create_async(
        {
            "customer": customer.id,
            "confirm": True,
            "payment_method": "pm_card_authenticationRequiredOnSetup",
            "return_url": "https://example.com/back",
        }
    )
    assert setup.status == "requires_action"
    authentication.complete(simulated.simulator.world, setup.id, passed=True)
    done = await simulated.v1.setup_intents.retrieve_async(setup.id)
    assert done.status == "succeeded"
    method: Any = {"payment_method": str(done.payment_method), "customer": customer.id}
    assert (await simulated.v1.payment_intents.create_async({**PAYMENT, **method})).status == "succeeded"
