"""An amount that is known is taken at once: by a card, again after a decline, with the bank's question, on file."""

import asyncio
from typing import Any

import pytest
from motorway.payments.v1 import payment_pb2 as pb
from motorway.payments.v1 import payments_pb2
from motorway_kit.errors import Conflict, InvalidInput
from motorway_kit.ids import new_id
from stripe_simulator.app import authentication

from .paying_world import CHARGE, HOLD, LINK, MINUTE, VISA, Paying, card, state_name


async def test_a_charge_is_taken_at_once(paying: Paying) -> None:
    payment = await paying.pay(CHARGE, 5999, sale_id=new_id())
    assert (state_name(payment), payment.captured_minor, payment.take_minor) == ("CAPTURED", 5999, -1)
    assert await paying.told() == ["PaymentChanged", "PaymentCaptured"]
    assert await paying.asked() == ["pay::create", "pay::confirm:1"]
    assert await paying.ledger() == {"stripe_clearing": 5999, "takings": -5999}


async def test_a_payment_that_is_asked_for_again_is_one(paying: Paying) -> None:
    payment_id = new_id()
    first = await paying.pay(CHARGE, 5000, payment_id=payment_id)
    again = await paying.pay(CHARGE, 5000, payment_id=payment_id)
    assert (again, len(paying.intents())) == (first, 1)
    with pytest.raises(Conflict) as refused:
        await paying.pay(CHARGE, 5001, payment_id=payment_id)
    assert refused.value.reason == "IdempotencyKeyReused"


async def test_who_makes_a_new_id_for_each_try_has_a_key_and_one_payment(paying: Paying) -> None:
    """Its first answer was lost: a second hold would be the customer's loss."""
    first = await paying.ask(HOLD, 5000, idempotency_key="k")
    again = await asyncio.gather(*(paying.ask(HOLD, 5000, idempotency_key="k") for _ in range(3)))
    assert {payment.payment_id for payment in again} == {first.payment_id}
    at_once = await asyncio.gather(*(paying.ask(HOLD, 5000, idempotency_key="other") for _ in range(3)))
    assert len({payment.payment_id for payment in at_once}) == 1
    await paying.work()
    assert len(paying.intents()) == 2
    for amount, site in ((5001, "m25-cobham"), (5000, "m1-leicester")):
        with pytest.raises(Conflict) as refused:
            await paying.ask(HOLD, amount, site_id=site, idempotency_key="k")
        assert refused.value.reason == "IdempotencyKeyReused"


async def test_a_declined_card_says_why_and_another_one_pays(paying: Paying) -> None:
    declined = await paying.pay(CHARGE, 5000, card("pm_card_chargeDeclinedInsufficientFunds"))
    assert (state_name(declined), declined.reason) == ("DECLINED", "insufficient_funds")
    assert (await paying.told())[-1] == "PaymentEnded"
    await paying.retry(declined.payment_id, VISA)
    paid = await paying.get(declined.payment_id)
    assert (state_name(paid), paid.reason, len(paying.intents())) == ("CAPTURED", "", 1)
    assert await paying.asked() == ["pay::create", "pay::confirm:1", "pay::confirm:2"]


async def test_trying_again_is_done_once_for_a_key(paying: Paying) -> None:
    declined = await paying.pay(CHARGE, 5000, card("pm_card_chargeDeclined"))
    once = await paying.retry(declined.payment_id, card("pm_card_chargeDeclined"), "a")
    again = await paying.retry(declined.payment_id, card("pm_card_chargeDeclined"), "a")
    assert once.version < again.version
    assert len(await paying.asked()) == 3
    with pytest.raises(Conflict) as refused:
        await paying.retry(declined.payment_id, VISA, "a")
    assert refused.value.reason == "IdempotencyKeyReused"


async def test_a_card_is_tried_five_times_at_most(paying: Paying) -> None:
    declined = await paying.pay(CHARGE, 5000, card("pm_card_chargeDeclined"))
    for number in range(4):
        await paying.retry(declined.payment_id, card("pm_card_chargeDeclined"), str(number))
    with pytest.raises(Conflict) as refused:
        await paying.retry(declined.payment_id, VISA, "more")
    assert refused.value.reason == "TooManyAttempts"


async def test_only_what_was_declined_is_tried_again_and_in_the_same_way(paying: Paying) -> None:
    paid = await paying.pay(CHARGE)
    with pytest.raises(Conflict) as refused:
        await paying.retry(paid.payment_id, VISA)
    assert refused.value.reason == "PaymentNotDeclined"
    declined = await paying.pay(CHARGE, 5000, card("pm_card_chargeDeclined"))
    with pytest.raises(InvalidInput, match="method"):
        await paying.retry(declined.payment_id, LINK)


async def test_a_payment_method_that_does_not_exist_is_a_decline(paying: Paying) -> None:
    declined = await paying.pay(CHARGE, 5000, card("pm_card_that_is_none"))
    assert (state_name(declined), declined.reason) == ("DECLINED", "resource_missing")


