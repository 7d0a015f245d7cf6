"""Money given back to a card; some cards take their time, and some do not take it."""

from stripe_simulator.app import balance
from stripe_simulator.app.listing import page
from stripe_simulator.errors import InvalidRequest
from stripe_simulator.objects import charges, refunds
from stripe_simulator.objects.cards import Refunding, card_of
from stripe_simulator.objects.common import before, merged_metadata
from stripe_simulator.state import Object
from stripe_simulator.world import World

KIND, SETTLE = "refund", "settle_refund"


def create(world: World, params: Object) -> Object:
    """Never more than was captured and is not refunded. Raises InvalidRequest."""
    old = _charge(world, params)
    amount = refunds.amount_of(old, params)
    how = card_of(world.get("payment_method", old["payment_method"])).refunding
    refund = refunds.new(old, amount, params, world.now)
    if how is Refunding.LATER:
        refund = refunds.pending(refund)
    transaction = balance.book(world, "refund", -amount, refund)
    refund = world.put(refunds.with_transaction(refund, transaction["id"]))
    charge = world.put(charges.refunded(old, amount))
    world.emit("charge.refunded", charge, before(old, charge))
    world.emit("refund.created", refund)
    if how is not Refunding.AT_ONCE:
        world.at(world.now + world.settings.delayed_refund_s, SETTLE, refund["id"])
    return refund


def _charge(world: World, params: Object) -> Object:
    if params.get("charge"):
        return world.get("charge", params["charge"], "charge")
    if not params.get("payment_intent"):
        raise InvalidRequest("One of charge, payment_intent must be given.", "parameter_missing", "charge")
    intent = world.get("payment_intent", params["payment_intent"], "payment_intent")
    if intent["latest_charge"] is None:
        raise InvalidRequest("This PaymentIntent does not have a successful charge to refund.", param="payment_intent")
    return world.get("charge", intent["latest_charge"])


def settle(world: World, identifier: str) -> None:
    """What was pending has arrived; what had seemed to has come back."""
    old = world.get(KIND, identifier)
    if old["status"] == refunds.PENDING:
        refund = world.put(refunds.succeeded(old))
        world.emit("refund.updated", refund, before(old, refund))
    elif old["status"] == refunds.SUCCEEDED:
        _fail(world, old)


def _fail(world: World, old: Object) -> None:
    transaction = balance.book(world, "refund_failure", old["amount"], old)
    refund = world.put(refunds.failed(old, transaction["id"]))
    world.put(charges.refunded(world.get("charge", old["charge"]), -old["amount"]))
    world.emit("refund.updated", refund, before(old, refund))
    world.emit("refund.failed", refund)


def retrieve(world: World, _: Object, identifier: str) -> Object:
    return world.get(KIND, identifier)


def listed(world: World, params: Object) -> Object:
    return page(world, KIND, "/v1/refunds", params, "charge", "payment_intent")


def update(world: World, params: Object, identifier: str) -> Object:
    old = world.get(KIND, identifier)
    refund = world.put({**old, "metadata": merged_metadata(old["metadata"], params.get("metadata"))})
    world.emit("refund.updated", refund, before(old, refund))
    return refund
