"""Setup attempts (https://docs.stripe.com/api/setup_attempts/object) of cards that were held to a reader."""

from stripe_simulator.ids import new_id
from stripe_simulator.state import Object


def succeeded(intent: Object, method: Object, generated: Object, now: int) -> Object:
    """`generated` is the card that can be charged later, without a reader."""
    presented = method["card_present"]
    details = {
        "generated_card": generated["id"],
        "offline": None,
        "last4": presented["last4"],
        "brand": presented["brand"],
    }
    return {
        "id": new_id("setatt"),
        "object": "setup_attempt",
        "application": None,
        "created": now,
        "customer": intent["customer"],
        "flow_directions": None,
        "livemode": False,
        "on_behalf_of": None,
        "payment_method": method["id"],
        "payment_method_details": {"type": "card_present", "card_present": details},
        "setup_error": None,
        "setup_intent": intent["id"],
        "status": "succeeded",
        "usage": intent["usage"],
    }
