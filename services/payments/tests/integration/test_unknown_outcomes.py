"""What was asked of Stripe and not answered stays an open question until the truth is known; nothing happens twice."""

import asyncio
from dataclasses import replace

import pytest
from motorway_kit.testing import wait_until
from payments.app.commands import Worker
from payments.domain.command import CommandKind
from payments.parts import stripe_parts
from pydantic import SecretStr
from stripe_simulator.fault_rules import Do, Match, Rule

from .paying_world import CHARGE, DAY, HOLD, HOUR, MINUTE, Paying, state_name

PATHS = {
    "create": "/v1/payment_intents",
    "confirm": "/v1/payment_intents/*/confirm",
    "capture": "/v1/payment_intents/*/capture",
    "cancel": "/v1/payment_intents/*/cancel",
}


def wrong(what: str, do: Do, times: int = 1) -> Rule:
    return Rule(match=Match(method="POST", path=PATHS[what]), do=do, times=times)


async def a_captured_hold(paying: Paying) -> str:
    """Whatever goes wrong on the way, time heals it."""
    payment = await paying.ask(HOLD, 5000)
    await paying.work()
    await paying.settle()
    claimed = await paying.claim(payment.payment_id, "01a220c7-4bf0-7779-826f-df2e1cf94d89")
    await paying.fix(claimed, 4000)
    await paying.settle()
    return payment.payment_id


async def all_is_well(paying: Paying, payment_id: str) -> None:
    payment = await paying.get(payment_id)
    assert (state_name(payment), payment.captured_minor, payment.open_question) == ("CAPTURED", 4000, "")
    assert await paying.ledger() == {"stripe_clearing": 4000, "takings": -4000}
    taken = [intent for intent in paying.intents() if intent["amount_received"]]
    assert [intent["amount_received"] for intent in taken] == [4000]
    held = [intent for intent in paying.intents() if intent["status"] == "requires_capture"]
    assert held == []


@pytest.mark.parametrize("do", [do for do in Do if do is not Do.DELAY])
@pytest.mark.parametrize("what", ["create", "confirm", "capture"])
async def test_every_fault_at_every_call_ends_in_one_capture(paying: Paying, what: str, do: Do) -> None:
    paying.stripe.spoil(wrong(what, do, 2))
    await all_is_well(paying, await a_captured_hold(paying))


async def test_a_question_is_shown_until_it_is_answered(paying: Paying) -> None:
    claimed = await paying.claimed()
    paying.stripe.spoil(wrong("capture", Do.DROP_AFTER_COMMIT))
    await paying.fix(claimed, 4000)
    waiting = await paying.get(claimed.payment_id)
    assert (state_name(waiting), waiting.open_question) == ("CAPTURING", "capture")
    await paying.settle()
    assert (await paying.get(claimed.payment_id)).open_question == ""
    steps = [step.what for step in (await paying.whole(claimed.payment_id)).steps]
    assert steps[-2:] == ["capture_unknown", "captured"]


async def test_the_same_key_and_the_same_bytes_are_sent_again(paying: Paying) -> None:
    paying.stripe.spoil(wrong("confirm", Do.DROP_BEFORE, 3))
    await paying.pay(HOLD)
    await paying.settle()
    assert await paying.asked() == ["pay::create", "pay::confirm:1"]
    assert (paying.intents()[0]["status"], len(paying.intents())) == ("requires_capture", 1)


async def test_a_server_error_that_stays_needs_anclaimed_key_after_a_pause(paying: Paying) -> None:
    paying.stripe.spoil(wrong("capture", Do.ERROR_BEFORE, 3))
    claimed = await paying.claimed()
    await paying.fix(claimed, 4000)
    for _ in range(6):
        paying.stripe.forward(5)
        await paying.work()
    assert (await paying.asked())[2:] == ["pay::capture", "pay::capture:r2"]
    assert state_name(await paying.get(claimed.payment_id)) == "CAPTURING"
    paying.stripe.forward(61)
    await paying.work()
    assert (await paying.get(claimed.payment_id)).captured_minor == 4000


@pytest.mark.parametrize("do", [Do.DROP_BEFORE, Do.TOO_MANY])
async def test_nothing_is_sent_before_it_is_known_what_became_of_it(paying: Paying, do: Do) -> None:
    """Sent again, the saved error would have come again."""
    asked = Rule(match=Match(method="GET", path="/v1/payment_intents/*"), do=do, times=2)
    claimed = await paying.claimed()
    paying.stripe.spoil(wrong("capture", Do.ERROR_AFTER_COMMIT), asked)
    await paying.fix(claimed, 4000)
    await paying.settle()
    await all_is_well(paying, claimed.payment_id)
    assert await paying.parts.db.fetchval("SELECT server_errors FROM command WHERE kind = 'capture'") == 1


async def test_an_old_question_is_asked_and_never_sent_again(paying: Paying) -> None:
    """Stripe has forgotten the key by then: sent again, it would be anclaimed request."""
    payment = await paying.ask(HOLD)
    paying.stripe.spoil(wrong("create", Do.DROP_AFTER_COMMIT))
    await paying.work()
    paying.stripe.forward(1.5 * DAY)
    await paying.work()
    assert len(paying.intents()) == 1
    assert (await paying.get(payment.payment_id)).stripe_id == paying.intents()[0]["id"]


async def test_a_capture_that_never_arrived_is_asked_for_anew_when_it_is_old(paying: Paying) -> None:
    claimed = await paying.claimed()
    paying.stripe.spoil(wrong("capture", Do.DROP_BEFORE))
    await paying.fix(claimed, 4000)
    paying.stripe.forward(21 * HOUR)
    await paying.work()
    await paying.settle()
    assert (await paying.asked())[2:] == ["pay::capture", "pay::capture:r2"]
    await all_is_well(paying, claimed.payment_id)


