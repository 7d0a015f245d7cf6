"""Areas, as administrators make and change them."""

from dataclasses import dataclass, replace

from motorway_access.caller import Caller
from motorway_access.roles import Operation
from motorway_kit.db import Pool, transaction

from api_gateway.app.known_sites import require_sites
from api_gateway.app.users import Administration, IsCurrent
from api_gateway.db import areas
from api_gateway.domain.areas import Area, AreaNotFound, require_bearable, require_seen, require_unbound


@dataclass(frozen=True)
class Applied:
    """`before` is None where there was none."""

    before: Area | None
    after: Area


async def list_areas(db: Pool, caller: Caller, after: str, count: int) -> list[Area]:
    """At most one more than the count."""
    return await areas.page(db, caller.scope(Operation.AREAS_READ), after, count + 1)


async def get_area(db: Pool, caller: Caller, area_id: str) -> Area:
    """Raises AreaNotFound."""
    return require_seen(caller, await areas.get(db, area_id))


async def put_area(office: Administration, wanted: Area, is_current: IsCurrent) -> Applied:
    """Create or replace; the version is ours. Raises UnknownSite and AreaTooLarge, which name the field."""
    before = await areas.get(office.db, wanted.area_id)
    await require_sites(office.pos, wanted.sites, before.sites if before else ())
    async with transaction(office.db) as conn:
        before = await areas.get(conn, wanted.area_id, locked=True)
        version = before.version if before else 0
        is_current(version)
        after = replace(wanted, sites=tuple(sorted(set(wanted.sites))), version=version)
        if after != before:
            after = replace(after, version=version + 1)
            await areas.put(conn, after)
            require_bearable(await areas.overloaded(conn, after.area_id))
    return Applied(before, after)


async def delete_area(office: Administration, area_id: str) -> Area:
    """What there was. Raises AreaNotFound or AreaInUse."""
    async with transaction(office.db) as conn:
        area = await areas.get(conn, area_id, locked=True)
        if area is None:
            raise AreaNotFound("there is no such area")
        require_unbound(area, await areas.bound(conn, area_id))
        await areas.remove(conn, area_id)
    return area
