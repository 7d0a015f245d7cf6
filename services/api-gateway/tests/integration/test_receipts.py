"""Receipts, through the real HTTP door; and the page of their link, which nobody signs in for."""

from typing import Any

import pytest
from api_gateway.http_api.receipts import LINK_HOLDER
from motorway.pos.v1 import receipts_pb2 as pb
from motorway_access.roles import Operation
from motorway_kit.errors import Conflict

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .people import API, field_of, reason_of
from .stub_receipts import CONTENT, RECEIPT, SALE, TOKEN

OF_SALE, OF_RECEIPT = f"{API}/sales/{SALE}", f"{API}/receipts/{RECEIPT}"


class MailNotConfigured(Conflict):
    """As pos says it."""


async def test_a_receipt_is_read_by_its_sale_and_by_its_id(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        by_sale = (await http.get(f"{OF_SALE}/receipt")).json()
        asked = neighbours.receipts.asked
        by_id = (await http.get(OF_RECEIPT)).json()
    assert asked == pb.GetReceiptRequest(sale_id=SALE)
    assert neighbours.receipts.asked == pb.GetReceiptRequest(receipt_id=RECEIPT)
    assert by_sale == by_id
    assert (by_id["kind"], by_id["number"], by_id["hash"], by_id["invoice_id"]) == ("RECEIPT", 17, "01" * 32, "i1")
    assert by_id["content"] == CONTENT | {"offline": None}
    assert by_id["mails"][0]["state"] == "WAITING"


@pytest.mark.parametrize("url", [f"{OF_SALE}/receipt", f"{OF_RECEIPT}/document"])
async def test_a_receipt_is_looked_at_in_three_formats(
    gateway: RunningGateway, neighbours: Neighbours, url: str
) -> None:
    async with gateway.client() as http:
        answers = [await http.get(f"{url}.{form}") for form in ("html", "pdf", "escpos")]
        unknown = await http.get(f"{url}.doc")
    types = [answer.headers["Content-Type"] for answer in answers]
    assert types == ["text/html; charset=utf-8", "application/pdf", "application/octet-stream"]
    assert answers[2].content == b"\x1b@\xff"
    assert "style-src 'unsafe-inline'" in answers[0].headers["Content-Security-Policy"]
    assert answers[1].headers["Content-Disposition"] == 'inline; filename="receipt-17.pdf"'
    assert field_of(unknown) == (422, "format")


@pytest.mark.parametrize("url", [f"{OF_SALE}/receipt", OF_RECEIPT])
async def test_a_print_is_counted_once_and_recorded(gateway: RunningGateway, neighbours: Neighbours, url: str) -> None:
    async with gateway.client() as http:
        body, headers = {"format": "escpos"}, {"Idempotency-Key": "p1"}
        first, again = [await http.post(f"{url}/print", json=body, headers=headers) for _ in range(2)]
        record = (await http.get(f"{API}/audit?site={SITE}&target=receipt/{RECEIPT}")).json()["items"][0]
    assert first.content == again.content == b"\x1b@\xff"
    assert again.headers["Idempotency-Replayed"] == "true"
    asked = neighbours.receipts.asked
    assert (asked.format, len(asked.idempotency_key)) == (pb.RECEIPT_FORMAT_ESCPOS, 64)
    assert record["after"] == {"format": "escpos", "copy_number": 2}


@pytest.mark.parametrize("url", [f"{OF_SALE}/receipt", OF_RECEIPT])
async def test_a_receipt_is_sent(gateway: RunningGateway, neighbours: Neighbours, url: str) -> None:
    async with gateway.client() as http:
        sent = await http.post(f"{url}/email", json={"address": "sam@example.com"})
        neighbours.receipts.refusal = MailNotConfigured("no mail server is configured")
        refused = await http.post(f"{url}/email", json={"address": "sam@example.com"})
    assert (sent.status_code, sent.json()["address"], sent.json()["state"]) == (202, "sam@example.com", "WAITING")
    assert reason_of(refused) == (409, "MailNotConfigured")


async def test_an_invoice_is_made_out_to_a_customer(gateway: RunningGateway, neighbours: Neighbours) -> None:
    customer: dict[str, Any] = {"name": "Acme GmbH", "address": ["Berlin"], "vat_id": "DE123456789"}
    async with gateway.client() as http:
        made = await http.post(f"{OF_SALE}/invoice", json=customer)
        asked = neighbours.receipts.asked
        wrong = await http.post(f"{OF_SALE}/invoice", json=customer | {"address": []})
    assert (made.status_code, made.json()["kind"], made.json()["till"]) == (201, "INVOICE", "invoice")
    assert asked == pb.IssueInvoiceRequest(sale_id=SALE, customer=pb.InvoiceCustomer(**customer))
    assert field_of(wrong) == (422, "address")


async def test_receipts_are_listed_and_verified(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        query = f"site={SITE}&till=Counter 1&sale_id={SALE}&from=2026-06-01T00:00:00Z&to=2026-06-02T00:00:00Z&limit=7"
        page = (await http.get(f"{API}/receipts?{query}")).json()
        asked = neighbours.receipts.asked
        series = (await http.get(f"{API}/receipts/verification?site={SITE}&till=Counter 1")).json()["items"]
    assert (asked.sites, asked.till, asked.sale_id, asked.page_size) == ([SITE], "Counter 1", SALE, 7)
    assert getattr(asked, "from").ToJsonString() == "2026-06-01T00:00:00Z"
    assert asked.to.ToJsonString() == "2026-06-02T00:00:00Z"
    assert (page["items"][0]["receipt_id"], page["next_cursor"]) == (RECEIPT, "next")
    assert series == [{"till": "Counter 1", "receipts": 17, "broken_number": 9, "problem": "number 9 is missing"}]


@pytest.mark.parametrize("wrong", ["from=0.5", "to=0.5", "to=1970-01-01T00:00:00Z", "from=2026-06-01T00:00:00"])
async def test_receipts_are_not_listed_of_a_time_that_is_none(gateway: RunningGateway, wrong: str) -> None:
    async with gateway.client() as http:
        assert field_of(await http.get(f"{API}/receipts?{wrong}")) == (422, wrong.partition("=")[0])


async def test_whoever_has_the_link_sees_the_copy(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client(token="") as http:
        page = await http.get(f"/r/{TOKEN}")
        unknown = await http.get("/r/nothing")
        elsewhere = await http.get(f"/r/{TOKEN}/more")
    assert (page.status_code, page.text, page.headers["Content-Type"]) == (
        200,
        "<p>paid</p>",
        "text/html; charset=utf-8",
    )
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "RateLimit" in page.headers
    assert reason_of(unknown) == (404, "ReceiptNotFound")
    assert elsewhere.status_code == 404
    assert neighbours.receipts.caller == LINK_HOLDER


async def test_the_holder_of_a_link_may_read_receipts_and_nothing_else() -> None:
    assert [name for name in Operation if LINK_HOLDER.may(name)] == [Operation.SALES_READ]


async def test_a_signed_in_person_sees_the_page_as_the_holder_of_the_link(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    async with gateway.client() as http:
        assert (await http.get(f"/r/{TOKEN}")).status_code == 200
    assert neighbours.receipts.caller == LINK_HOLDER
