"""A station that sells: a site with prices in force and a shop, its simulated forecourt, and people at tills."""

from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from motorway_kit.ids import new_id
from motorway_kit.testing import wait_until

from tests.support.desk import POLL_S, SOON_S, Desk, Document, Refused, done
from tests.support.forecourt import Forecourt, Pace
from tests.support.platform import Platform

QUICK, HEAD_START = 4, timedelta(minutes=20)
"""Four seconds pass in one, for some minutes, until the present is met."""
UNLEADED, DIESEL = 1, 2
"""Nozzles of every pump."""
UNTIL_ENDED = {"volume_ml": 900_000, "flow_l_min": 100}
"""A customer who fuels until something ends it: two minutes at the least, however slow the machine."""
PRICES = {"unleaded": 1459, "diesel": 1529}
COFFEE = {"item_id": "coffee", "name": "Coffee", "price_minor": 290, "vat_rate_bp": 2000, "barcode": "4006381333931"}
BREAD = {"item_id": "bread", "name": "Bread", "price_minor": 185, "vat_rate_bp": 0}
CALM = {
    "customers_per_hour": 0,
    "authorisation": "pos",
    "prepaid_no_show_share": 1,
    "patience_min_s": 600,
    "patience_max_s": 900,
    "tank_reading_interval_s": 60,
    "sample_interval_s": 60,
}
"""Nobody comes but whom the test sends, and whoever does has time."""


