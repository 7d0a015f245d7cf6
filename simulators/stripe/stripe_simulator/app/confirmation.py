"""A payment is attempted: the bank approves, declines, or wants its customer asked."""

from dataclasses import dataclass

from stripe_simulator.app import balance, issuer, payment_methods
from stripe_simulator.errors import CardError
from stripe_simulator.objects import charges, payment_intents
from stripe_simulator.objects.actions import asking
from stripe_simulator.objects.cards import Decline, card_of, decline
from stripe_simulator.objects.common import is_set
from stripe_simulator.state import Object
from stripe_simulator.world import World

EXPIRE, DISPUTE = "expire_hold", "dispute_charge"
AUTHENTICATION_REQUIRED = decline("authentication_required")
DISPUTED_AFTER_S = 1


@dataclass(frozen=True)
class Attempt:
    """How a payment is tried: whether its payer is there to be asked, was asked, and where they come back to."""

    off_session: bool = False
    authenticated: bool = False
    return_url: str | None = None


_CHANGES = ("capture_method", "payment_method_options", "receipt_email", "setup_future_usage", "shipping")


def confirmed(world: World, intent: Object, params: Object) -> Object:
    """Raises CardError when the card is declined, InvalidRequest in a wrong state."""
    payment_intents.require(intent, "confirm", payment_intents.OPEN)
    method = _method(world, intent, params)
    changes = {name: value for name, value in params.items() if name in _CHANGES}
    intent = payment_intents.with_method(payment_intents.updated(intent, changes) if changes else intent, method)
    unasked = is_set(params.get("off_session")) or is_set(params.get("error_on_requires_action"))
    return attempt(world, intent, method, Attempt(unasked, return_url=params.get("return_url")))


def _method(world: World, intent: Object, params: Object) -> Object:
    if "payment_method_data" in params:
        method = payment_methods.create(world, params["payment_method_data"])
    else:
        named = params.get("payment_method") or intent["payment_method"]
        if not named:
            message = "You cannot confirm this PaymentIntent because it's missing a payment method."
            raise payment_intents.unexpected_state(intent, message)
        method = payment_methods.find(world, named)
    payment_methods.require_free(method, intent["customer"])
    return method


def attempt(world: World, intent: Object, method: Object, how: Attempt) -> Object:
    """Ask the bank. Raises CardError when it says no, or wants to see the payer while nobody is there."""
    verdict = issuer.ask(world, method, intent["amount"], authenticated=how.authenticated)
    if verdict.authenticate and not how.off_session:
        action = asking(world.settings.public_url, intent, how.return_url)
        intent = world.put(payment_intents.needing_action(intent, action))
        world.emit("payment_intent.requires_action", intent)
        return intent
    manual = intent["capture_method"] == "manual"
    if verdict.authenticate:
        raise refused(world, intent, method, AUTHENTICATION_REQUIRED)
    if verdict.decline or (verdict.approved_minor < intent["amount"] and not manual):
        raise refused(world, intent, method, verdict.decline or decline("insufficient_funds"))
    charge = charges.new(intent, method, world.now)
    lasts = _lasts(world, method, how) if manual else None
    approved = charges.approved(charge, verdict.approved_minor, lasts)
    done = _held(world, intent, approved) if manual else _taken(world, intent, approved)
    _keep(world, intent, method)
    return done


def _keep(world: World, intent: Object, method: Object) -> None:
    """A card that was to be used again is the customer's."""
    if intent["setup_future_usage"] and intent["customer"] and method["type"] == "card":
        issuer.remember_set_up(world, method)
        payment_methods.attached(world, method, intent["customer"])


def _lasts(world: World, method: Object, how: Attempt) -> int:
    brand = method[method["type"]]["brand"]
    return world.now + charges.window_s(method["type"], brand, off_session=how.off_session)


def refused(world: World, intent: Object, method: Object, why: Decline) -> CardError:
    """The failed charge and the intent without its method are kept; the error carries them."""
    charge = world.put(charges.failed(charges.new(intent, method, world.now), why))
    world.emit("charge.failed", charge)
    error = {**why.document(), "charge": charge["id"], "payment_method": method, "type": "card_error"}
    declined = world.put(payment_intents.declined(intent, error, charge["id"]))
    world.emit("payment_intent.payment_failed", declined)
    told = {name: value for name, value in error.items() if name != "type"}
    return CardError(**told, payment_intent=declined)


def _held(world: World, intent: Object, charge: Object) -> Object:
    world.put(charge)
    world.emit("charge.succeeded", charge)
    intent = world.put(payment_intents.authorised(intent, charge))
    world.emit("payment_intent.amount_capturable_updated", intent)
    details = charge["payment_method_details"]
    world.at(details[details["type"]]["capture_before"], EXPIRE, intent["id"])
    return intent


def _taken(world: World, intent: Object, approved: Object) -> Object:
    transaction = balance.book_capture(world, approved, approved["amount"])
    charge = world.put(charges.captured(approved, approved["amount"], transaction["id"]))
    world.emit("charge.succeeded", charge)
    intent = world.put(payment_intents.succeeded(intent, charge))
    world.emit("payment_intent.succeeded", intent)
    if card_of(world.get("payment_method", charge["payment_method"])).disputed and DISPUTE in world.actions:
        world.at(world.now + DISPUTED_AFTER_S, DISPUTE, charge["id"])
    return intent
