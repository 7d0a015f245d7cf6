"""Everything is lost but a copy and its key: the platform comes back with every sale, and goes on selling."""

import asyncio
import json
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import cast

import httpx
import psycopg
import pytest
import pytest_asyncio
from motorway_kit.testing import wait_until
from motorway_kit.testing_engines import scratch_space

from tests.support.cards import by, charge
from tests.support.desk import Desk, Document
from tests.support.forecourt import REAL_TIME
from tests.support.platform import AdminAuth, Platform, read_env, throw_away_platform
from tests.support.station import COFFEE, UNLEADED, Places, Station, meters

pytestmark = pytest.mark.e2e

GONE = ("postgresql", "rabbitmq", "redis", "pki", "secrets.json", "platform.env")
RECOVERY_S = 120
LITRES_ML = 20_000
BALANCES = "SELECT leg_kind, sum(amount_minor)::bigint FROM ledger_leg GROUP BY 1 ORDER BY 1"
MOTORWAY = Path(__file__).parents[2] / "motorway"


@pytest_asyncio.fixture(autouse=True)
async def _ready() -> None:
    """Nothing is asked of the platform that other journeys share."""


@pytest.fixture
def doomed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    """A platform that nobody else uses."""
    monkeypatch.delenv("MOTORWAY_TEST_HOME", raising=False)
    with throw_away_platform(folder=scratch_space()) as running:
        yield running


@pytest_asyncio.fixture
async def station(doomed: Platform, tmp_path: Path) -> AsyncIterator[Station]:
    auth = AdminAuth(doomed)
    async with AsyncExitStack() as stack:
        client = httpx.AsyncClient(base_url=f"{doomed['URL']}/api/v1", auth=auth, timeout=30)
        api = await stack.enter_async_context(client)
        yield await Places(doomed, api, tmp_path, stack)("restored", pumps=2, pace=REAL_TIME)


async def test_a_station_goes_on_after_everything_was_lost(station: Station, tmp_path: Path) -> None:
    """What was sold before the copy is all there, what was sold after it is missed in litres."""
    jo = await station.till("Counter 1")
    for pump in (1, 2):
        await jo.settle((await _fuelled(station, jo, pump))["sale_id"])
    await _pays_by_card(station, jo)
    await station.everything_is_booked()
    held = await _holds(station, jo)
    await _run("-m", "motorway_backup", "backup", "--home", _home(station), "--store", _home(station) / "backups")
    lost = await jo.settle((await _fuelled(station, jo, 1))["sale_id"])

    await _loses_everything(station)
    await _comes_back(station)

    assert await _holds(station, jo) == held
    assert (await jo.ask("GET", f"/sales/{lost['sale_id']}")).status_code == 404
    await _is_intact(station)
    await _goes_on(station, jo, held)


async def _fuelled(station: Station, jo: Desk, pump: int) -> Document:
    await station.pump_becomes(pump, "IDLE")
    await station.calls(pump, LITRES_ML)
    return await jo.becomes((await jo.release(pump))["sale_id"], "PAYABLE")


async def _pays_by_card(station: Station, jo: Desk) -> None:
    sale_id = (await _fuelled(station, jo, 2))["sale_id"]
    await jo.lock(sale_id)
    await charge(jo, sale_id, by())
    await jo.becomes(sale_id, "CLEARED")
    await wait_until(lambda: _ledger(station), RECOVERY_S, 0.2)


def _ledger(station: Station) -> list[tuple[str, int]]:
    with psycopg.connect(station.platform["DATABASE_URL_PAYMENTS"]) as conn:
        return [(str(kind), int(total)) for kind, total in conn.execute(BALANCES)]


async def _holds(station: Station, jo: Desk) -> Document:
    """What must be the same before and after."""
    sales = await jo.sales()
    verified = await station.manager.get("/receipts/verification", site=station.site)
    return {
        "sales": {sale["sale_id"]: (sale["state"], sale["total_minor"]) for sale in sales},
        "ledger": _ledger(station),
        "receipts": verified,
        "shift": (await jo.get(f"/shifts/{jo.shift['shift_id']}"))["state"],
    }


def _home(station: Station) -> Path:
    return station.platform.home


async def _run(*arguments: object, program: object = sys.executable) -> str:
    process = await asyncio.create_subprocess_exec(
        str(program), *map(str, arguments), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    async with asyncio.timeout(300):
        output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()
    return output.decode()


async def _loses_everything(station: Station) -> None:
    """But the copies, their key, and the address at which controllers look for it."""
    await _run("-m", "motorway_local", "down", "--home", _home(station))
    for name in GONE:
        path = _home(station) / name
        await asyncio.to_thread(shutil.rmtree if path.is_dir() else Path.unlink, path)


async def _comes_back(station: Station) -> None:
    home = _home(station)
    said = await _run("-m", "motorway_backup", "restore", "--home", home, "--store", home / "backups")
    assert said.count("figures agree") == 6
    await _run("-m", "motorway_local", "up", "--home", home, "--no-simulator")
    again = read_env(home / "platform.env")
    assert again == station.platform.env
    await wait_until(station.platform.ready, RECOVERY_S, 0.2)
    await wait_until(station.is_connected, RECOVERY_S, 0.2)


async def _is_intact(station: Station) -> None:
    assert "✓ intact" in await _run("audit", "verify", "--home", _home(station), program=MOTORWAY)
    manifest = next(_home(station).glob("backups/*/manifest.json"))
    assert cast(Document, json.loads(manifest.read_text()))["proven"]


async def _goes_on(station: Station, jo: Desk, held: Document) -> None:
    """The same cashier with the same key in the same shift; the same controller with the same certificate."""
    shop = (await jo.post("/sales", {"site": station.site, "kind": "SHOP"}))["sale_id"]
    await jo.post(f"/sales/{shop}/lines", {"item_id": COFFEE["item_id"]})
    assert (await jo.pay_cash(shop))["state"] == "CLEARED"
    await jo.settle((await _fuelled(station, jo, 2))["sale_id"])
    verified = await station.manager.get("/receipts/verification", site=station.site)
    assert verified != held["receipts"]
    await _fuelled(station, jo, 1)
    lost_ml = (await meters(station.manager))[1, UNLEADED]["difference_ml"]
    assert lost_ml == LITRES_ML
