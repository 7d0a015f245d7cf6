"""Who may do what with tickets, refunds and debts, through the real door."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from motorway.pos.v1 import sale_pb2, sales_pb2, sales_pb2_grpc
from motorway_access.guard import outgoing
from motorway_access.roles import Role
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, calling, contradictions, refusals
from motorway_kit.db import transaction
from motorway_kit.errors import PermissionDenied
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.ids import new_id
from pos.db.debts import insert_debt
from pos.db.refunds import insert_refund
from pos.domain.debt import Debt, DebtKind, Seen
from pos.domain.refund import Refund
from pos.domain.sale import TenderKind
from pos.grpc_api.sales import RULES
from pos.parts import Pos

from .pump_world import a_site, opened, with_site

READS = ("ListSales", "ListDebts", "ListRefunds")


@pytest_asyncio.fixture
async def sales_door(address: str) -> AsyncIterator[Remote]:
    """The service of tickets, as the caller of the block, or else as nobody."""
    async with remote(sales_pb2_grpc.SalesServiceStub, address, metadata=outgoing) as stub:
        yield stub


async def _known(parts: Pos, site: str) -> dict[str, str]:
    """A sale at the site, a refund and a debt of it."""
    await with_site(parts, a_site(site))
    sale = await opened(parts, site_id=site)
    kept: dict[str, Any] = {"sale_id": sale.sale_id, "site_id": site, "amount_minor": 1, "currency": "GBP"}
    asked: dict[str, Any] = {
        "tender_kind": TenderKind.CASH,
        "reason": "r",
        "requested_by": "x",
        "requested_at": parts.clock(),
    }
    refund = Refund(refund_id=new_id(), **kept, **asked)
    left: dict[str, Any] = {
        "kind": DebtKind.DRIVE_OFF,
        "pump": 1,
        "seen": Seen("A1"),
        "recorded_by": "x",
        "recorded_at": parts.clock(),
    }
    debt = Debt(debt_id=new_id(), **kept, **left)
    async with transaction(parts.db) as conn:
        await insert_refund(conn, refund, new_id())
        await insert_debt(conn, debt)
    return {"sale_id": sale.sale_id, "refund_id": refund.refund_id, "debt_id": debt.debt_id}


@pytest_asyncio.fixture
async def known(parts: Pos) -> dict[str, dict[str, str]]:
    return {site: await _known(parts, site) for site in (OWN, OTHER)}


@pytest.fixture
def ask(sales_door: Remote, known: dict[str, dict[str, str]]) -> Ask:
    def request(method: str, site: str) -> Any:
        make = getattr(sales_pb2, f"{method}Request")
        if method == "OpenSale":
            return make(site_id=site, kind=sale_pb2.SALE_KIND_SHOP, idempotency_key=new_id())
        if method in READS:
            return make(sites=[site])
        names = make.DESCRIPTOR.fields_by_name
        named = {name: value for name, value in known[site].items() if name in names}
        more = {"idempotency_key": new_id()} if "idempotency_key" in names else {}
        wishes: dict[str, dict[str, Any]] = {
            "AddTender": {"tender": sales_pb2.NewTender(kind=sale_pb2.TENDER_KIND_CASH)},
            "StartCardPayment": {"method": sales_pb2.CardMethod(link=True)},
            "StartDebtPayment": {"method": sales_pb2.CardMethod(link=True)},
            "SettleDebt": {"tenders": [sales_pb2.NewTender(kind=sale_pb2.TENDER_KIND_CASH)]},
            "ClearSale": {"clearing": sale_pb2.CLEARING_ZERO},
            "RequestRefund": {"tender_kind": sale_pb2.TENDER_KIND_CASH, "amount_minor": 1, "reason": "cold"},
            "RecordDriveOff": {"registration": "A1"},
            "RecordNoMeans": {"person": "Jo"},
        }
        return make(**named, **more, **wishes.get(method, {}))

    async def call(method: str, site: str) -> object:
        return await sales_door.call(method, request(method, site))

    return call


async def test_the_door_is_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    assert await contradictions(keys, RULES, ask) == []


async def test_a_call_without_a_caller_is_refused(ask: Ask) -> None:
    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_lists_show_ones_own_sites(sales_door: Remote, keys: CallerKeys, known: dict[str, Any]) -> None:
    with calling(keys, Role.CASHIER, sites=[OWN]):
        for method, field in (("ListSales", "sales"), ("ListDebts", "debts"), ("ListRefunds", "refunds")):
            found = getattr(await sales_door.call(method, getattr(sales_pb2, f"{method}Request")()), field)
            assert [item.site_id for item in found] == [OWN]
        with pytest.raises(PermissionDenied):
            await sales_door.call("GetSale", sales_pb2.GetSaleRequest(sale_id=known[OTHER]["sale_id"]))
