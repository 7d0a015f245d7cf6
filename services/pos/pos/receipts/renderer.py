"""Receipts in the form that is asked for, without holding up the event loop."""

import asyncio
import re
from dataclasses import dataclass
from enum import IntEnum

from pos.receipts.escpos import escpos_of
from pos.receipts.html import html_of
from pos.receipts.pdf import pdf_of
from pos.receipts.view import Content, Printing

PDFS_AT_ONCE = 2


class Form(IntEnum):
    """Numbers as in `motorway.pos.v1.ReceiptFormat`."""

    HTML = 1
    PDF = 2
    ESCPOS = 3


CONTENT_TYPES = {
    Form.HTML: "text/html; charset=utf-8",
    Form.PDF: "application/pdf",
    Form.ESCPOS: "application/octet-stream",
}
SUFFIXES = {Form.HTML: "html", Form.PDF: "pdf", Form.ESCPOS: "escpos"}


@dataclass(frozen=True, slots=True)
class Document:
    content: bytes
    content_type: str
    file_name: str


class Renderer:
    """PDFs are made in threads, few at a time."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(PDFS_AT_ONCE)

    async def document(self, content: Content, form: Form, printing: Printing) -> Document:
        made = await self._made(content, form, printing)
        return Document(made, CONTENT_TYPES[form], f"{_name(content)}.{SUFFIXES[form]}")

    async def _made(self, content: Content, form: Form, printing: Printing) -> bytes:
        match form:
            case Form.HTML:
                return html_of(content, printing).encode()
            case Form.ESCPOS:
                return escpos_of(content, printing)
            case Form.PDF:
                async with self._turns:
                    return await asyncio.to_thread(pdf_of, content, printing)


def _name(content: Content) -> str:
    """`receipt-m25-cobham-counter-1-1042`"""
    name = f"{content['kind']}-{content['series']}-{content['number']}".lower()
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")
