"""What can be done with sites."""

from typing import NamedTuple

from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.log import get_logger

from pos.db import pumps as pump_store
from pos.db import sites as store
from pos.domain.pump import check_reconfiguration
from pos.domain.site import (
    PumpHasOpenSales,
    Site,
    SiteNotFound,
    next_version,
    pumps_losing_nozzles,
    pumps_reconfigured,
)
from pos.domain.site_rules import sound

log = get_logger(__name__)


class Applied(NamedTuple):
    """The site as it is now or would be, and as it was."""

    site: Site
    previous: Site | None


async def apply_site(db: Pool, site: Site, expected_version: int | None) -> Applied:
    """Create or replace the site's configuration; the same again changes nothing.

    Raises InvalidInput, VersionMismatch, PumpHasOpenSales, PumpRefused (0x32).
    """
    wanted = sound(site)
    async with transaction(db) as conn:
        await store.lock_site(conn, wanted.site_id)
        stored = await store.get_site(conn, wanted.site_id)
        applied = next_version(wanted, stored, expected_version)
        if stored is None or applied.version > stored.version:
            await _refuse_for_pumps(conn, stored, applied)
            await store.save_site(conn, applied)
            log.info("site changed", site=applied.site_id, version=applied.version)
    return Applied(applied, stored)


async def _refuse_for_pumps(conn: Connection, stored: Site | None, wanted: Site) -> None:
    """The last words of pumps whose controller is gone are not what they are now: they do not stand in the way."""
    if stored is None:
        return
    losing = pumps_losing_nozzles(stored, wanted)
    busy = await store.pumps_with_open_sales(conn, wanted.site_id, losing)
    if busy:
        pumps = ", ".join(map(str, busy))
        raise PumpHasOpenSales(
            "a pump with sales that are not settled stays as it is", site=wanted.site_id, pumps=pumps
        )
    changed = pumps_reconfigured(stored, wanted)
    if changed and await pump_store.is_online(conn, wanted.site_id):
        check_reconfiguration(changed, await pump_store.list_statuses(conn, wanted.site_id))


async def check_site(db: Pool, site: Site) -> Applied:
    """What applying the configuration would make of the site; nothing is changed.

    Raises InvalidInput, PumpHasOpenSales, PumpRefused (0x32).
    """
    wanted = sound(site)
    async with transaction(db) as conn:
        stored = await store.get_site(conn, wanted.site_id)
        await _refuse_for_pumps(conn, stored, wanted)
    return Applied(next_version(wanted, stored), stored)


async def get_site(db: "Pool | Connection", site_id: str) -> Site:
    """Raises SiteNotFound."""
    site = await store.get_site(db, site_id)
    if site is None:
        raise SiteNotFound("there is no such site", site=site_id)
    return site


async def site_now(conn: Connection, known: dict[str, Site], site_id: str) -> Site:
    """As `get_site`, read only when its version is not that of the `known` one. Raises SiteNotFound."""
    version = await store.version_of(conn, site_id)
    site = known.get(site_id)
    if site is None or site.version != version:
        site = known[site_id] = await get_site(conn, site_id)
    return site


async def list_sites(db: Pool, scope: Scope, after: str, limit: int) -> tuple[list[Site], bool]:
    """At most `limit` sites of the scope in order of id, and whether there are more."""
    sites = await store.list_sites(db, scope, after, limit + 1)
    return sites[:limit], len(sites) > limit
