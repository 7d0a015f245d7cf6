"""Fuellings that will never come: their numbers are given up, so that the checks of the totalisers go on."""

from typing import NamedTuple

from motorway_access.caller import current_caller
from motorway_kit.db import Connection, transaction
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from pos.app.discrepancies import save_resolved
from pos.app.fuellings import check_on
from pos.app.sites import get_site
from pos.db import discrepancies, meters
from pos.domain.discrepancy import given_up, resolved
from pos.domain.meters import Checked, Discrepancy
from pos.parts import Pos

log = get_logger(__name__)


class Numbers(NamedTuple):
    """Of a pump's fuellings, both included."""

    site_id: str
    pump: int
    first: int
    last: int


async def give_up_fuellings(parts: Pos, numbers: Numbers, reason: str) -> Discrepancy:
    """What was written down. The iot-gateway acknowledges behind them too; repeating it changes nothing here.

    Raises SiteNotFound, PumpNotFound, InvalidInput, NotMissing, DiscrepancyAlreadyResolved; Unavailable and Timeout
    when the iot-gateway was not reached: then it is to be repeated.
    """
    (await get_site(parts.db, numbers.site_id)).pump(numbers.pump)
    async with transaction(parts.db) as conn:
        one = await _given_up(conn, parts, numbers, reason)
    await parts.pumps.skip_transactions(*numbers)
    return one


async def _given_up(conn: Connection, parts: Pos, numbers: Numbers, reason: str) -> Discrepancy:
    site_id, pump, first, last = numbers
    await meters.lock_pump(conn, site_id, pump)
    kept = await discrepancies.missing_from(conn, site_id, pump, first)
    if kept is None:
        missing = await meters.missing_sequences(conn, site_id, parts.clock())
        kept = given_up(next((gap for gap in missing if gap.pump == pump), None), first, last, new_id(), parts.clock())
    after = resolved(kept, reason, current_caller().name, parts.clock())
    if after is not kept:
        await meters.insert_discrepancies(conn, [kept])
        await save_resolved(conn, after)
        await meters.save_checked(conn, site_id, pump, Checked(last, {}, ()))
        await check_on(conn, parts, site_id, pump, last)
        log.warning("fuellings given up", site=site_id, pump=pump, first=first, last=last)
    return after
