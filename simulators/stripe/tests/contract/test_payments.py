"""Payments from the hold to the money, and what is refused on the way."""

import time
from typing import Any

import pytest
import stripe

HOLD: Any = {"amount": 10_000, "currency": "gbp", "capture_method": "manual"}
CHARGE: Any = {"amount": 2_500, "currency": "gbp", "payment_method": "pm_card_visa", "confirm": True}
NO_REDIRECTS: Any = {"automatic_payment_methods": {"enabled": True, "allow_redirects": "never"}}
VISA: Any = {"payment_method": "pm_card_visa"}
DAY_S = 86_400


def error_of(refusal: stripe.StripeError) -> Any:
    return refusal.error


async def held(account: Any, card: str = "pm_card_visa") -> Any:
    intent = await account.payment_intents.create_async({**HOLD, **NO_REDIRECTS, "metadata": {"payment_id": "p-1"}})
    return await account.payment_intents.confirm_async(intent.id, {"payment_method": card, "expand": ["latest_charge"]})


async def test_a_hold_is_captured_in_part_and_the_rest_is_let_go(account: Any) -> None:
    hold = await held(account)
    assert (hold.status, hold.amount_capturable, hold.amount_received) == ("requires_capture", 10_000, 0)
    charge = hold.latest_charge
    assert isinstance(charge, stripe.Charge)
    assert (charge.captured, charge.amount, charge.balance_transaction) == (False, 10_000, None)
    assert charge.payment_method_details is not None
    card = charge.payment_method_details.card
    assert card is not None
    assert (card.brand, card.last4) == ("visa", "4242")
    assert card.capture_before is not None
    assert 6 * DAY_S < card.capture_before - time.time() <= 7 * DAY_S
    done = await account.payment_intents.capture_async(hold.id, {"amount_to_capture": 4_321})
    assert (done.status, done.amount, done.amount_capturable, done.amount_received) == ("succeeded", 10_000, 0, 4_321)
    assert done.metadata["payment_id"] == "p-1"
    await money_is(account, done, 4_321)


async def money_is(account: Any, intent: stripe.PaymentIntent, amount: int) -> None:
    """One balance transaction of the captured amount, and no refund (since 2025-03-31.basil)."""
    assert isinstance(intent.latest_charge, str)
    expand: Any = {"expand": ["balance_transaction"]}
    charge = await account.charges.retrieve_async(intent.latest_charge, expand)
    assert (charge.amount_captured, charge.amount_refunded, charge.refunded) == (amount, 0, False)
    transaction = charge.balance_transaction
    assert isinstance(transaction, stripe.BalanceTransaction)
    assert (transaction.type, transaction.amount) == ("charge", amount)
    assert transaction.net == amount - transaction.fee
    assert transaction.fee > 0
    assert not (await account.refunds.list_async({"payment_intent": intent.id})).data


async def test_a_charge_is_taken_at_once(account: Any) -> None:
    done = await account.payment_intents.create_async({**CHARGE, **NO_REDIRECTS})
    assert (done.status, done.amount_received) == ("succeeded", 2_500)
    await money_is(account, done, 2_500)


async def test_a_canceled_hold_cannot_be_captured(account: Any) -> None:
    hold = await held(account)
    gone = await account.payment_intents.cancel_async(hold.id, {"cancellation_reason": "abandoned"})
    assert (gone.status, gone.cancellation_reason, gone.amount_capturable) == ("canceled", "abandoned", 0)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await account.payment_intents.capture_async(hold.id)
    assert refusal.value.code == "payment_intent_unexpected_state"
    assert error_of(refusal.value).payment_intent.status == "canceled"


async def test_a_captured_payment_can_be_neither_canceled_nor_captured_again(account: Any) -> None:
    hold = await held(account)
    await account.payment_intents.capture_async(hold.id)
    for again in (account.payment_intents.cancel_async, account.payment_intents.capture_async):
        with pytest.raises(stripe.InvalidRequestError) as refusal:
            await again(hold.id)
        assert refusal.value.code == "payment_intent_unexpected_state"


async def test_no_more_than_the_hold_and_no_nothing_can_be_captured(account: Any) -> None:
    hold = await held(account)
    with pytest.raises(stripe.InvalidRequestError) as too_much:
        await account.payment_intents.capture_async(hold.id, {"amount_to_capture": 10_001})
    assert (too_much.value.code, too_much.value.param) == ("amount_too_large", "amount_to_capture")
    with pytest.raises(stripe.InvalidRequestError):
        await account.payment_intents.capture_async(hold.id, {"amount_to_capture": 0})
    assert (await account.payment_intents.retrieve_async(hold.id)).status == "requires_capture"


@pytest.mark.parametrize(
    ("card", "code", "decline_code"),
    [
        ("pm_card_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", None),
    ],
)
async def test_a_declined_card_leaves_room_for_another(
    account: Any, card: str, code: str, decline_code: str | None
) -> None:
    intent = await account.payment_intents.create_async({**HOLD, **NO_REDIRECTS})
    with pytest.raises(stripe.CardError) as refusal:
        await account.payment_intents.confirm_async(intent.id, {"payment_method": card})
    assert (refusal.value.http_status, refusal.value.code) == (402, code)
    assert decline_code in (None, error_of(refusal.value).decline_code)
    now = await account.payment_intents.retrieve_async(intent.id)
    assert (now.status, now.payment_method) == ("requires_payment_method", None)
    assert now.last_payment_error is not None
    assert now.last_payment_error.code == code
    failed = await account.charges.retrieve_async(str(now.latest_charge))
    assert (failed.status, failed.paid, failed.failure_code) == ("failed", False, code)
    assert (await account.payment_intents.confirm_async(intent.id, VISA)).status == "requires_capture"


