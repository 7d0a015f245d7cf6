"""What stands where on a receipt, as text: the same for every format."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from string import ascii_uppercase
from textwrap import wrap
from typing import Any
from zoneinfo import ZoneInfo

from pos.domain.vat import WHOLE_BP
from pos.receipts.words import (
    NOTICES,
    SLIPS,
    TENDERS,
    TEST,
    amount,
    card_name,
    clock_time,
    decimal,
    litres,
    money,
    percent,
    rounded,
    title,
)

Content = Mapping[str, Any]
Fact = tuple[str, str]
SHOWN_OF_HASH = 32
"""128 bits: whoever has the paper can tell whether what is stored is what was printed."""
UNPAID = ("DRIVE_OFF", "NO_MEANS")


@dataclass(frozen=True, slots=True)
class Printing:
    """What a rendering adds to the content: whether it is a copy, where it is online, its place in the chain."""

    copy_mark: str = ""
    url: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True)
class LineView:
    """`net_unit_price` has no VAT, as a full invoice needs it."""

    description: str
    details: tuple[str, ...]
    amount: str
    vat_letter: str
    vat_rate: str
    quantity: str
    net_unit_price: str


@dataclass(frozen=True, slots=True)
class VatView:
    letter: str
    rate: str
    net: str
    vat: str
    gross: str


@dataclass(frozen=True, slots=True)
class View:
    """`number` is that of the series; `facts` are label and value; `check` is the beginning of the hash.

    `test_mark` says that a card on it was none that real money came from.
    """

    title: str
    number: str
    test_mark: str
    printing: Printing
    seller: tuple[str, ...]
    vat_id: str
    site: str
    customer: tuple[str, ...]
    facts: tuple[Fact, ...]
    lines: tuple[LineView, ...]
    total_label: str
    total: str
    tenders: tuple[Fact, ...]
    vat: tuple[VatView, ...]
    vat_total: VatView
    notices: tuple[str, ...]
    note: str
    currency: str
    sale_id: str
    check: str


def view_of(content: Content, printing: Printing) -> View:
    letters = {group["rate_bp"]: ascii_uppercase[place] for place, group in enumerate(content["vat"])}
    seller = content["seller"]
    return View(
        title=title(content),
        number=f"{content['series']}/{content['number']}",
        test_mark=TEST if any(_card(tender).get("test") for tender in content["tenders"]) else "",
        printing=printing,
        seller=(seller["name"], *seller["address"]) if seller["name"] else tuple(seller["address"]),
        vat_id=seller["vat_id"],
        site=content["site"]["name"],
        customer=tuple(_customer(content)),
        facts=tuple(_facts(content)),
        lines=tuple(_line(content, line, letters) for line in content["lines"]),
        total_label=_total_label(content),
        total=money(content, content["total_minor"]),
        tenders=tuple(_tenders(content)),
        vat=tuple(_vat(content, group, letters[group["rate_bp"]]) for group in content["vat"]),
        vat_total=_vat_total(content),
        notices=tuple(_notices(content)),
        note=content["note"],
        currency=content["currency"],
        sale_id=content["sale_id"],
        check=" ".join(wrap(printing.hash[:SHOWN_OF_HASH], 8)),
    )


def _customer(content: Content) -> Iterator[str]:
    customer = content["customer"]
    if customer:
        yield customer["name"]
        yield from customer["address"]
        if customer["vat_id"]:
            yield f"VAT id {customer['vat_id']}"


def _facts(content: Content) -> Iterator[Fact]:
    issued = clock_time(content["issued_at_local"])
    yield "Date", issued
    supplied = _supplied(content)
    if supplied and (content["kind"] == "INVOICE" or supplied[:10] != issued[:10]):
        yield "Supplied", supplied
    yield "Till", content["till"]
    if content["cashier"]:
        yield "Served by", content["cashier"]
    if content.get("offline"):
        yield "Without a line", f"no. {content['offline']['number']}"
    original = content["reference"]
    if original:
        yield "For", f"{original['series']}/{original['number']}"
        yield "Dated", clock_time(original["issued_at_local"])


def _supplied(content: Content) -> str:
    """When the fuel was delivered, by the clock of the site; empty without fuel."""
    times = [line["fuel"]["finished_at"] for line in content["lines"] if line["fuel"]]
    if not times:
        return ""
    return datetime.fromisoformat(times[0]).astimezone(ZoneInfo(content["time_zone"])).strftime("%Y-%m-%d %H:%M")


def _line(content: Content, line: Content, letters: Mapping[int, str]) -> LineView:
    fuel, rate = line["fuel"], line["vat_rate_bp"]
    quantity = f"{litres(fuel['volume_ml'])} L" if fuel else str(line["quantity"])
    return LineView(
        description=line["description"],
        details=tuple(_details(content, line)),
        amount=amount(content, line["amount_minor"]),
        vat_letter=letters.get(rate, ""),
        vat_rate=percent(rate),
        quantity=quantity,
        net_unit_price=_net_unit_price(content, line),
    )


def _details(content: Content, line: Content) -> Iterator[str]:
    fuel = line["fuel"]
    if fuel:
        yield f"Pump {fuel['pump']}, nozzle {fuel['nozzle']}"
        price = decimal(fuel["unit_price_milli"], 3)
        yield f"{litres(fuel['volume_ml'])} L x {price} {content['currency']}/L"
    elif line["quantity"] > 1:
        yield f"{line['quantity']} x {amount(content, line['unit_amount_minor'])}"


def _net_unit_price(content: Content, line: Content) -> str:
    """Four places, half up."""
    if line["fuel"]:
        gross, places = line["fuel"]["unit_price_milli"] * 10, 4
    else:
        unit = line["unit_amount_minor"] or line["amount_minor"]
        gross, places = unit * 100, content["exponent"] + 2
    return decimal(rounded(gross * WHOLE_BP, WHOLE_BP + line["vat_rate_bp"]), places)


def _total_label(content: Content) -> str:
    if content["clearing"] in SLIPS:
        return "Value"
    return {"CREDIT": "Given back", "DEBT_PAYMENT": "Paid", "OFFLINE_SLIP": "Paid"}.get(content["kind"], "Total")


def _tenders(content: Content) -> Iterator[Fact]:
    for tender in content["tenders"]:
        card = _card(tender)
        label = TENDERS.get(tender["kind"], tender["kind"].capitalize())
        if tender["account_id"]:
            label = f"{label} {tender['account_id']}"
        if tender["kind"] == "CARD":
            label = card_name(card)
        yield (f"{label} given back" if tender["amount_minor"] < 0 else label), amount(content, tender["amount_minor"])
        if tender["kind"] == "CARD":
            yield f"  {card['reference']}", ""
        if tender["vehicle_id"]:
            yield "  Vehicle", tender["vehicle_id"]
        if tender["odometer_km"]:
            yield "  Odometer", f"{tender['odometer_km']} km"
        if tender["given_minor"] and tender["change_minor"]:
            yield "  Handed over", amount(content, tender["given_minor"])
            yield "  Change", amount(content, tender["change_minor"])
    if content["clearing"] in UNPAID:
        yield "To be paid", amount(content, content["due_minor"])


def _card(tender: Content) -> Content:
    """Receipts from before there were cards do not speak of any."""
    card: Content = tender.get("card", {})
    return card


def _vat(content: Content, group: Content, letter: str) -> VatView:
    parts = (amount(content, group[name]) for name in ("net_minor", "vat_minor", "gross_minor"))
    return VatView(letter, percent(group["rate_bp"]), *parts)


def _vat_total(content: Content) -> VatView:
    net, vat = content["net_minor"], content["vat_minor"]
    return VatView("", "", *(amount(content, minor) for minor in (net, vat, net + vat)))


def _notices(content: Content) -> Iterator[str]:
    if content["kind"] != "INVOICE" and content["clearing"] in NOTICES:
        yield NOTICES[content["clearing"]]
    if content["over_limit"]:
        yield "This amount needs a full invoice: please ask for it."
    if content["reason"]:
        yield f"Reason: {content['reason']}"
    if content["kind"] == "DEBT_PAYMENT":
        yield "The VAT stands on the receipt that this is for."
    if content["kind"] == "OFFLINE_SLIP":
        yield "Taken while the till had no line. This is no receipt of a sale."
