"""What a reader asks its customer for, and the card that is held to it."""

from zlib import crc32

from stripe_simulator.app import issuer, payment_methods
from stripe_simulator.app.confirmation import Attempt, attempt
from stripe_simulator.errors import CardError, InvalidRequest
from stripe_simulator.objects import payment_intents, setup_attempts, setup_intents, terminal
from stripe_simulator.objects.cards import Card, card_of
from stripe_simulator.objects.payment_methods import of_card
from stripe_simulator.objects.terminal import READER
from stripe_simulator.state import Object
from stripe_simulator.world import World

HABIT, PRESENT = "_reader_habit", "present_card"
ALL = "all"


def process_payment_intent(world: World, params: Object, identifier: str) -> Object:
    """Something that the reader was asking for is given up for it, as with Stripe. Raises InvalidRequest."""
    row = _online(world, identifier)
    intent = world.get("payment_intent", params["payment_intent"], "payment_intent")
    payment_intents.require(intent, "processed", payment_intents.OPEN)
    _require_present(intent)
    content = {"payment_intent": intent["id"], "process_config": params.get("process_config")}
    return _ask(world, terminal.asking(row, "process_payment_intent", content))


def process_setup_intent(world: World, params: Object, identifier: str) -> Object:
    row = _online(world, identifier)
    intent = world.get("setup_intent", params["setup_intent"], "setup_intent")
    _require_present(intent)
    content = {
        "generated_card": None,
        "process_config": params.get("process_config"),
        "setup_intent": intent["id"],
    }
    return _ask(world, terminal.asking(row, "process_setup_intent", content))


def _online(world: World, identifier: str) -> Object:
    row = world.get(READER, identifier, "reader")
    if row["status"] != "online":
        raise InvalidRequest(
            "Reader is currently offline, please ensure the reader is powered on and connected to the internet before "
            "retrying your request.",
            "terminal_reader_offline",
        )
    return row


def _require_present(intent: Object) -> None:
    if "card_present" not in intent["payment_method_types"]:
        raise InvalidRequest(
            f"The {intent['object']} must allow the payment method type card_present to be processed by a reader.",
            f"{intent['object']}_invalid_parameter",
        )


def _ask(world: World, row: Object) -> Object:
    habit = _habit(world, row["id"])
    if habit is not None and habit["after_s"] is not None:
        world.at(world.clock.now() + habit["after_s"], PRESENT, row["id"])
    return world.put(row)


def cancel_action(world: World, _: Object, identifier: str) -> Object:
    """The intent stays as it is, and can be processed again."""
    return world.put(terminal.idle(world.get(READER, identifier, "reader")))


def present_payment_method(world: World, _: Object, identifier: str) -> Object:
    """A card that is approved; the control port holds any other to the reader."""
    return present(world, identifier, "pm_card_visa")


def present(world: World, identifier: str, card: str) -> Object:
    """The reader after somebody held a card to it. Raises InvalidRequest when it asks for none."""
    row = world.get(READER, identifier, "reader")
    if not terminal.is_asking(row):
        raise InvalidRequest("The reader is not asking for a payment method.", "terminal_reader_invalid_action")
    method = payment_methods.present(world, card)
    kind, subject = terminal.subject(row)
    try:
        after = _ANSWERED[kind](world, row, subject, method)
    except CardError as refusal:
        error = refusal.document()["error"]
        after = terminal.failed(row, str(refusal.code), refusal.message, error)
    except InvalidRequest as problem:
        after = terminal.failed(row, str(problem.code), problem.message)
    return _told(world, after)


def _pay(world: World, row: Object, identifier: str, method: Object) -> Object:
    intent = payment_intents.with_method(world.get("payment_intent", identifier), method)
    payment_intents.require(intent, "processed", payment_intents.OPEN)
    attempt(world, intent, method, Attempt(authenticated=True))
    return terminal.succeeded(row)


def _keep(world: World, row: Object, identifier: str, method: Object) -> Object:
    """Of a card that was presented Stripe makes one that can be charged without the reader."""
    intent = setup_intents.with_method(world.get("setup_intent", identifier), method)
    setup_intents.require(intent, "processed", setup_intents.OPEN)
    card = card_of(method)
    if card.decline:
        raise _not_kept(world, intent, {**card.decline.document(), "payment_method": method})
    generated = world.put(_generated(card, method, world.now))
    issuer.remember_set_up(world, generated)
    if intent["customer"]:
        generated = payment_methods.attached(world, generated, intent["customer"])
    tried = world.put(setup_attempts.succeeded(intent, method, generated, world.now))
    kept = world.put({**setup_intents.succeeded(intent), "latest_attempt": tried["id"]})
    world.emit("setup_intent.succeeded", kept)
    return terminal.succeeded(row, generated_card=generated["id"])


def _generated(card: Card, method: Object, now: int) -> Object:
    made = of_card(card, now)
    origin = {"charge": None, "payment_method_details": {"type": "card_present"}, "setup_attempt": None}
    return {**made, "card": {**made["card"], "generated_from": origin}, "billing_details": method["billing_details"]}


def _not_kept(world: World, intent: Object, error: Object) -> CardError:
    failed = world.put(setup_intents.failed(intent, {**error, "type": "card_error"}))
    world.emit("setup_intent.setup_failed", failed)
    return CardError(**error, setup_intent=failed)


_ANSWERED = {"payment_intent": _pay, "setup_intent": _keep}


def refuse(world: World, identifier: str) -> Object:
    """Its customer presses the red button. Raises InvalidRequest when they may not, or the reader does not ask."""
    row = world.get(READER, identifier, "reader")
    if not terminal.is_asking(row):
        raise InvalidRequest("The reader is not asking for a payment method.", "terminal_reader_invalid_action")
    action = row["action"]
    config = action[action["type"]]["process_config"] or {}
    if not config.get("enable_customer_cancellation"):
        raise InvalidRequest("This action cannot be canceled by the customer.", param="process_config")
    return _told(world, terminal.failed(row, "customer_canceled", "The customer canceled the action."))


def _told(world: World, row: Object) -> Object:
    outcome = row["action"]["status"]
    world.put(row)
    world.emit(f"terminal.reader.action_{outcome}", row)
    return row


def present_by_itself(world: World, identifier: str) -> None:
    """What a customer does who was asked, in a demonstration."""
    row = world.table(READER).get(identifier)
    habit = _habit(world, identifier)
    if row is not None and habit is not None and terminal.is_asking(row) and habit["after_s"] is not None:
        cards = habit["cards"]
        present(world, identifier, cards[crc32(terminal.subject(row)[1].encode()) % len(cards)])


def let_present(world: World, identifier: str, after_s: float | None, cards: list[str]) -> None:
    """From now on a card is held to this reader (or to all) some seconds after it asks; None: nobody does."""
    world.put({"object": HABIT, "id": identifier, "after_s": after_s, "cards": cards})


def forget_habit(world: World, identifier: str) -> None:
    """What happens at this reader is what happens at all that have no habit of their own."""
    world.remove(HABIT, identifier)


def _habit(world: World, identifier: str) -> Object | None:
    return world.table(HABIT).get(identifier) or world.table(HABIT).get(ALL)