@pytest.mark.parametrize(
    ("what", "do"), [("create", Do.DROP_BEFORE), ("create", Do.TOO_MANY), ("confirm", Do.DROP_BEFORE)]
)
@pytest.mark.parametrize("late", [10 * MINUTE, 25 * HOUR])
async def test_a_card_is_not_charged_when_its_owner_has_left(paying: Paying, what: str, do: Do, late: float) -> None:
    paying.stripe.spoil(wrong(what, do))
    payment = await paying.pay(CHARGE)
    paying.stripe.forward(late)
    await paying.work()
    ended = await paying.get(payment.payment_id)
    assert (state_name(ended), ended.reason, ended.open_question) == ("VOIDED", "card_not_asked_in_time", "")
    assert [intent["status"] for intent in paying.intents()] == (["canceled"] if what == "confirm" else [])
    assert "PaymentEnded" in await paying.told()


async def test_a_card_is_not_asked_for_when_it_is_known_too_late_that_it_could_be(paying: Paying) -> None:
    paying.stripe.spoil(wrong("create", Do.DROP_AFTER_COMMIT))
    payment = await paying.pay(CHARGE)
    paying.stripe.forward(10 * MINUTE)
    await paying.work()
    ended = await paying.get(payment.payment_id)
    assert (state_name(ended), ended.reason) == ("VOIDED", "card_not_asked_in_time")
    assert [intent["status"] for intent in paying.intents()] == ["canceled"]


async def test_what_was_charged_in_time_is_known_later(paying: Paying) -> None:
    paying.stripe.spoil(wrong("confirm", Do.DROP_AFTER_COMMIT))
    payment = await paying.pay(CHARGE)
    paying.stripe.forward(1 * HOUR)
    await paying.work()
    assert state_name(await paying.get(payment.payment_id)) == "CAPTURED"


@pytest.mark.parametrize("what", ["create", "confirm"])
async def test_what_is_given_up_meanwhile_is_not_sent_again(paying: Paying, what: str) -> None:
    paying.stripe.spoil(wrong(what, Do.DROP_BEFORE))
    payment = await paying.pay(CHARGE)
    await paying.cancel(payment.payment_id)
    await paying.settle()
    ended = await paying.get(payment.payment_id)
    assert (state_name(ended), ended.reason) == ("VOIDED", "cancelled")
    assert all(intent["amount_received"] == 0 for intent in paying.intents())


async def test_a_process_that_died_is_followed_by_one_that_asks(paying: Paying) -> None:
    claimed = await paying.claimed()
    task = asyncio.create_task(paying.fix(claimed, 4000))
    await wait_until(lambda: paying.intents()[0]["status"] == "succeeded", interval_s=0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    while not paying.parts.commands.empty():
        paying.parts.commands.get_nowait()
    paying.stripe.forward(15)
    await paying.work()
    await all_is_well(paying, claimed.payment_id)


async def test_a_key_that_stands_for_something_else_pages_and_is_not_sent_again(paying: Paying) -> None:
    claimed = await paying.claimed()
    v1 = paying.parts.stripe.client.v1
    key = f"pay:{claimed.payment_id}:capture"
    await v1.customers.create_async({"name": "somebody"}, {"idempotency_key": key})
    await paying.fix(claimed, 4000)
    await paying.settle()
    found = await paying.parts.db.fetch("SELECT break_class, details FROM reconciliation_break")
    assert [(row["break_class"], key in row["details"]) for row in found] == [("idempotency_error", True)]
    assert (await paying.get(claimed.payment_id)).open_question == "capture"
    assert paying.intents()[0]["status"] == "requires_capture"
    await v1.payment_intents.capture_async(claimed.stripe_id, {"amount_to_capture": 4000})
    paying.stripe.forward(11 * MINUTE)
    await paying.work()
    await all_is_well(paying, claimed.payment_id)


async def test_a_queue_that_is_full_keeps_what_is_ours(paying: Paying) -> None:
    """Stripe was slow, and the lease is nearly over when its turn comes."""
    payment = await paying.ask(CHARGE)
    paying.stripe.forward(11)
    await paying.work()
    assert (state_name(await paying.get(payment.payment_id)), len(paying.intents())) == ("CAPTURED", 1)


async def test_two_workers_do_one_thing_once(paying: Paying) -> None:
    await asyncio.gather(*(paying.ask(CHARGE, 100 + number) for number in range(6)))
    paying.stripe.forward(13)
    await asyncio.gather(*(Worker(paying.parts).drain() for _ in range(3)))
    assert sorted(intent["amount_received"] for intent in paying.intents()) == [100, 101, 102, 103, 104, 105]
    rows = await paying.parts.db.fetch("SELECT kind, count(*) FROM command WHERE done_at IS NOT NULL GROUP BY kind")
    assert {row[0]: row[1] for row in rows} == {CommandKind.CREATE: 6, CommandKind.CONFIRM: 6}


async def test_a_refused_api_key_is_waited_out(paying: Paying) -> None:
    wrong_key = paying.parts.settings.model_copy(update={"stripe_key": SecretStr("sk_test_of_somebody_else")})
    payment = await paying.ask(CHARGE)
    async with stripe_parts(wrong_key, paying.parts.db) as refused:
        await Worker(replace(paying.parts, stripe=refused)).drain()
    waiting = await paying.get(payment.payment_id)
    assert (state_name(waiting), waiting.open_question) == ("CREATED", "")
    await paying.settle()
    assert state_name(await paying.get(payment.payment_id)) == "CAPTURED"
