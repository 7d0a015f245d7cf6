"""Receipts: issued in the transaction of what they are about, and never changed."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.ids import new_id

from pos.app.sites import get_site
from pos.db import receipts as store
from pos.db.receipt_prints import mails_of
from pos.db.receipts import Receipt, Wanted
from pos.domain.checks import check_line
from pos.domain.receipt import INVOICE_SERIES, Content, Place, ReceiptKind, ReceiptNotFound, sale_content
from pos.domain.receipt_amendments import (
    Customer,
    Settled,
    credit_content,
    debt_content,
    invoice_content,
    require_invoiceable,
    require_same_customer,
    sound_customer,
)
from pos.domain.receipt_chain import SeriesCheck, Verified, canonical, link
from pos.domain.receipt_mail import Mail
from pos.domain.receipt_offline import OfflineMark, Slip, marked, slip_content
from pos.domain.refund import Refund
from pos.domain.sale import Sale
from pos.domain.site import Site
from pos.parts import Pos


class Which(NamedTuple):
    """A receipt by its id, or the one that was issued when a sale was cleared."""

    receipt_id: str = ""
    sale_id: str = ""


TOKEN_BYTES = 18
"""144 random bits: nobody finds a receipt's link by trying."""


async def issue(conn: Connection, site: Site, till: str, sale: Sale) -> str:
    """The receipt of the sale as it is cleared; returns its id. `till` names the series.

    To be called in the transaction that clears the sale: the number is the sale's, or nobody's.
    """
    at = sale.cleared_at
    assert at is not None
    return await _issued(conn, (site, till, at), sale.sale_id, lambda place: sale_content(place, sale))


async def issue_credit(conn: Connection, site: Site, till: str, sale: Sale, refund: Refund) -> str:
    """The credit receipt of an approved refund, in its transaction; returns its id. Raises ReceiptNotFound."""
    at = refund.decided_at
    assert at is not None
    receipt = await _original(conn, sale)
    original = await store.invoice_of(conn, receipt.receipt_id) or receipt
    return await _issued(
        conn,
        (site, till, at),
        sale.sale_id,
        lambda place: credit_content(place, sale, refund, original.says),
        original.receipt_id,
    )


async def issue_debt_payment(conn: Connection, site: Site, till: str, sale: Sale, settled: Settled) -> str:
    """The receipt of a debt that was paid, in its transaction; returns its id. Raises ReceiptNotFound."""
    original = await _original(conn, sale)
    return await _issued(
        conn,
        (site, till, settled.at),
        sale.sale_id,
        lambda place: debt_content(place, sale, settled, original.says),
        original.receipt_id,
    )


async def issue_offline(conn: Connection, site: Site, series: str, sale: Sale, mark: OfflineMark) -> str:
    """As `issue`, of a sale that a till made without a line; in the transaction that clears it."""
    at = sale.cleared_at
    assert at is not None
    return await _issued(conn, (site, series, at), sale.sale_id, lambda place: marked(sale_content(place, sale), mark))


async def issue_slip(conn: Connection, site: Site, at_: tuple[str, datetime], slip: Slip, mark: OfflineMark) -> str:
    """What a till without a line handed out for no sale; `at_` is the series and the time. Returns its id."""
    series, at = at_
    return await _issued(conn, (site, series, at), slip.sale_id, lambda place: marked(slip_content(place, slip), mark))


async def _original(conn: Connection, sale: Sale) -> Receipt:
    """Locked, so that no invoice is made of it meanwhile."""
    receipt = await store.of_sale(conn, sale.sale_id)
    locked = await store.lock(conn, receipt.receipt_id) if receipt else None
    if locked is None:
        raise ReceiptNotFound("the sale has no receipt", sale=sale.sale_id)
    return locked


