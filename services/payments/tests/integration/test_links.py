"""A page on the customer's own phone, by link or QR code."""

import pytest
from stripe_simulator.app import checkout
from stripe_simulator.errors import CardError

from .paying_world import CHARGE, HOLD, LINK, MINUTE, Paying, state_name


async def seen(paying: Paying, payment_id: str) -> str:
    paying.stripe.forward(31)
    await paying.look()
    return state_name(await paying.get(payment_id))


@pytest.mark.parametrize(("purpose", "state"), [(CHARGE, "CAPTURED"), (HOLD, "AUTHORISED")])
async def test_a_customer_pays_on_the_page(paying: Paying, purpose: int, state: str) -> None:
    asked = await paying.pay(purpose, 3300, LINK, description="Pump 4")
    assert (state_name(asked), asked.stripe_id) == ("AUTHORISING", "")
    assert asked.action_url.startswith("http")
    checkout.pay(paying.stripe.world, page_of(paying), "pm_card_visa")
    assert await seen(paying, asked.payment_id) == state
    paid = await paying.get(asked.payment_id)
    assert (paid.approved_minor, paid.action_url, paid.stripe_id != "") == (3300, "", True)


async def test_a_customer_may_try_another_card_on_the_page(paying: Paying) -> None:
    asked = await paying.pay(CHARGE, 3300, LINK)
    with pytest.raises(CardError):
        checkout.pay(paying.stripe.world, page_of(paying), "pm_card_chargeDeclined")
    assert await seen(paying, asked.payment_id) == "AUTHORISING"
    checkout.pay(paying.stripe.world, page_of(paying), "pm_card_visa")
    assert await seen(paying, asked.payment_id) == "CAPTURED"


async def test_a_page_that_nobody_pays_on_ends(paying: Paying) -> None:
    asked = await paying.pay(CHARGE, 3300, LINK)
    paying.stripe.forward(33 * MINUTE)
    await paying.look()
    ended = await paying.get(asked.payment_id)
    assert (state_name(ended), ended.action_url) == ("VOIDED", "")


@pytest.mark.parametrize("begun", [False, True])
async def test_a_page_is_taken_back(paying: Paying, begun: bool) -> None:
    asked = await paying.pay(HOLD, 3300, LINK)
    if begun:
        with pytest.raises(CardError):
            checkout.pay(paying.stripe.world, page_of(paying), "pm_card_chargeDeclined")
        await seen(paying, asked.payment_id)
    await paying.cancel(asked.payment_id, "customer_left")
    ended = await paying.get(asked.payment_id)
    assert (state_name(ended), ended.reason) == ("VOIDED", "customer_left")
    assert [row["status"] for row in paying.stripe.world.table("checkout.session").oldest_first()] == ["expired"]


async def test_a_customer_who_was_faster_has_paid(paying: Paying) -> None:
    """The money is there: pos says what becomes of it."""
    asked = await paying.pay(CHARGE, 3300, LINK)
    checkout.pay(paying.stripe.world, page_of(paying), "pm_card_visa")
    await paying.cancel(asked.payment_id)
    paid = await paying.get(asked.payment_id)
    assert (state_name(paid), (await paying.told())[-1]) == ("CAPTURED", "PaymentCaptured")


async def test_a_customer_who_was_faster_leaves_no_hold(paying: Paying) -> None:
    asked = await paying.pay(HOLD, 3300, LINK)
    checkout.pay(paying.stripe.world, page_of(paying), "pm_card_visa")
    await paying.cancel(asked.payment_id)
    assert state_name(await paying.get(asked.payment_id)) == "VOIDED"
    assert [intent["status"] for intent in paying.intents()] == ["canceled"]


def page_of(paying: Paying) -> str:
    (row,) = paying.stripe.world.table("checkout.session").oldest_first()
    return str(row["id"])
