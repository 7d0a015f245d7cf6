"""Receipts by mail, through the real door and a real mail server."""

import io
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from motorway.pos.v1 import receipts_pb2
from motorway.pos.v1.receipts_pb2_grpc import ReceiptsServiceStub
from motorway_kit.errors import Conflict, InvalidInput
from motorway_kit.grpc_client import Remote
from pos.app.receipt_mail import send_next
from pos.domain.receipt_mail import MAX_ATTEMPTS
from pos.parts import Pos
from pos.receipts.renderer import Renderer
from pos.settings import PosSettings
from pypdf import PdfReader
from structlog.testing import capture_logs

from .clock import ManualClock
from .receipt_world import MailServer, issued, mail_server

WAITING, SENT, FAILED = (
    receipts_pb2.MAIL_STATE_WAITING,
    receipts_pb2.MAIL_STATE_SENT,
    receipts_pb2.MAIL_STATE_FAILED,
)


@pytest_asyncio.fixture
async def post() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server


@pytest_asyncio.fixture
async def settings(settings: PosSettings, post: MailServer) -> PosSettings:
    changes = {"smtp_url": post.url, "mail_from": "Motorway <receipts@fuel.example>"}
    return settings.model_copy(update=changes)


@pytest_asyncio.fixture
async def door(client_of: Callable[[Any], Any]) -> Remote:
    remote: Remote = await client_of(ReceiptsServiceStub)
    return remote


async def send(
    door: Remote, receipt_id: str, key: str = "k1", address: str = "jo@example.com"
) -> receipts_pb2.ReceiptMail:
    request = receipts_pb2.SendReceiptRequest(receipt_id=receipt_id, address=address, idempotency_key=key)
    response: receipts_pb2.SendReceiptResponse = await door.call("SendReceipt", request)
    return response.mail


async def mails(door: Remote, receipt_id: str) -> list[receipts_pb2.ReceiptMail]:
    response = await door.call("GetReceipt", receipts_pb2.GetReceiptRequest(receipt_id=receipt_id))
    return list(response.mails)


async def test_a_receipt_goes_by_mail_as_pdf(door: Remote, parts: Pos, post: MailServer) -> None:
    receipt_id = await issued(parts)
    mail = await send(door, receipt_id)
    assert (mail.state, mail.address) == (WAITING, "jo@example.com")
    assert await send_next(parts, Renderer())
    assert not await send_next(parts, Renderer())
    assert post.recipients == [["jo@example.com"]]
    (sent,) = post.mails
    assert sent["Subject"] == "Receipt m25-cobham/Counter 1/1, M25 Cobham"
    assert sent["Message-ID"] == f"<{mail.mail_id}@fuel.example>"
    body = sent.get_body(("plain",))
    assert body is not None
    assert "£69.17" in body.get_content()
    assert parts.settings.public_url in body.get_content()
    (attachment,) = sent.iter_attachments()
    assert attachment.get_filename() == "receipt-m25-cobham-counter-1-1.pdf"
    text = PdfReader(io.BytesIO(attachment.get_content())).pages[0].extract_text()
    assert "£69.17" in text
    assert "COPY" not in text
    (ended,) = await mails(door, receipt_id)
    assert (ended.state, ended.attempts, ended.last_error) == (SENT, 1, "")


async def test_the_second_that_goes_out_is_a_copy(door: Remote, parts: Pos, post: MailServer) -> None:
    receipt_id = await issued(parts)
    await send(door, receipt_id)
    await send(door, receipt_id, "k2", "sam@example.com")
    while await send_next(parts, Renderer()):
        pass
    (attachment,) = post.mails[1].iter_attachments()
    assert "COPY 1" in PdfReader(io.BytesIO(attachment.get_content())).pages[0].extract_text()


async def test_a_repeated_request_sends_one_mail(door: Remote, parts: Pos) -> None:
    receipt_id = await issued(parts)
    assert await send(door, receipt_id) == await send(door, receipt_id)
    with pytest.raises(Conflict) as caught:
        await send(door, receipt_id, address="sam@example.com")
    assert caught.value.reason == "IdempotencyKeyReused"
    assert len(await mails(door, receipt_id)) == 1


async def test_a_wrong_address_is_refused_and_nothing_counted(door: Remote, parts: Pos) -> None:
    receipt_id = await issued(parts)
    with pytest.raises(InvalidInput) as caught:
        await send(door, receipt_id, address="jo@example.com\nBcc: sam@example.com")
    assert caught.value.context["field"] == "address"
    assert await parts.db.fetchval("SELECT count(*) FROM receipt_print") == 0


async def test_a_server_that_is_away_is_tried_again_later(
    door: Remote, parts: Pos, post: MailServer, clock: ManualClock
) -> None:
    receipt_id = await issued(parts)
    await send(door, receipt_id)
    post.refusal = "451 come back later"
    assert await send_next(parts, Renderer())
    assert not await send_next(parts, Renderer())
    (waiting,) = await mails(door, receipt_id)
    assert (waiting.state, waiting.attempts, waiting.last_error) == (WAITING, 1, "451 come back later")
    post.refusal = ""
    clock.forward(minutes=1)
    assert await send_next(parts, Renderer())
    assert [each.state for each in await mails(door, receipt_id)] == [SENT]


async def test_a_server_that_says_no_is_not_asked_again(door: Remote, parts: Pos, post: MailServer) -> None:
    receipt_id = await issued(parts)
    await send(door, receipt_id)
    post.refusal = "550 no such user: <jo@example.com>"
    with capture_logs() as logs:
        assert await send_next(parts, Renderer())
    assert "jo@example.com" not in repr(logs)
    (ended,) = await mails(door, receipt_id)
    assert (ended.state, ended.last_error) == (FAILED, "550 no such user: <jo@example.com>")
    assert ended.HasField("ended_at")


async def test_a_server_that_stays_away_is_given_up(door: Remote, parts: Pos, clock: ManualClock) -> None:
    receipt_id = await issued(parts)
    await send(door, receipt_id)
    away = replace(parts, settings=parts.settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:1"}))
    for _ in range(MAX_ATTEMPTS):
        assert await send_next(away, Renderer())
        clock.forward(hours=1)
    assert not await send_next(away, Renderer())
    (ended,) = await mails(door, receipt_id)
    assert (ended.state, ended.attempts) == (FAILED, MAX_ATTEMPTS)
    assert ended.last_error


async def test_a_mail_whose_sender_died_is_sent_by_the_next(door: Remote, parts: Pos, clock: ManualClock) -> None:
    receipt_id = await issued(parts)
    await send(door, receipt_id)
    await parts.db.execute("UPDATE mail_queue SET attempts = 1, next_at = $1", clock.now)  # a lease that is over
    assert await send_next(parts, Renderer())
    assert [(each.state, each.attempts) for each in await mails(door, receipt_id)] == [(SENT, 2)]


async def test_without_a_mail_server_it_is_refused(parts: Pos, door: Remote) -> None:
    receipt_id = await issued(parts)
    vars(parts)["settings"] = parts.settings.model_copy(update={"smtp_url": ""})
    with pytest.raises(Conflict) as caught:
        await send(door, receipt_id)
    assert caught.value.reason == "MailNotConfigured"
