"""Tills without a line: their devices, the chain of what these did, and what may become of it.

Money is in minor units of the site's currency. The rules are explained in docs/adr/0045-offline-tills.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

from motorway_kit.errors import Conflict, NotFound

from pos.domain.checks import check, check_name
from pos.domain.receipt import INVOICE_SERIES
from pos.domain.receipt_chain import GENESIS, is_device_series, link

MAX_OPERATIONS = 50
MAX_DOCUMENT = 16_000
MAX_PENDING = 100_000
MAX_NUMBER = 2**63 - 1
MAX_TILL = 90
MAX_RESOLUTION = 500
MAX_DEVICES = 702
"""Of a till: its series are called a … z, aa … zz."""
LETTERS = 26


class OfflineDeviceUnknown(NotFound):
    """The device was not registered at this till."""


class OfflineDeviceElsewhere(Conflict):
    """The device is known at another till; a browser that moves takes a new id."""


class TooManyOfflineDevices(Conflict):
    """The till has no letters left for another series."""


class OfflineChainBroken(Conflict):
    """What is handed in does not continue what was booked; `expected_number` and `expected_hash` would."""


class OfflineOperationNotFound(NotFound):
    """There is no such operation at the site."""


class OfflineOperationApplied(Conflict):
    """It was booked as it was meant: there is nothing to explain."""


class OfflineOperationResolved(Conflict):
    """Somebody explained it in other words."""


class Outcome(IntEnum):
    """Numbers as in `motorway.pos.v1.OfflineOutcome`."""

    APPLIED = 1
    CONFLICT = 2
    REFUSED = 3


@dataclass(frozen=True, slots=True)
class Device:
    """A browser at a till. `told_number`: up to which operation others have heard of what it did."""

    device_id: str
    site_id: str
    till: str
    name: str
    ordinal: int
    series: str
    registered_at: datetime
    registered_by: str
    seen_at: datetime
    last_number: int = 0
    last_hash: bytes = GENESIS
    told_number: int = 0
    pending: int = 0
    last_receipt_number: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """An operation as the device did it."""

    operation_id: str
    number: int
    document: str
    previous_hash: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Operation:
    """A done one with what became of it. `cash_minor` is negative when it left the drawer."""

    done: Done
    device_id: str
    site_id: str
    till: str
    series: str
    outcome: Outcome
    handed_in_by: str
    handed_in_at: datetime
    currency: str
    kind: str = ""
    cashier: str = ""
    at: datetime | None = None
    reasons: tuple[str, ...] = ()
    words: str = ""
    sale_id: str = ""
    receipt_id: str = ""
    receipt_number: int = 0
    shift_id: str = ""
    cash_minor: int = 0
    owed_minor: int = 0
    resolution: str = ""
    resolved_by: str = ""
    resolved_at: datetime | None = None


class Known(NamedTuple):
    """What is kept of an operation that was booked."""

    device_id: str
    number: int
    hash: bytes


def letters_of(ordinal: int) -> str:
    """1 is a, 26 z, 27 aa."""
    first, last = divmod(ordinal - 1, LETTERS)
    return (chr(ord("a") + first - 1) if first else "") + chr(ord("a") + last)


def series_of(till: str, ordinal: int) -> str:
    return f"{till}/off-{letters_of(ordinal)}"


def sound_place(till: str, name: str, pending: int) -> None:
    """Raises InvalidInput."""
    check_name(till, "till", MAX_TILL)
    free = not is_device_series(till) and till.casefold() != INVOICE_SERIES
    check(free, "till", "is what a series of receipts is called")
    check_name(name, "name")
    check(0 <= pending <= MAX_PENDING, "pending", f"must be 0 to {MAX_PENDING}")


def sound_done(operations: Sequence[Done], pending: int) -> None:
    """Raises InvalidInput."""
    check(len(operations) <= MAX_OPERATIONS, "operations", f"must be at most {MAX_OPERATIONS}")
    check(0 <= pending <= MAX_PENDING, "pending", f"must be 0 to {MAX_PENDING}")
    for i, done in enumerate(operations):
        field = f"operations[{i}]"
        check(0 < done.number < MAX_NUMBER, f"{field}.number", "must be from 1 on, and not absurdly high")
        check(len(done.document) <= MAX_DOCUMENT, f"{field}.document", f"must be at most {MAX_DOCUMENT} characters")
        check("\0" not in done.document, f"{field}.document", "has a character that no text has")
        check(len(done.previous_hash) == len(GENESIS), f"{field}.previous_hash", "must be of SHA-256")


def require_chain(device: Device, operations: Sequence[Done], known: Mapping[str, Known]) -> None:
    """All of them continue each other and what was booked. `known` is of their ids and of the device's numbers, by id.

    Raises OfflineChainBroken.
    """
    by_number = {each.number: (id_, each) for id_, each in known.items() if each.device_id == device.device_id}
    for before, done in zip([None, *operations], operations, strict=False):
        _require_unknown_or_same(device, done, known)
        if done.number <= device.last_number:
            id_, kept = by_number.get(done.number, ("", None))
            if kept is None or id_ != done.operation_id:
                raise broken(device, "another operation was booked under this number", done)
        if before is None:
            _require_start(device, done)
        elif done.number != before.number + 1 or done.previous_hash != before.hash:
            raise broken(device, "it does not continue the operation before it", done)
        if done.hash != link(done.previous_hash, done.document):
            raise broken(device, "its hash is not that of its document", done)


def _require_start(device: Device, done: Done) -> None:
    """What was booked is known by its hash; the next one continues it."""
    if done.number > device.last_number:
        require_next(device, done)


def _require_unknown_or_same(device: Device, done: Done, known: Mapping[str, Known]) -> None:
    kept = known.get(done.operation_id)
    if kept is not None and kept != Known(device.device_id, done.number, done.hash):
        raise broken(device, "the id stands for another operation", done)


def require_next(device: Device, done: Done) -> None:
    """Raises OfflineChainBroken."""
    if (done.number, done.previous_hash) != (device.last_number + 1, device.last_hash):
        raise broken(device, "it does not continue what was booked", done)


def broken(device: Device, problem: str, done: Done) -> OfflineChainBroken:
    return OfflineChainBroken(
        f"operation {done.number}: {problem}; {device.last_number + 1} is expected",
        device=device.device_id,
        number=done.number,
        expected_number=device.last_number + 1,
        expected_hash=device.last_hash.hex(),
    )


def resolved(one: Operation, resolution: str, by: str, at: datetime) -> Operation:
    """The same in the same words changes nothing.

    Raises InvalidInput, OfflineOperationApplied, OfflineOperationResolved.
    """
    check_name(resolution, "resolution", MAX_RESOLUTION)
    if one.outcome is Outcome.APPLIED:
        raise OfflineOperationApplied("it was booked as it was meant", operation=one.done.operation_id)
    if one.resolved_at is None:
        return replace(one, resolution=resolution, resolved_by=by, resolved_at=at)
    if one.resolution != resolution:
        raise OfflineOperationResolved("it is resolved already", by=one.resolved_by, resolution=one.resolution)
    return one
