"""Receipts through the real door: issued, chained, printed, listed."""

import asyncio
import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import asyncpg
import orjson
import pytest
import pytest_asyncio
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import receipts_pb2
from motorway.pos.v1.receipts_pb2_grpc import ReceiptsServiceStub
from motorway_access.roles import Role
from motorway_access.testing import CallerKeys, calling
from motorway_kit.db import transaction
from motorway_kit.errors import Conflict, InvalidInput, NotFound
from motorway_kit.grpc_client import Remote
from pos.app import receipts as app
from pos.parts import Pos
from pypdf import PdfReader

from .receipt_calls import ESCPOS, HTML, PDF, get, printed, verify
from .receipt_world import AT, SITE, cleared, issued
from .sites import a_site, apply

Numbers = list[tuple[str, int]]


@pytest_asyncio.fixture
async def door(client: Remote, client_of: Callable[[Any], Any]) -> Remote:
    """The service of receipts, at a site that is configured."""
    await apply(client, a_site())
    remote: Remote = await client_of(ReceiptsServiceStub)
    return remote


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


async def test_a_receipt_is_found_by_its_id_and_by_its_sale(door: Remote, parts: Pos) -> None:
    sale = cleared()
    receipt_id = await issued(parts, sale)
    found = await get(door, receipt_id=receipt_id)
    assert found == await get(door, sale_id=sale.sale_id)
    receipt = found.receipt
    assert (receipt.site_id, receipt.till, receipt.number) == ("m25-cobham", "Counter 1", 1)
    content = orjson.loads(receipt.content_json)
    assert (content["sale_id"], content["total_minor"], content["vat_minor"]) == (sale.sale_id, 6917, 1153)
    assert receipt.hash == hashlib.sha256(receipt.previous_hash + receipt.content_json.encode()).digest()


@pytest.mark.parametrize("which", [{"receipt_id": "x"}, {"sale_id": "00000000-0000-7000-8000-000000000001"}])
async def test_an_unknown_receipt_is_not_found(door: Remote, which: dict[str, str]) -> None:
    with pytest.raises(NotFound) as caught:
        await get(door, **which)
    assert caught.value.reason == "ReceiptNotFound"


async def test_one_of_the_two_ids_is_given(door: Remote) -> None:
    for which in ({}, {"receipt_id": "a", "sale_id": "b"}):
        with pytest.raises(InvalidInput):
            await get(door, **which)


async def test_numbers_have_no_gap_when_tills_race_and_some_are_rolled_back(door: Remote, parts: Pos) -> None:
    async def one(place: int) -> None:
        async with transaction(parts.db) as conn:
            await app.issue(conn, SITE, f"Counter {place % 2}", cleared())
            if place % 5 == 0:
                raise Conflict("the account is blocked")

    await asyncio.gather(*(one(place) for place in range(40)), return_exceptions=True)
    rows = await parts.db.fetch("SELECT till, number FROM receipt ORDER BY till, number")
    numbers: Numbers = [(row["till"], row["number"]) for row in rows]
    assert numbers == [(f"Counter {till}", number) for till in (0, 1) for number in range(1, 17)]
    whole = await verify(door)
    assert {till: (each.receipts, each.broken_number) for till, each in whole.items()} == {
        "Counter 0": (16, 0),
        "Counter 1": (16, 0),
    }


async def test_a_sale_has_one_receipt(parts: Pos) -> None:
    sale = cleared()
    await issued(parts, sale)
    with pytest.raises(asyncpg.UniqueViolationError):
        await issued(parts, sale, "Counter 2")


async def test_a_receipt_cannot_be_changed_or_removed(parts: Pos) -> None:
    await issued(parts)
    for statement in ("UPDATE receipt SET number = 9", "DELETE FROM receipt", "TRUNCATE receipt CASCADE"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="never changed"):
            await parts.db.execute(statement)


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("UPDATE receipt SET content = replace(content, '6917', '1') WHERE number = 3", 3),
        ("UPDATE receipt SET kind = 4 WHERE number = 2", 2),
        ("DELETE FROM receipt WHERE number = 4", 4),
        ("DELETE FROM receipt WHERE number = 5", 5),
        ("UPDATE receipt SET number = 6 WHERE number = 5", 5),
    ],
)
async def test_whoever_changes_a_receipt_all_the_same_is_found(
    door: Remote, parts: Pos, tampering: str, broken: int
) -> None:
    for _ in range(5):
        await issued(parts)
    await issued(parts, till="Counter 2")
    assert (await verify(door))["Counter 1"].broken_number == 0
    await parts.db.execute(f"ALTER TABLE receipt DISABLE TRIGGER receipt_changed; {tampering}")
    found = await verify(door)
    assert found["Counter 1"].broken_number == broken
    assert found["Counter 1"].problem
    assert found["Counter 2"].broken_number == 0
    assert list(await verify(door, "Counter 2")) == ["Counter 2"]


async def test_the_first_print_is_the_original_and_the_others_are_numbered_copies(door: Remote, parts: Pos) -> None:
    receipt_id = await issued(parts)
    original = await printed(door, receipt_id, "k1", ESCPOS)
    assert original.copy_number == 0
    assert b"COPY" not in original.document.content
    for number in (1, 2):
        copy = await printed(door, receipt_id, f"k{number + 1}")
        assert copy.copy_number == number
        assert f"COPY {number}" in text_of(copy.document.content)
    assert (await get(door, receipt_id=receipt_id)).receipt.prints == 3


