"""Every object has what the SDK's description of it promises, and nothing else."""

import typing
from typing import Any

import pytest
import stripe
from stripe_simulator.api import ROUTES, register
from stripe_simulator.app import customers, payment_intents, payment_methods, payouts, refunds, setup_intents
from stripe_simulator.http_api import schemas
from stripe_simulator.http_api.routes import Route
from stripe_simulator.objects import charges
from stripe_simulator.settings import DAY_S, Settings
from stripe_simulator.state import Object
from stripe_simulator.world import World


def made() -> dict[str, Object]:
    """One object of each kind."""
    world = World(Settings())
    register(world)
    customers.create(world, {"name": "Ada"})
    payment = {"amount": 10_000, "currency": "gbp", "confirm": True, "payment_method": "pm_card_visa"}
    intent = payment_intents.create(world, payment)
    refunds.create(world, {"payment_intent": intent["id"], "amount": 100})
    setup_intents.create(world, {})
    world.advance(4 * DAY_S)
    payouts.create(world, {"amount": 100, "currency": "gbp"})
    return {kind: rows[-1] for kind, rows in world.dump().items() if rows and not kind.startswith("_")}


@pytest.mark.parametrize(
    "described",
    [
        stripe.BalanceTransaction,
        stripe.Charge,
        stripe.Customer,
        stripe.Event,
        stripe.PaymentIntent,
        stripe.PaymentMethod,
        stripe.Payout,
        stripe.Refund,
        stripe.SetupIntent,
    ],
)
def test_an_object_is_as_described(described: Any) -> None:
    row = made()[described.OBJECT_NAME]
    named = {name: kind for name, kind in described.__annotations__.items() if name != "OBJECT_NAME"}
    required = {name for name, kind in named.items() if type(None) not in typing.get_args(kind)}
    assert required <= row.keys() <= named.keys()


@pytest.mark.parametrize("present", ["card", "card_present"])
def test_the_details_of_a_card_are_as_described(present: str) -> None:
    world = World(Settings())
    make = payment_methods.present if present == "card_present" else payment_methods.find
    method = make(world, "pm_card_visa")
    intent = payment_intents.create(world, {"amount": 10_000, "currency": "gbp"})
    charge = charges.approved(charges.new(intent, method, world.now), 10_000, world.now)
    details = charge["payment_method_details"][present]
    described: Any = getattr(stripe.Charge.PaymentMethodDetails, "CardPresent" if present == "card_present" else "Card")
    assert details.keys() <= described.__annotations__.keys()


@pytest.mark.parametrize("route", [route for route in ROUTES if isinstance(route, Route) and route.schema])
def test_every_call_has_its_parameters_described(route: Route) -> None:
    assert schemas.adapter(route.schema)