async def test_a_bank_that_asks_its_customer_is_waited_for(paying: Paying) -> None:
    asked = await paying.pay(CHARGE, 5000, card("pm_card_threeDSecure2Required"))
    assert state_name(asked) == "ACTION_REQUIRED"
    assert asked.action_url.startswith("http")
    authentication.complete(paying.stripe.world, asked.stripe_id, passed=True)
    paying.stripe.forward(31)
    await paying.look()
    paid = await paying.get(asked.payment_id)
    assert (state_name(paid), paid.action_url) == ("CAPTURED", "")


async def test_a_customer_whom_the_bank_does_not_believe_is_declined(paying: Paying) -> None:
    asked = await paying.pay(CHARGE, 5000, card("pm_card_threeDSecure2Required"))
    authentication.complete(paying.stripe.world, asked.stripe_id, passed=False)
    paying.stripe.forward(31)
    await paying.look()
    declined = await paying.get(asked.payment_id)
    assert (state_name(declined), declined.action_url) == ("DECLINED", "")


async def test_a_customer_who_never_answers_the_bank_is_not_waited_for_longer(paying: Paying) -> None:
    asked = await paying.pay(HOLD, 5000, card("pm_card_threeDSecure2Required"))
    paying.stripe.forward(11 * MINUTE)
    await paying.look()
    given_up = await paying.get(asked.payment_id)
    assert (state_name(given_up), given_up.reason) == ("VOIDED", "action_timed_out")
    assert [intent["status"] for intent in paying.intents()] == ["canceled"]


async def test_the_secret_is_shown_and_kept_nowhere(paying: Paying) -> None:
    asked = await paying.pay(CHARGE, 5000, card("pm_card_threeDSecure2Required"))
    request = payments_pb2.GetClientSecretRequest(payment_id=asked.payment_id)
    secret = (await paying.client.call("GetClientSecret", request)).client_secret
    assert secret.startswith(f"{asked.stripe_id}_secret_")
    rows = await paying.parts.db.fetch(
        "SELECT payment::text AS row FROM payment UNION SELECT command::text FROM command"
    )
    assert not any(secret in row["row"] for row in rows)


async def test_there_is_no_secret_of_what_is_over(paying: Paying) -> None:
    paid = await paying.pay(CHARGE)
    with pytest.raises(Conflict) as refused:
        await paying.client.call("GetClientSecret", payments_pb2.GetClientSecretRequest(payment_id=paid.payment_id))
    assert refused.value.reason == "NoSecretYet"


async def test_a_payment_can_be_given_up_until_it_is_taken(paying: Paying) -> None:
    hold = await paying.pay(HOLD)
    assert state_name(await paying.cancel(hold.payment_id, "customer_left")) == "VOIDING"
    given_up = await paying.get(hold.payment_id)
    assert (state_name(given_up), given_up.reason) == ("VOIDED", "customer_left")
    assert (await paying.cancel(hold.payment_id)).version == given_up.version
    paid = await paying.pay(CHARGE)
    claimed = await paying.claimed()
    for payment, reason in ((paid, "PaymentCaptured"), (claimed, "PaymentClaimed")):
        with pytest.raises(Conflict) as refused:
            await paying.cancel(payment.payment_id)
        assert refused.value.reason == reason


async def test_a_payment_that_is_given_up_before_anything_was_sent_never_holds_anything(paying: Paying) -> None:
    asked = await paying.ask(HOLD)
    await paying.cancel(asked.payment_id)
    given_up = await paying.get(asked.payment_id)
    assert (state_name(given_up), given_up.approved_minor) == ("VOIDED", 0)
    assert await paying.asked() == ["pay::create", "pay::cancel"]


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("payment_id", {"payment_id": "no-id"}),
        ("sale_id", {"sale_id": "no-id"}),
        ("currency", {"currency": "XXX"}),
        ("description", {"description": "a\nb"}),
        ("amount_minor", {"amount": 0}),
        ("amount_minor", {"amount": 1_000_000_000}),
        ("method.payment_method", {"method": card("4242424242424242")}),
        ("method.payment_method", {"method": card("")}),
        ("method.kind", {"method": pb.Method()}),
        ("method", {"method": pb.Method(kind=pb.METHOD_KIND_LINK, payment_method="pm_card_visa")}),
        ("method.reader_id", {"method": pb.Method(kind=pb.METHOD_KIND_READER)}),
        ("account_id", {"method": pb.Method(kind=pb.METHOD_KIND_SAVED_CARD, saved_card_id=new_id())}),
    ],
)
async def test_wrong_input_names_its_field_and_changes_nothing(
    paying: Paying, field: str, change: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await paying.ask(CHARGE, **change)
    assert refused.value.context["field"] == field
    assert await paying.parts.db.fetchval("SELECT count(*) FROM payment") == 0
