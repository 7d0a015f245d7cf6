"""What a device hands in: its chain is checked as a whole, then each operation is booked in its own transaction."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from motorway_kit import outbox
from motorway_kit.db import Connection, transaction
from motorway_kit.log import get_logger

from pos import metrics
from pos.app.desk import as_uuid
from pos.app.offline_bookings import booked
from pos.app.offline_devices import sound_id
from pos.db import offline as store
from pos.domain.offline import (
    Device,
    Done,
    OfflineDeviceUnknown,
    Operation,
    Outcome,
    require_chain,
    require_next,
    sound_done,
)
from pos.offline_events import conflict_found, operations_replayed
from pos.parts import Pos

log = get_logger(__name__)


class HandedIn(NamedTuple):
    """`pending` is what the device has still to hand in after these."""

    site_id: str
    till: str
    device_id: str
    operations: tuple[Done, ...]
    pending: int


class Replayed(NamedTuple):
    operations: Sequence[Operation]
    device: Device


async def replay(parts: Pos, handed: HandedIn) -> Replayed:
    """What became of each operation: now, or when it was handed in first.

    Raises InvalidInput, OfflineDeviceUnknown, OfflineChainBroken, NoOpenShift.
    """
    operations = _sound(handed)
    await _checked(parts, handed, operations)
    outcomes = [await _once(parts, handed, done) for done in operations]
    return Replayed(outcomes, await _told(parts, handed))


def _sound(handed: HandedIn) -> tuple[Done, ...]:
    sound_done(handed.operations, handed.pending)
    return tuple(
        replace(done, operation_id=sound_id(done.operation_id, f"operations[{place}].operation_id"))
        for place, done in enumerate(handed.operations)
    )


async def _checked(parts: Pos, handed: HandedIn, operations: Sequence[Done]) -> None:
    """Nothing is changed by a chain that is broken; else it is known what the device has still to hand in."""
    async with transaction(parts.db) as conn:
        device = await _locked(conn, handed)
        require_chain(device, operations, await store.known(conn, device.device_id, operations))
        new = sum(done.number > device.last_number for done in operations)
        await store.save_seen(conn, replace(device, pending=handed.pending + new, seen_at=parts.clock()))


async def _locked(conn: Connection, handed: HandedIn) -> Device:
    known = as_uuid(handed.device_id)
    device = await store.lock_device(conn, known) if known else None
    if device is None or (device.site_id, device.till) != (handed.site_id, handed.till):
        raise OfflineDeviceUnknown("register the device first", device=handed.device_id, till=handed.till)
    return device


async def _once(parts: Pos, handed: HandedIn, done: Done) -> Operation:
    async with transaction(parts.db) as conn:
        device = await _locked(conn, handed)
        if done.number <= device.last_number:
            return await _kept(conn, done)
        require_next(device, done)
        operation = await booked(conn, parts, device, done)
        await store.insert_operation(conn, operation)
        if operation.outcome is not Outcome.APPLIED:
            await outbox.append(conn, conflict_found(operation), subject=device.site_id)
    _count(operation)
    return operation


async def _kept(conn: Connection, done: Done) -> Operation:
    operation = await store.get_operation(conn, done.operation_id)
    assert operation is not None  # the chain was checked
    return operation


def _count(operation: Operation) -> None:
    metrics.offline_operations.labels(operation.outcome.name.lower()).inc()
    for reason in operation.reasons:
        metrics.offline_findings.labels(reason).inc()
    if operation.outcome is not Outcome.APPLIED:
        said = {"site": operation.site_id, "series": operation.series, "number": operation.done.number}
        log.warning("not plainly booked", outcome=operation.outcome.name, reasons=operation.reasons, **said)


async def _told(parts: Pos, handed: HandedIn) -> Device:
    """Others hear of all that is booked and that they have not heard of, also by a call that was cut off."""
    async with transaction(parts.db) as conn:
        device = await _locked(conn, handed)
        if device.last_number > device.told_number:
            event = operations_replayed(device, await store.counts(conn, device), parts.clock())
            await outbox.append(conn, event, subject=device.site_id)
            await store.save_told(conn, replace(device, told_number=device.last_number))
    return device
