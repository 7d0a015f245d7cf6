"""What a site's day comes to: asked for, kept, and every night by itself."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from motorway_access.caller import EVERYTHING, current_caller
from motorway_kit.db import FAILURES, Connection, Pool, transaction
from motorway_kit.errors import InvalidInput, MotorwayError, NotFound
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from pos.app.discrepancies import save_resolved
from pos.app.sites import get_site
from pos.db import discrepancies, meters, sites
from pos.db import settlement as store
from pos.db.shifts import lock_key
from pos.domain.business_day import Day, business_day, due_days, require_over, until
from pos.domain.discrepancy import SETTLEMENT, differences, number_of, vanished
from pos.domain.idempotency import fingerprint, require_same, sound_key
from pos.domain.settlement import NozzleSettlement, Settlement, Stock, StoredSettlement, settled
from pos.domain.site import Site
from pos.parts import Pos

log = get_logger(__name__)

POLL_S = 60.0
SITES_AT_ONCE = 200
LAST_READING = timedelta(hours=1)
LATE_WITHIN = timedelta(days=7)
UPLOADED = timedelta(minutes=10)
"""Without another fuelling: an upload after days offline is one settlement, of all of it."""
LONGEST_CHECK = timedelta(days=366)
BY_ITSELF = "pos"
TOV, WATER = "total_observed_volume", "water_volume"


async def check_meters(db: Pool, site_id: str, start: datetime, end: datetime) -> Sequence[NozzleSettlement]:
    """Each nozzle from `start` until `end` (exclusive). Raises SiteNotFound, InvalidInput."""
    if not start < end <= start + LONGEST_CHECK:
        raise InvalidInput("to must come after from, within a year", field="to")
    site = await get_site(db, site_id)
    return (await _settled(db, site, Day(start.date(), start, end), {})).nozzles


async def get_settlement(parts: Pos, site_id: str, day: date) -> Settlement:
    """The day as it is now. Raises SiteNotFound, InvalidInput for a day to come, Unavailable, Timeout."""
    site = await get_site(parts.db, site_id)
    span = until(business_day(day, site.time_zone), parts.clock())
    return await _settled(parts.db, site, span, await _stocks(parts, site, span))


async def run_settlement(parts: Pos, site_id: str, day: date, key: str) -> StoredSettlement:
    """Settle a day that is over and keep it; with the same key once.

    Raises SiteNotFound, DayNotOver, IdempotencyKeyReused, Unavailable, Timeout.
    """
    asked, key = fingerprint(site_id, day), sound_key(key)
    site = await get_site(parts.db, site_id)
    kept = await store.by_key(parts.db, key)
    if kept is not None:
        require_same(kept[1], asked)
        return kept[0]
    settlement = await _over(parts, site, day)
    async with transaction(parts.db) as conn:
        await lock_key(conn, key)
        kept = await store.by_key(conn, key)
        if kept is not None:
            require_same(kept[1], asked)
            return kept[0]
        number = await store.next_number(conn, site_id)
        stored = StoredSettlement(number, settlement, parts.clock(), current_caller().name, nightly=False)
        await _keep(conn, stored, key, asked)
    return stored


async def list_settlements(
    db: Pool, site_id: str, day: date | None, before: int | None, limit: int
) -> tuple[list[StoredSettlement], bool]:
    """At most `limit`, newest first, and whether there are more."""
    found = await store.list_settlements(db, site_id, day, before, limit + 1)
    return list(found[:limit]), len(found) > limit


async def settle_nights(parts: Pos, *, poll_s: float = POLL_S) -> None:
    """For ever: each site's days, once they are over and it is three at night there, and again those for which
    fuellings came later. Replicas do it together."""
    while True:
        try:
            await settle_due(parts)
            await settle_late(parts)
        except (MotorwayError, *FAILURES) as error:
            log.warning("settlement waits", error=repr(error))
        await asyncio.sleep(poll_s)


async def settle_due(parts: Pos) -> None:
    """Every day of every site that is due now. What fails at a site, or still comes from it, is due again."""
    last, after = await store.last_nightly(parts.db), ""
    while page := await sites.list_sites(parts.db, EVERYTHING, after, SITES_AT_ONCE):
        for site in page:
            await _settle_days(parts, site, due_days(last.get(site.site_id), parts.clock(), site.time_zone))
        after = page[-1].site_id


async def settle_late(parts: Pos) -> None:
    """Again, the days for which fuellings came after they were settled. What fails is logged and comes again."""
    now = parts.clock()
    for site_id, day, received_at in await store.late_days(parts.db, now - LATE_WITHIN, now - UPLOADED):
        try:
            await _again(parts, await get_site(parts.db, site_id), day, received_at)
        except (MotorwayError, *FAILURES) as error:
            log.warning("a late day is not settled yet", site=site_id, day=str(day), error=str(error))


async def _again(parts: Pos, site: Site, day: date, received_at: datetime) -> None:
    settlement = await _over(parts, site, day)
    async with transaction(parts.db) as conn:
        await lock_key(conn, f"{site.site_id}/{day}")
        if await store.settled_since(conn, site.site_id, day, received_at):
            return
        number = await store.next_number(conn, site.site_id)
        await _keep(conn, StoredSettlement(number, settlement, parts.clock(), BY_ITSELF, nightly=False))
    log.info("day settled again: fuellings came late", site=site.site_id, day=str(day), balanced=settlement.balanced)


async def _settle_days(parts: Pos, site: Site, days: Sequence[date]) -> None:
    """In their order: what is due is what follows the newest that is settled, so that none may be passed over."""
    for day in days:
        try:
            if await store.received_since(
                parts.db, site.site_id, business_day(day, site.time_zone), parts.clock() - UPLOADED
            ):
                return
            await _nightly(parts, site, day)
        except (MotorwayError, *FAILURES) as error:
            log.warning("a day is not settled yet", site=site.site_id, day=str(day), error=str(error))
            return


async def _nightly(parts: Pos, site: Site, day: date) -> None:
    settlement = await _over(parts, site, day)
    async with transaction(parts.db) as conn:
        await lock_key(conn, f"{site.site_id}/{day}")
        if await store.has_nightly(conn, site.site_id, day):
            return
        number = await store.next_number(conn, site.site_id)
        await _keep(conn, StoredSettlement(number, settlement, parts.clock(), BY_ITSELF, nightly=True))
    log.info("day settled", site=site.site_id, day=str(day), balanced=settlement.balanced)


async def _keep(
    conn: Connection, stored: StoredSettlement, key: str | None = None, request_hash: bytes | None = None
) -> None:
    """With a discrepancy of each nozzle that differs; those of an earlier settlement that are no more are resolved."""
    settlement = stored.settlement
    await store.insert(conn, stored, key, request_hash)
    found = differences(settlement, iter(new_id, ""), stored.run_at)
    await meters.insert_discrepancies(conn, found)
    for one in found:
        await discrepancies.correct_open(conn, one)
    open_ones = await discrepancies.open_of(conn, settlement.site_id, SETTLEMENT, number_of(settlement.day))
    for one in vanished(open_ones, found, stored.run_at):
        await save_resolved(conn, one)


async def _over(parts: Pos, site: Site, day: date) -> Settlement:
    span = require_over(business_day(day, site.time_zone), parts.clock())
    return await _settled(parts.db, site, span, await _stocks(parts, site, span))


async def _settled(db: Pool, site: Site, span: Day, stocks: Mapping[int, Stock]) -> Settlement:
    async with transaction(db) as conn:
        await conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        ledger = await store.ledger(conn, site.site_id, span)
    return settled(site, span, ledger, stocks)


async def _stocks(parts: Pos, site: Site, span: Day) -> Mapping[int, Stock]:
    numbers = [tank.number for tank in site.tanks]
    levels = await asyncio.gather(
        *(_product_ml(parts, site.site_id, tank, at) for tank in numbers for at in (span.start, span.end))
    )
    return {tank: Stock(*levels[2 * i : 2 * i + 2]) for i, tank in enumerate(numbers)}


async def _product_ml(parts: Pos, site_id: str, tank: int, at: datetime) -> int | None:
    """TOV less water; None without a reading of TOV. A gauge that measures no water is taken to have none."""
    tov_l, water_l = await asyncio.gather(*(_last(parts, (site_id, tank), metric, at) for metric in (TOV, WATER)))
    return None if tov_l is None else round((tov_l - (water_l or 0.0)) * 1_000)


async def _last(parts: Pos, tank: tuple[str, int], metric: str, at: datetime) -> float | None:
    """The last reading of the hour before; None also of what was never measured there."""
    try:
        series = await parts.readings.tank_series(*tank, metric, at - LAST_READING, at)
    except NotFound:
        return None
    return series.last[-1] if series.last else None