async def test_a_bank_wants_its_customer_asked(account: Any) -> None:
    intent = await account.payment_intents.create_async(
        {
            **HOLD,
            "confirm": True,
            "payment_method": "pm_card_authenticationRequired",
            "return_url": "https://example.com/back",
            "allowed_payment_method_types": ["card"],
        }
    )
    assert intent.status == "requires_action"
    assert intent.next_action is not None
    assert intent.next_action.type == "redirect_to_url"
    assert intent.next_action.redirect_to_url is not None
    assert intent.next_action.redirect_to_url.return_url == "https://example.com/back"
    assert (await account.payment_intents.cancel_async(intent.id)).status == "canceled"


async def test_nobody_is_there_to_be_asked(account: Any) -> None:
    customer = await account.customers.create_async({"name": "Ada"})
    card: Any = {"customer": customer.id}
    method = await account.payment_methods.attach_async("pm_card_authenticationRequired", card)
    with pytest.raises(stripe.CardError) as refusal:
        await account.payment_intents.create_async(
            {**CHARGE, **NO_REDIRECTS, **card, "payment_method": method.id, "off_session": True}
        )
    assert refusal.value.code == "authentication_required"


async def test_payments_are_listed_newest_first_page_by_page(account: Any) -> None:
    customer = await account.customers.create_async()
    made = [
        await account.payment_intents.create_async({**HOLD, **NO_REDIRECTS, "customer": customer.id}) for _ in range(3)
    ]
    since: Any = {"customer": customer.id, "limit": 2, "created": {"gte": made[0].created}}
    first = await account.payment_intents.list_async(since)
    assert ([row.id for row in first.data], first.has_more) == ([made[2].id, made[1].id], True)
    second = await account.payment_intents.list_async({**since, "starting_after": made[1].id})
    assert ([row.id for row in second.data], second.has_more) == ([made[0].id], False)
    back = await account.payment_intents.list_async({**since, "ending_before": made[0].id})
    assert ([row.id for row in back.data], back.has_more) == ([made[2].id, made[1].id], False)
    later: Any = {"customer": customer.id, "created": {"gt": made[-1].created}}
    assert not (await account.payment_intents.list_async(later)).data


async def test_an_intent_is_changed_until_it_is_confirmed(account: Any) -> None:
    intent = await account.payment_intents.create_async(
        {**HOLD, **NO_REDIRECTS, "metadata": {"payment_id": "p-1", "site": "m25"}}
    )
    changes: Any = {"amount": 6_000, "metadata": {"site": "", "pump": "3"}, "description": "Pump 3"}
    changed = await account.payment_intents.update_async(intent.id, changes)
    assert (changed.amount, changed.description) == (6_000, "Pump 3")
    assert changed.metadata.to_dict() == {"payment_id": "p-1", "pump": "3"}
    await account.payment_intents.confirm_async(intent.id, VISA)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await account.payment_intents.update_async(intent.id, {"amount": 7_000})
    assert refusal.value.code == "payment_intent_unexpected_state"
    noted = await account.payment_intents.update_async(intent.id, {"metadata": {"pump": "4"}})
    assert noted.metadata["pump"] == "4"


@pytest.mark.parametrize(
    ("params", "code", "param"),
    [
        ({"currency": "gbp"}, "parameter_missing", "amount"),
        ({"amount": "ten", "currency": "gbp"}, "parameter_invalid_integer", "amount"),
        ({"amount": 10, "currency": "gbp"}, "amount_too_small", None),
        ({"amount": 1_000_000_000_000, "currency": "gbp"}, "amount_too_large", None),
        ({**HOLD, "colour": "red"}, "parameter_unknown", "colour"),
        ({**HOLD, "payment_method_types": ["card"]}, "payment_method_types_no_longer_supported", None),
        ({**HOLD, **NO_REDIRECTS, "allowed_payment_method_types": ["card"]}, None, None),
        ({**HOLD, "payment_method": "pm_unknown"}, "resource_missing", "payment_method"),
    ],
)
async def test_wrong_parameters_are_named(account: Any, params: Any, code: str | None, param: str | None) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await account.payment_intents.create_async(params)
    assert refusal.value.code == code
    assert param in (None, refusal.value.param)


async def test_unknown_things_and_wrong_keys_are_refused(account: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as missing:
        await account.payment_intents.retrieve_async("pi_unknown")
    assert (missing.value.http_status, missing.value.code) == (404, "resource_missing")
    with pytest.raises(stripe.AuthenticationError):
        await account.customers.create_async({}, {"api_key": "sk_test_wrong"})


async def test_card_numbers_are_refused(account: Any) -> None:
    number: Any = {"number": "4242" * 4, "exp_month": 12, "exp_year": 2034, "cvc": "123"}
    with pytest.raises((stripe.InvalidRequestError, stripe.CardError)):
        await account.payment_methods.create_async({"type": "card", "card": number})
