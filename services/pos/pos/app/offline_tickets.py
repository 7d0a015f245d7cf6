"""Tickets of offline operations: made, found, and settled with the cash that was taken."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from motorway_kit.ids import new_id

from pos import events
from pos.app import receipts
from pos.app.card_amounts import amounts
from pos.app.desk import as_uuid
from pos.app.offline_job import Job, count_print
from pos.db import catalogue, sales
from pos.db.offline import payable_at
from pos.domain.offline_booking import Finding, Reason, line_marks, no_fuelling, obstacle, paid, paid_by
from pos.domain.offline_document import FuelCash, FuelTyped, ShopLine, ShopSale, ticket_lines, total_of
from pos.domain.sale import Origin, Sale, SaleKind, SaleState


class Ticket(NamedTuple):
    """`sale` is None when it is not known; `is_settled`: by this cash."""

    sale: Sale | None = None
    is_settled: bool = False
    findings: tuple[Finding, ...] = ()


async def sell_items(job: Job, document: ShopSale) -> Ticket:
    """A shop ticket with what stands on the receipt."""
    act = job.act
    ticket = Sale(
        sale_id=new_id(),
        site_id=job.site.site_id,
        kind=SaleKind.SHOP,
        state=SaleState.LOCKED,
        origin=Origin.POS,
        currency=job.site.currency,
        opened_at=act.at,
        opened_by=act.actor,
        opened_shift_id=act.shift_id,
        shift_id=act.shift_id,
        lines=ticket_lines(document.lines),
    )
    await sales.insert_sale(job.conn, ticket, None, None)
    settled = await _settled(job, ticket, paid(ticket, act, document.given_minor, ()))
    return Ticket(settled, is_settled=True, findings=await _looked_up(job, document.lines))


async def pay_ticket(job: Job, document: FuelCash) -> Ticket:
    """The ticket that was PAYABLE when the line went."""
    sale_id = as_uuid(document.sale_id)
    sale = await sales.lock_sale(job.conn, sale_id) if sale_id else None
    if sale is None or sale.site_id != job.site.site_id:
        return Ticket(findings=(Finding(Reason.SALE_UNKNOWN, "The site has no such ticket."),))
    problem = obstacle(sale, document.total_minor - total_of(document.lines), job.act.shift_id)
    if problem is not None:
        return Ticket(sale, findings=(problem,))
    settled = await _settled(job, sale, paid(sale, job.act, document.given_minor, document.lines))
    return Ticket(settled, is_settled=True, findings=await _looked_up(job, document.lines))


async def pay_typed(job: Job, document: FuelTyped) -> Ticket:
    """The one fuelling of the pump that it can have been for."""
    waiting = await payable_at(job.conn, job.site.site_id, document.pump)
    seen = [await sales.get_sale(job.conn, sale_id) for sale_id in waiting]
    fitting = paid_by(document, filter(None, seen))
    locked = await sales.lock_sale(job.conn, fitting[0].sale_id) if len(fitting) == 1 else None
    if locked is None or not paid_by(document, [locked]):
        found = len(fitting) if locked is None else 0
        return Ticket(findings=(no_fuelling(document, found, job.site.currency),))
    problem = obstacle(locked, document.amount_minor, job.act.shift_id)
    if problem is not None:
        return Ticket(locked, findings=(problem,))
    return Ticket(await _settled(job, locked, paid(locked, job.act, document.given_minor, ())), is_settled=True)


async def _settled(job: Job, before: Sale, changed: Sale) -> Sale:
    """With the receipt that was handed out, or one of the till's."""
    receipt_id = await receipts.issue_offline(job.conn, job.site, job.series, changed, job.mark)
    await count_print(job, receipt_id)
    changed = replace(changed, receipt_id=receipt_id)
    after = sales.next_version(changed)
    step = sales.Step("cleared_offline", job.act.actor, job.at)
    return await sales.save_and_tell(job.conn, changed, step, [*amounts(before, after), events.sale_completed(after)])


async def _looked_up(job: Job, lines: Sequence[ShopLine]) -> tuple[Finding, ...]:
    items = await catalogue.items_of(job.conn, job.site.site_id, [line.item_id for line in lines])
    return tuple(line_marks(lines, items, job.site.currency))
