"""The banks behind the cards: what they answer when they are asked for money."""

from dataclasses import dataclass

from stripe_simulator.ids import new_id
from stripe_simulator.objects.cards import Authentication, Card, Decline, card_of, decline
from stripe_simulator.state import Object
from stripe_simulator.world import World

SCRIPT, SET_UP = "_script", "_set_up"


@dataclass(frozen=True)
class Verdict:
    """`approved_minor` is what the bank holds, and less than asked for when it approves in part."""

    approved_minor: int = 0
    decline: Decline | None = None
    authenticate: bool = False


def script(world: World, decline_code: str | None, approves_minor: int | None, *, authenticate: bool = False) -> Object:
    """The next attempt with any card ends so. Scripts are used up in their order."""
    return world.put(
        {
            "object": SCRIPT,
            "id": new_id("script"),
            "decline_code": decline_code,
            "approves_minor": approves_minor,
            "authenticate": authenticate,
        }
    )


def ask(world: World, method: Object, amount: int, *, authenticated: bool) -> Verdict:
    """Whoever has authenticated is not asked to again."""
    scripted = next(world.table(SCRIPT).oldest_first(), None)
    if scripted is not None and not (authenticated and scripted["authenticate"]):
        world.remove(SCRIPT, scripted["id"])
        return _as_scripted(scripted, amount)
    card = card_of(method)
    if not authenticated and asks_holder(world, method, card):
        return Verdict(authenticate=True)
    return Verdict(decline=card.decline) if card.decline else Verdict(_at_most(card.approves_minor, amount))


def asks_holder(world: World, method: Object, card: Card) -> bool:
    match card.authentication:
        case Authentication.ALWAYS:
            return True
        case Authentication.UNLESS_SET_UP:
            return world.table(SET_UP).get(method["id"]) is None
    return False


def remember_set_up(world: World, method: Object) -> None:
    """The holder has agreed to later payments."""
    world.put({"object": SET_UP, "id": method["id"]})


def _as_scripted(scripted: Object, amount: int) -> Verdict:
    if scripted["authenticate"]:
        return Verdict(authenticate=True)
    if scripted["decline_code"]:
        return Verdict(decline=decline(scripted["decline_code"]))
    return Verdict(_at_most(scripted["approves_minor"], amount))


def _at_most(limit: int | None, amount: int) -> int:
    return amount if limit is None else min(limit, amount)
