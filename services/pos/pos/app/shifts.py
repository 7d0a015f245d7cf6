"""What can be done with shifts: open, move cash, count and close."""

from motorway_access.caller import current_caller
from motorway_kit import outbox
from motorway_kit.db import Connection, transaction
from motorway_kit.ids import new_id

from pos.db import shifts as store
from pos.db import sites
from pos.domain.idempotency import fingerprint, require_same, sound_key
from pos.domain.shift import (
    CashierHasOpenShift,
    NoOpenShift,
    Opening,
    Shift,
    ShiftNotFound,
    TillHasOpenShift,
    sound_opening,
    usable,
)
from pos.domain.site import SiteNotFound
from pos.parts import Pos
from pos.shift_events import shift_opened


async def shift_for(conn: Connection, site_id: str, shift_id: str = "") -> Shift:
    """The open shift with which the caller works at the site: the named one, else the caller's own.

    It is not closed before the end of the transaction. Raises NoOpenShift, ShiftNotFound, ShiftOfAnother.
    """
    caller = current_caller()
    if not shift_id:
        own = await store.open_of_cashier(conn, site_id, caller.subject)
        if own is None:
            raise NoOpenShift("open a shift first", site=site_id)
        return own
    shift = await store.share_shift(conn, shift_id)
    if shift is None or shift.site_id != site_id:
        raise ShiftNotFound("there is no such shift at the site", shift=shift_id, site=site_id)
    return usable(shift, caller.subject)


async def open_shift(parts: Pos, opening: Opening, key: str) -> Shift:
    """Begin a shift of the caller's; with the same key once.

    Raises InvalidInput, SiteNotFound, IdempotencyKeyReused, TillHasOpenShift, CashierHasOpenShift.
    """
    wanted, key = sound_opening(opening), sound_key(key)
    asked = fingerprint(wanted, current_caller().subject)
    async with transaction(parts.db) as conn:
        await store.lock_shifts(conn, wanted.site_id)
        kept = await store.shift_by_key(conn, key)
        if kept is not None:
            require_same(kept.request_hash, asked)
            return kept.shift
        shift = await _begun(conn, parts, wanted)
        await store.insert_shift(conn, shift, key, asked)
        await outbox.append(conn, shift_opened(shift), subject=shift.site_id)
    return shift


async def _begun(conn: Connection, parts: Pos, opening: Opening) -> Shift:
    caller, site = current_caller(), await sites.get_site(conn, opening.site_id)
    if site is None:
        raise SiteNotFound("there is no such site", site=opening.site_id)
    other = await store.open_of_till(conn, opening.site_id, opening.till)
    if other is not None:
        raise TillHasOpenShift("a shift is open on the till", shift=other.shift_id, cashier=other.cashier_name)
    own = await store.open_of_cashier(conn, opening.site_id, caller.subject)
    if own is not None:
        raise CashierHasOpenShift("you have an open shift at the site", shift=own.shift_id, till=own.till)
    return Shift(
        shift_id=new_id(),
        site_id=opening.site_id,
        till=opening.till,
        mode=opening.mode,
        cashier_id=caller.subject,
        cashier_name=caller.name,
        currency=site.currency,
        float_minor=opening.float_minor,
        opened_at=parts.clock(),
    )
