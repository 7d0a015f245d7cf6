"""What can be done with sites."""

from typing import NamedTuple

from motorway_access.caller import Scope
from motorway_kit.db import Pool, transaction
from motorway_kit.log import get_logger

from pos.db import sites as store
from pos.domain.site import Site, SiteNotFound, next_version, sound

log = get_logger(__name__)


class Applied(NamedTuple):
    """The site as it is now, and as it was."""

    site: Site
    previous: Site | None


async def apply_site(db: Pool, site: Site, expected_version: int | None) -> Applied:
    """Create or replace the site's configuration; the same again changes nothing.

    Raises InvalidInput, VersionMismatch.
    """
    wanted = sound(site)
    async with transaction(db) as conn:
        await store.lock_site(conn, wanted.site_id)
        stored = await store.get_site(conn, wanted.site_id)
        applied = next_version(wanted, stored, expected_version)
        if stored is None or applied.version > stored.version:
            await store.save_site(conn, applied)
            log.info("site changed", site=applied.site_id, version=applied.version)
    return Applied(applied, stored)


async def get_site(db: Pool, site_id: str) -> Site:
    """Raises SiteNotFound."""
    site = await store.get_site(db, site_id)
    if site is None:
        raise SiteNotFound("there is no such site", site=site_id)
    return site


async def list_sites(db: Pool, scope: Scope, after: str, limit: int) -> tuple[list[Site], bool]:
    """At most `limit` sites of the scope in order of id, and whether there are more."""
    sites = await store.list_sites(db, scope, after, limit + 1)
    return sites[:limit], len(sites) > limit
