"""Background work: price sets begin at their time and reach the sign and the pumps.

Any number of replicas do it together. A site takes its steps under its lock; work is claimed row by row for a lease, so
that what a process left when it died is taken up where it was.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from motorway_kit import outbox
from motorway_kit.db import FAILURES, Connection, transaction
from motorway_kit.errors import MotorwayError
from motorway_kit.log import get_logger

from pos.app.price_orders import give
from pos.app.prices import load
from pos.db import price_work, sites
from pos.db import prices as store
from pos.domain.price import PriceSet, PriceSetState, moved
from pos.domain.price_change import (
    Progress,
    Step,
    Work,
    next_step,
    pump_work,
    shown_first,
    sign_list,
    sign_work,
)
from pos.parts import Pos
from pos.price_events import price_changed

log = get_logger(__name__)

POLL_S = 1.0
AT_ONCE = 32
ACTOR = "pos"


async def keep_prices(parts: Pos, *, poll_s: float = POLL_S) -> None:
    """For ever."""
    async with asyncio.TaskGroup() as tasks:
        running: set[asyncio.Task[None]] = set()
        while True:
            try:
                await advance(parts)
                claimed = await price_work.claim(parts.db, parts.clock(), AT_ONCE - len(running))
                running |= {tasks.create_task(_given(parts, work)) for work in claimed}
            except (MotorwayError, *FAILURES) as error:
                log.warning("prices wait", error=repr(error))
            running = await _pause(running, poll_s)


async def _pause(running: set[asyncio.Task[None]], poll_s: float) -> set[asyncio.Task[None]]:
    """Until something is done, or it is time to look again. What still runs."""
    if not running:
        await asyncio.sleep(poll_s)
        return running
    _, running = await asyncio.wait(running, timeout=poll_s, return_when=asyncio.FIRST_COMPLETED)
    return running


async def _given(parts: Pos, work: Work) -> None:
    try:
        await give(parts, work)
    except (MotorwayError, *FAILURES) as error:
        log.warning("price order interrupted, it is due again after its lease", site=work.site_id, error=repr(error))


async def advance(parts: Pos) -> None:
    """Every step that sites can take now, but for those that another process is just at."""
    for site_id in await store.sites_to_advance(parts.db, parts.clock()):
        try:
            await _advance_site(parts, site_id)
        except (MotorwayError, *FAILURES) as error:
            log.warning("prices of a site wait", site=site_id, error=repr(error))


async def _advance_site(parts: Pos, site_id: str) -> None:
    async with transaction(parts.db) as conn:
        if await store.try_lock_prices(conn, site_id):
            while await _step(conn, site_id, parts.clock()):
                pass


async def _step(conn: Connection, site_id: str, now: datetime) -> bool:
    """Whether there was one to take."""
    site = await sites.get_site(conn, site_id)
    if site is None:
        return False
    progress, _ = await load(conn, site, now)
    match next_step(progress, now):
        case Step.BEGIN:
            await _begin(conn, progress, now)
        case Step.SWITCH:
            await _switch(conn, progress, now)
        case Step.RENEW:
            await _renew(conn, progress, now)
        case Step.SHOW:
            await _show(conn, progress, now)
        case None:
            return False
    return True


async def _begin(conn: Connection, progress: Progress, now: datetime) -> None:
    *overtaken, newest = progress.due
    for price_set in overtaken:
        await _tell(conn, moved(price_set, PriceSetState.SUPERSEDED, now, ACTOR), progress)
    sending, sign = moved(newest, PriceSetState.SENDING, now, ACTOR), progress.sign
    first = shown_first(progress.in_force.prices, newest.prices) if progress.in_force else None
    if first is not None:
        sign = sign_work(sign, newest, first, now)
        await price_work.save_works(conn, [sign])
    await _tell(conn, sending, replace(progress, sign=sign))


async def _switch(conn: Connection, progress: Progress, now: datetime) -> None:
    assert progress.sending is not None
    if progress.in_force is not None:
        await _tell(conn, moved(progress.in_force, PriceSetState.SUPERSEDED, now, ACTOR), progress)
    begun = moved(progress.sending, PriceSetState.IN_FORCE, now, ACTOR)
    in_force = replace(begun, site_version=progress.site.version)
    pumps = pump_work(progress.site, in_force, progress.pumps, now)
    await _save_pumps(conn, progress, pumps)
    await _tell(conn, in_force, replace(progress, pumps=pumps))
    log.info("prices in force", site=in_force.site_id, price_set=in_force.number)


async def _renew(conn: Connection, progress: Progress, now: datetime) -> None:
    assert progress.in_force is not None
    pumps = pump_work(progress.site, progress.in_force, progress.pumps, now)
    renewed = replace(progress.in_force, site_version=progress.site.version)
    await _save_pumps(conn, progress, pumps)
    if pumps == progress.pumps:
        await store.save_set(conn, renewed)
        return
    again = replace(renewed, tried_at=None, version=renewed.version + 1)
    await _tell(conn, again, replace(progress, pumps=pumps))


async def _show(conn: Connection, progress: Progress, now: datetime) -> None:
    assert progress.in_force is not None
    tried = replace(progress.in_force, tried_at=now, version=progress.in_force.version + 1)
    sign = sign_work(progress.sign, tried, sign_list(tried.prices), now)
    await price_work.save_works(conn, [sign])
    await _tell(conn, tried, replace(progress, sign=sign))


async def _save_pumps(conn: Connection, progress: Progress, pumps: Iterable[Work]) -> None:
    await price_work.retire_pumps(conn, progress.site.site_id, [work.pump for work in pumps])
    await price_work.save_works(conn, [work for work in pumps if work not in progress.pumps])


async def _tell(conn: Connection, price_set: PriceSet, progress: Progress) -> None:
    await store.save_set(conn, price_set)
    await outbox.append(conn, price_changed(price_set, progress.sign, progress.pumps), subject=price_set.site_id)