@dataclass
class Station:
    """The site as it is configured, its forecourt, and the manager's desk."""

    platform: Platform
    site: str
    configuration: Document
    forecourt: Forecourt
    manager: Desk
    stack: AsyncExitStack

    async def somebody(self, name: str, role: str = "cashier") -> Desk:
        """Somebody with that role at this site."""
        grants = [{"role": role, "site": self.site}]
        made = await self.manager.post("/api-keys", {"name": f"{name} of {self.site}", "grants": grants})
        url, headers = f"{self.platform['URL']}/api/v1", {"Authorization": f"Bearer {made['secret']}"}
        http = await self.stack.enter_async_context(httpx.AsyncClient(base_url=url, headers=headers, timeout=30))
        return Desk(http, self.site, made["api_key"]["name"])

    async def till(self, name: str, role: str = "cashier", float_minor: int = 10_000) -> Desk:
        """Somebody with an open shift at a till of their own."""
        desk = await self.somebody(name, role)
        await desk.open_shift(float_minor, till=name)
        return desk

    async def play(self, scenario: str, **order: object) -> None:
        await self.forecourt.play(scenario, site=self.site, **order)

    async def arrives(self, pump: int, volume_ml: int = 20_000, **more: object) -> None:
        """A customer lifts a nozzle now, and is quick: a thousand litres a minute. Who was there before has left."""
        await wait_until(lambda: self._is_free(pump), SOON_S, POLL_S)
        who = {"nozzle": UNLEADED, "flow_l_min": 1_000, "stay_s": 0.1, **more}
        await self.play("arrive", pump=pump, volume_ml=volume_ml, **who)

    async def _is_free(self, pump: int) -> bool:
        return not (await self.truth())["pumps"][str(pump)]["occupied"]

    async def calls(self, pump: int, volume_ml: int = 20_000, timeout_s: float = SOON_S, **more: object) -> None:
        """A customer lifts a nozzle, and the platform knows."""
        await self.arrives(pump, volume_ml, **more)
        await self.pump_becomes(pump, "CALLING", timeout_s=timeout_s)

    async def truth(self) -> Document:
        return await self.forecourt.truth(self.site)

    async def delivers(self, pump: int, more_than_ml: int = 0) -> int:
        """Wait until fuel flows at the pump; how much has, by then."""

        async def flowing() -> int:
            delivery = (await self.truth())["pumps"][str(pump)]["delivery"]
            return int(delivery["volume_ml"]) if delivery and delivery["volume_ml"] > more_than_ml else 0

        found = await wait_until(flowing, SOON_S, POLL_S)
        assert isinstance(found, int)
        return found

    async def is_connected(self) -> bool:
        """Whether both sides say that the line is there; a site that was never heard of has none."""
        controller = await self.manager.ask("GET", f"/sites/{self.site}/controller")
        online = controller.is_success and controller.json()["online"]
        return bool(online) and bool((await self.truth())["connected"])

    async def pump(self, pump: int) -> Document:
        """As GET /pumps/status shows it: its state and its sales."""
        items = (await self.manager.get(f"/sites/{self.site}/pumps/status"))["items"]
        return next(item for item in items if item["number"] == pump)

    async def pump_becomes(self, pump: int, *states: str, timeout_s: float = SOON_S) -> Document:
        async def so() -> Document | None:
            found = await self.pump(pump)
            return found if found["state"] in states else None

        found = await wait_until(so, timeout_s, POLL_S)
        assert isinstance(found, dict)
        return found

    async def orders(self, kind: str) -> list[Document]:
        """What the log of commands has of this kind, newest first."""
        items = (await self.manager.get("/commands", site=self.site))["items"]
        return [item for item in items if item["kind"] == kind]

    async def change_prices(self, prices: Mapping[str, int], *, confirm: bool = False) -> Document:
        """Prices of all grades, from now on."""
        listed = [{"grade_id": grade, "unit_price_milli": price} for grade, price in prices.items()]
        body = {"prices": listed, "effective_at": "now", "confirm_large_change": confirm}
        return await self.manager.post(f"/sites/{self.site}/prices", body)

    async def prices_are_in_force(self, number: int, but: Sequence[int] = ()) -> None:
        """Every pump has confirmed the set, but for these."""

        async def so() -> bool:
            now = await self.manager.get(f"/sites/{self.site}/prices")
            in_force = now["in_force"] and now["in_force"]["number"] == number
            return bool(in_force) and now["unconfirmed_pumps"] == list(but)

        await wait_until(so, SOON_S, POLL_S)

    async def stock_what_is_sold(self) -> None:
        await self.manager.ask("PUT", f"/sites/{self.site}/items", {"items": [COFFEE, BREAD]})

    async def discrepancies(self, **query: object) -> list[Document]:
        found: list[Document] = (await self.manager.get("/discrepancies", site=self.site, **query))["items"]
        return found

    async def everything_is_booked(self, timeout_s: float = SOON_S) -> None:
        """Nozzle by nozzle, the sum of what is booked is what the simulator's totalisers say."""
        await books_agree(self.manager, await self.truth(), timeout_s)


async def books_agree(desk: Desk, told: Document, timeout_s: float = SOON_S) -> None:
    """Wait until what is booked at the desk's site is what a simulator's ledger says, nozzle by nozzle."""
    wrong: dict[str, object] = {}

    async def agree() -> bool:
        nonlocal wrong
        try:
            wrong = differences(told, await meters(desk))
        except (httpx.HTTPError, Refused) as error:
            wrong = {"meters": error}
        return not wrong

    try:
        await wait_until(agree, timeout_s, POLL_S)
    except AssertionError as error:
        raise AssertionError(f"{desk.site}: simulator and books differ: {wrong}") from error


async def meters(desk: Desk) -> dict[tuple[int, int], Document]:
    """GET /meter-check of the desk's site from a year ago until now, by pump and nozzle."""
    span = {"from": stamp(-timedelta(days=360)), "to": stamp(timedelta(days=1))}
    found = await desk.get(f"/sites/{desk.site}/meter-check", **span)
    return {(item["pump"], item["nozzle"]): item for item in found["items"]}


