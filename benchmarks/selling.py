"""(f): sales from the pump's transaction to the receipt through pos, beside pgbench's simple update."""

import asyncio
import re
import subprocess
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import aio_pika
from aio_pika.abc import AbstractIncomingMessage
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2
from motorway.iot.v1 import events_pb2 as iot_events
from motorway.pos.v1 import (
    events_pb2,
    pos_pb2,
    pos_pb2_grpc,
    sale_pb2,
    sales_pb2,
    sales_pb2_grpc,
    shifts_pb2,
    shifts_pb2_grpc,
)
from motorway_access.caller import EVERYTHING, Caller, CallerKind, Grant
from motorway_access.roles import Role
from motorway_kit.amqp import EXCHANGE, OutboundEvent
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.health import Health
from motorway_kit.ids import new_id
from motorway_kit.messaging import Publisher, publisher

from benchmarks.ingest import cpu_s
from tests.support.platform import Platform

PGBENCH = "/usr/lib/postgresql/15/bin/pgbench"
SCALE = 10
SITES, TILLS, PUMPS = 4, 4, 4
CASHIERS = SITES * TILLS
WAITING = 4 * CASHIERS
"""Fuellings that may wait to be paid."""
VOLUME_ML, PRICE_MILLI, AMOUNT_MINOR = 20_000, 1_459, 2_918
TIMEOUT_S = 600.0
STATEMENTS, OF_AN_UPDATE = 24, 5
"""Of a sale (services/pos/tests/integration/test_sale_statements.py), and of pgbench's transaction."""
SALE_PAYABLE = events_pb2.SalePayable.DESCRIPTOR.full_name
TRANSACTION = iot_events.FuellingTransactionReceived.DESCRIPTOR.full_name


@dataclass(frozen=True)
class Cycles:
    """Sales a second, and the processor time of pos for one of them."""

    per_s: float
    pos_cpu_ms: float


@dataclass(frozen=True)
class Cashier:
    """With an open shift at a site."""

    site: str
    sales: Remote


