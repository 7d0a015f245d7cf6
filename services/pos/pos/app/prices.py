"""What can be done with prices: ask, schedule, cancel, send again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from motorway_access.caller import current_caller
from motorway_kit import outbox
from motorway_kit.db import Connection, Pool, transaction

from pos.app.sites import get_site
from pos.db import price_work, sites
from pos.db import prices as store
from pos.domain.idempotency import fingerprint, require_same, sound_key
from pos.domain.price import (
    Price,
    PriceInForce,
    PriceMissing,
    PriceNotConfirmed,
    PriceSet,
    PriceSetAtSameTime,
    PriceSetNotFound,
    PriceSetState,
    PriceSetStep,
    check_change,
    check_effective,
    full_list,
    instant,
    moved,
    nozzle_prices,
)
from pos.domain.price_change import Progress, Work, WorkKind, again, check_work, pump_work, shown_again
from pos.domain.site import Site, SiteNotFound
from pos.parts import Pos
from pos.price_events import price_changed


@dataclass(frozen=True, slots=True)
class Wish:
    """A set to be made. It begins at `effective_at`, at `local_time` (naive, the site's), or else at once."""

    site_id: str
    prices: tuple[Price, ...]
    effective_at: datetime | None = None
    local_time: datetime | None = None
    confirm_large_change: bool = False


@dataclass(frozen=True, slots=True)
class SitePrices:
    """`upcoming` in the order in which they begin; `pumps` in order of number."""

    in_force: PriceSet | None
    upcoming: tuple[PriceSet, ...]
    sign: Work | None
    pumps: tuple[Work, ...]


async def price_in_force(conn: "Pool | Connection", site: Site, pump: int) -> PriceInForce:
    """What the pump sells at now, each of its nozzles.

    Raises PriceMissing when no set is in force or it has no price for a nozzle's grade, PriceNotConfirmed when the
    pump did not confirm the set with these prices, PumpNotFound.
    """
    now = await store.pump_now(conn, site.site_id, pump)
    if now is None:
        raise PriceMissing("the site has no prices in force", site=site.site_id)
    prices = nozzle_prices(site.pump(pump), now.of_set)
    if not now.confirmed or now.prices != prices:
        raise PriceNotConfirmed(
            "the pump has not confirmed the prices in force; it is closed for sale",
            site=site.site_id,
            pump=pump,
            price_set=now.price_set,
            why=now.reason,
        )
    return PriceInForce(now.price_set, prices)


async def prices_of(conn: "Pool | Connection", site_id: str, price_set: int) -> dict[tuple[str, str], int]:
    """(grade, service level) → unit price of any set there ever was; empty when there is no such set."""
    return await store.prices_of(conn, site_id, price_set)


async def get_prices(parts: Pos, site_id: str) -> SitePrices:
    """Raises SiteNotFound."""
    site, now = await get_site(parts.db, site_id), parts.clock()
    progress, scheduled = await load(parts.db, site, now)
    sending = (progress.sending,) if progress.sending else ()
    pumps = pump_work(site, progress.in_force, progress.pumps, now) if progress.in_force else ()
    return SitePrices(progress.in_force, (*sending, *scheduled), progress.sign, pumps)


async def list_price_sets(parts: Pos, site_id: str, before: int | None, limit: int) -> tuple[list[PriceSet], bool]:
    """At most `limit` sets, newest number first, and whether there are more. Raises SiteNotFound."""
    await get_site(parts.db, site_id)
    found = await store.list_sets(parts.db, site_id, before, limit + 1)
    return found[:limit], len(found) > limit


async def schedule_prices(parts: Pos, wish: Wish, key: str) -> PriceSet:
    """Make the site's next set; with the same key once.

    Raises InvalidInput, SiteNotFound, IdempotencyKeyReused, PriceMissing, PriceSetInPast, PriceSetAtSameTime,
    LargePriceChange, LocalTimeMissing, LocalTimeAmbiguous.
    """
    key, asked = sound_key(key), fingerprint(wish)
    async with transaction(parts.db) as conn:
        await store.lock_prices(conn, wish.site_id)
        kept = await store.set_by_key(conn, wish.site_id, key)
        if kept is not None:
            require_same(kept.request_hash, asked)
            return kept.price_set
        price_set = await _made(conn, wish, parts.clock())
        await store.insert_set(conn, price_set, key, asked)
        await outbox.append(conn, price_changed(price_set, None, ()), subject=price_set.site_id)
    return price_set


async def _made(conn: Connection, wish: Wish, now: datetime) -> PriceSet:
    site = await sites.get_site(conn, wish.site_id)
    if site is None:
        raise SiteNotFound("there is no such site", site=wish.site_id)
    prices, at = full_list(site, wish.prices), _begins(site, wish, now)
    if other := await store.set_at(conn, site.site_id, at):
        text = "another price set begins at the same instant"
        raise PriceSetAtSameTime(text, field="effective_at", price_set=other)
    before = await store.set_before(conn, site.site_id, at)
    check_change(before.prices if before else {}, prices, confirmed=wish.confirm_large_change)
    number = await store.last_number(conn, site.site_id) + 1
    steps = (PriceSetStep(PriceSetState.SCHEDULED, now, current_caller().name),)
    return PriceSet(site.site_id, number, at, prices, steps)


def _begins(site: Site, wish: Wish, now: datetime) -> datetime:
    at = instant(wish.local_time, site.time_zone) if wish.local_time else wish.effective_at
    if at is None:
        return now
    check_effective(at, now)
    return at


async def cancel_price_set(parts: Pos, site_id: str, number: int) -> tuple[PriceSet, PriceSet]:
    """The set as it is now and as it was. Raises PriceSetNotFound, PriceSetNotScheduled."""
    async with transaction(parts.db) as conn:
        await store.lock_prices(conn, site_id)
        previous = await store.get_set(conn, site_id, number)
        if previous is None:
            raise PriceSetNotFound("there is no such price set", site=site_id, price_set=number)
        if previous.state is PriceSetState.CANCELLED:
            return previous, previous
        cancelled = moved(previous, PriceSetState.CANCELLED, parts.clock(), current_caller().name)
        await store.save_set(conn, cancelled)
        await outbox.append(conn, price_changed(cancelled, None, ()), subject=site_id)
    return cancelled, previous


async def resend_prices(parts: Pos, site_id: str, pump: int) -> list[int]:
    """The pumps that are sent the set in force now: those that have not confirmed it, or the named one (0: none).

    Raises SiteNotFound, PumpNotFound, PriceMissing when no set is in force.
    """
    site = await get_site(parts.db, site_id)
    if pump:
        site.pump(pump)
    sent = await _send_again(parts, site, pump)
    if sent is None:
        raise PriceMissing("the site has no prices in force", site=site_id)
    return sent


async def recheck(parts: Pos, site_id: str) -> None:
    """The site's controller is back: what has not confirmed is sent at once, and the pumps are asked what they have.

    Only writes down what is to be done; harmless when repeated, and for a site that is not known.
    """
    site = await sites.get_site(parts.db, site_id)
    if site is not None:
        await _send_again(parts, site, 0)


async def _send_again(parts: Pos, site: Site, pump: int) -> list[int] | None:
    now = parts.clock()
    async with transaction(parts.db) as conn:
        await store.lock_prices(conn, site.site_id)
        progress, _ = await load(conn, site, now)
        if progress.in_force is None:
            return None
        chosen = [work for work in progress.pumps if work.pump == pump or not (pump or work.confirmed)]
        sign = [shown_again(progress.sign, now)] if progress.sign else []
        check = check_work(progress.in_force, progress.check, now)
        await price_work.save_works(conn, [*(again(work, now) for work in chosen), *sign, check])
        if any(work.confirmed for work in chosen):
            await tell(conn, site, now)
    return [work.pump for work in chosen]


async def load(conn: "Pool | Connection", site: Site, now: datetime) -> tuple[Progress, Sequence[PriceSet]]:
    """Where the site is, and every scheduled set, due or not."""
    found, works = await store.open_sets(conn, site.site_id), await price_work.works(conn, site.site_id)
    scheduled = [each for each in found if each.state is PriceSetState.SCHEDULED]
    progress = Progress(
        site=site,
        in_force=next((each for each in found if each.state is PriceSetState.IN_FORCE), None),
        sending=next((each for each in found if each.state is PriceSetState.SENDING), None),
        due=tuple(each for each in scheduled if each.effective_at <= now),
        sign=next((work for work in works if work.kind is WorkKind.SIGN), None),
        check=next((work for work in works if work.kind is WorkKind.CHECK), None),
        pumps=tuple(work for work in works if work.kind is WorkKind.PUMP and work.price_set),
    )
    return progress, scheduled


async def tell(conn: Connection, site: Site, now: datetime, what: WorkKind = WorkKind.PUMP) -> None:
    """What the pumps (or the sign) have of the set in force (or that is being sent) is not what it was."""
    progress, _ = await load(conn, site, now)
    sending = progress.sending if what is WorkKind.SIGN else None
    price_set = sending or progress.in_force
    if price_set is not None:
        told = replace(price_set, version=price_set.version + 1)
        await store.save_set(conn, told)
        await outbox.append(conn, price_changed(told, progress.sign, progress.pumps), subject=site.site_id)
