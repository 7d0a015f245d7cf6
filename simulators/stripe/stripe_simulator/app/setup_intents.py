"""A customer's card is kept for later."""

from stripe_simulator.app import customers, issuer, payment_methods
from stripe_simulator.app.listing import page
from stripe_simulator.errors import CardError
from stripe_simulator.objects import actions, setup_intents
from stripe_simulator.objects.cards import card_of
from stripe_simulator.objects.common import before, is_set, one_of
from stripe_simulator.state import Object
from stripe_simulator.world import World

KIND = "setup_intent"


def create(world: World, params: Object) -> Object:
    """Raises CardError when it is confirmed at once and the card is refused; the intent exists nevertheless."""
    intent = _with_named(world, setup_intents.new(params, world.now), params)
    world.put(intent)
    world.emit("setup_intent.created", intent)
    return _confirmed(world, intent, params) if is_set(params.get("confirm")) else intent


def _with_named(world: World, intent: Object, params: Object) -> Object:
    if params.get("customer"):
        customers.living(world, params["customer"])
    if not params.get("payment_method"):
        return intent
    method = payment_methods.find(world, params["payment_method"])
    payment_methods.require_free(method, intent["customer"])
    return setup_intents.with_method(intent, method)


def retrieve(world: World, _: Object, identifier: str) -> Object:
    return world.get(KIND, identifier, "intent")


def listed(world: World, params: Object) -> Object:
    return page(world, KIND, "/v1/setup_intents", params, "customer", "payment_method")


def update(world: World, params: Object, identifier: str) -> Object:
    old = world.get(KIND, identifier, "intent")
    return world.put(_with_named(world, setup_intents.updated(old, params), params))


def cancel(world: World, params: Object, identifier: str) -> Object:
    old = world.get(KIND, identifier, "intent")
    setup_intents.require(old, "canceled", setup_intents.OPEN)
    reason = one_of(params, "cancellation_reason", setup_intents.REASONS)
    intent = world.put(setup_intents.canceled(old, reason))
    world.emit("setup_intent.canceled", intent)
    return intent


def confirm(world: World, params: Object, identifier: str) -> Object:
    return _confirmed(world, world.get(KIND, identifier, "intent"), params)


def _confirmed(world: World, intent: Object, params: Object) -> Object:
    setup_intents.require(intent, "confirmed", setup_intents.OPEN)
    intent = _with_named(world, intent, {"payment_method": params.get("payment_method") or intent["payment_method"]})
    if intent["payment_method"] is None:
        setup_intents.require({**intent, "status": setup_intents.NEEDS_METHOD}, "confirmed", ())
    method = world.get("payment_method", intent["payment_method"])
    if issuer.asks_holder(world, method, card_of(method)):
        action = actions.asking(world.settings.public_url, intent, params.get("return_url"))
        intent = world.put(setup_intents.needing_action(intent, action))
        world.emit("setup_intent.requires_action", intent)
        return intent
    return kept(world, intent, method)


def kept(world: World, intent: Object, method: Object) -> Object:
    """The bank agrees, and the card is the customer's. Raises CardError when it does not."""
    card = card_of(method)
    if card.decline and card.refused_when_attached:
        error = {**card.decline.document(), "payment_method": method}
        failed = _failed(world, intent, {**error, "type": "card_error"})
        raise CardError(**error, setup_intent=failed)
    issuer.remember_set_up(world, method)
    if intent["customer"]:
        payment_methods.attached(world, method, intent["customer"])
    done = world.put(setup_intents.succeeded(intent))
    world.emit("setup_intent.succeeded", done, before(intent, done))
    return done


def waiting(world: World, identifier: str) -> Object:
    """One whose card's holder is to be asked."""
    intent = world.get(KIND, identifier, "intent")
    setup_intents.require(intent, "authenticated", (setup_intents.NEEDS_ACTION,))
    return intent


def authenticated(world: World, intent: Object, *, passed: bool) -> Object:
    method = world.get("payment_method", intent["payment_method"])
    if not passed:
        return _failed(world, intent, {**actions.SETUP_FAILURE, "payment_method": method})
    try:
        return kept(world, intent, method)
    except CardError:
        return world.get(KIND, intent["id"])


def _failed(world: World, intent: Object, error: Object) -> Object:
    failed = world.put(setup_intents.failed(intent, error))
    world.emit("setup_intent.setup_failed", failed)
    return failed
