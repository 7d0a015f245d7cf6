"""In which shift the cash of an offline operation is."""

from typing import NamedTuple

from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection

from pos.db import shifts as store
from pos.domain.offline import Device
from pos.domain.offline_booking import Finding, Reason
from pos.domain.offline_document import Document
from pos.domain.shift import NoOpenShift, Shift, ShiftMode


class Drawer(NamedTuple):
    """The shift that it is booked in, locked, and the one that counted it with its Z, if that was closed."""

    shift: Shift
    counted_by: Shift | None
    findings: tuple[Finding, ...]

    def cashier_of(self, document: Document, handed_in_by: str) -> str:
        """Whom the document names, if it can have been them; else who handed in."""
        shifts = filter(None, (self.shift, self.counted_by))
        names = {shift.cashier_name for shift in shifts}
        return document.cashier if document.cashier in names else handed_in_by


async def drawer_of(conn: Connection, device: Device, document: Document) -> Drawer:
    """Raises NoOpenShift when the shift of the document is none that can be booked in, and no other is open."""
    named = await store.lock_shift(conn, document.shift_id)
    if named is None or not _is_here(named, device):
        words = "The shift that it names is none of this till."
        return Drawer(await _open_one(conn, device), None, (Finding(Reason.SHIFT_UNKNOWN, words),))
    if named.closed_at is not None:
        return await _counted_before(conn, device, named)
    return Drawer(named, None, _by_another(named))


def _is_here(shift: Shift, device: Device) -> bool:
    own = shift.cashier_id == current_caller().subject
    return shift.site_id == device.site_id and (shift.till == device.till or own)


def _by_another(shift: Shift) -> tuple[Finding, ...]:
    caller = current_caller()
    own = shift.mode is ShiftMode.PER_TILL or shift.cashier_id == caller.subject
    if own or caller.may(Operation.SHIFTS_MANAGE, shift.site_id):
        return ()
    words = f"It is of the shift of {shift.cashier_name}, and was handed in by {caller.name}."
    return (Finding(Reason.HANDED_IN_BY_ANOTHER, words),)


async def _counted_before(conn: Connection, device: Device, named: Shift) -> Drawer:
    shift = await _open_one(conn, device)
    words = (
        f"The shift was closed with Z {named.z_number} before this was handed in, and its cash was counted with that: "
        f"it is booked in the shift of {shift.cashier_name} at {shift.till}, and the cash is taken out of that again."
    )
    return Drawer(shift, named, (Finding(Reason.SHIFT_CLOSED, words),))


async def _open_one(conn: Connection, device: Device) -> Shift:
    """The caller's own at the site, else the till's."""
    own = await store.open_of_cashier(conn, device.site_id, current_caller().subject)
    found = own or await store.open_of_till(conn, device.site_id, device.till)
    shift = await store.lock_shift(conn, found.shift_id) if found else None
    if shift is None or shift.closed_at is not None:
        raise NoOpenShift("open a shift first: what was taken must be booked in one", site=device.site_id)
    return shift
