"""Whose the authorisation is that is in force at a pump: the shift's that gave it, while it is open."""

from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection, Pool

from pos.app.sightings import sale_id_of
from pos.db import sales
from pos.db import shifts as shift_store
from pos.domain.pump import Command, PumpState, PumpStatus, check_owner
from pos.domain.sale import Sale
from pos.domain.shift import Shift, ShiftMode


async def require_owner(db: "Pool | Connection", sale: Sale, command: Command, state: PumpState) -> None:
    """Whether the caller may give this order at the pump of a sale: who may approve may, at any till.

    Raises PumpRefused (0x33).
    """
    if current_caller().may(Operation.SALES_APPROVE, sale.site_id):
        return
    shift = await shift_store.get_shift(db, sale.opened_shift_id) if sale.opened_shift_id else None
    if shift is not None and _is_anothers(shift):
        check_owner(command, state, sale.pump, shift.cashier_name)


async def require_owner_of_release(conn: Connection, command: Command, status: PumpStatus) -> None:
    """The same, at whatever the pump says it works for. Raises PumpRefused (0x33)."""
    sale_id = sale_id_of(status.release_token)
    sale = await sales.get_sale(conn, sale_id) if sale_id else None
    if sale is not None and sale.site_id == status.site_id:
        await require_owner(conn, sale, command, status.state)


def _is_anothers(shift: Shift) -> bool:
    own = shift.mode is ShiftMode.PER_TILL or shift.cashier_id == current_caller().subject
    return shift.closed_at is None and not own
