"""A receipt as PDF, from its HTML. Slow (a tenth of a second) and not for the event loop."""

from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.urls import URLFetcher

from pos.receipts.html import html_of
from pos.receipts.view import Content, Printing

MM_PER_PX = 25.4 / 96
BELOW_MM = 1.0
NOTHING_FETCHED = URLFetcher(allowed_protocols=(), fail_on_errors=True)


def pdf_of(content: Content, printing: Printing) -> bytes:
    """On a page as long as the receipt; an invoice on sheets of A4."""
    document = _laid_out(html_of(content, printing))
    if content["kind"] != "INVOICE":
        bottom_px = document.pages[0].anchors["end"][1]
        document = _laid_out(html_of(content, printing, bottom_px * MM_PER_PX + BELOW_MM))
    pdf: bytes = document.write_pdf()
    return pdf


def _laid_out(html: str) -> Document:
    return HTML(string=html, url_fetcher=NOTHING_FETCHED).render()
