"""A key stands for one request and its first answer, whatever that was."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import stripe
from stripe_simulator.api import ROUTES
from stripe_simulator.errors import ServerError
from stripe_simulator.http_api import Door
from stripe_simulator.http_api.exchange import ConnectionDropped, Handler, Request, Response, refusal
from stripe_simulator.ids import new_id
from stripe_simulator.server import listener, serving

from .accounts import KEY, Simulated, talking

HOLD: Any = {
    "amount": 10_000,
    "currency": "gbp",
    "capture_method": "manual",
    "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
}


@pytest.fixture
def key() -> Any:
    return {"idempotency_key": new_id("key")}


async def test_the_same_request_is_done_once(account: Any, key: Any) -> None:
    first = await account.payment_intents.create_async(HOLD, key)
    second = await account.payment_intents.create_async(HOLD, key)
    assert second.id == first.id
    assert headers_of(second)["idempotent-replayed"] == "true"
    assert headers_of(second)["request-id"].startswith("req_")
    assert "idempotent-replayed" not in headers_of(first)


def headers_of(answered: Any) -> Any:
    return answered.last_response.headers


async def test_the_answer_is_the_first_one_whatever_happened_since(account: Any, key: Any) -> None:
    made = await account.payment_intents.create_async(HOLD, key)
    await account.payment_intents.cancel_async(made.id)
    assert (await account.payment_intents.create_async(HOLD, key)).status == made.status


async def test_another_request_with_the_key_is_an_error(account: Any, key: Any) -> None:
    made = await account.payment_intents.create_async(HOLD, key)
    with pytest.raises(stripe.IdempotencyError) as refused:
        await account.payment_intents.create_async({**HOLD, "amount": 9_000}, key)
    assert refused.value.http_status == 400
    with pytest.raises(stripe.IdempotencyError):
        await account.payment_intents.cancel_async(made.id, {}, key)


async def test_a_decline_is_given_again(account: Any, key: Any) -> None:
    intent = await account.payment_intents.create_async(HOLD)
    for _ in range(2):
        with pytest.raises(stripe.CardError) as refused:
            await account.payment_intents.confirm_async(intent.id, {"payment_method": "pm_card_chargeDeclined"}, key)
    assert refused.value.headers is not None
    assert refused.value.headers["idempotent-replayed"] == "true"
    assert len((await account.charges.list_async({"payment_intent": intent.id})).data) == 1


async def test_a_request_that_is_not_valid_uses_no_key_up(account: Any, key: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        await account.payment_intents.create_async({"currency": "gbp"}, key)
    assert (await account.payment_intents.create_async(HOLD, key)).amount == 10_000


async def test_long_keys_are_refused(account: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        await account.payment_intents.create_async(HOLD, {"idempotency_key": "k" * 256})


async def test_a_key_is_new_after_a_day(simulated: Simulated, key: Any) -> None:
    first = await simulated.v1.payment_intents.create_async(HOLD, key)
    simulated.simulator.world.advance(86_000)
    assert (await simulated.v1.payment_intents.create_async(HOLD, key)).id == first.id
    simulated.simulator.world.advance(500)
    again = await simulated.v1.payment_intents.create_async({**HOLD, "amount": 9_000}, key)
    assert again.id != first.id


@pytest.fixture
def gate() -> asyncio.Event:
    return asyncio.Event()


@pytest.fixture
async def gated(simulated: Simulated, gate: asyncio.Event) -> AsyncIterator[Any]:
    """Calls that tell `slow` wait inside of the idempotency layer; those with `broken` are done, and answered 500."""

    async def within(request: Request, handler: Handler) -> Response:
        if b"slow" in request.body:
            await gate.wait()
        response = await handler(request)
        if b"broken" in request.body:
            return refusal(ServerError("Something went wrong."))
        if b"dropped" in request.body:
            raise ConnectionDropped
        return response

    door = Door(simulated.simulator.world, ROUTES, within=(within,))
    async with serving(door, listener("127.0.0.1:0")) as address, talking(KEY, address) as v1:
        yield v1


async def test_a_key_is_in_use_while_its_request_is_executed(gated: Any, gate: asyncio.Event, key: Any) -> None:
    slow: Any = {**HOLD, "description": "slow"}
    calls = {asyncio.create_task(gated.payment_intents.create_async(slow, key)) for _ in range(2)}
    (refused,), (executed,) = await asyncio.wait(calls, return_when=asyncio.FIRST_COMPLETED)
    with pytest.raises(stripe.APIError) as conflict:
        await refused
    gate.set()
    assert (conflict.value.http_status, code_of(conflict.value)) == (409, "idempotency_key_in_use")
    assert (await gated.payment_intents.create_async(slow, key)).id == (await executed).id


def code_of(refusal: stripe.StripeError) -> Any:
    """The SDK tells it in the document only, for errors that it has no class for."""
    return refusal.error.code if refusal.error else None


async def test_a_failure_is_kept_although_everything_was_done(gated: Any, key: Any) -> None:
    broken: Any = {**HOLD, "description": "broken"}
    for _ in range(3):
        with pytest.raises(stripe.APIError) as failure:
            await gated.payment_intents.create_async(broken, key)
        assert failure.value.http_status == 500
    made = await gated.payment_intents.list_async()
    assert [row.description for row in made.data] == ["broken"]


async def test_a_connection_that_is_cut_is_an_unknown_outcome(gated: Any, key: Any) -> None:
    with pytest.raises(stripe.APIConnectionError) as failure:
        await gated.payment_intents.create_async({**HOLD, "description": "dropped"}, key)
    assert failure.value.http_status is None
    assert len((await gated.payment_intents.list_async()).data) == 1
