"""Customers."""

from stripe_simulator.app.listing import chosen
from stripe_simulator.errors import missing_object
from stripe_simulator.objects import customers
from stripe_simulator.objects.common import before
from stripe_simulator.state import Object
from stripe_simulator.world import World


def create(world: World, params: Object) -> Object:
    customer = world.put(customers.new(params, world.now))
    world.emit("customer.created", customer)
    return customer


def retrieve(world: World, _: Object, identifier: str) -> Object:
    return world.get("customer", identifier)


def living(world: World, identifier: str, param: str = "customer") -> Object:
    """Raises NotFound for one that was deleted, too."""
    customer = world.get("customer", identifier, param)
    if customer.get("deleted"):
        raise missing_object("customer", identifier, param)
    return customer


def update(world: World, params: Object, identifier: str) -> Object:
    old = living(world, identifier, "id")
    customer = world.put(customers.updated(old, params))
    world.emit("customer.updated", customer, before(old, customer))
    return customer


def delete(world: World, _: Object, identifier: str) -> Object:
    old = living(world, identifier, "id")
    world.emit("customer.deleted", old)
    return world.put(customers.deleted(old))


def listed(world: World, params: Object) -> Object:
    email = params.get("email")

    def theirs(row: Object) -> bool:
        return not row.get("deleted") and email in (None, row["email"])

    return chosen(world, "customer", "/v1/customers", params, theirs)
