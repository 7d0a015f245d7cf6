"""Sales to try rules on."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pos.domain.catalogue import Item
from pos.domain.sale import Fuel, Line, Origin, Sale, SaleKind, SaleState, TenderKind
from pos.domain.site import Grade, Nozzle, Pump, Site, Tank
from pos.domain.tendering import Given
from pos.domain.ticket import Act

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
ANN, BOB = Act("ann", "shift-a", NOON), Act("bob", "shift-b", NOON)
COFFEE = Item("coffee", "Coffee", 300, 2000)
CASH, ACCOUNT = TenderKind.CASH, TenderKind.ACCOUNT

SITE = Site(
    site_id="m25-cobham",
    name="Cobham",
    time_zone="Europe/London",
    currency="GBP",
    grades=(Grade("e10", "Unleaded", 2000), Grade("diesel", "Diesel", 2000), Grade("lpg", "LPG")),
    tanks=(Tank(1, "e10", 1000, 900, 0), Tank(2, "diesel", 1000, 900, 0), Tank(3, "e10", 1000, 900, 0)),
    pumps=(
        Pump(1, (Nozzle(1, "e10", 1), Nozzle(2, "diesel", 2))),
        Pump(2, (Nozzle(1, "lpg", 4),)),
    ),
)


def fuel(volume_ml: int = 20_000, pump: int = 1, nozzle: int = 1) -> Fuel:
    return Fuel(pump, nozzle, "e10", 1, volume_ml, 1500, 1, 0, volume_ml, NOON, NOON)


def fuelled(amount_minor: int = 3000, **changes: Any) -> Sale:
    """A post-pay whose fuelling is over."""
    measured = fuel() if amount_minor else fuel(0)
    fields: dict[str, Any] = {
        "sale_id": "s1",
        "site_id": "m25-cobham",
        "kind": SaleKind.POST_PAY,
        "state": SaleState.PAYABLE,
        "origin": Origin.POS,
        "currency": "GBP",
        "opened_at": NOON,
        "pump": 1,
        "lines": (Line(1, "Unleaded", amount_minor, 2000, fuel=measured),),
        **changes,
    }
    return Sale(**fields)


def held_by(act: Act, amount_minor: int = 3000, **changes: Any) -> Sale:
    return replace(fuelled(amount_minor, **changes), state=SaleState.LOCKED, shift_id=act.shift_id)


def shop(act: Act = ANN, *lines: Line) -> Sale:
    return held_by(act, kind=SaleKind.SHOP, pump=0, lines=lines)


def cash(amount_minor: int = 0, given_minor: int = 0) -> Given:
    return Given(CASH, amount_minor, given_minor)


def account(amount_minor: int = 0, account_id: str = "acme") -> Given:
    return Given(ACCOUNT, amount_minor, account_id=account_id)
