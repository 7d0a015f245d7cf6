"""Every call and where it is found, and everything that happens by itself."""

from stripe_simulator.app import customers
from stripe_simulator.http_api.routes import Page, Route
from stripe_simulator.world import World

ROUTES: tuple[Route | Page, ...] = (
    Route("POST", "/v1/customers", customers.create, "CustomerCreateParams"),
    Route("GET", "/v1/customers/{id}", customers.retrieve, "CustomerRetrieveParams"),
)


def register(world: World) -> None:
    """What timers call, by name (`world.at`)."""
    world.actions.update({})
