"""Orders to pumps other than sales, and how the pumps are."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from motorway.iot.v1 import device_pb2
from motorway_kit.db import transaction
from motorway_kit.errors import Timeout
from motorway_kit.log import get_logger

from pos.app.releases import require_owner_of_release
from pos.app.sightings import hear, sightings_of
from pos.app.sites import get_site
from pos.db import pumps as store
from pos.db.meters import missing_sequences
from pos.domain.idempotency import fingerprint, require_same, sound_key
from pos.domain.meters import MISSING_AFTER, Missing
from pos.domain.pump import (
    Command,
    PumpState,
    PumpStateUnknown,
    PumpStatus,
    Refusal,
    check_command,
    refused,
    took_effect,
)
from pos.domain.sale import Sale, SaleState
from pos.parts import Pos

log = get_logger(__name__)

Send = Callable[[], Awaitable[device_pb2.CommandResponse]]
ACTIONS: dict[Command, device_pb2.PumpAction.ValueType] = {
    Command.OPEN: device_pb2.PUMP_ACTION_OPEN,
    Command.CLOSE: device_pb2.PUMP_ACTION_CLOSE,
    Command.SUSPEND: device_pb2.PUMP_ACTION_SUSPEND,
    Command.RESUME: device_pb2.PUMP_ACTION_RESUME,
    Command.TERMINATE: device_pb2.PUMP_ACTION_TERMINATE,
}


class NotConfirmed(Timeout):
    """The order was not answered, and the pump, asked, is not as it should be: it did not take it."""


@dataclass(frozen=True)
class PumpView:
    """A configured pump: what it said last, the sale that it works for, those that wait to be paid, and what is
    missing of its fuellings."""

    pump: int
    status: PumpStatus | None
    current: Sale | None
    unpaid: tuple[Sale, ...]
    missing: tuple[Missing, ...]


class Control(NamedTuple):
    """An order to one pump."""

    site_id: str
    pump: int
    command: Command


class Where(NamedTuple):
    """A pump or (0) the site, and the numbers of the pumps that this means."""

    site_id: str
    pump: int
    numbers: list[int]


class Confirmed(NamedTuple):
    """The pumps before and after an order, and those that did not confirm it by their own state."""

    statuses: list[PumpStatus]
    previous: list[PumpStatus]
    unconfirmed: list[int]


async def list_pumps(parts: Pos, site_id: str) -> list[PumpView]:
    """Every configured pump, in order of number. Raises SiteNotFound."""
    site = await get_site(parts.db, site_id)
    statuses = await store.list_statuses(parts.db, site_id)
    sales = await store.open_sales(parts.db, site_id)
    missing = await missing_sequences(parts.db, site_id, parts.clock() - MISSING_AFTER)
    return [_view(pump.number, statuses.get(pump.number), sales, missing) for pump in site.pumps]


def _view(pump: int, status: PumpStatus | None, sales: Sequence[Sale], missing: Sequence[Missing]) -> PumpView:
    own = [sale for sale in sales if sale.pump == pump]
    unpaid = tuple(sale for sale in own if sale.state in (SaleState.PAYABLE, SaleState.LOCKED))
    waiting = [sale for sale in own if sale not in unpaid]
    named = [sale for sale in waiting if status is not None and sale.sale_id == status.release_token]
    current = (named or waiting)[-1:]
    gone = tuple(gap for gap in missing if gap.pump == pump)
    return PumpView(pump, status, current[0] if current else None, unpaid, gone)


async def learn_of_pump(parts: Pos, site_id: str, pump: int) -> device_pb2.CommandResponse:
    """Ask the pump (0: every one of the site) how it is, and keep it. Raises NoAnswer (Timeout), Unavailable."""
    with parts.pumps.by_itself():
        answer = await parts.pumps.reports(site_id, pump)
    await hear(parts, sightings_of(parts, site_id, answer))
    return answer


async def control_pump(parts: Pos, order: Control, key: str) -> tuple[PumpStatus, PumpStatus]:
    """Open, close, suspend, resume or terminate; returns the pump's own state after it, and the one before.

    Raises SiteNotFound, PumpNotFound, PumpStateUnknown, PumpRefused (ours, before anything is sent, or the pump's),
    IdempotencyKeyReused, NotConfirmed, NoAnswer (Timeout), Unavailable.
    """
    site_id, pump, command = order
    sound_key(key)
    (await get_site(parts.db, site_id)).pump(pump)
    before = await known_status(parts, site_id, pump)
    await _admit(parts, order, before, key)
    send = partial(parts.pumps.control, site_id, pump, ACTIONS[command], key)
    answer = await _answered(parts, site_id, pump, send)
    status = await store.get_status(parts.db, site_id, pump) or before
    if answer is None and not took_effect(command, status.state):
        raise NotConfirmed("the pump did not take the order", pump=pump, state=status.state.name)
    log.info("pump controlled", site=site_id, pump=pump, command=command, state=status.state.name)
    return status, before


async def known_status(parts: Pos, site_id: str, pump: int) -> PumpStatus:
    """What the pump said last; one that was never heard of is asked.

    Raises PumpStateUnknown, NoAnswer (Timeout), Unavailable.
    """
    status = await store.get_status(parts.db, site_id, pump)
    if status is None:
        await learn_of_pump(parts, site_id, pump)
        status = await store.get_status(parts.db, site_id, pump)
    if status is None:
        raise PumpStateUnknown("the pump does not say how it is", pump=pump)
    return status


async def _admit(parts: Pos, order: Control, status: PumpStatus, key: str) -> None:
    """A repeated request is that order again, whatever the pump's state is by now."""
    asked = fingerprint("control", *order)
    async with transaction(parts.db) as conn:
        stored = await store.order_hash(conn, key, asked, parts.clock())
        if stored is not None:
            require_same(stored, asked)
        else:
            check_command(order.command, status, order.pump)
            await require_owner_of_release(conn, order.command, status)


async def _answered(parts: Pos, site_id: str, pump: int, send: Send) -> device_pb2.CommandResponse | None:
    """The answer, kept; None when there was none: then the pumps have been asked how they are.

    Raises PumpRefused by the device's own word.
    """
    try:
        answer = await send()
    except Timeout as error:
        log.warning("an order was not answered", site=site_id, pump=pump, reason=error.reason)
        await learn_of_pump(parts, site_id, pump)
        return None
    await hear(parts, sightings_of(parts, site_id, answer))
    if not answer.accepted:
        raise refused(Refusal(answer.refusal_code, answer.refusal_reason), pump, by="device")
    return answer


async def stop_forecourt(parts: Pos, site_id: str, pump: int, key: str) -> Confirmed:
    """Emergency stop of a pump, or (0) of every pump of the site. Never refused by the POS.

    Raises SiteNotFound, PumpNotFound, PumpRefused, NoAnswer (Timeout), Unavailable.
    """
    where = await _where(parts, site_id, pump)
    return await _confirmed(parts, where, partial(parts.pumps.stop, site_id, pump, sound_key(key)), _is_stopped)


async def start_forecourt(parts: Pos, site_id: str, pump: int, key: str) -> Confirmed:
    """Ends an emergency stop; the pumps open. Raises as `stop_forecourt`."""
    where = await _where(parts, site_id, pump)
    return await _confirmed(parts, where, partial(parts.pumps.start, site_id, pump, sound_key(key)), _is_started)


async def _where(parts: Pos, site_id: str, pump: int) -> Where:
    site = await get_site(parts.db, site_id)
    return Where(site_id, pump, [site.pump(pump).number] if pump else [one.number for one in site.pumps])


async def _confirmed(parts: Pos, where: Where, send: Send, holds: Callable[[PumpStatus], bool]) -> Confirmed:
    previous = await _known(parts, where)
    await _answered(parts, where.site_id, where.pump, send)
    statuses = await _known(parts, where)
    confirming = {status.pump for status in statuses if holds(status)}
    unconfirmed = [number for number in where.numbers if number not in confirming]
    if unconfirmed:
        log.warning("pumps did not confirm", site=where.site_id, pumps=unconfirmed)
    return Confirmed(statuses, previous, unconfirmed)


async def _known(parts: Pos, where: Where) -> list[PumpStatus]:
    statuses = await store.list_statuses(parts.db, where.site_id)
    return [statuses[number] for number in where.numbers if number in statuses]


def _is_stopped(status: PumpStatus) -> bool:
    return status.emergency_stopped


def _is_started(status: PumpStatus) -> bool:
    return not status.emergency_stopped and status.state > PumpState.CLOSED
