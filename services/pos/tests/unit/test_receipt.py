from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motorway_kit.errors import InvalidInput
from pos.domain.receipt import InvoiceAlreadyIssued, NotInvoiceable, ReceiptKind, kind_of, sale_content
from pos.domain.receipt_amendments import (
    Customer,
    Settled,
    credit_content,
    credited_lines,
    debt_content,
    invoice_content,
    require_invoiceable,
    require_same_customer,
    sound_customer,
)
from pos.domain.refund import Refund
from pos.domain.sale import Clearing, Line, Tender, TenderKind
from pos.domain.shift import Opening, ShiftMode, sound_opening
from pos.receipts.view import Printing, view_of

from .receipt_samples import AT, BOOK, COFFEE, DIESEL, RECEIPT, a_place, a_receipt, a_sale, frozen

ACME = Customer("Acme Haulage GmbH", ("Hauptstraße 1", "10115 Berlin"), "DE123456789")


def a_refund(amount_minor: int, lines: tuple[int, ...] = ()) -> Refund:
    return Refund(
        refund_id=RECEIPT,
        sale_id=a_sale().sale_id,
        site_id="m25-cobham",
        amount_minor=amount_minor,
        currency="GBP",
        tender_kind=TenderKind.CASH,
        reason="the coffee was cold",
        requested_by="Jo Smith",
        requested_at=AT,
        lines=lines,
        shift_id="s2",
        decided_by="Sam Lee",
        decided_at=AT + timedelta(hours=1),
    )


def test_a_receipt_says_what_the_directive_asks_for() -> None:
    """Art. 226b: date of issue, supplier, what was supplied, the VAT."""
    content = a_receipt()
    assert (content["issued_at"], content["issued_at_local"]) == ("2026-06-01T12:03:00Z", "2026-06-01T13:03:00+01:00")
    assert content["seller"]["name"] == "Motorway Petroleum Ltd"
    assert content["seller"]["vat_id"] == "GB123456789"
    assert [line["description"] for line in content["lines"]] == ["Diesel", "Coffee & cake", "Road atlas"]
    assert content["vat"] == [
        {"rate_bp": 2000, "gross_minor": 6917, "net_minor": 5764, "vat_minor": 1153},
        {"rate_bp": 0, "gross_minor": 425, "net_minor": 425, "vat_minor": 0},
    ]
    assert content["net_minor"] + content["vat_minor"] == content["total_minor"] == 7342


def test_a_receipt_says_where_the_fuel_came_from() -> None:
    content = a_receipt()
    assert (content["series"], content["number"]) == ("m25-cobham/Counter 1", 17)
    line = content["lines"][0]["fuel"]
    assert (line["pump"], line["nozzle"], line["grade_id"]) == (4, 2, "diesel")
    assert (line["volume_ml"], line["unit_price_milli"]) == (42_560, 1489)
    assert (content["cashier"], content["shift_id"], content["till"]) == ("Jo Smith", "s1", "Counter 1")
    assert content["tenders"][0] | {"kind": "CASH", "given_minor": 7500, "change_minor": 158} == content["tenders"][0]


@pytest.mark.parametrize("clearing", [Clearing.PUMP_TEST, Clearing.OWN_USE])
def test_what_is_no_supply_is_a_slip_without_vat(clearing: Clearing) -> None:
    content = a_receipt(DIESEL, clearing=clearing, tenders=())
    assert (content["kind"], content["vat"], content["vat_minor"]) == ("TEST_SLIP", [], 0)


def test_a_receipt_over_the_limit_says_that_an_invoice_is_needed() -> None:
    def over(limit: int, **differing: Any) -> bool:
        content = frozen(sale_content(a_place(simplified_limit_minor=limit), a_sale(**differing)))
        return bool(content["over_limit"])

    assert [over(limit) for limit in (0, 7341, 7342)] == [False, True, False]
    assert not over(1, clearing=Clearing.PUMP_TEST)
    content = frozen(sale_content(a_place(simplified_limit_minor=1), a_sale()))
    assert any("full invoice" in notice for notice in view_of(content, Printing()).notices)
    assert not invoice_content(a_place(3, "invoice"), content, ACME)["over_limit"]


@pytest.mark.parametrize("clearing", [Clearing.PAID, Clearing.DRIVE_OFF, Clearing.NO_MEANS, Clearing.ZERO])
def test_every_supply_is_a_receipt(clearing: Clearing) -> None:
    assert kind_of(a_sale(clearing=clearing)) is ReceiptKind.RECEIPT


def test_a_credit_names_its_original_and_gives_back_the_vat_of_its_lines() -> None:
    credit = frozen(credit_content(a_place(18), a_sale(), a_refund(580, (2,)), a_receipt()))
    assert (credit["kind"], credit["total_minor"]) == ("CREDIT", -580)
    assert (credit["reference"]["series"], credit["reference"]["number"]) == ("m25-cobham/Counter 1", 17)
    assert credit["vat"] == [{"rate_bp": 2000, "gross_minor": -580, "net_minor": -483, "vat_minor": -97}]
    assert [line["amount_minor"] for line in credit["lines"]] == [-580]
    assert (credit["cashier"], credit["reason"]) == ("Sam Lee", "the coffee was cold")


