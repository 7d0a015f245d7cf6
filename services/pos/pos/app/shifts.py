"""What can be done with shifts: open them, find them, move cash."""

from collections.abc import Sequence
from datetime import datetime

from motorway_access.caller import Scope, current_caller
from motorway_access.roles import Operation
from motorway_kit import outbox
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.ids import new_id

from pos.db import shifts as store
from pos.db import sites
from pos.domain.idempotency import fingerprint, require_same, sound_key
from pos.domain.shift import (
    CashierHasOpenShift,
    CashMovement,
    CashWish,
    NoOpenShift,
    Opening,
    Shift,
    ShiftAlreadyClosed,
    ShiftMode,
    ShiftNotFound,
    ShiftOfAnother,
    TillHasOpenShift,
    sound_movement,
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
        own = await store.share_own(conn, site_id, caller.subject)
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
        await store.lock_key(conn, key)
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


def granted(shift: Shift | None, operation: Operation, shift_id: str) -> Shift:
    """The shift that was found. Raises ShiftNotFound, NotAllowed."""
    if shift is None:
        raise ShiftNotFound("there is no such shift", shift=shift_id)
    current_caller().require(operation, shift.site_id)
    return shift


async def get_shift(db: Pool, shift_id: str) -> Shift:
    """Raises ShiftNotFound, NotAllowed."""
    return granted(await store.get_shift(db, shift_id), Operation.SHIFTS_READ, shift_id)


async def current_shift(db: Pool, site_id: str, till: str) -> Shift:
    """The caller's own open shift at the site, else that of the till. Raises ShiftNotFound."""
    shift = await store.open_of_cashier(db, site_id, current_caller().subject)
    if shift is None and till:
        shift = await store.open_of_till(db, site_id, till)
    if shift is None:
        raise ShiftNotFound("you have no open shift at the site", site=site_id)
    return shift


async def list_shifts(
    db: Pool, scope: Scope, is_open: bool | None, before: str | None, limit: int
) -> tuple[list[Shift], bool]:
    """At most `limit`, newest first, and whether there are more."""
    shifts = await store.list_shifts(db, scope, is_open, before, limit + 1)
    return shifts[:limit], len(shifts) > limit


async def list_movements(db: Pool, shift_id: str) -> Sequence[CashMovement]:
    """In the order of their numbers. Raises ShiftNotFound, NotAllowed."""
    shift = await get_shift(db, shift_id)
    return await store.list_movements(db, shift.shift_id)


async def move_cash(parts: Pos, wish: CashWish, key: str) -> tuple[CashMovement, Shift]:
    """Record cash that moves without a sale; with the same key once.

    Raises InvalidInput, ShiftNotFound, NotAllowed, ShiftOfAnother, ShiftAlreadyClosed, IdempotencyKeyReused.
    """
    asked, key = fingerprint(sound_movement(wish), current_caller().subject), sound_key(key)
    async with transaction(parts.db) as conn:
        await store.lock_key(conn, key)
        locked = await store.lock_shift(conn, wish.shift_id)
        shift = granted(locked, Operation.SHIFTS_OPERATE, wish.shift_id)
        kept = await store.movement_by_key(conn, key)
        if kept is not None:
            require_same(kept[1], asked)
            return kept[0], shift
        _open_to_caller(shift)
        movement = await _numbered(conn, wish, parts.clock())
        await store.insert_movement(conn, movement, key, asked)
    return movement, shift


def _open_to_caller(shift: Shift) -> None:
    caller = current_caller()
    own = shift.mode is ShiftMode.PER_TILL or shift.cashier_id == caller.subject
    if not own and not caller.may(Operation.SHIFTS_MANAGE, shift.site_id):
        raise ShiftOfAnother("the shift is another cashier's", shift=shift.shift_id, cashier=shift.cashier_name)
    if shift.closed_at is not None:
        raise ShiftAlreadyClosed("the shift is closed", shift=shift.shift_id, z_number=shift.z_number)


async def _numbered(conn: Connection, wish: CashWish, at: datetime) -> CashMovement:
    return CashMovement(
        shift_id=wish.shift_id,
        number=await store.next_movement(conn, wish.shift_id),
        kind=wish.kind,
        amount_minor=wish.amount_minor,
        reason=wish.reason,
        actor=current_caller().name,
        at=at,
    )
