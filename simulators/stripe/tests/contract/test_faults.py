"""What goes wrong on the way, as the SDK tells of it, and what is true afterwards."""

import asyncio
from typing import Any

import httpx
import pytest
import stripe
from motorway_kit.testing import wait_until
from stripe._v1_services import V1Services

from .accounts import KEY, Simulated, talking
from .edges import HOLD, controlling

CONFIRMED: Any = {**HOLD, "payment_method": "pm_card_visa", "confirm": True, "return_url": "https://example.com"}
CREATE = {"method": "POST", "path": "/v1/payment_intents"}
KEYED: Any = {"idempotency_key": "pay:1:create"}


async def wrong(control: httpx.AsyncClient, do: str, **more: Any) -> None:
    await control.post("/faults", json=[{"do": do, "match": CREATE, **more}])


async def made(v1: V1Services) -> int:
    return len((await v1.payment_intents.list_async({})).data)


@pytest.mark.parametrize(
    ("do", "error", "happened"),
    [
        ("drop_before", stripe.APIConnectionError, 0),
        ("drop_after_commit", stripe.APIConnectionError, 1),
        ("garbage_body", stripe.APIError, 1),
        ("500_before", stripe.APIError, 0),
        ("500_after_commit", stripe.APIError, 1),
        ("409", stripe.APIError, 0),
        ("429", stripe.RateLimitError, 0),
    ],
)
async def test_what_happened_is_known_by_asking(
    simulated: Simulated, do: str, error: type[Exception], happened: int
) -> None:
    async with controlling(simulated.simulator) as control:
        await wrong(control, do)
        with pytest.raises(error):
            await simulated.v1.payment_intents.create_async(CONFIRMED, KEYED)
        assert await made(simulated.v1) == happened


@pytest.mark.parametrize("do", ["drop_before", "drop_after_commit", "garbage_body", "500_before", "409", "429"])
async def test_the_same_key_leads_to_one_payment(simulated: Simulated, do: str) -> None:
    async with controlling(simulated.simulator) as control:
        await wrong(control, do)
        with pytest.raises(stripe.StripeError):
            await simulated.v1.payment_intents.create_async(CONFIRMED, KEYED)
        again = await simulated.v1.payment_intents.create_async(CONFIRMED, KEYED)
        assert again.status == "requires_capture"
        assert await made(simulated.v1) == 1


async def test_an_error_after_it_was_done_is_answered_for_ever(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control:
        await wrong(control, "500_after_commit")
        for _ in range(3):
            with pytest.raises(stripe.APIError) as saved:
                await simulated.v1.payment_intents.create_async(CONFIRMED, KEYED)
            assert saved.value.http_status == 500
        await control.post("/clock", json={"seconds": 86_401})
        await simulated.v1.payment_intents.create_async(CONFIRMED, KEYED)
        assert await made(simulated.v1) == 2


async def test_whoever_gives_up_on_a_slow_answer_has_nevertheless_paid(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control:
        await wrong(control, "delay", delay_s=1)
        http = stripe.HTTPXClient(timeout=0.5)
        options: Any = {"base_addresses": {"api": simulated.address}, "max_network_retries": 0}
        hasty = stripe.StripeClient(KEY, http_client=http, **options).v1
        with pytest.raises(stripe.APIConnectionError):
            await hasty.payment_intents.create_async(CONFIRMED, KEYED)
        await wait_until(lambda: made(simulated.v1))
        await http.close_async()  # type: ignore[no-untyped-call]


async def test_a_key_is_in_use_while_its_answer_is_slow(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control:
        await wrong(control, "delay", delay_s=1)
        calls = (simulated.v1.payment_intents.create_async(CONFIRMED, KEYED) for _ in range(2))
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
        assert [one.http_status for one in outcomes if isinstance(one, stripe.APIError)] == [409]
        assert await made(simulated.v1) == 1


async def test_the_nth_of_a_kind_goes_wrong_so_many_times(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control, talking(KEY, simulated.address) as v1:
        await control.post("/faults", json=[{"do": "429", "match": {**CREATE, "nth": 2}, "times": 2}])
        outcomes = []
        for _ in range(4):
            try:
                outcomes.append((await v1.payment_intents.create_async(HOLD)).status)
            except stripe.RateLimitError:
                outcomes.append("429")
        assert outcomes == ["requires_payment_method", "429", "429", "requires_payment_method"]
        assert (await control.get("/faults")).json() == []


@pytest.mark.parametrize("rule", [{"do": "explode"}, {"do": "429", "times": 0}, {"do": "429", "match": {"p": 1}}])
async def test_an_unreadable_rule_is_refused(simulated: Simulated, rule: dict[str, Any]) -> None:
    async with controlling(simulated.simulator) as control:
        with pytest.raises(httpx.HTTPStatusError):
            await control.post("/faults", json=[rule])


async def test_cards_follow_a_script(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control:
        await control.post("/cards/script", json={"decline_code": "lost_card"})
        await control.post("/cards/script", json={"approves_minor": 3_000})
        with pytest.raises(stripe.CardError) as declined:
            await simulated.v1.payment_intents.create_async(CONFIRMED)
        assert declined.value.error is not None
        assert declined.value.error.decline_code == "lost_card"
        in_part = await simulated.v1.payment_intents.create_async(CONFIRMED)
        assert in_part.amount_capturable == 3_000


async def test_a_reset_leaves_nothing(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control:
        await simulated.v1.payment_intents.create_async(CONFIRMED)
        await wrong(control, "429")
        dumped = (await control.get("/dump", params={"kind": "payment_intent"})).json()
        assert [row["amount"] for row in dumped["payment_intent"]] == [5_000]
        await control.post("/reset")
        assert await made(simulated.v1) == 0
        assert (await control.get("/faults")).json() == []
