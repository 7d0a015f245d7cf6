"""What tills did without a line, as documents, and out of the messages they travel in."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from motorway.pos.v1 import offline_pb2 as pb
from pydantic import Field

from api_gateway.http_api.common import Model, optional_utc, utc
from api_gateway.http_api.shift_models import flat
from api_gateway.http_api.site_models import OfflineLimits

MAX_OPERATIONS = 50
MAX_DOCUMENT = 16_000
MAX_PENDING = 100_000
REASONS = ["CLEARED_ELSEWHERE"]
WORDS = "The ticket was paid at Counter 2 by bob. The 30.00 GBP are paid in and owed to the customer: give them back."
DOCUMENT = '{"format":1,"kind":"SHOP_SALE","at":"2026-11-28T13:05:00Z","…":0}'
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256, hexadecimal")]
Pending = Annotated[int, Field(strict=True, ge=0, le=MAX_PENDING)]


class OfflineOutcome(StrEnum):
    APPLIED = "APPLIED"
    CONFLICT = "CONFLICT"
    REFUSED = "REFUSED"


class OfflineDeviceWish(Model):
    device_id: UUID = Field(description="Made by the device, once")
    name: str = Field(min_length=1, max_length=100, description="For people", examples=["Tablet at the window"])
    pending: Pending = Field(default=0, description="Operations that it has not handed in", examples=[0])


class OfflineDevice(Model):
    """A browser at a till that may go on without a line."""

    device_id: str
    site: str
    till: str = Field(examples=["Counter 1"])
    name: str = Field(examples=["Tablet at the window"])
    series: str = Field(description="Of its receipts", examples=["Counter 1/off-a"])
    last_number: int = Field(description="Of its last operation that is booked; 0: none", examples=[12])
    last_hash: str = Field(description="The next operation continues it; 64 zeros: none is booked")
    last_receipt_number: int = Field(description="The last of its series; 0: none", examples=[9])
    pending: int = Field(description="Operations that it had not handed in when it was heard last", examples=[0])
    seen_at: datetime
    registered_at: datetime
    registered_by: str = Field(examples=["jo.smith"])


class RegisteredOfflineDevice(OfflineDevice):
    limits: OfflineLimits = Field(description="Of the site, as it is configured now")


class OfflineDeviceList(Model):
    items: list[OfflineDevice]


class OfflineOperationDone(Model):
    """An operation as the device did it."""

    operation_id: UUID = Field(description="UUIDv7 made by the device")
    number: int = Field(
        strict=True, ge=1, lt=2**63 - 1, description="From 1 within the device, without a gap", examples=[13]
    )
    document: str = Field(
        min_length=2, max_length=MAX_DOCUMENT, description="JSON, exactly as it was hashed", examples=[DOCUMENT]
    )
    previous_hash: Hash = Field(description="Of the operation before it; 64 zeros for number 1")
    hash: Hash = Field(description="SHA-256 of the bytes of `previous_hash` and of `document` in UTF-8, hexadecimal")


class OfflineReplay(Model):
    operations: list[OfflineOperationDone] = Field(
        max_length=MAX_OPERATIONS, description="In the order of their numbers; none: only `pending` is told"
    )
    pending: Pending = Field(default=0, description="What the device has still to hand in after these", examples=[0])


class OfflineAnswer(Model):
    """What became of an operation."""

    operation_id: str = Field(examples=["01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"])
    number: int = Field(examples=[13])
    outcome: OfflineOutcome = Field(
        description="APPLIED: booked as it was meant. CONFLICT: the money is booked, and somebody must look at it. "
        "REFUSED: nothing is booked, the document contradicts itself"
    )
    reason: str = Field(description="The gravest of `reasons`; empty when applied", examples=REASONS)
    reasons: list[str] = Field(description="Why it is not APPLIED; for programs", examples=[REASONS])
    words: str = Field(description="The same for people, with amounts and what to do", examples=[WORDS])
    sale_id: str = Field(description="The sale that it made or settled; empty: none")
    receipt_id: str = Field(description="The receipt that was handed out, in the device's series; empty: none")
    receipt_number: int = Field(description="0: none", examples=[10])
    owed_minor: int = Field(description="What of the cash belongs to the customer until it is resolved", examples=[0])
    currency: str = Field(examples=["GBP"])


class OfflineReplayed(Model):
    items: list[OfflineAnswer] = Field(description="In the order of the request")
    last_number: int = Field(description="The device's last operation that is booked", examples=[13])
    last_hash: str


class OfflineOperation(OfflineAnswer):
    site: str
    till: str = Field(examples=["Counter 1"])
    device_id: str
    series: str = Field(examples=["Counter 1/off-a"])
    kind: str = Field(
        description="SHOP_SALE, FUEL_CASH, FUEL_TYPED, PAID_IN, PAID_OUT, DROP; empty: it cannot be read",
        examples=["FUEL_CASH"],
    )
    shift_id: str = Field(description="Where the money is booked; empty: nowhere")
    cash_minor: int = Field(description="That came into the drawer, or left it (negative)", examples=[3_000])
    cashier: str = Field(description="Who was signed in on the device, as it says", examples=["jo.smith"])
    at: datetime | None = Field(description="By the clock of the device; null of what cannot be read")
    handed_in_by: str = Field(examples=["jo.smith"])
    handed_in_at: datetime
    document: str = Field(description="As the device made it", examples=[DOCUMENT])
    previous_hash: str
    hash: str
    resolution: str = Field(description="What was done about it; empty: nothing yet", examples=["given back"])
    resolved_by: str
    resolved_at: datetime | None


class OfflineOperationPage(Model):
    items: list[OfflineOperation]
    next_cursor: str


class OfflineResolution(Model):
    resolution: str = Field(
        min_length=1,
        max_length=500,
        description="What was done about it",
        examples=["30.00 GBP given back to the customer"],
    )


def device_of(device: pb.OfflineDevice) -> OfflineDevice:
    return flat(
        OfflineDevice,
        device,
        site=device.site_id,
        last_hash=device.last_hash.hex(),
        seen_at=utc(device.seen_at),
        registered_at=utc(device.registered_at),
    )


def answer_of(one: pb.OfflineOperation) -> OfflineAnswer:
    return flat(OfflineAnswer, one, outcome=_outcome(one.outcome), reason=_gravest(one), reasons=list(one.reasons))


def operation_of(one: pb.OfflineOperation) -> OfflineOperation:
    return flat(
        OfflineOperation,
        one,
        site=one.site_id,
        outcome=_outcome(one.outcome),
        reason=_gravest(one),
        reasons=list(one.reasons),
        at=optional_utc(one, "at"),
        handed_in_at=utc(one.handed_in_at),
        previous_hash=one.previous_hash.hex(),
        hash=one.hash.hex(),
        resolved_at=optional_utc(one, "resolved_at"),
    )


def done_message(done: OfflineOperationDone) -> pb.OfflineOperationDone:
    return pb.OfflineOperationDone(
        operation_id=str(done.operation_id),
        number=done.number,
        document=done.document,
        previous_hash=bytes.fromhex(done.previous_hash),
        hash=bytes.fromhex(done.hash),
    )


def _gravest(one: pb.OfflineOperation) -> str:
    return one.reasons[0] if one.reasons else ""


def _outcome(outcome: "pb.OfflineOutcome.ValueType") -> OfflineOutcome:
    return OfflineOutcome(pb.OfflineOutcome.Name(outcome).removeprefix("OFFLINE_OUTCOME_"))
