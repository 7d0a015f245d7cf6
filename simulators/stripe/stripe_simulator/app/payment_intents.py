"""Payment intents: made, changed, captured, canceled, and what becomes of a hold that nobody captures."""

from stripe_simulator.app import balance, customers, payment_methods
from stripe_simulator.app.confirmation import confirmed
from stripe_simulator.app.listing import page
from stripe_simulator.objects import charges, payment_intents
from stripe_simulator.objects.common import before, is_set, merged_metadata, one_of
from stripe_simulator.state import Object
from stripe_simulator.world import World

KIND = "payment_intent"


def create(world: World, params: Object) -> Object:
    """Raises CardError when it is confirmed at once and declined; the intent exists nevertheless."""
    intent = _with_named(world, payment_intents.new(params, world.now), params)
    world.put(intent)
    world.emit("payment_intent.created", intent)
    return confirmed(world, intent, params) if is_set(params.get("confirm")) else intent


def _with_named(world: World, intent: Object, params: Object) -> Object:
    """With the method and for the customer that the parameters name. Raises NotFound or InvalidRequest."""
    if params.get("customer"):
        customers.living(world, params["customer"])
    if not params.get("payment_method"):
        return intent
    method = payment_methods.find(world, params["payment_method"])
    payment_methods.require_free(method, intent["customer"])
    return payment_intents.with_method(intent, method)


def retrieve(world: World, _: Object, identifier: str) -> Object:
    return world.get(KIND, identifier, "intent")


def listed(world: World, params: Object) -> Object:
    return page(world, KIND, "/v1/payment_intents", params, "customer")


def update(world: World, params: Object, identifier: str) -> Object:
    old = world.get(KIND, identifier, "intent")
    return world.put(_with_named(world, payment_intents.updated(old, params), params))


def confirm(world: World, params: Object, identifier: str) -> Object:
    """Raises CardError when the card is declined, InvalidRequest in a wrong state."""
    return confirmed(world, world.get(KIND, identifier, "intent"), params)


def capture(world: World, params: Object, identifier: str) -> Object:
    """What is not captured is let go."""
    old = world.get(KIND, identifier, "intent")
    amount = payment_intents.capturable(old, params)
    held = world.get("charge", old["latest_charge"])
    transaction = balance.book_capture(world, held, amount)
    charge = world.put(charges.captured(held, amount, transaction["id"]))
    world.emit("charge.captured", charge, before(held, charge))
    metadata = merged_metadata(old["metadata"], params.get("metadata"))
    intent = world.put({**payment_intents.succeeded(old, charge), "metadata": metadata})
    world.emit("payment_intent.succeeded", intent)
    return intent


def cancel(world: World, params: Object, identifier: str) -> Object:
    old = world.get(KIND, identifier, "intent")
    payment_intents.require(old, "cancel", payment_intents.CANCELABLE)
    reason = one_of(params, "cancellation_reason", payment_intents.REASONS)
    return _canceled(world, old, reason)


def _canceled(world: World, old: Object, reason: str | None) -> Object:
    intent = world.put(payment_intents.canceled(old, reason, world.now))
    world.emit("payment_intent.canceled", intent)
    return intent


def expire(world: World, identifier: str) -> None:
    """The bank lets go of what was not captured in time."""
    intent = world.get(KIND, identifier)
    if intent["status"] == payment_intents.NEEDS_CAPTURE:
        world.emit("charge.expired", world.get("charge", intent["latest_charge"]))
        _canceled(world, intent, "expired")
