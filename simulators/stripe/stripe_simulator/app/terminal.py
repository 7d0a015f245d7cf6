"""Terminal: where readers stand, which there are, and what they ask their customers for."""

from stripe_simulator.app.listing import page
from stripe_simulator.errors import InvalidRequest
from stripe_simulator.ids import new_secret
from stripe_simulator.objects import terminal
from stripe_simulator.objects.terminal import LOCATION, READER
from stripe_simulator.state import Object
from stripe_simulator.world import World


def create_location(world: World, params: Object) -> Object:
    for name in ("display_name", "address"):
        if not params.get(name):
            raise InvalidRequest(f"Missing required param: {name}.", "parameter_missing", name)
    return world.put(terminal.location(params))


def retrieve_location(world: World, _: Object, identifier: str) -> Object:
    return world.get(LOCATION, identifier, "location")


def update_location(world: World, params: Object, identifier: str) -> Object:
    return world.put(terminal.relocated(world.get(LOCATION, identifier, "location"), params))


def list_locations(world: World, params: Object) -> Object:
    return page(world, LOCATION, "/v1/terminal/locations", params)


def delete_location(world: World, _: Object, identifier: str) -> Object:
    world.get(LOCATION, identifier, "location")
    world.remove(LOCATION, identifier)
    return {"id": identifier, "object": LOCATION, "deleted": True}


def create_connection_token(world: World, params: Object) -> Object:
    at = params.get("location")
    if at is not None:
        world.get(LOCATION, at, "location")
    told = {"location": at} if at is not None else {}
    return {"object": "terminal.connection_token", "secret": new_secret("pst_test"), **told}


def create_reader(world: World, params: Object) -> Object:
    """Registration codes of simulated readers are known, and make another reader each time."""
    code, at = params["registration_code"], params.get("location")
    if code not in terminal.DEVICES:
        raise InvalidRequest(f"No such reader registration code: '{code}'", "resource_missing", "registration_code")
    if at is not None:
        world.get(LOCATION, at, "location")
    return world.put(terminal.reader(params, at, world.now))


def retrieve_reader(world: World, _: Object, identifier: str) -> Object:
    return world.get(READER, identifier, "reader")


def update_reader(world: World, params: Object, identifier: str) -> Object:
    return world.put(terminal.relabelled(world.get(READER, identifier, "reader"), params))


def list_readers(world: World, params: Object) -> Object:
    filters = ("location", "status", "device_type", "serial_number")
    return page(world, READER, "/v1/terminal/readers", params, *filters)


def delete_reader(world: World, _: Object, identifier: str) -> Object:
    world.get(READER, identifier, "reader")
    world.remove(READER, identifier)
    return {"id": identifier, "object": READER, "deleted": True}