async def life_cycles(platform: Platform, count: int) -> Cycles:
    """About `count` fuellings arrive as the iot-gateway tells them; sixteen cashiers lock each and take the cash."""
    count = -(-count // CASHIERS) * CASHIERS
    sites = [f"bench-sell-{new_id()[-8:]}" for _ in range(SITES)]
    async with AsyncExitStack() as stack:
        await _configure(platform, sites)
        cashiers = [await _cashier(stack, platform, site, till) for site in sites for till in range(TILLS)]
        tell = await stack.enter_async_context(publisher(platform["AMQP_URL"], Health(), source="benchmark"))
        payable = await stack.enter_async_context(_payable(platform, sites))
        await _sold(cashiers, tell, payable, CASHIERS * 10, first=1)
        used_s, started = cpu_s(platform, "pos"), time.perf_counter()
        async with asyncio.timeout(TIMEOUT_S):
            await _sold(cashiers, tell, payable, count, first=11)
        seconds = time.perf_counter() - started
        return Cycles(count / seconds, (cpu_s(platform, "pos") - used_s) / count * 1000)


Payable = dict[str, "asyncio.Queue[str]"]


async def _sold(cashiers: Sequence[Cashier], tell: Publisher, payable: Payable, count: int, *, first: int) -> None:
    """Everything is cleared when this returns; `count` is so many for each cashier.

    `first`: the pumps' number of their next transaction.
    """
    room = asyncio.Semaphore(WAITING)
    async with asyncio.TaskGroup() as group:
        group.create_task(_tell(tell, list(payable), count, first, room))
        for cashier in cashiers:
            group.create_task(_sell(cashier, payable[cashier.site], count // CASHIERS, room))


async def _tell(tell: Publisher, sites: Sequence[str], count: int, first: int, room: asyncio.Semaphore) -> None:
    """One pump after the other; each pump's transactions in the order of their numbers."""
    for number in range(count):
        await room.acquire()
        sequence = first + number // CASHIERS
        site, pump = sites[number % SITES], number // SITES % PUMPS + 1
        await tell.publish([_transaction(site, pump, sequence)])


async def _sell(cashier: Cashier, payable: "asyncio.Queue[str]", share: int, room: asyncio.Semaphore) -> None:
    tender = sales_pb2.NewTender(kind=sale_pb2.TENDER_KIND_CASH, given_minor=3_000)
    for _ in range(share):
        sale_id = await payable.get()
        await cashier.sales.call("LockSale", sales_pb2.LockSaleRequest(sale_id=sale_id), timeout_s=60)
        request = sales_pb2.AddTenderRequest(sale_id=sale_id, tender=tender, idempotency_key=new_id())
        paid = await cashier.sales.call("AddTender", request, timeout_s=60)
        assert paid.sale.state == sale_pb2.SALE_STATE_CLEARED
        assert paid.sale.receipt_id
        room.release()


def _transaction(site: str, pump: int, sequence: int) -> OutboundEvent:
    now = Timestamp()
    now.GetCurrentTime()
    before_ml, before_minor = (sequence - 1) * VOLUME_ML, (sequence - 1) * AMOUNT_MINOR
    told = device_pb2.FuellingTransaction(
        sequence=sequence,
        nozzle=1,
        grade="unleaded",
        volume_ml=VOLUME_ML,
        amount_minor=AMOUNT_MINOR,
        currency="GBP",
        unit_price_milli=PRICE_MILLI,
        volume_total_before_ml=before_ml,
        volume_total_after_ml=before_ml + VOLUME_ML,
        amount_total_before_minor=before_minor,
        amount_total_after_minor=before_minor + AMOUNT_MINOR,
        started_at=now,
        finished_at=now,
        end_reason="nozzle_in",
    )
    event = iot_events.FuellingTransactionReceived(site=site, pump=pump, transaction=told, received_at=now)
    return OutboundEvent(new_id(), TRANSACTION, site, event.SerializeToString())


@asynccontextmanager
async def _payable(platform: Platform, sites: Sequence[str]) -> AsyncIterator[Payable]:
    """Sales that can be paid, by site, as pos tells of them."""
    queues: Payable = {site: asyncio.Queue() for site in sites}

    async def arrived(message: AbstractIncomingMessage) -> None:
        sale = events_pb2.SalePayable.FromString(message.body).sale
        if sale.site_id in queues:
            queues[sale.site_id].put_nowait(sale.sale_id)

    connection = await aio_pika.connect(platform["AMQP_URL"])
    async with connection:
        channel = await connection.channel()
        queue = await channel.declare_queue(exclusive=True)
        await queue.bind(EXCHANGE, SALE_PAYABLE)
        await queue.consume(arrived, no_ack=True)
        yield queues


async def _configure(platform: Platform, sites: Sequence[str]) -> None:
    async with remote(
        pos_pb2_grpc.PosServiceStub, platform["POS_ADDRESS"], tls=platform.services_tls, metadata=platform.signed()
    ) as pos:
        for site in sites:
            await pos.call("ApplySite", pos_pb2.ApplySiteRequest(site=_site(site)))


def _site(name: str) -> pos_pb2.Site:
    size = {"capacity_ml": 60_000_000, "max_safe_fill_ml": 58_000_000, "diameter_tenth_mm": 27_500}
    nozzle = pos_pb2.Nozzle(number=1, grade_id="unleaded", tank=1)
    return pos_pb2.Site(
        site_id=name,
        name=name,
        time_zone="Europe/London",
        currency="GBP",
        grades=[pos_pb2.Grade(grade_id="unleaded", name="Unleaded", vat_rate_bp=2000)],
        tanks=[pos_pb2.Tank(number=1, grade_id="unleaded", **size)],
        pumps=[pos_pb2.Pump(number=number, nozzles=[nozzle]) for number in range(1, PUMPS + 1)],
        supplier=pos_pb2.Supplier(name="Benchmark Ltd", address=["Junction 9"], vat_id="GB123456789"),
    )


async def _cashier(stack: AsyncExitStack, platform: Platform, site: str, till: int) -> Cashier:
    caller = Caller(CallerKind.USER, new_id(), f"cashier {till}", (Grant(Role.CASHIER, EVERYTHING),))
    door = {"tls": platform.services_tls, "metadata": platform.signed(caller)}
    address = platform["POS_ADDRESS"]
    async with remote(shifts_pb2_grpc.ShiftsServiceStub, address, **door) as shifts:  # type: ignore[arg-type]
        request = shifts_pb2.OpenShiftRequest(site_id=site, till=f"Till {till}", idempotency_key=new_id())
        await shifts.call("OpenShift", request)
    sales = remote(sales_pb2_grpc.SalesServiceStub, address, **door)  # type: ignore[arg-type]
    return Cashier(site, await stack.enter_async_context(sales))


async def simple_updates(platform: Platform, seconds: int) -> float:
    """Transactions a second of `pgbench -N` in the same server, with as many clients as there are cashiers."""
    url = platform["DATABASE_URL_POS"]
    try:
        await _pgbench("-i", "-q", "-s", str(SCALE), url)
        told = await _pgbench("-N", "-c", str(CASHIERS), "-j", "2", "-T", str(seconds), url)
    finally:
        await _pgbench("-i", "-I", "d", url)
    found = re.search(r"^tps = ([\d.]+)", told, re.MULTILINE)
    assert found, told
    return float(found.group(1))


async def _pgbench(*options: str) -> str:
    done = await asyncio.to_thread(subprocess.run, [PGBENCH, *options], check=True, capture_output=True, text=True)
    return done.stdout
