"""A network of stations on a day like every other: what was sold is what the pumps say they gave."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from forecourt_simulator.config import generate_sites
from motorway_kit.ids import new_id

from tests.support.desk import Desk, Document, done
from tests.support.forecourt import Forecourt, Pace
from tests.support.platform import Platform
from tests.support.station import books_agree

pytestmark = [pytest.mark.e2e, pytest.mark.quiet]

SITES, PUMPS = 20, 8
DAY_S, SPEED = 24 * 3600, 2160
"""A day in forty seconds."""
QUIET = {
    "customers_per_hour": 12,
    "tank_reading_interval_s": 1800,
    "sample_interval_s": 1800,
    "batch_interval_s": 7200,
}
"""Tank readings and sensors are not what is looked at here."""
UPLOAD_S, BOOKED_S = 900, 240


async def test_a_day_of_twenty_sites(platform: Platform, api: httpx.AsyncClient, tmp_path: Path) -> None:
    """Twenty sites of eight pumps and 24 nozzles, a whole simulated day with both peaks, about 5,800 customers.

    The attendants release the pumps, so each delivery is booked as one that nobody authorised. Afterwards every one of
    the 480 nozzles has, to the millilitre and the penny, the transactions, volume, amount and totaliser of the
    simulator's own ledger, and no discrepancy is open.
    """
    sites = [_quiet(site.model_dump(mode="json")) for site in generate_sites(SITES, PUMPS)]
    pki = await platform.enrol([site["site_id"] for site in sites])
    desks = [Desk(api, site["site_id"], "admin") for site in sites]
    await asyncio.gather(*(_configure(desk, site) for desk, site in zip(desks, sites, strict=True)))
    forecourt = Forecourt(platform, pki, tmp_path / "day", sites)
    try:
        await forecourt.start(Pace(SPEED, duration_s=DAY_S))
        ledgers = await forecourt.end(UPLOAD_S)
    finally:
        forecourt.kill()
    assert sum(told["transactions"] for told in ledgers.values()) > 5_000
    for desk, site in zip(desks, sites, strict=True):
        await books_agree(desk, ledgers[desk.site], BOOKED_S)
        await _settled(desk, site)


async def _settled(desk: Desk, site: Document) -> None:
    """Yesterday agrees. It may have been settled by itself while its fuellings still came: then that is resolved."""
    yesterday = datetime.now(ZoneInfo(site["time_zone"])).date() - timedelta(days=1)
    stored = await desk.post(f"/sites/{desk.site}/settlement", {"day": str(yesterday)})
    assert {nozzle["meter"]["difference_ml"] for nozzle in stored["settlement"]["nozzles"]} == {0}
    found = (await desk.get("/discrepancies", site=desk.site))["items"]
    explained = {(one["kind"], one["state"], one["resolved_by"]) for one in found}
    assert explained <= {("settlement", "RESOLVED", "pos")}, found


def _quiet(site: Document) -> Document:
    """Under a name that is new at this platform."""
    grades = [{**grade, "name": grade["grade_id"], "vat_rate_bp": 2000} for grade in site["grades"]]
    name = f"{site['site_id']}-{new_id()[-6:]}"
    return {**site, "site_id": name, "grades": grades, "simulation": {**site["simulation"], **QUIET}}


async def _configure(desk: Desk, site: Document) -> None:
    done(await desk.ask("PUT", f"/sites/{desk.site}", {key: site[key] for key in site if key != "simulation"}))
