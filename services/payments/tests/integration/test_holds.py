"""A maximum is held before fuelling; what was delivered is captured, and the rest goes back at once."""

import pytest
from motorway.pos.v1 import events_pb2 as pos_events
from motorway_kit.errors import Conflict, NotFound
from motorway_kit.ids import new_id
from stripe_simulator.app import issuer

from .paying_world import CHARGE, DAY, HOLD, MINUTE, Paying, state_name


async def test_a_hold_is_approved_claimed_and_captured_for_what_was_delivered(paying: Paying) -> None:
    payment = await paying.pay(HOLD, 9000)
    assert (state_name(payment), payment.approved_minor, payment.test) == ("AUTHORISED", 9000, True)
    assert (payment.card.brand, payment.card.last4, payment.HasField("capture_before")) == ("visa", "4242", True)
    claimed = await paying.claim(payment.payment_id, new_id())
    await paying.fix(claimed, 6543)
    captured = await paying.get(payment.payment_id)
    assert (state_name(captured), captured.take_minor, captured.captured_minor) == ("CAPTURED", 6543, 6543)
    (intent,) = paying.intents()
    assert (intent["status"], intent["amount_received"]) == ("succeeded", 6543)
    assert await paying.ledger() == {"stripe_clearing": 6543, "takings": -6543}
    told = ["PaymentChanged", "PaymentAuthorised", "PaymentChanged"]
    assert await paying.told() == [*told, "PaymentCaptured"]
    steps = (await paying.whole(payment.payment_id)).steps
    assert [step.what for step in steps] == [
        *("created", "authorising", "authorised", "claimed", "amount_fixed", "captured")
    ]
    assert [step.version for step in steps] == [1, 2, 3, 4, 5, 6]


async def test_nothing_delivered_releases_the_hold_at_once(paying: Paying) -> None:
    claimed = await paying.claimed()
    await paying.fix(claimed, 0, "zero_fuelling")
    released = await paying.get(claimed.payment_id)
    assert (state_name(released), released.reason, released.captured_minor) == ("VOIDED", "zero_fuelling", 0)
    assert [intent["status"] for intent in paying.intents()] == ["canceled"]
    assert await paying.ledger() == {}
    assert (await paying.told())[-1] == "PaymentEnded"


async def test_what_runs_over_the_hold_is_owed(paying: Paying) -> None:
    claimed = await paying.claimed(5000)
    await paying.fix(claimed, 5120)
    captured = await paying.get(claimed.payment_id)
    assert (state_name(captured), captured.captured_minor, captured.shortfall_minor) == ("CAPTURED", 5000, 120)
    assert await paying.ledger() == {"stripe_clearing": 5000, "customer_receivable": 120, "takings": -5120}


@pytest.mark.parametrize(("written_off", "account"), [(False, "counter_cash"), (True, "bad_debt")])
async def test_what_was_owed_is_paid_at_the_counter_or_lost(paying: Paying, written_off: bool, account: str) -> None:
    claimed = await paying.claimed(5000)
    await paying.fix(claimed, 5120)
    told = pos_events.DebtEnded(
        debt_id=new_id(),
        site_id=claimed.site_id,
        sale_id=claimed.sale_id,
        kind="card_shortfall",
        amount_minor=120,
        currency="GBP",
        written_off=written_off,
    )
    for _ in range(2):
        await paying.hear(told)
    assert await paying.ledger() == {"stripe_clearing": 5000, account: 120, "takings": -5120}


async def test_what_was_owed_and_is_paid_by_card_is_takings_once(paying: Paying) -> None:
    claimed = await paying.claimed(5000)
    await paying.fix(claimed, 5120)
    assert state_name(await paying.pay(CHARGE, 120, sale_id=claimed.sale_id)) == "CAPTURED"
    told = pos_events.DebtEnded(
        debt_id=new_id(),
        site_id=claimed.site_id,
        sale_id=claimed.sale_id,
        kind="card_shortfall",
        amount_minor=120,
        card_minor=120,
        currency="GBP",
    )
    for _ in range(2):
        await paying.hear(told)
    assert await paying.ledger() == {"stripe_clearing": 5120, "takings": -5120}


async def test_a_bank_may_approve_less_than_was_asked_for(paying: Paying) -> None:
    issuer.script(paying.stripe.world, None, 4000)
    claimed = await paying.claimed(9000)
    assert (claimed.amount_minor, claimed.approved_minor) == (9000, 4000)
    await paying.fix(claimed, 4100)
    captured = await paying.get(claimed.payment_id)
    assert (captured.captured_minor, captured.shortfall_minor) == (4000, 100)


async def test_a_hold_that_expires_after_fuelling_leaves_everything_owed(paying: Paying) -> None:
    claimed = await paying.claimed(5000)
    paying.stripe.forward(8 * DAY)
    await paying.look()
    expired = await paying.get(claimed.payment_id)
    assert (state_name(expired), expired.reason, expired.shortfall_minor) == ("EXPIRED", "expired", 0)
    await paying.fix(claimed, 4321)
    owed = await paying.get(claimed.payment_id)
    assert (state_name(owed), owed.captured_minor, owed.shortfall_minor) == ("EXPIRED", 0, 4321)
    assert await paying.ledger() == {"customer_receivable": 4321, "takings": -4321}
    assert [name for name in await paying.told() if name == "PaymentEnded"] == ["PaymentEnded"] * 2


