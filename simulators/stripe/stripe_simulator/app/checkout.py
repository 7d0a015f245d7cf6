"""Checkout sessions: made, paid on their page, expired."""

from stripe_simulator.app import payment_intents
from stripe_simulator.app.listing import page
from stripe_simulator.errors import InvalidRequest
from stripe_simulator.objects import checkout
from stripe_simulator.objects.checkout import OPEN, SESSION
from stripe_simulator.state import Object
from stripe_simulator.world import World

EXPIRE, CONTENT = "expire_session", "_session_content"
_PAID = ("succeeded", "requires_capture")


def create(world: World, params: Object) -> Object:
    row = world.put(checkout.session(params, world.settings.public_url, world.now))
    names = [item["price_data"]["product_data"]["name"] for item in params["line_items"]]
    content = {"intent": checkout.intent_params(params, row), "names": names}
    world.put({"object": CONTENT, "id": row["id"], **content})
    world.at(row["expires_at"], EXPIRE, row["id"])
    return row


def retrieve(world: World, _: Object, identifier: str) -> Object:
    return world.get(SESSION, identifier, "session")


def list_sessions(world: World, params: Object) -> Object:
    return page(world, SESSION, "/v1/checkout/sessions", params, "payment_intent", "customer", "status")


def expire(world: World, _: Object, identifier: str) -> Object:
    """Nobody can pay on it any more; a payment that was begun there is given up. Raises InvalidRequest."""
    row = world.put(checkout.expired(world.get(SESSION, identifier, "session")))
    if row["payment_intent"] is not None:
        _give_up(world, row["payment_intent"])
    world.emit("checkout.session.expired", row)
    return row


def _give_up(world: World, intent: str) -> None:
    try:
        payment_intents.cancel(world, {}, intent)
    except InvalidRequest:
        return


def expire_by_itself(world: World, identifier: str) -> None:
    row = world.table(SESSION).get(identifier)
    if row is not None and row["status"] == OPEN:
        expire(world, {}, identifier)


def names(world: World, row: Object) -> list[str]:
    """What is paid for."""
    content = world.table(CONTENT).get(row["id"])
    return content["names"] if content else []


def pay(world: World, identifier: str, card: str) -> Object:
    """The payment intent after a customer chose a card; it may want them to be asked (`next_action`).

    Raises CardError when it is declined, InvalidRequest when the session is not open.
    """
    row = world.get(SESSION, identifier, "session")
    if row["status"] != OPEN:
        raise InvalidRequest(f"This Checkout Session has a status of {row['status']}.", param="session")
    intent = _intent(world, row)
    params = {"payment_method": card, "return_url": row["url"]}
    intent = payment_intents.confirm(world, params, intent["id"])
    settle(world, identifier)
    return intent


def _intent(world: World, row: Object) -> Object:
    if row["payment_intent"] is not None:
        return world.get("payment_intent", row["payment_intent"])
    intent = payment_intents.create(world, world.get(CONTENT, row["id"])["intent"])
    world.put(checkout.begun(row, intent))
    return intent


def settle(world: World, identifier: str) -> Object:
    """The session, complete once its payment is approved or taken."""
    row = world.get(SESSION, identifier, "session")
    if row["status"] != OPEN or row["payment_intent"] is None:
        return row
    intent = world.get("payment_intent", row["payment_intent"])
    if intent["status"] not in _PAID:
        return row
    done = world.put(checkout.completed(row, intent))
    world.emit("checkout.session.completed", done)
    return done


def last_problem(world: World, row: Object) -> str:
    """Why the last card was not taken; empty: none was tried."""
    if row["payment_intent"] is None:
        return ""
    error = world.get("payment_intent", row["payment_intent"])["last_payment_error"]
    return str(error["message"]) if error else ""
