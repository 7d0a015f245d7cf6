"""Money given back, never more than was taken."""

from typing import Any

import pytest
import stripe

from .accounts import Simulated


async def paid(account: Any, card: str = "pm_card_visa", amount: int = 2_500) -> Any:
    params: Any = {
        "amount": amount,
        "currency": "gbp",
        "payment_method": card,
        "confirm": True,
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
    }
    return await account.payment_intents.create_async(params)


async def charge_of(account: Any, intent: stripe.PaymentIntent) -> Any:
    return await account.charges.retrieve_async(str(intent.latest_charge))


async def test_a_payment_is_refunded_in_parts_until_nothing_is_left(account: Any) -> None:
    intent = await paid(account)
    first = await account.refunds.create_async(
        {
            "payment_intent": intent.id,
            "amount": 1_000,
            "reason": "requested_by_customer",
            "metadata": {"refund_id": "r"},
        }
    )
    assert (first.status, first.amount, first.payment_intent) == ("succeeded", 1_000, intent.id)
    charge = await charge_of(account, intent)
    assert (charge.amount_refunded, charge.refunded) == (1_000, False)
    transaction = await account.balance_transactions.retrieve_async(str(first.balance_transaction))
    assert (transaction.type, transaction.amount, transaction.fee, transaction.net) == ("refund", -1_000, 0, -1_000)
    with pytest.raises(stripe.InvalidRequestError) as too_much:
        await account.refunds.create_async({"payment_intent": intent.id, "amount": 1_501})
    assert too_much.value.http_status == 400
    rest = await account.refunds.create_async({"charge": charge.id})
    assert rest.amount == 1_500
    charge = await charge_of(account, intent)
    assert (charge.amount_refunded, charge.refunded) == (2_500, True)
    with pytest.raises(stripe.InvalidRequestError) as nothing:
        await account.refunds.create_async({"payment_intent": intent.id})
    assert nothing.value.code == "charge_already_refunded"
    listed = await account.refunds.list_async({"payment_intent": intent.id})
    assert [row.id for row in listed.data] == [rest.id, first.id]
    assert (await account.payment_intents.retrieve_async(intent.id)).status == "succeeded"


async def test_a_hold_is_canceled_and_not_refunded(account: Any) -> None:
    params: Any = {
        "amount": 5_000,
        "currency": "gbp",
        "capture_method": "manual",
        "confirm": True,
        "payment_method": "pm_card_visa",
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
    }
    hold = await account.payment_intents.create_async(params)
    with pytest.raises(stripe.InvalidRequestError):
        await account.refunds.create_async({"payment_intent": hold.id})
    await account.payment_intents.capture_async(hold.id, {"amount_to_capture": 2_000})
    with pytest.raises(stripe.InvalidRequestError):
        await account.refunds.create_async({"payment_intent": hold.id, "amount": 2_001})
    assert (await account.refunds.create_async({"payment_intent": hold.id})).amount == 2_000


async def test_some_refunds_take_their_time(simulated: Simulated) -> None:
    refund = await simulated.v1.refunds.create_async({"payment_intent": (await paid(simulated.v1, PENDING)).id})
    assert refund.status == "pending"
    simulated.simulator.world.advance(61)
    assert (await simulated.v1.refunds.retrieve_async(refund.id)).status == "succeeded"


PENDING, FAILING = "pm_card_pendingRefund", "pm_card_refundFail"


async def test_some_refunds_come_back(simulated: Simulated) -> None:
    intent = await paid(simulated.v1, FAILING)
    refund = await simulated.v1.refunds.create_async({"payment_intent": intent.id})
    assert refund.status == "succeeded"
    simulated.simulator.world.advance(61)
    failed = await simulated.v1.refunds.retrieve_async(refund.id, {"expand": ["failure_balance_transaction"]})
    assert (failed.status, failed.failure_reason) == ("failed", "lost_or_stolen_card")
    back = failed.failure_balance_transaction
    assert isinstance(back, stripe.BalanceTransaction)
    assert (back.type, back.amount) == ("refund_failure", 2_500)
    charge = await charge_of(simulated.v1, intent)
    assert (charge.amount_refunded, charge.refunded) == (0, False)
    again = await simulated.v1.refunds.create_async({"payment_intent": intent.id})
    assert again.amount == 2_500