def test_an_amount_is_given_back_in_the_proportions_of_the_rates() -> None:
    lines = credited_lines(a_sale(), a_refund(1000))
    assert [(line.amount_minor, line.vat_rate_bp) for line in lines] == [(-942, 2000), (-58, 0)]


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(1, 10**6), st.sampled_from([0, 700, 1900])), min_size=1, max_size=6), st.data())
def test_shares_are_the_amount(sold: list[tuple[int, int]], data: st.DataObject) -> None:
    lines = [Line(number, "x", amount, rate) for number, (amount, rate) in enumerate(sold, start=1)]
    amount = data.draw(st.integers(1, sum(line.amount_minor for line in lines)))
    back = credited_lines(a_sale(*lines), a_refund(amount))
    assert -sum(line.amount_minor for line in back) == amount
    for line in back:
        sold_at_rate = sum(each.amount_minor for each in lines if each.vat_rate_bp == line.vat_rate_bp)
        assert 0 < -line.amount_minor <= sold_at_rate


def test_a_payment_of_a_debt_is_no_supply() -> None:
    unpaid = a_sale(DIESEL, clearing=Clearing.DRIVE_OFF, tenders=())
    original = frozen(sale_content(a_place(), unpaid))
    assert original["due_minor"] == 6337
    settled = Settled((Tender(1, TenderKind.CASH, 6337, "s9", AT),), "Sam Lee", "s9", AT + timedelta(days=3))
    content = frozen(debt_content(a_place(40), unpaid, settled, original))
    assert (content["kind"], content["vat"], content["total_minor"]) == ("DEBT_PAYMENT", [], 6337)
    assert content["reference"]["number"] == 17


def test_an_invoice_is_the_receipt_made_out_to_somebody() -> None:
    place = replace(a_place(3, "invoice"), receipt_id="i", at=datetime(2026, 6, 3, tzinfo=UTC))
    receipt = a_receipt()
    invoice = frozen(invoice_content(place, receipt, ACME))
    assert (invoice["series"], invoice["number"], invoice["kind"]) == ("m25-cobham/invoice", 3, "INVOICE")
    assert invoice["customer"] == {"name": ACME.name, "address": list(ACME.address), "vat_id": "DE123456789"}
    assert invoice["reference"]["receipt_id"] == receipt["receipt_id"]
    assert invoice["issued_at"] == "2026-06-03T00:00:00Z"
    same = ("lines", "vat", "total_minor", "tenders", "seller", "sale_id")
    assert {name: invoice[name] for name in same} == {name: receipt[name] for name in same}


def test_only_the_receipt_of_a_sale_has_an_invoice() -> None:
    require_invoiceable(a_receipt(), credited=False)
    slip = a_receipt(DIESEL, clearing=Clearing.PUMP_TEST)
    nothing = a_receipt(replace(DIESEL, amount_minor=0), clearing=Clearing.ZERO)
    for content in (slip, nothing):
        with pytest.raises(NotInvoiceable):
            require_invoiceable(content, credited=False)
    with pytest.raises(NotInvoiceable, match="given back"):
        require_invoiceable(a_receipt(), credited=True)


def test_an_invoice_is_made_out_once() -> None:
    invoice = frozen(invoice_content(a_place(3, "invoice"), a_receipt(), ACME))
    require_same_customer(invoice, ACME)
    with pytest.raises(InvoiceAlreadyIssued):
        require_same_customer(invoice, replace(ACME, vat_id=""))


@pytest.mark.parametrize(
    ("differing", "field"),
    [
        ({"name": ""}, "customer.name"),
        ({"name": "x\ny"}, "customer.name"),
        ({"address": ()}, "customer.address"),
        ({"address": ("a",) * 7}, "customer.address"),
        ({"address": ("a", "")}, "customer.address[1]"),
        ({"vat_id": "x" * 21}, "customer.vat_id"),
    ],
)
def test_an_unsound_customer_is_refused(differing: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        sound_customer(replace(ACME, **differing))  # type: ignore[arg-type]
    assert caught.value.context["field"] == field


def test_no_till_is_called_as_the_series_of_invoices() -> None:
    for till in ("invoice", "Invoice"):
        with pytest.raises(InvalidInput, match="invoices"):
            sound_opening(Opening("m25-cobham", till, ShiftMode.PER_TILL, 0))


def test_lines_may_be_of_several_rates() -> None:
    credit = frozen(credit_content(a_place(18), a_sale(), a_refund(1005, (COFFEE.number, BOOK.number)), a_receipt()))
    assert [group["rate_bp"] for group in credit["vat"]] == [2000, 0]
    assert credit["total_minor"] == -1005
