import io
from dataclasses import replace

import pytest
from pos.domain.receipt import Content, sale_content
from pos.domain.receipt_amendments import Customer, invoice_content
from pos.domain.sale import Clearing, Tender, TenderKind
from pos.receipts.escpos import WIDTH, escpos_of, pair
from pos.receipts.html import html_of
from pos.receipts.pdf import pdf_of
from pos.receipts.view import Printing, view_of
from pos.receipts.words import decimal, litres, money, percent, rounded
from pypdf import PdfReader

from .receipt_samples import AT, BOOK, DIESEL, a_place, a_receipt, a_sale, frozen

ONLINE = Printing(url="https://fuel.example/r/Jf93kd93jdKdi39dkJd83jdl", hash="9f86d081" * 8)
CUT = b"\x1dV\x00"


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def an_invoice() -> Content:
    customer = Customer("Acme Haulage GmbH", ("Hauptstraße 1", "10115 Berlin"), "DE123456789")
    return frozen(invoice_content(a_place(3, "invoice"), a_receipt(), customer))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (decimal(-5, 2), "-0.05"),
        (decimal(1234, 0), "1234"),
        (litres(42_565), "42.57"),
        (litres(42_564), "42.56"),
        (percent(2000), "20 %"),
        (percent(550), "5.5 %"),
        (percent(0), "0 %"),
        (money({"currency": "EUR", "exponent": 2}, -1234), "-€12.34"),
        (money({"currency": "JPY", "exponent": 0}, 1234), "JPY 1234"),
        (str(rounded(-15, 10)), "-2"),
    ],
)
def test_numbers_as_people_read_them(shown: str, expected: str) -> None:
    assert shown == expected


def test_the_pdf_is_one_page_as_long_as_the_receipt_and_has_its_numbers() -> None:
    pages = PdfReader(io.BytesIO(pdf_of(a_receipt(), ONLINE))).pages
    assert len(pages) == 1
    assert round(float(pages[0].mediabox.width) / 72 * 25.4) == 80
    assert 120 < float(pages[0].mediabox.height) / 72 * 25.4 < 260
    text = pages[0].extract_text()
    for part in (
        "42.56 L x 1.489 GBP/L",
        "Pump 4, nozzle 2",
        "63.37",
        "£73.42",
        "57.64",
        "11.53",
        "1.58",
        "GB123456789",
    ):
        assert part in text, part
    assert "m25-cobham/Counter 1/17" in text
    assert "COPY" not in text


def test_a_longer_receipt_is_a_longer_page() -> None:
    lines = [replace(BOOK, number=number) for number in range(1, 60)]
    (page,) = PdfReader(io.BytesIO(pdf_of(a_receipt(*lines), ONLINE))).pages
    assert float(page.mediabox.height) / 72 * 25.4 > 400
    assert page.extract_text().count("Road atlas") == 59


def test_a_copy_says_so_in_every_format() -> None:
    copy = replace(ONLINE, copy_mark="COPY 2")
    assert "COPY 2" in text_of(pdf_of(a_receipt(), copy))
    assert "COPY 2" in html_of(a_receipt(), copy)
    assert b"COPY 2" in escpos_of(a_receipt(), copy)


def test_an_invoice_is_a_sheet_with_everything_that_article_226_names() -> None:
    text = text_of(pdf_of(an_invoice(), ONLINE))
    for part in ("m25-cobham/invoice/3", "Acme Haulage GmbH", "Hauptstraße 1", "DE123456789", "GB123456789"):
        assert part in text, part
    assert "Supplied" in text  # the date of supply
    assert "1.2408" in text  # price of a litre without VAT
    assert "m25-cobham/Counter 1/17" in text


def test_html_is_escaped_and_needs_nothing_from_elsewhere() -> None:
    wicked = replace(BOOK, description="<script>alert('x')</script>")
    html = html_of(a_receipt(wicked), ONLINE)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<svg" in html
    for reference in ("src=", "href=", "url(", "@import", "<link"):
        assert reference not in html


