"""Payment methods, and whose they are."""

from stripe_simulator.app import customers
from stripe_simulator.app.listing import chosen, page
from stripe_simulator.errors import CardError, InvalidRequest, missing_object
from stripe_simulator.objects import payment_methods
from stripe_simulator.objects.cards import CARDS, card_of
from stripe_simulator.objects.common import before
from stripe_simulator.state import Object
from stripe_simulator.world import World

KIND, NAME = "payment_method", "PaymentMethod"


def create(world: World, params: Object) -> Object:
    return world.put(payment_methods.from_params(params, world.now))


def find(world: World, identifier: str, param: str = "payment_method") -> Object:
    """One that is known, or a new one of a test card (`pm_card_visa`), as Stripe makes one each time."""
    card = CARDS.get(identifier)
    if card is not None:
        return world.put(payment_methods.of_card(card, world.now))
    return world.get(KIND, identifier, param, NAME)


def present(world: World, name: str) -> Object:
    """A test card held to a reader. Raises InvalidRequest for an unknown name."""
    card = payment_methods.card_named(name)
    if card is None:
        raise missing_object(NAME, name, "payment_method")
    return world.put(payment_methods.presented(card, world.now))


def retrieve(world: World, _: Object, identifier: str) -> Object:
    return find(world, identifier)


def update(world: World, params: Object, identifier: str) -> Object:
    old = world.get(KIND, identifier, "payment_method", NAME)
    method = world.put(payment_methods.updated(old, params))
    world.emit("payment_method.updated", method, before(old, method))
    return method


def attach(world: World, params: Object, identifier: str) -> Object:
    """Raises CardError for a card that its bank declines, which Stripe asks first."""
    customer = customers.living(world, params["customer"])
    method = find(world, identifier)
    card = card_of(method)
    if card.decline and card.refused_when_attached:
        raise CardError(**card.decline.document(), payment_method=method)
    return attached(world, method, customer["id"])


def attached(world: World, method: Object, customer: str) -> Object:
    """Raises InvalidRequest when it is somebody else's."""
    if method["customer"] == customer:
        return method
    require_free(method, customer)
    mine = world.put({**method, "customer": customer})
    world.emit("payment_method.attached", mine)
    return mine


def require_free(method: Object, customer: str | None) -> None:
    """Raises InvalidRequest when a method is used with anybody but the customer whose it is."""
    if method["customer"] not in (None, customer):
        raise InvalidRequest(
            f"The PaymentMethod {method['id']} belongs to the Customer {method['customer']}. "
            "Please include the Customer in the `customer` parameter.",
            param="payment_method",
        )


def detach(world: World, _: Object, identifier: str) -> Object:
    old = world.get(KIND, identifier, "payment_method", NAME)
    if old["customer"] is None:
        message = "The payment method you provided is not attached to a customer so detachment is impossible."
        raise InvalidRequest(message)
    method = world.put({**old, "customer": None})
    world.emit("payment_method.detached", method, {"customer": old["customer"]})
    return method


def of_account(world: World, params: Object) -> Object:
    return page(world, KIND, "/v1/payment_methods", params, "customer", "type")


def of_customer(world: World, params: Object, customer: str) -> Object:
    customers.living(world, customer)
    wanted = params.get("type")

    def theirs(row: Object) -> bool:
        return row["customer"] == customer and wanted in (None, row["type"])

    return chosen(world, KIND, f"/v1/customers/{customer}/payment_methods", params, theirs)


def one_of_customer(world: World, _: Object, customer: str, identifier: str) -> Object:
    method = world.get(KIND, identifier, "payment_method", NAME)
    if method["customer"] != customer:
        raise missing_object(NAME, identifier, "payment_method")
    return method
