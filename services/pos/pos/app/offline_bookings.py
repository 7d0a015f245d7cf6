"""How an offline operation is booked, whatever it is: nothing that was taken is refused."""

from dataclasses import replace

from motorway_access.caller import current_caller
from motorway_kit.db import Connection

from pos.app import receipts
from pos.app.offline_job import Job, hand_out_slip, move_cash
from pos.app.offline_shifts import drawer_of
from pos.app.offline_tickets import Ticket, pay_ticket, pay_typed, sell_items
from pos.app.sites import site_now
from pos.domain.offline import Device, Done, Operation, Outcome
from pos.domain.offline_booking import Finding, marks, ordered, outcome_of, refusal, told
from pos.domain.offline_document import CashMoved, Document, FuelCash, FuelTyped, ShopSale, peek, read
from pos.domain.receipt_offline import OfflineMark, Slip
from pos.domain.shift import CashKind
from pos.domain.site import Site
from pos.parts import Pos

MOVED = {"PAID_IN": CashKind.PAID_IN, "PAID_OUT": CashKind.PAID_OUT, "DROP": CashKind.SAFE_DROP}


async def booked(conn: Connection, parts: Pos, device: Device, done: Done) -> Operation:
    """What became of it. The device is locked, and this is its next operation. Raises NoOpenShift."""
    site = await site_now(conn, parts.sites, device.site_id)
    blank = _blank(parts, site, device, done)
    document = read(done.document)
    problem = refusal(document, device)
    if isinstance(document, str) or problem is not None:
        assert problem is not None
        said = blank if isinstance(document, str) else _said(blank, document)
        return await _refused(conn, site, device, said, problem)
    drawer = await drawer_of(conn, device, document)
    cashier = drawer.cashier_of(document, blank.handed_in_by)
    return await _written(Job(conn, parts, site, device, done, document, drawer, cashier), _said(blank, document))


def _blank(parts: Pos, site: Site, device: Device, done: Done) -> Operation:
    return Operation(
        done=done,
        device_id=device.device_id,
        site_id=device.site_id,
        till=device.till,
        series=device.series,
        outcome=Outcome.APPLIED,
        handed_in_by=current_caller().name,
        handed_in_at=parts.clock(),
        currency=site.currency,
    )


def _said(blank: Operation, document: Document) -> Operation:
    return replace(blank, kind=document.kind, cashier=document.cashier, at=document.at)


async def _refused(conn: Connection, site: Site, device: Device, blank: Operation, problem: Finding) -> Operation:
    """Its number is given out all the same, if it is the next one: no number is left out."""
    refused = replace(blank, outcome=Outcome.REFUSED, reasons=(problem.reason.value,), words=problem.words)
    expected = device.last_receipt_number + 1
    claimed = peek(blank.done.document).get("receipt_number")
    if isinstance(claimed, bool) or claimed != expected:
        return refused
    slip = Slip("", site.currency, "", blank.cashier, problem.words)
    at = min(blank.at or blank.handed_in_at, blank.handed_in_at)
    mark = OfflineMark(blank.done.operation_id, blank.done.number, blank.handed_in_at)
    receipt_id = await receipts.issue_slip(conn, site, (device.series, at), slip, mark)
    return replace(refused, receipt_id=receipt_id, receipt_number=expected)


async def _written(job: Job, blank: Operation) -> Operation:
    """Ticket, cash, receipt, in this order; the cash that another shift has counted goes out again."""
    document, currency = job.document, job.site.currency
    ticket = await _ticket(job)
    noted = marks(document, job.site.offline, blank.handed_in_at, currency)
    findings = ordered([*ticket.findings, *job.drawer.findings, *noted])
    owed_minor = 0 if ticket.is_settled else document.sold_minor
    words = told(findings, owed_minor, currency)
    if owed_minor:
        await move_cash(job, CashKind.PAID_IN, owed_minor, f"{job.name}: owed to the customer")
    await _take_out_again(job)
    receipt_id = ticket.sale.receipt_id if ticket.is_settled and ticket.sale else ""
    if not receipt_id:
        receipt_id = await hand_out_slip(job, ticket.sale, words)
    return replace(
        blank,
        outcome=outcome_of(findings),
        reasons=tuple(finding.reason.value for finding in findings),
        words=words,
        sale_id=ticket.sale.sale_id if ticket.sale else "",
        receipt_id=receipt_id,
        receipt_number=document.receipt_number or 0,
        shift_id=job.drawer.shift.shift_id,
        cash_minor=document.cash_minor,
        owed_minor=owed_minor,
    )


async def _ticket(job: Job) -> Ticket:
    match job.document:
        case ShopSale() as document:
            return await sell_items(job, document)
        case FuelCash() as document:
            return await pay_ticket(job, document)
        case FuelTyped() as document:
            return await pay_typed(job, document)
        case CashMoved() as document:
            await move_cash(job, MOVED[document.kind], document.amount_minor, document.reason)
            return Ticket(is_settled=True)


async def _take_out_again(job: Job) -> None:
    """What was counted with the Z of a closed shift is not in the drawer of the one in which it is booked."""
    counted, cash_minor = job.drawer.counted_by, job.document.cash_minor
    if counted is not None:
        kind = CashKind.PAID_OUT if cash_minor > 0 else CashKind.PAID_IN
        await move_cash(job, kind, abs(cash_minor), f"{job.name}: counted with Z {counted.z_number}")