def differences(told: Document, booked: Mapping[tuple[int, int], Document]) -> dict[str, object]:
    """Nozzles of a simulator's ledger whose transactions and totaliser are not what is booked, with both sides.

    Each is number, volume, amount, totaliser after the last, and what is missing between them. A delivery that runs
    moves its totaliser already.
    """
    wrong: dict[str, object] = {}
    for pump, each in told["pumps"].items():
        running = each["delivery"] or {"nozzle": 0, "volume_ml": 0}
        for nozzle, truth in each["nozzles"].items():
            ahead_ml = running["volume_ml"] if running["nozzle"] == int(nozzle) else 0
            end_ml = truth["volume_total_ml"] - ahead_ml
            theirs = truth["transactions"], truth["transactions_ml"], truth["transactions_minor"], end_ml, 0
            check = booked[int(pump), int(nozzle)]
            sums = check["fuellings"], check["fuelled_ml"], check["fuelled_minor"]
            ours = (*sums, check["end_ml"] or 0, check["difference_ml"])
            if ours != theirs:
                wrong[f"{pump}/{nozzle}"] = theirs, ours
    return wrong


def stamp(later: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) + later).isoformat()


def configured(site: str, pumps: int, simulation: Mapping[str, object]) -> Document:
    """Pumps of two nozzles each, unleaded and diesel."""
    tanks = [_tank(1, "unleaded"), _tank(2, "diesel")]
    nozzles = [
        {"number": UNLEADED, "grade_id": "unleaded", "tank": 1},
        {"number": DIESEL, "grade_id": "diesel", "tank": 2},
    ]
    return {
        "site_id": site,
        "name": f"Station {site}",
        "time_zone": "Europe/London",
        "currency": "GBP",
        "grades": [{"grade_id": grade, "name": grade.title(), "vat_rate_bp": 2000} for grade in PRICES],
        "tanks": tanks,
        "pumps": [{"number": number, "nozzles": nozzles} for number in range(1, pumps + 1)],
        "supplier": {"name": "Test Stations Ltd", "address": ["Junction 9", "Cobham"], "vat_id": "GB123456789"},
        "simulation": {**CALM, **simulation},
    }


def _tank(number: int, grade: str) -> Document:
    size = {"capacity_ml": 60_000_000, "max_safe_fill_ml": 58_200_000, "diameter_tenth_mm": 27_500}
    return {"number": number, "grade_id": grade, **size}


@dataclass
class Places:
    """Where stations are built: `await places("name", pumps=2)`."""

    platform: Platform
    api: httpx.AsyncClient
    folder: Path
    stack: AsyncExitStack

    async def __call__(self, name: str, *, pumps: int = 2, pace: Pace | None = None, **simulation: object) -> Station:
        """A station that is open: connected, with prices in force at every pump. Without a pace it is a quick one."""
        station = await self.configured(name, pumps=pumps, **simulation)
        await station.forecourt.start(pace or Pace(QUICK, datetime.now(UTC) - HEAD_START))
        await self.opened(station)
        return station

    async def configured(self, name: str, *, pumps: int = 2, **simulation: object) -> Station:
        """A station whose forecourt does not run yet."""
        site = f"{name}-{new_id()[-6:]}"
        configuration = configured(site, pumps, simulation)
        pki = await self.platform.enrol([site])
        forecourt = Forecourt(self.platform, pki, self.folder / site, [configuration])
        self.stack.callback(forecourt.kill)
        manager = Desk(self.api, site, "admin")
        told = {key: value for key, value in configuration.items() if key != "simulation"}
        done(await manager.ask("PUT", f"/sites/{site}", told))
        station = Station(self.platform, site, configuration, forecourt, manager, self.stack)
        await station.stock_what_is_sold()
        return station

    async def opened(self, station: Station) -> None:
        """Prices are sent as soon as the line is there, while the pumps still start."""
        await wait_until(station.is_connected, SOON_S, POLL_S)
        price_set = await station.change_prices(PRICES)
        await station.prices_are_in_force(price_set["number"])
        for pump in station.configuration["pumps"]:
            await station.pump_becomes(pump["number"], "IDLE")
