"""What stands where on a statement, as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pos.receipts import words

Content = Mapping[str, Any]
Cell = tuple[str, ...]
KINDS = {"CREDIT": "Given back", "PAYMENT": "Payment, thank you"}


@dataclass(frozen=True, slots=True)
class LineView:
    day: str
    time: str
    text: str
    details: tuple[str, ...]
    vehicle: str
    odometer: str
    amount: str
    balance: str


@dataclass(frozen=True, slots=True)
class View:
    """`vat` are rate, net, VAT and gross; `vehicles` are registration, sales, litres and amount."""

    number: str
    month: str
    supplier: tuple[str, ...]
    supplier_vat_id: str
    customer: tuple[str, ...]
    customer_vat_id: str
    facts: tuple[tuple[str, str], ...]
    sums: tuple[tuple[str, str], ...]
    due_label: str
    due: str
    opening: str
    lines: tuple[LineView, ...]
    vat: tuple[Cell, ...]
    vat_total: Cell
    pending: str
    vehicles: tuple[Cell, ...]
    currency: str


def view_of(content: Content) -> View:
    month = date.fromisoformat(f"{content['month']}-01")
    supplier, customer = content["supplier"], content["customer"]
    return View(
        number=f"{content['account_id']} / {content['number']}" if content["number"] else "",
        month=f"{month:%B %Y}",
        supplier=(supplier["name"], *supplier["address"]),
        supplier_vat_id=supplier["vat_id"],
        customer=(customer["name"], *customer["address"]),
        customer_vat_id=customer["vat_id"],
        facts=_facts(content, month),
        sums=_sums(content),
        due_label="Amount due" if content["closing_minor"] >= 0 else "In your favour",
        due=_money(content, abs(content["closing_minor"])),
        opening=_amount(content, content["opening_minor"]),
        lines=tuple(_line(content, line) for line in content["lines"]),
        vat=tuple(_vat(content, group) for group in content["vat"]),
        vat_total=_vat_total(content),
        pending=_money(content, content["pending_minor"]) if content["pending_minor"] else "",
        vehicles=tuple(_vehicle(content, vehicle) for vehicle in content["vehicles"]),
        currency=content["currency"],
    )


def _grouped(text: str) -> str:
    """-1234567.89 is -1,234,567.89."""
    head, dot, tail = text.partition(".")
    start = len(head.rstrip("0123456789"))
    return f"{head[:start]}{int(head[start:]):,}{dot}{tail}"


def _amount(content: Content, minor: int) -> str:
    return _grouped(words.amount(content, minor))


def _money(content: Content, minor: int) -> str:
    return _grouped(words.money(content, minor))


def _litres(volume_ml: int) -> str:
    return _grouped(words.litres(volume_ml))


def _facts(content: Content, month: date) -> tuple[tuple[str, str], ...]:
    last = date.fromisoformat(content["last_day"])
    issued = datetime.fromisoformat(content["issued_at_local"])
    return (
        ("Account", content["account_id"]),
        ("Statement no.", str(content["number"]) if content["number"] else "none: the month is not over"),
        ("Period", f"{month:%-d} to {last:%-d %B %Y}"),
        ("Issued" if content["number"] else "As of", f"{issued:%-d %B %Y %H:%M}"),
    )


def _sums(content: Content) -> tuple[tuple[str, str], ...]:
    rows = (
        ("Opening balance", content["opening_minor"], True),
        ("Purchases", content["charge_minor"], True),
        ("Given back", content["credit_minor"], content["credit_minor"] != 0),
        ("Payments", content["payment_minor"], True),
    )
    return tuple((label, _amount(content, minor)) for label, minor, shown in rows if shown)


def _line(content: Content, line: Content) -> LineView:
    at = datetime.fromisoformat(line["at_local"])
    bought = [_part(part) for part in line["parts"]]
    details = (f"receipt {line['receipt']}" if line["receipt"] else line["site_id"], line["reference"])
    return LineView(
        day=f"{at:%-d %b}",
        time=f"{at:%H:%M}",
        text=KINDS.get(line["kind"]) or ", ".join(bought) or "Paid in advance",
        details=tuple(detail for detail in details if detail),
        vehicle=line["vehicle"],
        odometer=_odometer(line),
        amount=_amount(content, line["amount_minor"]),
        balance=_amount(content, line["balance_minor"]),
    )


def _part(part: Content) -> str:
    if part["volume_ml"]:
        return f"{part['description']} {_litres(part['volume_ml'])} L"
    return part["description"] if part["quantity"] == 1 else f"{part['quantity']} x {part['description']}"


def _odometer(line: Content) -> str:
    if not line["odometer_km"]:
        return ""
    return f"{line['odometer_km']:,} km{' (below the last)' if line['odometer_backwards'] else ''}"


def _vat(content: Content, group: Content) -> Cell:
    sums = (_amount(content, group[name]) for name in ("net_minor", "vat_minor", "gross_minor"))
    return (words.percent(group["rate_bp"]), *sums)


def _vat_total(content: Content) -> Cell:
    names = ("net_minor", "vat_minor", "gross_minor")
    return tuple(_amount(content, sum(group[name] for group in content["vat"])) for name in names)


def _vehicle(content: Content, vehicle: Content) -> Cell:
    volume = _litres(vehicle["volume_ml"]) if vehicle["volume_ml"] else ""
    return vehicle["vehicle"], str(vehicle["sales"]), volume, _amount(content, vehicle["amount_minor"])
