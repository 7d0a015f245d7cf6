"""The bank's page has been answered (3-D Secure): the payment, or the keeping of the card, goes on or fails."""

from stripe_simulator.app import setup_intents
from stripe_simulator.app.confirmation import Attempt, attempt
from stripe_simulator.errors import CardError
from stripe_simulator.objects import actions, payment_intents
from stripe_simulator.state import Object
from stripe_simulator.world import World

AUTHENTICATED = Attempt(authenticated=True)


def waiting(world: World, identifier: str) -> Object:
    """The intent whose payer is to be asked. Raises NotFound, or InvalidRequest when it waits for nothing."""
    if identifier.startswith("seti_"):
        return setup_intents.waiting(world, identifier)
    intent = world.get("payment_intent", identifier, "intent")
    payment_intents.require(intent, "authenticated", (payment_intents.NEEDS_ACTION,))
    return intent


def complete(world: World, identifier: str, *, passed: bool) -> Object:
    """The intent as it is afterwards: what the bank declines then is no error here. Raises as `waiting` does."""
    intent = waiting(world, identifier)
    if intent["object"] == "setup_intent":
        return setup_intents.authenticated(world, intent, passed=passed)
    method = world.get("payment_method", intent["payment_method"])
    if not passed:
        return _failed(world, intent, method)
    try:
        return attempt(world, intent, method, AUTHENTICATED)
    except CardError:
        return world.get("payment_intent", identifier)


def _failed(world: World, intent: Object, method: Object) -> Object:
    error = {**actions.FAILURE, "payment_method": method}
    declined = world.put(payment_intents.declined(intent, error, None))
    world.emit("payment_intent.payment_failed", declined)
    return declined
