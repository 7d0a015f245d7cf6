"""An offline operation that is being booked, and what every kind of it writes: cash, receipts, prints."""

from dataclasses import dataclass
from datetime import datetime

from motorway_kit.db import Connection

from pos.app import receipts
from pos.app.offline_shifts import Drawer
from pos.db import receipt_prints
from pos.db import receipts as receipt_store
from pos.db import shifts as shift_store
from pos.domain.idempotency import fingerprint
from pos.domain.offline import Device, Done
from pos.domain.offline_document import Document
from pos.domain.receipt_offline import OfflineMark, Slip
from pos.domain.sale import Sale, Tender, TenderKind
from pos.domain.shift import CashKind, CashMovement
from pos.domain.site import Site
from pos.domain.ticket import Act
from pos.parts import Pos

PRINTED = "offline"
"""The form of a receipt that the till itself handed out."""


@dataclass(frozen=True, slots=True)
class Job:
    """A sound document, where its cash is, and who took it. The transaction has locked the shift."""

    conn: Connection
    parts: Pos
    site: Site
    device: Device
    done: Done
    document: Document
    drawer: Drawer
    cashier: str

    @property
    def at(self) -> datetime:
        """When it was done; a clock that is ahead counts as now."""
        return min(self.document.at, self.parts.clock())

    @property
    def series(self) -> str:
        """Of its receipt: the device's, where one was handed out."""
        return self.drawer.shift.till if self.document.receipt_number is None else self.device.series

    @property
    def act(self) -> Act:
        return Act(self.cashier, self.drawer.shift.shift_id, self.at, self.series)

    @property
    def mark(self) -> OfflineMark:
        return OfflineMark(self.done.operation_id, self.done.number, self.parts.clock())

    @property
    def name(self) -> str:
        return f"offline {self.device.series} {self.done.number}"


async def move_cash(job: Job, kind: CashKind, amount_minor: int, reason: str) -> None:
    """Numbered within its shift, as all of them; its key is its own."""
    shift_id = job.drawer.shift.shift_id
    number = await shift_store.next_movement(job.conn, shift_id)
    key = f"offline/{shift_id}/{number}"
    movement = CashMovement(shift_id, number, kind, amount_minor, reason, job.cashier, job.at)
    await shift_store.insert_movement(job.conn, movement, key, fingerprint(key))


async def hand_out_slip(job: Job, sale: Sale | None, reason: str) -> str:
    """The receipt of what is no sale, where one was handed out; returns its id, or nothing."""
    if job.document.receipt_number is None:
        return ""
    original = await receipt_store.of_sale(job.conn, sale.sale_id) if sale else None
    slip = Slip(
        sale_id=sale.sale_id if sale else "",
        currency=job.site.currency,
        shift_id=job.drawer.shift.shift_id,
        cashier=job.cashier,
        reason=reason,
        tender=_tender(job),
        original=original.says if original else None,
    )
    receipt_id = await receipts.issue_slip(job.conn, job.site, (job.series, job.at), slip, job.mark)
    await count_print(job, receipt_id)
    return receipt_id


def _tender(job: Job) -> Tender:
    shift_id = job.drawer.shift.shift_id
    return Tender(1, TenderKind.CASH, job.document.cash_minor, shift_id, job.at)


async def count_print(job: Job, receipt_id: str) -> None:
    """The paper that the till handed out was the original."""
    if job.document.receipt_number is not None:
        key = f"offline/{job.done.operation_id}"
        await receipt_prints.insert_print(job.conn, receipt_id, PRINTED, (job.cashier, job.at), key)