async def _issued(
    conn: Connection,
    where: tuple[Site, str, datetime],
    sale_id: str,
    make: Callable[[Place], Content],
    original: str = "",
) -> str:
    """Number, chain and write what `make` says in its place."""
    site, till, at = where
    number, previous_hash = await store.next_number(conn, site.site_id, till)
    place = Place(new_id(), site, till, number, at)
    content = make(place)
    text = canonical(content)
    receipt = Receipt(
        receipt_id=place.receipt_id,
        site_id=site.site_id,
        till=till,
        number=number,
        kind=ReceiptKind[content["kind"]],
        sale_id=sale_id,
        original_id=original,
        content=text,
        previous_hash=previous_hash,
        hash=link(previous_hash, text),
        token=secrets.token_urlsafe(TOKEN_BYTES),
        issued_at=at,
    )
    await store.insert(conn, receipt)
    return receipt.receipt_id


async def issue_invoice(parts: Pos, which: Which, customer: Customer) -> Receipt:
    """The full invoice of a receipt; the one that there is already, for the same customer.

    Raises InvalidInput, ReceiptNotFound, NotAllowed, NotInvoiceable, InvoiceAlreadyIssued.
    """
    wanted = sound_customer(customer)
    async with transaction(parts.db) as conn:
        receipt = await find(conn, which, Operation.SALES_SELL)
        await store.lock(conn, receipt.receipt_id)
        invoice = await store.invoice_of(conn, receipt.receipt_id)
        if invoice is not None:
            require_same_customer(invoice.says, wanted)
            return invoice
        require_invoiceable(receipt.says, credited=await store.is_credited(conn, receipt.sale_id))
        where = await get_site(conn, receipt.site_id), INVOICE_SERIES, parts.clock()
        invoice_id = await _issued(
            conn,
            where,
            receipt.sale_id,
            lambda place: invoice_content(place, receipt.says, wanted),
            receipt.receipt_id,
        )
        return await find(conn, Which(receipt_id=invoice_id), Operation.SALES_SELL)


async def find(db: "Pool | Connection", which: Which, operation: Operation) -> Receipt:
    """Raises ReceiptNotFound, NotAllowed for a caller who may not do the operation at its site."""
    receipt_id, sale_id = _uuid(which.receipt_id), _uuid(which.sale_id)
    if receipt_id:
        receipt = await store.get(db, receipt_id)
    else:
        receipt = await store.of_sale(db, sale_id) if sale_id else None
    if receipt is None:
        raise ReceiptNotFound("there is no such receipt", receipt=which.receipt_id, sale=which.sale_id)
    current_caller().require(operation, receipt.site_id)
    return receipt


def _uuid(text: str) -> str:
    """Empty for what is no id."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""


class Found(NamedTuple):
    """`invoice_id` is empty where there is no invoice."""

    receipt: Receipt
    invoice_id: str
    mails: list[Mail]


async def get_receipt(parts: Pos, which: Which) -> Found:
    """Raises ReceiptNotFound, NotAllowed."""
    receipt = await find(parts.db, which, Operation.SALES_READ)
    invoice = await store.invoice_of(parts.db, receipt.receipt_id)
    mails = await mails_of(parts.db, receipt.receipt_id)
    return Found(receipt, invoice.receipt_id if invoice else "", mails)


async def list_receipts(parts: Pos, wanted: Wanted, limit: int) -> tuple[list[Receipt], bool]:
    """At most `limit`, newest first, and whether there are more. Raises InvalidInput."""
    check_line(wanted.till, "till")
    found = await store.list_receipts(parts.db, wanted, limit + 1)
    return found[:limit], len(found) > limit


async def verify_site(parts: Pos, site_id: str, till: str = "") -> dict[str, Verified]:
    """Every series of the site, or the one; each as it was at one moment. Raises InvalidInput."""
    check_line(till, "till")
    tills = [till] if till else await store.tills_of(parts.db, site_id)
    verified = {}
    for each in tills:
        async with parts.db.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
            verified[each] = await verify_series(conn, site_id, each)
    return verified


async def verify_series(conn: Connection, site_id: str, till: str) -> Verified:
    """Recompute the chain of a series; within a transaction that sees one moment."""
    last_number, last_hash = await store.series_end(conn, site_id, till)
    check = SeriesCheck()
    async for each in store.chain(conn, site_id, till):
        check.add(each)
    return check.verified(last_number, last_hash)
