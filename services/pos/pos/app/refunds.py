"""Giving money back for a cleared sale: asked for by who sells, decided by who may approve."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from motorway_access.caller import Scope, current_caller
from motorway_access.roles import Operation
from motorway_kit import outbox
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.ids import new_id

from pos import events
from pos.app import accounts, receipts
from pos.app.desk import as_uuid, found_sale, locked_sale, site_of
from pos.app.shifts import shift_for
from pos.card_events import card_refund_approved
from pos.db import refunds as store
from pos.db import sales, ticket_requests
from pos.db.refunds import RefundFilter
from pos.domain import refund as rules
from pos.domain.account import AccountCharge
from pos.domain.idempotency import fingerprint, sound_key
from pos.domain.refund import CardOutcome, Refund, RefundNotFound, RefundWish
from pos.domain.sale import Sale, TenderKind
from pos.domain.ticket import Act
from pos.parts import Pos


class ChangedRefund(NamedTuple):
    """The refund as it is now, and as it was; the sale as it is now."""

    refund: Refund
    previous: Refund
    sale: Sale


async def request_refund(parts: Pos, sale_id: str, wish: RefundWish, key: str) -> Refund:
    """With the same key once.

    Raises SaleNotFound, NotAllowed, SaleNotCleared, InvalidInput, RefundTooHigh, IdempotencyKeyReused.
    """
    async with transaction(parts.db) as conn:
        seen = await found_sale(conn, sale_id)
        current_caller().require(Operation.SALES_SELL, seen.site_id)
        sale = await sales.lock_seen(conn, seen)
        act = Act(current_caller().name, "", parts.clock())
        asked = fingerprint("request_refund", sale.sale_id, wish, current_caller().subject)
        if not await ticket_requests.first_time(conn, sound_key(key), asked, sale.sale_id, act.at):
            return await _by_key(conn, key)
        others = await store.refunds_of(conn, sale.sale_id)
        refund = rules.requested(sale, others, wish, new_id(), act)
        await store.insert_refund(conn, refund, key)
        await sales.save_sale(conn, sale, "refund_requested", act.actor, act.at)
    return refund


async def _by_key(conn: Connection, key: str) -> Refund:
    refund = await store.refund_by_key(conn, key)
    assert refund is not None
    return refund


async def approve_refund(parts: Pos, refund_id: str, shift_id: str) -> ChangedRefund:
    """Money and credit receipt go out in the shift of who asks for it. Repeating it changes nothing.

    Raises RefundNotFound, NotAllowed, RefundDecided, NoOpenShift, ShiftNotFound, ShiftOfAnother, and what charging an
    account raises.
    """
    async with transaction(parts.db) as conn:
        seen = await _found(conn, refund_id)
        current_caller().require(Operation.SALES_APPROVE, seen.site_id)
        shift = await shift_for(conn, seen.site_id, shift_id)
        sale = await locked_sale(conn, seen.sale_id)
        refund = await _found(conn, refund_id)
        decider = current_caller().decider(Operation.SALES_APPROVE)
        approved = rules.approve(refund, Act(decider, shift.shift_id, parts.clock()))
        if approved is refund:
            return ChangedRefund(refund, refund, sale)
        receipt_id = await _credit_receipt(conn, shift.till, sale, approved)
        approved = replace(approved, receipt_id=receipt_id)
        return ChangedRefund(approved, refund, await _given_back(conn, sale, approved))


async def _credit_receipt(conn: Connection, till: str, sale: Sale, refund: Refund) -> str:
    """Money that did not reach its card and is sent again is credited once."""
    before = rules.repeats(refund, await store.refunds_of(conn, sale.sale_id))
    if before is not None:
        return before.receipt_id
    return await receipts.issue_credit(conn, await site_of(conn, sale.site_id), till, sale, refund)


async def _given_back(conn: Connection, sale: Sale, refund: Refund) -> Sale:
    assert refund.decided_at is not None
    await store.save_refund(conn, refund)
    after = replace(sale, refunded_minor=sale.refunded_minor + refund.amount_minor)
    saved = await sales.save_sale(conn, after, "refunded", refund.decided_by, refund.decided_at)
    if refund.tender_kind is TenderKind.ACCOUNT:
        await accounts.charge(conn, _credit(sale, refund))
    if refund.tender_kind is TenderKind.CARD:
        await outbox.append(conn, card_refund_approved(refund), subject=sale.site_id)
    event = events.sale_refunded(saved, refund.refund_id, refund.amount_minor, refund.reason)
    await outbox.append(conn, event, subject=sale.site_id)
    return saved


def _credit(sale: Sale, refund: Refund) -> AccountCharge:
    """What goes back to the account, for the vehicle that it paid for."""
    assert refund.decided_at is not None
    paid = next(tender for tender in sale.tenders if tender.account_id == refund.account_id)
    return AccountCharge(
        site_id=sale.site_id,
        account_id=refund.account_id,
        vehicle_id=paid.vehicle_id,
        odometer_km=0,
        sale_id=sale.sale_id,
        tender_number=0,
        amount_minor=-refund.amount_minor,
        currency=sale.currency,
        at=refund.decided_at,
    )


async def settle_card_refund(conn: Connection, refund_id: str, outcome: CardOutcome, at: datetime) -> None:
    """What payments says, at that time, of money for a card; `refund_id` must be a UUID.

    What did not reach the card is not given back: it can be asked for again.
    """
    seen = await store.get_refund(conn, refund_id)
    if seen is None:
        return
    sale = await locked_sale(conn, seen.sale_id)
    refund = await _found(conn, refund_id)
    settled = rules.settled(refund, outcome, at)
    if settled is refund:
        return
    await store.save_refund(conn, settled)
    more = refund.amount_minor * (settled.counts - refund.counts)
    after = replace(sale, refunded_minor=sale.refunded_minor + more)
    await sales.save_sale(conn, after, f"card_refund_{outcome}", "", at)


async def decline_refund(parts: Pos, refund_id: str, reason: str) -> ChangedRefund:
    """Repeating it changes nothing. Raises RefundNotFound, NotAllowed, InvalidInput, RefundDecided."""
    async with transaction(parts.db) as conn:
        seen = await _found(conn, refund_id)
        current_caller().require(Operation.SALES_APPROVE, seen.site_id)
        sale = await locked_sale(conn, seen.sale_id)
        refund = await _found(conn, refund_id)
        act = Act(current_caller().name, "", parts.clock())
        declined = rules.decline(refund, act, reason)
        if declined is refund:
            return ChangedRefund(refund, refund, sale)
        await store.save_refund(conn, declined)
        saved = await sales.save_sale(conn, sale, "refund_declined", act.actor, act.at)
        return ChangedRefund(declined, refund, saved)


async def _found(db: Connection, refund_id: str) -> Refund:
    """Raises RefundNotFound."""
    known = as_uuid(refund_id)
    refund = await store.get_refund(db, known) if known else None
    if refund is None:
        raise RefundNotFound("there is no such refund", refund=refund_id)
    return refund


async def list_refunds(
    db: Pool, scope: Scope, wanted: RefundFilter, before: str | None, limit: int
) -> tuple[list[Refund], bool]:
    """At most `limit`, newest first, and whether there are more."""
    refunds = await store.list_refunds(db, scope, wanted, before, limit + 1)
    return refunds[:limit], len(refunds) > limit
