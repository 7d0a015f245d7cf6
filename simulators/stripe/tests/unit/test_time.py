"""What happens by itself, and at its time."""

import pytest
from stripe_simulator.api import register
from stripe_simulator.app import authentication, balance, increments, issuer, payment_intents, payment_methods, payouts
from stripe_simulator.app.confirmation import Attempt, attempt
from stripe_simulator.clock import Clock
from stripe_simulator.errors import CardError, InvalidRequest
from stripe_simulator.objects import payment_intents as intents
from stripe_simulator.settings import DAY_S, Settings
from stripe_simulator.state import Object
from stripe_simulator.world import World

MARGIN_S = 60  # of real time, on a busy machine
BACK = "https://example.com/back"


def a_world(*, payouts_daily: bool = False) -> World:
    world = World(Settings(payouts_daily=payouts_daily), Clock())
    register(world)
    return world


def held(world: World, card: str = "pm_card_visa", **params: object) -> Object:
    basis = {"amount": 10_000, "currency": "gbp", "capture_method": "manual", "confirm": True, "payment_method": card}
    return payment_intents.create(world, {**basis, **params})


def names(world: World) -> list[str]:
    return [event["type"] for event in world.table("event").oldest_first()]


@pytest.mark.parametrize(
    ("present", "brand", "off_session", "hours"),
    [
        (False, "visa", False, 168),
        (False, "visa", True, 114),
        (False, "mastercard", True, 168),
        (True, "visa", False, 114),
        (True, "mastercard", False, 48),
        (True, "amex", False, 48),
    ],
)
def test_a_hold_lasts_as_long_as_its_brand_says(present: bool, brand: str, off_session: bool, hours: int) -> None:
    world = a_world()
    kind = "card_present" if present else "card"
    make = payment_methods.present if present else payment_methods.find
    method = make(world, f"pm_card_{brand}")
    params = {"amount": 10_000, "currency": "gbp", "capture_method": "manual", "allowed_payment_method_types": [kind]}
    made = payment_intents.create(world, params)
    intent = attempt(world, intents.with_method(made, method), method, Attempt(off_session))
    details = world.get("charge", intent["latest_charge"])["payment_method_details"][kind]
    assert 0 <= details["capture_before"] - intent["created"] - hours * 3_600 < MARGIN_S
    world.advance(hours * 3_600 - MARGIN_S)
    assert world.get("payment_intent", intent["id"])["status"] == "requires_capture"
    world.advance(2 * MARGIN_S)
    gone = world.get("payment_intent", intent["id"])
    assert (gone["status"], gone["cancellation_reason"], gone["amount_capturable"]) == ("canceled", "expired", 0)
    assert names(world)[-2:] == ["charge.expired", "payment_intent.canceled"]


def test_what_was_captured_does_not_expire() -> None:
    world = a_world()
    intent = held(world)
    payment_intents.capture(world, {"amount_to_capture": 5_000}, intent["id"])
    world.advance(30 * DAY_S)
    assert world.get("payment_intent", intent["id"])["status"] == "succeeded"
    assert names(world) == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated",
        "charge.captured",
        "payment_intent.succeeded",
    ]


def test_money_is_pending_until_a_midnight_and_then_paid_out() -> None:
    world = a_world(payouts_daily=True)
    payment_intents.capture(world, {}, held(world)["id"])
    net = 10_000 - 160
    assert balance.balance(world, {})["pending"][0]["amount"] == net
    world.advance(4 * DAY_S)
    assert [part["amount"] for part in balance.balance(world, {})["available"]] == [0]
    (payout,) = world.table("payout").oldest_first()
    assert (payout["amount"], payout["automatic"], payout["currency"]) == (net, True, "gbp")
    rows = balance.listed(world, {"payout": payout["id"]})["data"]
    assert [(row["type"], row["net"]) for row in rows] == [("payout", -net), ("charge", net)]
    world.advance(2 * DAY_S)
    assert world.get("payout", payout["id"])["status"] == "paid"
    assert len(world.table("payout")) == 1


def test_a_payout_can_come_back() -> None:
    world = a_world()
    payment_intents.capture(world, {}, held(world)["id"])
    with pytest.raises(InvalidRequest):
        payouts.create(world, {"amount": 1, "currency": "gbp"})
    world.advance(4 * DAY_S)
    payout = payouts.create(world, {"amount": 5_000, "currency": "gbp"})
    assert payouts.fail(world, payout["id"])["status"] == "failed"
    world.advance(3 * DAY_S)
    assert world.get("payout", payout["id"])["status"] == "failed"
    assert balance.available(world)["gbp"] == 10_000 - 160


def test_a_bank_may_approve_less() -> None:
    world = a_world()
    intent = held(world, "pm_card_partialApproval")
    assert (intent["amount"], intent["amount_capturable"]) == (10_000, 4_000)


def test_a_hold_is_made_larger_if_that_was_agreed() -> None:
    world = a_world()
    with pytest.raises(InvalidRequest, match="does not support"):
        increments.increment(world, {"amount": 12_000}, held(world)["id"])
    asked = {"card": {"request_incremental_authorization": "if_available"}}
    intent = held(world, payment_method_options=asked)
    with pytest.raises(InvalidRequest, match="greater than"):
        increments.increment(world, {"amount": 10_000}, intent["id"])
    larger = increments.increment(world, {"amount": 12_000}, intent["id"])
    assert (larger["amount"], larger["amount_capturable"]) == (12_000, 12_000)
    issuer.script(world, "insufficient_funds", None)
    with pytest.raises(CardError):
        increments.increment(world, {"amount": 13_000}, intent["id"])
    assert payment_intents.capture(world, {}, intent["id"])["amount_received"] == 12_000


def test_a_payer_is_asked_and_comes_back() -> None:
    world = a_world()
    asked = held(world, "pm_card_authenticationRequired", return_url=BACK)
    action = asked["next_action"]["redirect_to_url"]
    assert action == {"return_url": BACK, "url": f"{world.settings.public_url}/3ds/{asked['id']}"}
    done = authentication.complete(world, asked["id"], passed=True)
    assert (done["status"], done["next_action"]) == ("requires_capture", None)
    with pytest.raises(InvalidRequest):
        authentication.complete(world, asked["id"], passed=True)


def test_a_payer_is_asked_and_says_no() -> None:
    world = a_world()
    asked = held(world, "pm_card_authenticationRequired", return_url=BACK)
    done = authentication.complete(world, asked["id"], passed=False)
    assert (done["status"], done["payment_method"]) == ("requires_payment_method", None)
    assert done["last_payment_error"]["code"] == "payment_intent_authentication_failure"


def test_who_agrees_can_be_declined_nevertheless() -> None:
    world = a_world()
    card = "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds"
    asked = held(world, card, return_url=BACK)
    done = authentication.complete(world, asked["id"], passed=True)
    assert done["status"] == "requires_payment_method"
    assert done["last_payment_error"]["decline_code"] == "insufficient_funds"


def test_nothing_remains_after_a_reset_but_the_time() -> None:
    world = a_world(payouts_daily=True)
    held(world)
    world.advance(DAY_S)
    now = world.now
    world.reset()
    assert world.now >= now
    assert not [kind for kind, rows in world.dump().items() if rows and not kind.startswith("_")]
    payment_intents.capture(world, {}, held(world)["id"])
    world.advance(5 * DAY_S)
    assert len(world.table("payout")) == 1