def test_the_printer_gets_lines_code_page_code_and_cut() -> None:
    printed = escpos_of(a_receipt(), ONLINE)
    assert printed.startswith(b"\x1b@\x1bt\x13")  # reset; code page 19 is CP858
    for part in (
        b"Diesel                             63.37 A",
        b"42.56 L x 1.489 GBP/L",
        b"Coffee & cake",
        b"\x9c73.42",
    ):
        assert part in printed, part
    assert b"\x1dv0" in printed  # the QR code as a picture
    assert printed.endswith(CUT)


def test_the_euro_is_in_the_code_page() -> None:
    site_in_euro = frozen(sale_content(a_place(currency="EUR"), a_sale(currency="EUR")))
    assert b"\xd573.42" in escpos_of(site_in_euro, ONLINE)


def test_letters_that_no_code_page_has_do_not_stop_the_printer() -> None:
    printed = escpos_of(a_receipt(replace(BOOK, description="地図 Plan")), ONLINE)
    assert b"Plan" in printed


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Cash", "12.34"),
        ("  Vehicle", "AB12 CDE"),
        ("A name that is much longer than what a line of the paper holds", "12.34"),
        ("No.", "a-site-with-a-rather-long-name/and-a-till-too/1234567"),
    ],
)
def test_no_line_is_wider_than_the_paper(left: str, right: str) -> None:
    lines = pair(left, right)
    assert all(len(line) <= WIDTH for line in lines)
    assert right.replace(" ", "") in "".join(lines).replace(" ", "")


@pytest.mark.parametrize(
    ("clearing", "said"),
    [
        (Clearing.PUMP_TEST, "NO SALE"),
        (Clearing.OWN_USE, "NO SALE"),
        (Clearing.DRIVE_OFF, "NOT PAID"),
        (Clearing.NO_MEANS, "NOT PAID"),
        (Clearing.ZERO, "Nothing was delivered"),
    ],
)
def test_what_was_not_paid_says_so(clearing: Clearing, said: str) -> None:
    view = view_of(a_receipt(DIESEL, clearing=clearing, tenders=()), ONLINE)
    assert any(said in notice for notice in view.notices)
    owed = clearing in (Clearing.DRIVE_OFF, Clearing.NO_MEANS)
    assert (("To be paid", "63.37") in view.tenders) is owed


PAYMENT = "01975f00-4c5e-7a41-b1d3-5b0a9c1f7e42"


def paid_by_card(*, test: bool) -> Content:
    """In cash, by card, and a rest that the card could not be charged."""
    card = {"payment_id": PAYMENT, "test": test}
    tenders = (
        Tender(1, TenderKind.CASH, 1_000, "s1", AT, 1_000),
        Tender(2, TenderKind.CARD, 5_000, "s1", AT, **card, card_brand="visa", card_last4="4242"),  # type: ignore[arg-type]
        Tender(3, TenderKind.RECEIVABLE, 337, "s1", AT, **card),  # type: ignore[arg-type]
    )
    return a_receipt(DIESEL, tenders=tenders)


@pytest.mark.parametrize("test", [True, False])
def test_a_card_is_named_and_test_money_is_marked(test: bool) -> None:
    content = paid_by_card(test=test)
    view = view_of(content, ONLINE)
    assert view.tenders == (
        ("Cash", "10.00"),
        ("Visa ····4242", "50.00"),
        (f"  {PAYMENT}", ""),
        ("Still owed", "3.37"),
    )
    printed = escpos_of(content, ONLINE).decode("cp858", "replace")
    assert "Visa ····4242" in printed
    assert PAYMENT in printed
    invoice = frozen(invoice_content(a_place(3, "invoice"), content, Customer("Acme", ("1 High Street",))))
    for shown in (printed, html_of(content, ONLINE), html_of(invoice, ONLINE), text_of(pdf_of(content, ONLINE))):
        assert ("TEST - NO REAL MONEY" in shown) is test


def test_a_receipt_from_before_there_were_cards_is_shown() -> None:
    content = paid_by_card(test=True)
    old = {
        **content,
        "tenders": [{k: v for k, v in tender.items() if k != "card"} for tender in content["tenders"][:1]],
    }
    assert view_of(old, ONLINE).tenders == (("Cash", "10.00"),)
