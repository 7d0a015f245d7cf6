"""One piece of work for a sign or a pump: the order, what came of it, and a pump that is closed or opened for it.

Remote calls are made outside of transactions. What came of an order counts only while nothing else is wanted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motorway.iot.v1 import device_pb2
from motorway_kit.db import transaction
from motorway_kit.errors import MotorwayError, Timeout, Unavailable
from motorway_kit.log import get_logger

from pos.app.prices import load, tell
from pos.db import price_work, sites
from pos.db import prices as store
from pos.domain.price_change import MISSING, Work, WorkKind, again, answered
from pos.parts import Pos

log = get_logger(__name__)

NO_ANSWER, NOT_CONNECTED, DIFFERS, REFUSED = "no_answer", "not_connected", "price_set_differs", "refused"
OPEN_ENOUGH = {"already_open", "emergency_stopped"}
"""Refusals of an order to open after which nothing is left to do: a restart opens what was stopped."""
SHUT = {device_pb2.FUELLING_POINT_STATE_INOPERATIVE, device_pb2.FUELLING_POINT_STATE_CLOSED}


@dataclass(frozen=True, slots=True)
class Outcome:
    """`reason` empty: confirmed. `shut`: the pump said that it is Closed or Inoperative already."""

    reason: str = ""
    shut: bool = False


async def give(parts: Pos, work: Work) -> None:
    """Give the orders of a claimed piece of work, as the service, and record what came of them."""
    with parts.pumps.by_itself():
        match work.kind:
            case WorkKind.SIGN:
                await _record(parts, work, await _show(parts, work))
            case WorkKind.CHECK:
                await _check(parts, work)
            case WorkKind.PUMP if work.confirmed:
                await _open(parts, work)
            case WorkKind.PUMP:
                await _switch(parts, work)


async def _switch(parts: Pos, work: Work) -> None:
    outcome = await _set_prices(parts, work)
    recorded = await _record(parts, work, outcome)
    if recorded is None:
        return
    if recorded.confirmed and recorded.closed:
        await _open(parts, recorded)
    elif not (recorded.confirmed or recorded.closed or outcome.shut):
        await _close(parts, recorded)


async def _show(parts: Pos, work: Work) -> Outcome:
    prices = [
        device_pb2.GradePrice(grade=grade, unit_price_milli=price) for grade, price in (work.prices or {}).items()
    ]
    try:
        response = await parts.pumps.show_prices(work.site_id, device_pb2.ShowPrices(prices=prices), _key("show", work))
    except MotorwayError as error:
        return Outcome(_why(error))
    return Outcome("" if response.accepted else response.refusal_reason or REFUSED)


async def _set_prices(parts: Pos, work: Work) -> Outcome:
    if work.prices is None:
        return Outcome(MISSING)
    try:
        response = await parts.pumps.set_prices(work.site_id, _order(work), _key("set", work))
    except Timeout:
        return await _asked(parts, work)
    except MotorwayError as error:
        return Outcome(_why(error))
    report = _report(response.pumps, work.pump)
    shut = report is not None and report.state in SHUT
    if not response.accepted:
        return Outcome(response.refusal_reason or REFUSED, shut)
    return Outcome("" if report is None or _has(report, work) else DIFFERS, shut)


async def _asked(parts: Pos, work: Work) -> Outcome:
    """Nothing is known of the order: the pump itself says what it has."""
    try:
        report = _report(await parts.pumps.ask(work.site_id, work.pump), work.pump)
    except MotorwayError:
        return Outcome(NO_ANSWER)
    if report is None:
        return Outcome(NO_ANSWER)
    return Outcome("" if _has(report, work) else NO_ANSWER, report.state in SHUT)


def _order(work: Work) -> device_pb2.SetPrices:
    prices = [
        device_pb2.NozzlePrice(pump=work.pump, nozzle=int(nozzle), unit_price_milli=price)
        for nozzle, price in (work.prices or {}).items()
    ]
    return device_pb2.SetPrices(price_set=work.price_set, prices=prices)


def _report(reports: Iterable[device_pb2.PumpReport], pump: int) -> device_pb2.PumpReport | None:
    return next((report for report in reports if report.pump == pump), None)


def _has(report: device_pb2.PumpReport, work: Work) -> bool:
    """Whether its next deliveries are at these prices; a nozzle that is out may still be at the price before."""
    known = {str(n.nozzle): n.unit_price_milli for n in report.nozzles if n.nozzle != report.nozzle}
    same = all(known.get(nozzle) in (None, 0, price) for nozzle, price in (work.prices or {}).items())
    return report.price_set == work.price_set and same


async def _check(parts: Pos, work: Work) -> None:
    try:
        reports = await parts.pumps.ask(work.site_id, 0)
    except MotorwayError as error:
        await _record(parts, work, Outcome(_why(error)))
        return
    await _compare(parts, work.site_id, reports)
    await _record(parts, work, Outcome())


async def _compare(parts: Pos, site_id: str, reports: Sequence[device_pb2.PumpReport]) -> None:
    """A pump that has other prices than it had confirmed is sent them again."""
    now = parts.clock()
    async with transaction(parts.db) as conn:
        await store.lock_prices(conn, site_id)
        works = await price_work.works(conn, site_id)
        differing = [
            each for each in works if each.kind is WorkKind.PUMP and each.confirmed and _differs(reports, each)
        ]
        await price_work.save_works(conn, [again(each, now) for each in differing])
        site = await sites.get_site(conn, site_id)
        if differing and site is not None:
            log.warning("pumps have other prices", site=site_id, pumps=[each.pump for each in differing])
            await tell(conn, site, now)


def _differs(reports: Iterable[device_pb2.PumpReport], work: Work) -> bool:
    report = _report(reports, work.pump)
    return report is not None and not _has(report, work)


async def _record(parts: Pos, work: Work, outcome: Outcome) -> Work | None:
    """The work as it is now; None when something else is wanted by now, and the outcome does not count."""
    now = parts.clock()
    async with transaction(parts.db) as conn:
        await store.lock_prices(conn, work.site_id)
        before, site = await price_work.still(conn, work), await sites.get_site(conn, work.site_id)
        if before is None or site is None:
            return None
        after = answered(before, outcome.reason, now)
        await price_work.save_works(conn, [after])
        progress, _ = await load(conn, site, now)
        if after.kind is WorkKind.PUMP and after.confirmed and progress.in_force:
            await store.add_confirmation(conn, progress.in_force, after.pump, now)
        if after.kind is not WorkKind.CHECK and before.confirmed != after.confirmed:
            await tell(conn, site, now, after.kind)
    if outcome.reason:
        log.warning("prices not confirmed", site=work.site_id, what=work.kind, pump=work.pump, reason=outcome.reason)
    return after


async def _close(parts: Pos, work: Work) -> None:
    """One order in a round, so that a lost answer is given again. Best effort: the POS refuses sales anyway."""
    key = f"price-close/{work.site_id}/{work.pump}/{work.round}"
    try:
        response = await parts.pumps.control(work.site_id, work.pump, device_pb2.PUMP_ACTION_CLOSE, key)
    except MotorwayError as error:
        log.warning("pump not closed", site=work.site_id, pump=work.pump, reason=_why(error))
        return
    if response.accepted:
        async with transaction(parts.db) as conn:
            await price_work.set_closed(conn, work, parts.clock())


async def _open(parts: Pos, work: Work) -> None:
    try:
        response = await parts.pumps.control(work.site_id, work.pump, device_pb2.PUMP_ACTION_OPEN, _key("open", work))
    except MotorwayError as error:
        log.warning("pump not opened", site=work.site_id, pump=work.pump, reason=_why(error))
        return
    if response.accepted or response.refusal_reason in OPEN_ENOUGH:
        async with transaction(parts.db) as conn:
            await price_work.set_opened(conn, work)


def _key(what: str, work: Work) -> str:
    return f"price-{what}/{work.site_id}/{work.pump}/{work.round}/{work.attempts}"


def _why(error: MotorwayError) -> str:
    if isinstance(error, Timeout):
        return NO_ANSWER
    return NOT_CONNECTED if isinstance(error, Unavailable) else error.reason
