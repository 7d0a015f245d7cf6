"""Monthly statements, of sales that tills really made."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from motorway.pos.v1 import accounts_pb2 as pb
from motorway.pos.v1 import accounts_pb2_grpc
from motorway_access.testing import CallerKeys, calling
from motorway_kit.errors import MotorwayError
from motorway_kit.grpc_client import Remote
from pos.app.statements import statement
from pos.domain.statement import Content
from pos.parts import Pos
from pypdf import PdfReader

from .account_world import ACCOUNT, charged, pay, put, put_vehicle, terms
from .clock import ManualClock
from .sales_world import ACCOUNT as BY_ACCOUNT
from .sales_world import Station, a_station, prepaid, state_of, tender
from .stub_pumps import StubPumps

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
ON_ACCOUNT: dict[str, Any] = {"kind": BY_ACCOUNT, "account_id": ACCOUNT}


@pytest_asyncio.fixture
async def station(
    parts: Pos, client_of: Callable[[Any], Any], keys: CallerKeys, stub_pumps: StubPumps, clock: ManualClock
) -> Station:
    return await a_station(parts, client_of, keys, stub_pumps, clock)


@pytest_asyncio.fixture
async def accounts(station: Station, client_of: Callable[[Any], Any]) -> Remote:
    """The service of accounts; Acme was opened on 1 June 2026."""
    remote: Remote = await client_of(accounts_pb2_grpc.AccountsServiceStub)
    await put(remote, terms())
    return remote


@pytest.fixture
def said(parts: Pos, keys: CallerKeys) -> Callable[[date], Any]:
    """What the statement of a month says."""

    async def content(month: date) -> Content:
        with calling(keys):
            return await statement(parts, ACCOUNT, month)

    return content


def end_of(clock: ManualClock, month: date) -> None:
    """A minute past midnight of a summer in London."""
    clock.now = datetime(month.year, month.month + 1, 1, 0, 1, tzinfo=UTC) - timedelta(hours=1)


async def test_a_month_of_sales_is_on_its_statement(station: Station, accounts: Remote, said: Any) -> None:
    await put_vehicle(accounts, grades=["e10", "diesel"], odometer_required=True)
    held = await station.locked(volume_ml=40_000)
    coffee = {"sale_id": held.sale_id, "barcode": "96385074", "quantity": 1, "idempotency_key": "one"}
    held = (await station.ask("ann", "AddLine", **coffee)).sale
    paid = await station.pay(held, **ON_ACCOUNT, vehicle_id="ab12 cde", odometer_km=48_000)
    assert state_of(paid) == "CLEARED PAID"
    await pay(accounts, 1_000)
    end_of(station.clock, JUNE)
    told = await said(JUNE)
    assert (told["number"], told["opening_minor"], told["closing_minor"]) == (1, 0, 5_300)
    bought, received = told["lines"]
    assert (bought["amount_minor"], bought["vehicle"], bought["odometer_km"]) == (6_300, "AB12CDE", 48_000)
    assert bought["receipt"] == "m25-cobham/Counter 1/1"
    assert [(part["volume_ml"], part["amount_minor"]) for part in bought["parts"]] == [(40_000, 6_000), (0, 300)]
    assert (received["amount_minor"], received["reference"]) == (-1_000, "BACS 4711")
    assert sum(group["gross_minor"] for group in told["vat"]) == 6_300
    assert all(group["net_minor"] + group["vat_minor"] == group["gross_minor"] for group in told["vat"])
    assert told["pending_minor"] == 0


async def test_half_of_a_sale_bears_half_of_its_vat(station: Station, accounts: Remote, said: Any) -> None:
    held = await station.locked(volume_ml=20_000)
    held = await station.pay(held, **ON_ACCOUNT, amount_minor=1_000)
    await station.pay(held, given_minor=2_000)
    told = await said(JUNE)
    assert (told["number"], told["closing_minor"]) == (0, 1_000)
    assert [group["gross_minor"] for group in told["vat"]] == [1_000]


async def test_what_is_paid_in_advance_comes_into_the_vat_when_it_is_delivered(
    station: Station, accounts: Remote, said: Any
) -> None:
    station.clock.now = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    await station.idle()
    sale = await station.open(**prepaid(5_000, tender(**ON_ACCOUNT)))
    end_of(station.clock, JUNE)
    june = await said(JUNE)
    assert (june["closing_minor"], june["pending_minor"], june["vat"]) == (5_000, 5_000, [])
    sale = await station.fuel(sale, 20_000)
    await station.ask("ann", "LockSale", sale_id=sale.sale_id)
    await station.ask("ann", "GiveChange", sale_id=sale.sale_id)
    end_of(station.clock, JULY)
    july = await said(JULY)
    assert (july["opening_minor"], july["credit_minor"], july["closing_minor"]) == (5_000, -2_000, 3_000)
    assert ([group["gross_minor"] for group in july["vat"]], july["pending_minor"]) == ([3_000], 0)
    assert await said(JUNE) == june


async def test_statements_go_on_from_each_other_and_never_change(
    parts: Pos, accounts: Remote, keys: CallerKeys, clock: ManualClock, said: Any
) -> None:
    await charged(parts, keys, 1_000)
    end_of(clock, JUNE)
    late = clock.now
    await charged(parts, keys, 70)  # in July
    clock.now = datetime(2026, 10, 3, tzinfo=UTC)
    july = await said(JULY)
    june = await said(JUNE)
    assert [(told["number"], told["opening_minor"], told["closing_minor"]) for told in (june, july)] == [
        (1, 0, 1_000),
        (2, 1_000, 1_070),
    ]
    await charged(parts, keys, 5, at=late)  # dated July, but July is issued
    running, august, september = [await said(date(2026, month, 1)) for month in (10, 8, 9)]
    assert [(told["number"], told["closing_minor"], len(told["lines"])) for told in (august, september, running)] == [
        (3, 1_075, 1),
        (4, 1_075, 0),
        (0, 1_075, 0),
    ]
    await put(accounts, terms(name="Other name"))
    assert (await said(JUNE), await said(JULY)) == (june, july)


async def test_a_statement_that_many_ask_for_is_one(
    parts: Pos, accounts: Remote, keys: CallerKeys, clock: ManualClock, said: Any
) -> None:
    await charged(parts, keys, 1_000)
    clock.now = datetime(2026, 9, 2, tzinfo=UTC)
    told = await asyncio.gather(*(said(month) for month in (JULY, JUNE, JULY, date(2026, 8, 1))))
    assert [content["number"] for content in told] == [2, 1, 2, 3]
    assert await parts.db.fetchval("SELECT count(*) FROM account_statement") == 3
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await parts.db.execute("UPDATE account_statement SET number = 9")


async def test_the_door_gives_a_pdf_with_the_number(accounts: Remote, clock: ManualClock) -> None:
    end_of(clock, JUNE)
    rendered = await accounts.call("RenderStatement", pb.RenderStatementRequest(account_id=ACCOUNT, month="2026-06"))
    text = PdfReader(BytesIO(rendered.pdf)).pages[0].extract_text()
    assert rendered.number == 1
    for words in ("Statement of account", "June 2026", "Acme Haulage Ltd", "Nothing was bought or paid."):
        assert words in text


@pytest.mark.parametrize(
    ("month", "reason"),
    [("2026-05", "StatementNotFound"), ("2026-07", "InvalidInput"), ("june", "InvalidInput")],
)
async def test_a_month_without_a_statement_is_refused(accounts: Remote, month: str, reason: str) -> None:
    with pytest.raises(MotorwayError) as refused:
        await accounts.call("RenderStatement", pb.RenderStatementRequest(account_id=ACCOUNT, month=month))
    assert refused.value.reason == reason
