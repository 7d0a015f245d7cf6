"""Pages for customers' browsers, in the place of Stripe's and of a bank's. Nobody is asked for a card number."""

from typing import Any
from urllib.parse import parse_qs, urlencode

from jinja2 import Environment, PackageLoader

from stripe_simulator.app import authentication, checkout
from stripe_simulator.errors import CardError, InvalidRequest, StripeError
from stripe_simulator.http_api.exchange import Request, Response
from stripe_simulator.http_api.routes import Page
from stripe_simulator.objects import actions
from stripe_simulator.objects.checkout import COMPLETE, OPEN
from stripe_simulator.state import Object
from stripe_simulator.world import World

GROUPS = (
    (
        "Cards that pay",
        (
            ("pm_card_visa", "Visa ending in 4242"),
            ("pm_card_mastercard", "Mastercard ending in 4444"),
            ("pm_card_amex", "American Express ending in 0005"),
        ),
    ),
    (
        "Cards that do not",
        (
            ("pm_card_visa_chargeDeclined", "Visa ending in 0002: declined"),
            ("pm_card_chargeDeclinedInsufficientFunds", "Visa ending in 9995: insufficient funds"),
            ("pm_card_chargeDeclinedExpiredCard", "Visa ending in 0069: expired"),
        ),
    ),
    ("Cards whose bank asks", (("pm_card_threeDSecure2Required", "Visa ending in 3220: 3-D Secure"),)),
)
_CARDS = {card for _, cards in GROUPS for card, _ in cards}
_WITHOUT_MINOR = frozenset({"jpy", "krw", "vnd", "clp", "isk"})
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
_templates = Environment(loader=PackageLoader("stripe_simulator"), autoescape=True)


def money(amount_minor: int, currency: str) -> str:
    """`45.00 GBP`"""
    if currency in _WITHOUT_MINOR:
        return f"{amount_minor} {currency.upper()}"
    return f"{amount_minor // 100}.{amount_minor % 100:02} {currency.upper()}"


async def show_payment(world: World, _: Request, identifiers: dict[str, str]) -> Response:
    """What is to be paid, and the test cards as buttons."""
    row = checkout.settle(world, identifiers["session"])
    if row["status"] != OPEN:
        return _ended(row)
    return _page(
        "pay.html",
        title=f"Pay {money(row['amount_total'], row['currency'])}",
        description=", ".join(checkout.names(world, row)),
        problem=checkout.last_problem(world, row),
        groups=GROUPS,
        cancel_url=row["cancel_url"],
    )


def _ended(row: Object) -> Response:
    if row["status"] != COMPLETE:
        return _message("This page has expired", "Nothing was paid. Ask for a new link.", 410)
    if row["success_url"]:
        return _see(row["success_url"].replace("{CHECKOUT_SESSION_ID}", row["id"]))
    return _message("Thank you", "The payment was approved.")


async def take_payment(world: World, request: Request, identifiers: dict[str, str]) -> Response:
    card = _field(request, "card")
    if card not in _CARDS:
        return _message("Choose a card", "This is none of the cards on the page.", 400)
    here = f"/c/pay/{identifiers['session']}"
    try:
        intent = checkout.pay(world, identifiers["session"], card)
    except CardError:
        return _see(here)
    except InvalidRequest:
        return _ended(checkout.settle(world, identifiers["session"]))
    action = intent["next_action"]
    return _see(action["redirect_to_url"]["url"] if action else here)


async def show_authentication(world: World, _: Request, identifiers: dict[str, str]) -> Response:
    """The bank's question."""
    try:
        intent = authentication.waiting(world, identifiers["intent"])
    except StripeError:
        return _nothing_to_confirm()
    method = world.get("payment_method", intent["payment_method"])
    return _page("secure.html", title="Is it you?", last4=method[method["type"]]["last4"])


async def answer_authentication(world: World, request: Request, identifiers: dict[str, str]) -> Response:
    try:
        back = actions.returning(authentication.waiting(world, identifiers["intent"]))
        intent = authentication.complete(world, identifiers["intent"], passed=_field(request, "answer") == "confirm")
    except StripeError:
        return _nothing_to_confirm()
    if back is None:
        return _message("Thank you", "You can close this page.")
    return _see(_returning(back, intent))


def _returning(back: str, intent: Object) -> str:
    """With what Stripe adds to the address."""
    kind = intent["object"]
    outcome = "failed" if intent["status"] == "requires_payment_method" else "succeeded"
    told = {kind: intent["id"], f"{kind}_client_secret": intent["client_secret"], "redirect_status": outcome}
    return f"{back}{'&' if '?' in back else '?'}{urlencode(told)}"


def _nothing_to_confirm() -> Response:
    return _message("Nothing to confirm", "This was answered before, or is not asked any more.", 410)


def _field(request: Request, name: str) -> str:
    return parse_qs(request.body.decode(errors="replace")).get(name, [""])[0]


def _message(title: str, text: str, status: int = 200) -> Response:
    return _page("done.html", status, title=title, text=text)


def _page(template: str, status: int = 200, **content: Any) -> Response:
    body = _templates.get_template(template).render(content).encode()
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": _POLICY}
    return Response(status, body, headers, "text/html; charset=utf-8")


def _see(address: str) -> Response:
    return Response(303, b"", {"Location": address, "Cache-Control": "no-store"}, "text/plain")


PAGES = (
    Page("GET", "/c/pay/{session}", show_payment),
    Page("POST", "/c/pay/{session}", take_payment),
    Page("GET", actions.PAGE, show_authentication),
    Page("POST", actions.PAGE, answer_authentication),
)
