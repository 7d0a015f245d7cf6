"""What a payer has to do before a payment or the keeping of a card goes on (`next_action`)."""

from stripe_simulator.state import Object

PAGE = "/3ds/{intent}"


def asking(public_url: str, intent: Object, return_url: str | None) -> Object:
    """The bank's page; without an address to come back to only a page of the shop's own could show it."""
    if not return_url:
        return {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect"}}
    url = public_url + PAGE.format(intent=intent["id"])
    return {"type": "redirect_to_url", "redirect_to_url": {"return_url": return_url, "url": url}}


def returning(intent: Object) -> str | None:
    """Where the payer comes from, and goes back to."""
    action = intent["next_action"] or {}
    url: str | None = action.get("redirect_to_url", {}).get("return_url")
    return url


FAILURE = {
    "code": "payment_intent_authentication_failure",
    "doc_url": "https://stripe.com/docs/error-codes/payment-intent-authentication-failure",
    "message": "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new "
    "PaymentMethod to attempt to fulfill this PaymentIntent again.",
    "type": "invalid_request_error",
}
SETUP_FAILURE = {
    **FAILURE,
    "code": "setup_intent_authentication_failure",
    "doc_url": "https://stripe.com/docs/error-codes/setup-intent-authentication-failure",
    "message": "The provided PaymentMethod has failed authentication. Attempt to set up another one.",
}