async def test_a_print_that_is_asked_for_again_with_its_key_is_the_same(door: Remote, parts: Pos) -> None:
    receipt_id, other = await issued(parts), await issued(parts)
    first = await printed(door, receipt_id, "k1", ESCPOS)
    assert await printed(door, receipt_id, "k1", ESCPOS) == first
    for wrong in ((receipt_id, PDF), (other, ESCPOS)):
        with pytest.raises(Conflict) as caught:
            await printed(door, wrong[0], "k1", wrong[1])
        assert caught.value.reason == "IdempotencyKeyReused"
    assert (await get(door, receipt_id=receipt_id)).receipt.prints == 1


async def test_there_is_one_original_however_many_ask_at_once(door: Remote, parts: Pos) -> None:
    receipt_id = await issued(parts)
    prints = await asyncio.gather(*(printed(door, receipt_id, f"k{n}", HTML) for n in range(6)))
    assert sorted(each.copy_number for each in prints) == list(range(6))


async def test_looking_at_a_receipt_is_not_counted_and_shows_no_original(door: Remote, parts: Pos) -> None:
    receipt_id = await issued(parts)
    for form, content_type in ((HTML, "text/html; charset=utf-8"), (PDF, "application/pdf")):
        request = receipts_pb2.RenderReceiptRequest(receipt_id=receipt_id, format=form)
        document = (await door.call("RenderReceipt", request)).document
        assert document.content_type == content_type
        assert document.file_name.startswith("receipt-m25-cobham-counter-1-1.")
    assert "PREVIEW" in text_of(document.content)
    assert (await get(door, receipt_id=receipt_id)).receipt.prints == 0
    await printed(door, receipt_id, "k1")
    looked = (await door.call("RenderReceipt", request)).document
    assert ("COPY" in text_of(looked.content), "PREVIEW" in text_of(looked.content)) == (True, False)
    with pytest.raises(InvalidInput):
        await door.call("RenderReceipt", receipts_pb2.RenderReceiptRequest(receipt_id=receipt_id))


async def test_receipts_are_listed_newest_first_by_till_sale_and_time(
    door: Remote, client: Remote, parts: Pos, keys: CallerKeys
) -> None:
    sale = cleared()
    ids = [await issued(parts, sale), await issued(parts, till="Counter 2"), await issued(parts)]
    elsewhere = await issued(parts, site=replace(SITE, site_id="m1-leicester"))

    async def listed(**wanted: Any) -> list[str]:
        response = await door.call("ListReceipts", receipts_pb2.ListReceiptsRequest(**wanted))
        return [receipt.receipt_id for receipt in response.receipts]

    assert await listed() == [elsewhere, *reversed(ids)]
    assert await listed(sites=["m25-cobham"], till="Counter 1") == [ids[2], ids[0]]
    assert await listed(sale_id=sale.sale_id) == [ids[0]]
    request = receipts_pb2.ListReceiptsRequest(page_size=3)
    getattr(request, "from").FromDatetime(AT)
    page = await door.call("ListReceipts", request)
    request.cursor = page.next_cursor
    rest = await door.call("ListReceipts", request)
    assert [each.receipt_id for each in [*page.receipts, *rest.receipts]] == [elsewhere, *reversed(ids)]
    request.to.FromDatetime(AT)
    request.cursor = ""
    assert (await door.call("ListReceipts", request)).receipts == []
    with calling(keys, Role.AUDITOR, sites=["m1-leicester"]):
        assert await listed() == [elsewhere]
    with pytest.raises(InvalidInput) as beyond:
        await listed(to=Timestamp(seconds=2**53))
    assert beyond.value.context["field"] == "to"
    with pytest.raises(InvalidInput):
        await listed(cursor="nonsense")
    with pytest.raises(InvalidInput):
        await listed(sale_id="nonsense")
    for call in (listed(till="\0"), verify(door, "\0")):
        with pytest.raises(InvalidInput) as caught:
            await call
        assert caught.value.context["field"] == "till"


async def test_the_link_shows_the_copy_to_whoever_has_it(door: Remote, parts: Pos) -> None:
    receipt = (await get(door, receipt_id=await issued(parts))).receipt
    base, _, token = receipt.url.rpartition("/r/")
    assert base == parts.settings.public_url
    assert len(token) >= 22  # 128 bits and more
    request = receipts_pb2.GetPublicReceiptRequest(token=token)
    document = (await door.call("GetPublicReceipt", request)).document
    assert "COPY" in document.content.decode()
    assert "m25-cobham/Counter 1/1" in document.content.decode()
    for wrong in ("", token[:-1], token.swapcase(), "%", "\0"):
        with pytest.raises(NotFound):
            await door.call("GetPublicReceipt", receipts_pb2.GetPublicReceiptRequest(token=wrong))


async def test_a_site_that_does_not_exist_has_no_series(door: Remote) -> None:
    request = receipts_pb2.VerifyReceiptsRequest(site_id="nowhere")
    assert (await door.call("VerifyReceipts", request)) == receipts_pb2.VerifyReceiptsResponse()
