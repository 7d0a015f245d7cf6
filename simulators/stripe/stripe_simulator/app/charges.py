"""Charges: made by payment intents, looked at here."""

from stripe_simulator.app.listing import page
from stripe_simulator.objects.common import before, merged_metadata
from stripe_simulator.state import Object
from stripe_simulator.world import World

KIND = "charge"


def retrieve(world: World, _: Object, identifier: str) -> Object:
    return world.get(KIND, identifier)


def listed(world: World, params: Object) -> Object:
    return page(world, KIND, "/v1/charges", params, "customer", "payment_intent")


def update(world: World, params: Object, identifier: str) -> Object:
    old = world.get(KIND, identifier)
    told: Object = {name: params[name] or None for name in ("description", "receipt_email") if name in params}
    charge = world.put({**old, **told, "metadata": merged_metadata(old["metadata"], params.get("metadata"))})
    world.emit("charge.updated", charge, before(old, charge))
    return charge
