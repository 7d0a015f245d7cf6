"""A hold is made larger, if that was agreed and the bank approves."""

from stripe_simulator.app import issuer
from stripe_simulator.errors import CardError, InvalidRequest
from stripe_simulator.objects import charges, payment_intents
from stripe_simulator.objects.cards import decline
from stripe_simulator.state import Object
from stripe_simulator.world import World

MADE, MOST = "_increments", 10


def increment(world: World, params: Object, identifier: str) -> Object:
    """`amount` is the new whole. Raises CardError and leaves the hold as it was when the bank says no."""
    old = world.get("payment_intent", identifier, "intent")
    payment_intents.require(old, "incremented", (payment_intents.NEEDS_CAPTURE,))
    held, amount = world.get("charge", old["latest_charge"]), params["amount"]
    made = world.table(MADE).get(identifier) or {"object": MADE, "id": identifier, "count": 0}
    _require_possible(old, held, amount, made["count"])
    world.put({**made, "count": made["count"] + 1})
    _ask(world, old, held, amount)
    charge = world.put(charges.incremented(held, amount))
    intent = world.put(payment_intents.incremented(old, amount, params))
    world.emit("charge.updated", charge, {"amount": held["amount"]})
    world.emit("payment_intent.amount_capturable_updated", intent)
    return intent


def _require_possible(intent: Object, charge: Object, amount: int, made: int) -> None:
    if not charges.may_be_incremented(charge):
        raise InvalidRequest("This PaymentIntent does not support incremental authorization.", payment_intent=intent)
    if amount <= intent["amount"]:
        message = "The amount must be greater than the currently authorized amount."
        raise InvalidRequest(message, None, "amount", payment_intent=intent)
    if made >= MOST:
        message = f"A PaymentIntent can be incremented at most {MOST} times."
        raise InvalidRequest(message, payment_intent=intent)


def _ask(world: World, intent: Object, charge: Object, amount: int) -> None:
    method = world.get("payment_method", charge["payment_method"])
    verdict = issuer.ask(world, method, amount, authenticated=True)
    if verdict.decline or verdict.approved_minor < amount:
        why = verdict.decline or decline("insufficient_funds")
        raise CardError(**why.document(), payment_intent=intent, payment_method=method)
