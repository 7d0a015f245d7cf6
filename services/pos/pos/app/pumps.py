"""Orders to pumps other than sales, and how the pumps are."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from motorway.iot.v1 import device_pb2
from motorway_kit.db import Pool, transaction
from motorway_kit.errors import Timeout
from motorway_kit.log import get_logger

from pos.app.sale_steps import persistently
from pos.app.sightings import keep_sightings, sightings_of
from pos.app.sites import get_site
from pos.db import pumps as store
from pos.domain.idempotency import fingerprint, require_same, sound_key
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

Order = Callable[[], Awaitable[device_pb2.CommandResponse]]
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
    """A configured pump: what it said last, the sale that it works for, and those that wait to be paid."""

    pump: int
    status: PumpStatus | None
    current: Sale | None
    unpaid: tuple[Sale, ...]


class Confirmed(NamedTuple):
    """The pumps after an order, and those of them that did not confirm it by their own state."""

    statuses: list[PumpStatus]
    unconfirmed: list[int]


async def list_pumps(db: Pool, site_id: str) -> list[PumpView]:
    """Every configured pump, in order of number. Raises SiteNotFound."""
    site = await get_site(db, site_id)
    statuses = await store.list_statuses(db, site_id)
    sales = await store.open_sales(db, site_id)
    return [_view(pump.number, statuses.get(pump.number), sales) for pump in site.pumps]


def _view(pump: int, status: PumpStatus | None, sales: Sequence[Sale]) -> PumpView:
    own = [sale for sale in sales if sale.pump == pump]
    unpaid = tuple(sale for sale in own if sale.state in (SaleState.PAYABLE, SaleState.LOCKED))
    waiting = [sale for sale in own if sale not in unpaid]
    named = [sale for sale in waiting if status is not None and sale.sale_id == status.release_token]
    current = (named or waiting)[-1:]
    return PumpView(pump, status, current[0] if current else None, unpaid)


async def learn_of_pump(parts: Pos, site_id: str, pump: int) -> device_pb2.CommandResponse:
    """Ask the pump (0: every one of the site) how it is, and keep it. Raises NoAnswer (Timeout), Unavailable."""
    with parts.pumps.by_itself():
        answer = await parts.pumps.reports(site_id, pump)
    await _keep(parts, site_id, answer)
    return answer


async def _keep(parts: Pos, site_id: str, answer: device_pb2.CommandResponse) -> None:
    sightings = sightings_of(parts, site_id, answer)

    async def work() -> None:
        async with transaction(parts.db) as conn:
            await keep_sightings(conn, parts, sightings)

    await persistently(work)


async def control_pump(parts: Pos, site_id: str, pump: int, command: Command, key: str) -> PumpStatus:
    """Open, close, suspend, resume or terminate; returns the pump's own state after it.

    Raises SiteNotFound, PumpNotFound, PumpStateUnknown, PumpRefused (ours, before anything is sent, or the pump's),
    IdempotencyKeyReused, NotConfirmed, NoAnswer (Timeout), Unavailable.
    """
    (await get_site(parts.db, site_id)).pump(pump)
    if await store.get_status(parts.db, site_id, pump) is None:
        await learn_of_pump(parts, site_id, pump)
    await _admit(parts, site_id, pump, command, sound_key(key))
    answer = await _answered(parts, site_id, pump, partial(parts.pumps.control, site_id, pump, ACTIONS[command], key))
    status = await store.get_status(parts.db, site_id, pump)
    if status is None:
        raise PumpStateUnknown("the pump does not say how it is", pump=pump)
    if answer is None and not took_effect(command, status.state):
        raise NotConfirmed("the pump did not take the order", pump=pump, state=status.state.name)
    log.info("pump controlled", site=site_id, pump=pump, command=command, state=status.state.name)
    return status


async def _admit(parts: Pos, site_id: str, pump: int, command: Command, key: str) -> None:
    """A repeated request is that order again, whatever the pump's state is by now."""
    asked = fingerprint("control", site_id, pump, command)
    async with transaction(parts.db) as conn:
        stored = await store.order_hash(conn, key, asked, parts.clock())
        if stored is not None:
            require_same(stored, asked)
        else:
            check_command(command, await store.get_status(conn, site_id, pump), pump)


async def _answered(parts: Pos, site_id: str, pump: int, order: Order) -> device_pb2.CommandResponse | None:
    """The answer, kept; None when there was none: then the pumps have been asked how they are.

    Raises PumpRefused by the device's own word.
    """
    try:
        answer = await order()
    except Timeout as error:
        log.warning("an order was not answered", site=site_id, pump=pump, reason=error.reason)
        await learn_of_pump(parts, site_id, pump)
        return None
    await _keep(parts, site_id, answer)
    if not answer.accepted:
        raise refused(Refusal(answer.refusal_code, answer.refusal_reason), pump, by="device")
    return answer


async def stop_forecourt(parts: Pos, site_id: str, pump: int, key: str) -> Confirmed:
    """Emergency stop of a pump, or (0) of every pump of the site. Never refused by the POS.

    Raises SiteNotFound, PumpNotFound, PumpRefused, NoAnswer (Timeout), Unavailable.
    """
    order = partial(parts.pumps.stop, site_id, pump, sound_key(key))
    return await _forecourt(parts, site_id, pump, order, _is_stopped)


async def start_forecourt(parts: Pos, site_id: str, pump: int, key: str) -> Confirmed:
    """Ends an emergency stop; the pumps open. Raises as `stop_forecourt`."""
    order = partial(parts.pumps.start, site_id, pump, sound_key(key))
    return await _forecourt(parts, site_id, pump, order, _is_started)


async def _forecourt(
    parts: Pos,
    site_id: str,
    pump: int,
    order: Order,
    holds: Callable[[PumpStatus], bool],
) -> Confirmed:
    site = await get_site(parts.db, site_id)
    numbers = [site.pump(pump).number] if pump else [one.number for one in site.pumps]
    await _answered(parts, site_id, pump, order)
    confirmed = await _confirmed(parts, site_id, numbers, holds)
    if confirmed.unconfirmed:
        log.warning("pumps did not confirm", site=site_id, pumps=confirmed.unconfirmed)
    return confirmed


async def _confirmed(
    parts: Pos, site_id: str, numbers: Sequence[int], holds: Callable[[PumpStatus], bool]
) -> Confirmed:
    statuses = await store.list_statuses(parts.db, site_id)
    known = [statuses[number] for number in numbers if number in statuses]
    confirming = {status.pump for status in known if holds(status)}
    return Confirmed(known, [number for number in numbers if number not in confirming])


def _is_stopped(status: PumpStatus) -> bool:
    return status.emergency_stopped


def _is_started(status: PumpStatus) -> bool:
    return not status.emergency_stopped and status.state > PumpState.CLOSED
