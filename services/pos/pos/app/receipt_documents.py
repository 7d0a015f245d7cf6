"""Receipts as documents: to look at, and to hand out, of which there is one original."""

from typing import NamedTuple

from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection, transaction

from pos.app.receipts import Which, find
from pos.db import receipt_prints as prints
from pos.db import receipts as store
from pos.db.receipts import Receipt
from pos.domain.checks import is_line
from pos.domain.idempotency import IdempotencyKeyReused, require_same, sound_key
from pos.domain.receipt import ReceiptNotFound
from pos.parts import Pos
from pos.receipts.renderer import Document, Form, Renderer
from pos.receipts.view import Printing

COPY, PREVIEW = "COPY", "PREVIEW"
MAX_TOKEN = 64


class Printed(NamedTuple):
    """`number` 0 is the original."""

    receipt: Receipt
    document: Document
    number: int


def link_of(parts: Pos, receipt: Receipt) -> str:
    """Of the online copy."""
    return f"{parts.settings.public_url.rstrip('/')}/r/{receipt.token}"


def printing_of(parts: Pos, receipt: Receipt, copy_mark: str) -> Printing:
    return Printing(copy_mark, link_of(parts, receipt), receipt.hash.hex())


def mark_of(number: int) -> str:
    """Empty for the original."""
    return f"{COPY} {number}" if number else ""


async def render(parts: Pos, renderer: Renderer, which: Which, form: Form) -> Document:
    """To look at: a copy, or a preview before the original went out. Raises ReceiptNotFound, NotAllowed."""
    receipt = await find(parts.db, which, Operation.SALES_READ)
    return await renderer.document(receipt.says, form, printing_of(parts, receipt, COPY if receipt.prints else PREVIEW))


async def render_public(parts: Pos, renderer: Renderer, token: str) -> Document:
    """The online copy. Raises ReceiptNotFound."""
    receipt = await store.by_token(parts.db, token) if is_line(token, MAX_TOKEN) else None
    if receipt is None:
        raise ReceiptNotFound("there is no such receipt")
    current_caller().require(Operation.SALES_READ, receipt.site_id)
    return await renderer.document(receipt.says, Form.HTML, printing_of(parts, receipt, COPY))


async def print_receipt(parts: Pos, renderer: Renderer, which: Which, form: Form, key: str) -> Printed:
    """The original, once, and then numbered copies. Raises ReceiptNotFound, NotAllowed, IdempotencyKeyReused."""
    sound_key(key)
    async with transaction(parts.db) as conn:
        receipt = await find(conn, which, Operation.SALES_SELL)
        number = await take_print(parts, conn, receipt, form.name, key)
    document = await renderer.document(receipt.says, form, printing_of(parts, receipt, mark_of(number)))
    return Printed(receipt, document, number)


async def take_print(parts: Pos, conn: Connection, receipt: Receipt, form: str, key: str) -> int:
    """Count that it goes out once more, or what was counted under the key before. Raises IdempotencyKeyReused."""
    await store.lock(conn, receipt.receipt_id)
    known = await prints.print_of_key(conn, key)
    if known is not None:
        require_same(repr(known[:2]).encode(), repr((receipt.receipt_id, form)).encode())
        return known[2]
    who = current_caller().name, parts.clock()
    number = await prints.insert_print(conn, receipt.receipt_id, form, who, key)
    if number is None:
        raise IdempotencyKeyReused("the idempotency key was used for another request", field="idempotency_key")
    return number
