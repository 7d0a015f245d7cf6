"""A station that sells: prices in force, tills with shifts, pumps that do as they are told, customers who fuel."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from motorway.pos.v1 import (
    accounts_pb2,
    accounts_pb2_grpc,
    catalogue_pb2,
    catalogue_pb2_grpc,
    prices_pb2_grpc,
    sale_pb2,
    sales_pb2,
    sales_pb2_grpc,
    shifts_pb2_grpc,
)
from motorway_access.caller import Approval
from motorway_access.roles import Operation, Role
from motorway_access.testing import CallerKeys
from motorway_kit.errors import MotorwayError
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from pos.parts import Pos

from .clock import ManualClock
from .price_world import schedule, settled, working
from .pump_world import IDLE, delivered, hear, state_message, transaction_of, with_site
from .shift_world import being, close, open_shift
from .stub_pumps import StubPumps

SITE = "m25-cobham"
COFFEE = catalogue_pb2.CatalogueItem(
    item_id="coffee", name="Coffee", price_minor=300, vat_rate_bp=2000, barcode="96385074", active=True
)
CASH, ACCOUNT = sale_pb2.TENDER_KIND_CASH, sale_pb2.TENDER_KIND_ACCOUNT
Stubs = Callable[[Any], Any]


@dataclass
class Station:
    """Ann has a shift at Counter 1, Bob at Counter 2; Sue supervises and has one in the office."""

    parts: Pos
    keys: CallerKeys
    sales: Remote
    shifts: Remote
    accounts: Remote
    pumps: StubPumps
    clock: ManualClock
    shift_of: dict[str, str]
    sequence: int = 0
    total_ml: int = 0

    async def ask(self, who: str, method: str, /, **fields: Any) -> Any:
        """As this person."""
        with being(self.keys, who, Role.SUPERVISOR if who == "sue" else Role.CASHIER):
            return await self.sales.call(method, getattr(sales_pb2, f"{method}Request")(**fields))

    async def vouched(self, who: str, approver: str, method: str, /, **fields: Any) -> Any:
        """As this person, for whom somebody else vouches."""
        approval = Approval(Operation.SALES_APPROVE, SITE, f"id-{approver}", approver)
        with being(self.keys, who, Role.CASHIER, approval):
            return await self.sales.call(method, getattr(sales_pb2, f"{method}Request")(**fields))

    async def refused(self, who: str, method: str, /, **fields: Any) -> MotorwayError:
        with pytest.raises(MotorwayError) as caught:
            await self.ask(who, method, **fields)
        return caught.value

    async def open(self, who: str = "ann", kind: str = "POST_PAY", **fields: Any) -> sale_pb2.Sale:
        answer = await self.ask(who, "OpenSale", **wish(kind, **fields))
        sale: sale_pb2.Sale = answer.sale
        return sale

    async def fuel(self, sale: sale_pb2.Sale | None, volume_ml: int = 20_000) -> sale_pb2.Sale:
        """The customer takes so much of 1.50 a litre; the pump is idle again."""
        self.sequence += 1
        token = sale.sale_id if sale else ""
        sent = transaction_of(self.parts, self.sequence, volume_ml, token=token, before_ml=self.total_ml)
        self.total_ml += volume_ml
        (booked,) = await delivered(self.parts, sent)
        assert booked is not None
        await self.idle()
        return (await self.see(booked.sale_id)).sale

    async def idle(self) -> None:
        self.clock.forward(seconds=1)
        await hear(self.parts, state_message(self.clock(), IDLE))

    async def payable(self, volume_ml: int = 20_000, who: str = "ann", kind: str = "POST_PAY", **fields: Any) -> Any:
        """A sale whose customer has fuelled."""
        return await self.fuel(await self.open(who, kind, **fields), volume_ml)

    async def locked(self, who: str = "ann", volume_ml: int = 20_000, **fields: Any) -> sale_pb2.Sale:
        sale = await self.payable(volume_ml, **fields)
        answer = await self.ask(who, "LockSale", sale_id=sale.sale_id)
        held: sale_pb2.Sale = answer.sale
        return held

    async def pay(self, sale: sale_pb2.Sale, who: str = "ann", **given: Any) -> sale_pb2.Sale:
        answer = await self.ask(
            who, "AddTender", sale_id=sale.sale_id, tender=tender(**given), idempotency_key=new_id()
        )
        paid: sale_pb2.Sale = answer.sale
        return paid

    async def see(self, sale_id: str) -> sales_pb2.GetSaleResponse:
        answer: sales_pb2.GetSaleResponse = await self.ask("sue", "GetSale", sale_id=sale_id)
        return answer

    async def close_shift(self, who: str, counted_minor: int = 0) -> Any:
        with being(self.keys, who, Role.SUPERVISOR if who == "sue" else Role.CASHIER):
            return await close(self.shifts, self.shift_of[who], counted_minor)

    async def told(self) -> list[str]:
        """Names of the events about sales, in order."""
        rows = await self.parts.db.fetch("SELECT type FROM outbox ORDER BY id")
        names = [row["type"].removeprefix("motorway.pos.v1.") for row in rows]
        return [name for name in names if name not in ("PriceChanged", "ShiftOpened", "ShiftClosed")]

    async def receipts(self, sale_id: str) -> list[tuple[str, str, int]]:
        """(kind, till, number), in order."""
        rows = await self.parts.db.fetch(
            "SELECT content::json->>'kind' AS kind, till, number FROM receipt WHERE sale_id = $1 ORDER BY issued_at",
            sale_id,
        )
        return [tuple(row) for row in rows]


def wish(kind: str = "POST_PAY", **fields: Any) -> dict[str, Any]:
    """Of an OpenSaleRequest, at pump 1."""
    pump = 0 if kind == "SHOP" else 1
    usual = {"site_id": SITE, "pump": pump, "idempotency_key": new_id()}
    return {**usual, "kind": sale_pb2.SaleKind.Value(f"SALE_KIND_{kind}"), **fields}


def tender(kind: Any = CASH, **fields: Any) -> sales_pb2.NewTender:
    return sales_pb2.NewTender(kind=kind, **fields)


def prepaid(amount_minor: int = 5_000, *tenders: sales_pb2.NewTender) -> dict[str, Any]:
    return {"kind": "PRE_PAY", "max_amount_minor": amount_minor, "tenders": tenders or (tender(),)}


def state_of(sale: sale_pb2.Sale) -> str:
    """`CLEARED PAID`"""
    state = sale_pb2.SaleState.Name(sale.state).removeprefix("SALE_STATE_")
    clearing = sale_pb2.Clearing.Name(sale.clearing).removeprefix("CLEARING_")
    return f"{state} {clearing}" if sale.clearing else state


def tenders_of(sale: sale_pb2.Sale) -> list[tuple[str, int, str]]:
    """(kind, amount, shift) in order."""
    name = sale_pb2.TenderKind.Name
    return [(name(t.kind).removeprefix("TENDER_KIND_"), t.amount_minor, t.shift_id) for t in sale.tenders]


async def account(station: Station, limit_minor: int = 10_000, **fields: Any) -> None:
    """Acme may owe so much."""
    stored = accounts_pb2.Account(
        account_id="acme",
        name="Acme Haulage",
        currency="GBP",
        home_site=SITE,
        credit_limit_minor=limit_minor,
        **fields,
    )
    await station.accounts.call("PutAccount", accounts_pb2.PutAccountRequest(account=stored))


async def balance(station: Station) -> int:
    balance: int = await station.parts.db.fetchval("SELECT balance_minor FROM account")
    return balance


async def a_station(parts: Pos, client_of: Stubs, keys: CallerKeys, pumps: StubPumps, clock: ManualClock) -> Station:
    await with_site(parts)
    prices: Remote = await client_of(prices_pb2_grpc.PricesServiceStub)
    await schedule(prices, 1_500, 1_500)
    async with working(parts):
        await settled(parts)
    pumps.orders.clear()
    catalogue: Remote = await client_of(catalogue_pb2_grpc.CatalogueServiceStub)
    await catalogue.call("PutItem", catalogue_pb2.PutItemRequest(site_id=SITE, item=COFFEE))
    shifts: Remote = await client_of(shifts_pb2_grpc.ShiftsServiceStub)
    sales: Remote = await client_of(sales_pb2_grpc.SalesServiceStub)
    accounts: Remote = await client_of(accounts_pb2_grpc.AccountsServiceStub)
    station = Station(parts, keys, sales, shifts, accounts, pumps, clock, {})
    for who, till in (("ann", "Counter 1"), ("bob", "Counter 2"), ("sue", "Office")):
        with being(keys, who, Role.SUPERVISOR if who == "sue" else Role.CASHIER):
            station.shift_of[who] = (await open_shift(shifts, till)).shift_id
    await station.idle()
    return station
