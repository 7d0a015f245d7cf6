"""Receipts: issued in the transaction of what they are about, and never changed."""

import secrets
from collections.abc import Callable
from datetime import datetime

from motorway_kit.db import Connection
from motorway_kit.ids import new_id

from pos.db import receipts as store
from pos.db.receipts import Receipt
from pos.domain.receipt import Content, Place, ReceiptKind, ReceiptNotFound, sale_content
from pos.domain.receipt_amendments import Settled, credit_content, debt_content
from pos.domain.receipt_chain import SeriesCheck, Verified, canonical, link
from pos.domain.refund import Refund
from pos.domain.sale import Sale
from pos.domain.site import Site

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


async def verify_series(conn: Connection, site_id: str, till: str) -> Verified:
    """Recompute the chain of a series; within a transaction."""
    last_number, last_hash = await store.series_end(conn, site_id, till)
    check = SeriesCheck()
    async for each in store.chain(conn, site_id, till):
        check.add(each)
    return check.verified(last_number, last_hash)