async def test_a_hold_that_expires_while_it_is_captured_leaves_everything_owed(paying: Paying) -> None:
    claimed = await paying.claimed(5000)
    paying.stripe.forward(8 * DAY)
    await paying.fix(claimed, 4321)
    owed = await paying.get(claimed.payment_id)
    assert (state_name(owed), owed.shortfall_minor) == ("EXPIRED", 4321)


async def test_a_hold_that_no_sale_claims_is_released(paying: Paying) -> None:
    payment = await paying.pay()
    for minutes in (5, 5, 4.9):
        paying.stripe.forward(minutes * MINUTE)
        await paying.look()
        assert state_name(await paying.get(payment.payment_id)) == "AUTHORISED"
    paying.stripe.forward(0.2 * MINUTE)
    await paying.look()
    released = await paying.get(payment.payment_id)
    assert (state_name(released), released.reason) == ("VOIDED", "not_claimed")


async def test_a_hold_is_claimed_once(paying: Paying) -> None:
    payment, sale = await paying.pay(), new_id()
    first = await paying.claim(payment.payment_id, sale)
    assert (await paying.claim(payment.payment_id, sale)).version == first.version
    with pytest.raises(Conflict) as refused:
        await paying.claim(payment.payment_id, new_id())
    assert refused.value.reason == "PaymentClaimed"


async def test_only_an_approved_hold_of_the_site_can_be_claimed(paying: Paying) -> None:
    waiting = await paying.ask()
    with pytest.raises(Conflict) as early:
        await paying.claim(waiting.payment_id, new_id())
    await paying.work()
    with pytest.raises(NotFound) as elsewhere:
        await paying.claim(waiting.payment_id, new_id(), "m1-leicester")
    charge = await paying.pay(CHARGE)
    with pytest.raises(Conflict) as taken:
        await paying.claim(charge.payment_id, new_id())
    reasons = [error.value.reason for error in (early, elsewhere, taken)]
    assert reasons == ["PaymentNotAuthorised", "PaymentNotFound", "PaymentNotAuthorised"]


async def test_a_hold_that_ends_within_the_hour_is_not_worth_a_fuelling(paying: Paying) -> None:
    payment = await paying.pay()
    paying.stripe.forward(6.97 * DAY)
    with pytest.raises(Conflict) as refused:
        await paying.claim(payment.payment_id, new_id())
    assert refused.value.reason == "PaymentNotAuthorised"


async def test_the_first_word_of_a_sale_counts(paying: Paying) -> None:
    claimed = await paying.claimed(5000)
    await paying.fix(claimed, 4000)
    await paying.fix(claimed, 4500)
    assert (await paying.get(claimed.payment_id)).captured_minor == 4000
    breaks = await paying.parts.db.fetch("SELECT break_class, payment_id::text FROM reconciliation_break")
    assert [tuple(row) for row in breaks] == [("take_differs", claimed.payment_id)]


async def test_another_sale_has_nothing_to_say(paying: Paying) -> None:
    claimed = await paying.claimed(5000)
    stranger = type(claimed)()
    stranger.CopyFrom(claimed)
    stranger.sale_id = new_id()
    await paying.fix(stranger, 0)
    assert state_name(await paying.get(claimed.payment_id)) == "AUTHORISED"


async def test_another_site_has_nothing_to_say(paying: Paying) -> None:
    """Also of a hold that no sale has claimed yet: whoever knows its id may have named it at another site."""
    held = await paying.pay(HOLD, 5000)
    told = pos_events.CardAmountFixed(site_id="m1-leicester", sale_id=new_id(), payment_id=held.payment_id)
    with pytest.raises(NotFound):
        await paying.hear(told)
    assert state_name(await paying.get(held.payment_id)) == "AUTHORISED"


@pytest.mark.parametrize("takes", [0, 1500])
async def test_a_sale_that_was_settled_otherwise_gets_its_money_back(paying: Paying, takes: int) -> None:
    claimed = await paying.claimed(5000)
    await paying.fix(claimed, 4000)
    for _ in range(2):
        await paying.fix(claimed, takes, "sale_settled_otherwise")
    payment = await paying.get(claimed.payment_id)
    assert (payment.captured_minor, payment.refunded_minor) == (4000, 4000 - takes)
    (refund,) = (await paying.whole(claimed.payment_id)).refunds
    assert (refund.amount_minor, refund.reason) == (4000 - takes, "sale_settled_otherwise")
    assert sum((await paying.ledger()).values()) == 0
    assert (await paying.ledger()).get("stripe_clearing", 0) == takes


async def test_an_overrun_of_a_sale_that_was_settled_otherwise_is_not_owed(paying: Paying) -> None:
    claimed = await paying.claimed(5000)
    await paying.fix(claimed, 5100)
    await paying.fix(claimed, 0, "sale_settled_otherwise")
    payment = await paying.get(claimed.payment_id)
    assert (payment.shortfall_minor, payment.refunded_minor) == (0, 5000)
    assert await paying.ledger() == {}


async def test_an_event_that_comes_again_later_is_not_heard_twice(paying: Paying) -> None:
    claimed = await paying.claimed(5000)
    await paying.fix(claimed, 4000, event_id="first")
    await paying.fix(claimed, 1000, "sale_settled_otherwise", event_id="second")
    await paying.fix(claimed, 4000, event_id="first")
    assert (await paying.get(claimed.payment_id)).refunded_minor == 3000
    assert await paying.parts.db.fetchval("SELECT count(*) FROM reconciliation_break") == 0
