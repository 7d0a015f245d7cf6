"""Webhooks: signed as the SDK checks them, sent again until taken, and troubled in every way that a network knows."""

import json
from typing import Any

import pytest
import stripe
from motorway_kit.testing import wait_until

from .accounts import Simulated
from .edges import HOLD, SECRET, controlling, endpoint

TYPES = ["payment_intent.created", "charge.succeeded", "payment_intent.amount_capturable_updated"]
DAY_S = 86_400


async def held(simulated: Simulated) -> Any:
    """Three events."""
    confirm: Any = {"payment_method": "pm_card_visa", "confirm": True, "return_url": "https://example.com"}
    return (await simulated.v1.payment_intents.create_async(HOLD | confirm)).id


async def undelivered(simulated: Simulated) -> list[str]:
    events = await simulated.v1.events.list_async({"delivery_success": False, "limit": 100})
    return [event.type for event in events.data]


async def test_what_happened_is_signed_and_sent_and_is_listed_as_delivered(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control, endpoint(simulated.simulator) as inbox:
        intent = await held(simulated)
        await control.post("/webhooks/settle")
        assert sorted(inbox.types()) == sorted(TYPES)
        event = next(event for event in inbox.events() if event.type == TYPES[2])
        assert event.data.object["id"] == intent
        assert event.data.object["amount_capturable"] == 5_000
        assert await undelivered(simulated) == []
        listed = await simulated.v1.events.list_async({"types": ["payment_intent.*", "nothing"]})
        assert [event.type for event in listed.data] == [TYPES[2], TYPES[0]]


async def test_the_signature_is_over_the_bytes_that_were_sent(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control, endpoint(simulated.simulator) as inbox:
        await held(simulated)
        await control.post("/webhooks/settle")
        body, header = inbox.came[0]
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(json.dumps(json.loads(body)).encode(), header, SECRET)


async def test_both_secrets_sign_while_one_takes_the_place_of_the_other(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control, endpoint(simulated.simulator, SECRET, "whsec_new") as inbox:
        await held(simulated)
        await control.post("/webhooks/settle")
        assert len(inbox.events(SECRET)) == len(inbox.events("whsec_new")) == 3
        await control.put("/webhooks/endpoint", json={"url": inbox.url, "secrets": ["whsec_new"]})
        await simulated.v1.customers.create_async({})
        await control.post("/webhooks/settle")
        assert stripe.Webhook.construct_event(*inbox.came[-1], "whsec_new").type == "customer.created"
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(*inbox.came[-1], SECRET)


async def test_what_is_not_taken_comes_again_with_a_new_signature_until_three_days_have_passed(
    simulated: Simulated,
) -> None:
    async with controlling(simulated.simulator) as control, endpoint(simulated.simulator) as inbox:
        inbox.answer = 500
        await held(simulated)
        await control.post("/webhooks/settle")
        assert len(inbox.came) == 3
        assert len(await undelivered(simulated)) == 3
        inbox.answer = 204
        await control.post("/clock", json={"seconds": 61})
        await control.post("/webhooks/settle")
        assert len(inbox.came) == 6
        assert await undelivered(simulated) == []
        inbox.answer = 500
        await simulated.v1.customers.create_async({})
        for days in (0.01, 0.1, 0.5, 1, 1, 1, 1, 1):
            await control.post("/clock", json={"seconds": days * DAY_S})
            await control.post("/webhooks/settle")
        assert len(inbox.came) - 6 == 6
        assert await undelivered(simulated) == ["customer.created"]


async def test_held_back_reversed_and_doubled(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control, endpoint(simulated.simulator) as inbox:
        await control.put("/webhooks", json={"hold": True})
        await held(simulated)
        await control.post("/webhooks/settle")
        assert inbox.came == []
        await control.put("/webhooks", json={"sequence": "reversed", "duplicate": 1})
        await control.post("/webhooks/settle")
        doubled = [kind for kind in reversed(TYPES) for _ in range(2)]
        assert inbox.types() == doubled
        assert len({event.id for event in inbox.events()}) == 3


async def test_lost_spoiled_and_stale_ones_come_again(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control, endpoint(simulated.simulator) as inbox:
        inbox.answer = 400
        await control.put("/webhooks", json={"drop": 1, "corrupt": 1, "stale": 1})
        await held(simulated)
        await control.post("/webhooks/settle")
        assert len(inbox.came) == 2
        for body, header in inbox.came:
            with pytest.raises(stripe.SignatureVerificationError):
                stripe.Webhook.construct_event(body, header, SECRET)
        inbox.came.clear()
        inbox.answer = 200
        await control.post("/clock", json={"seconds": 61})
        await control.post("/webhooks/settle")
        assert sorted(inbox.types()) == sorted(TYPES)


async def test_an_endpoint_hears_only_what_it_wants(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control, endpoint(simulated.simulator) as inbox:
        await control.delete("/webhooks/endpoints")
        endpoints = simulated.v1.webhook_endpoints
        made = await endpoints.create_async({"url": inbox.url, "enabled_events": ["charge.succeeded"]})
        assert made.secret is not None
        await held(simulated)
        await control.post("/webhooks/settle")
        assert [event.type for event in inbox.events(made.secret)] == ["charge.succeeded"]
        assert getattr(await endpoints.retrieve_async(made.id), "secret", None) is None
        await endpoints.update_async(made.id, {"disabled": True})
        await held(simulated)
        await control.post("/webhooks/settle")
        assert len(inbox.came) == 1


async def test_one_event_is_sent_again_on_demand(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control, endpoint(simulated.simulator) as inbox:
        await held(simulated)
        await control.post("/webhooks/settle")
        event = inbox.events()[0].id
        await control.post(f"/webhooks/resend/{event}")
        await inbox.holds(4)
        assert inbox.events()[3].id == event


async def test_events_are_listed_for_real_accounts_too(account: Any) -> None:
    customer = await account.customers.create_async({})

    async def told() -> bool:
        found = await account.events.list_async({"type": "customer.created", "limit": 5})
        return customer.id in [event.data.object["id"] for event in found.data]

    await wait_until(told, 30, 0.2)
