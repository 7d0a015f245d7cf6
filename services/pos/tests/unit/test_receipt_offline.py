"""Receipts that tills without a line handed out."""

from pos.domain.receipt import Content, sale_content
from pos.domain.receipt_offline import OfflineMark, Slip, marked, slip_content
from pos.domain.sale import Tender, TenderKind
from pos.receipts.escpos import escpos_of
from pos.receipts.html import html_of
from pos.receipts.pdf import pdf_of
from pos.receipts.view import Printing, view_of

from .receipt_samples import AT, a_place, a_receipt, a_sale, frozen

SERIES = "Counter 1/off-a"
MARK = OfflineMark("01975f00-4c5e-7a41-b1d3-5b0a9c1f7e42", 12, AT)


def a_slip(original: Content | None = None, tender: Tender | None = None) -> Content:
    slip = Slip("", "GBP", "s1", "Jo Smith", "The ticket was settled elsewhere.", tender, original)
    return frozen(marked(slip_content(a_place(9, SERIES), slip), MARK))


def test_a_sale_says_that_its_till_had_no_line() -> None:
    content = frozen(marked(sale_content(a_place(8, SERIES), a_sale()), MARK))
    assert content["offline"] == {
        "operation_id": MARK.operation_id,
        "number": 12,
        "handed_in_at": "2026-06-01T12:03:00Z",
    }
    view = view_of(content, Printing())
    assert view.number == "m25-cobham/Counter 1/off-a/8"
    assert ("Without a line", "no. 12") in view.facts
    assert "Without a line" not in html_of(a_receipt(), Printing())


def test_a_slip_says_what_was_taken_and_that_it_is_no_receipt() -> None:
    content = a_slip(a_receipt(), Tender(1, TenderKind.CASH, 3_000, "s1", AT))
    assert (content["kind"], content["vat"], content["lines"], content["sale_id"]) == ("OFFLINE_SLIP", [], [], "")
    view = view_of(content, Printing())
    assert (view.title, view.total_label, view.total) == ("Payment received", "Paid", "£30.00")
    assert ("For", "m25-cobham/Counter 1/17") in view.facts
    assert "Reason: The ticket was settled elsewhere." in view.notices
    assert "Taken while the till had no line. This is no receipt of a sale." in view.notices


def test_a_slip_of_nothing_can_be_shown_in_every_form() -> None:
    content = a_slip()
    assert (content["total_minor"], content["reference"]) == (0, None)
    assert "no receipt of a sale" in html_of(content, Printing())
    assert pdf_of(content, Printing()).startswith(b"%PDF")
    assert b"Taken while the till" in escpos_of(content, Printing())
