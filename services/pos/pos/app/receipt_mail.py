"""Receipts by e-mail: queued with the request, sent by themselves, tried again while the mail server is away."""

import asyncio
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

import aiosmtplib
from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit.db import FAILURES, transaction
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from pos.app.receipt_documents import link_of, mark_of, printing_of, take_print
from pos.app.receipts import Which, find
from pos.db import receipt_prints as store
from pos.db import receipts
from pos.db.receipts import Receipt
from pos.domain.idempotency import IdempotencyKeyReused, sound_key
from pos.domain.receipt_mail import (
    LEASE,
    LONGEST_ERROR,
    Mail,
    MailNotConfigured,
    MailState,
    pause_after,
    sound_address,
)
from pos.parts import Pos
from pos.receipts.renderer import Form, Renderer
from pos.receipts.words import money, title

log = get_logger(__name__)
POLL_S = 2.0
SMTP_TIMEOUT_S = 30.0
FORM = "MAIL"
SMTP_PORT, SMTPS_PORT = 25, 465


async def send_receipt(parts: Pos, which: Which, address: str, key: str) -> tuple[Mail, Receipt]:
    """Queue it. It is counted like a print: the first that goes out, on paper or by mail, is the original.

    Raises MailNotConfigured, InvalidInput, ReceiptNotFound, NotAllowed, IdempotencyKeyReused.
    """
    sound_key(key)
    wanted = sound_address(address)
    async with transaction(parts.db) as conn:
        receipt = await find(conn, which, Operation.SALES_SELL)
        if not parts.settings.smtp_url:
            raise MailNotConfigured("no mail server is configured")
        number = await take_print(parts, conn, receipt, FORM, key)
        mail = await store.mail_of_print(conn, receipt.receipt_id, number)
        if mail is None:
            mail = _waiting(parts, receipt, number, wanted)
            await store.insert_mail(conn, mail)
        elif mail.address != wanted:
            raise IdempotencyKeyReused("the idempotency key was used for another request", field="idempotency_key")
    return mail, receipt


def _waiting(parts: Pos, receipt: Receipt, number: int, address: str) -> Mail:
    by, at = current_caller().name, parts.clock()
    return Mail(new_id(), receipt.receipt_id, number, address, MailState.WAITING, 0, "", by, at)


async def keep_sending(parts: Pos) -> None:
    """Send what is queued, for ever."""
    renderer = Renderer()
    while True:
        try:
            while parts.settings.smtp_url and await send_next(parts, renderer):
                pass
        except FAILURES as error:
            log.warning("mail interrupted", error=str(error))
        await asyncio.sleep(POLL_S)


async def send_next(parts: Pos, renderer: Renderer) -> bool:
    """Try the mail that has been due for longest; whether there was one.

    One that was sent just before the process died is sent again, with the same message id.
    """
    now = parts.clock()
    async with transaction(parts.db) as conn:
        mail = await store.claim(conn, now, now + LEASE)
    if mail is None:
        return False
    receipt = await receipts.get(parts.db, mail.receipt_id)
    assert receipt is not None
    message = await _message(parts, renderer, mail, receipt)
    try:
        await _send(parts.settings.smtp_url, message)
    except (aiosmtplib.SMTPException, OSError) as error:
        await _failed(parts, mail, error)
    else:
        await store.end_mail(parts.db, mail.mail_id, MailState.SENT, parts.clock())
        log.info("receipt sent", mail=mail.mail_id, receipt=mail.receipt_id, attempts=mail.attempts)
    return True


async def _failed(parts: Pos, mail: Mail, error: Exception) -> None:
    """What the server said is kept with the mail and not logged: it often repeats the address."""
    text, pause = _said(error)[:LONGEST_ERROR], pause_after(mail.attempts)
    if pause is None or is_final(error):
        await store.end_mail(parts.db, mail.mail_id, MailState.FAILED, parts.clock(), text)
        log.warning("receipt not sent, given up", mail=mail.mail_id, error=type(error).__name__)
    else:
        await store.try_later(parts.db, mail.mail_id, parts.clock() + pause, text)
        log.info("receipt not sent yet", mail=mail.mail_id, attempts=mail.attempts, error=type(error).__name__)


def is_final(error: Exception) -> bool:
    """Whether the server will say so again: 5xx, of which signing in is not one, as it may be put right."""
    match error:
        case aiosmtplib.SMTPAuthenticationError():
            return False
        case aiosmtplib.SMTPRecipientsRefused(recipients=refused):
            return all(each.code >= 500 for each in refused)
        case aiosmtplib.SMTPResponseException(code=code):
            return code >= 500
    return False


def _said(error: Exception) -> str:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return "; ".join(f"{each.code} {each.message}" for each in error.recipients)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"{error.code} {error.message}"
    return str(error) or type(error).__name__


async def _message(parts: Pos, renderer: Renderer, mail: Mail, receipt: Receipt) -> EmailMessage:
    content = receipt.says
    printing = printing_of(parts, receipt, mark_of(mail.print_number))
    document = await renderer.document(content, Form.PDF, printing)
    what, site = title(content), content["site"]["name"]
    message = EmailMessage()
    message["From"], message["To"] = parts.settings.mail_from, mail.address
    message["Subject"] = f"{what} {content['series']}/{content['number']}, {site}"
    message["Date"] = format_datetime(mail.requested_at)
    message["Message-ID"] = f"<{mail.mail_id}@{parts.settings.mail_from.rpartition('@')[2].strip('>') or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        f"{what} of {site}\n{money(content, content['total_minor'])}\n\nOnline: {link_of(parts, receipt)}\n"
    )
    message.add_attachment(document.content, maintype="application", subtype="pdf", filename=document.file_name)
    return message


async def _send(url: str, message: EmailMessage) -> None:
    """`smtp://user:password@host:port` (encrypted where the server offers it) or `smtps://`."""
    parts = urlsplit(url)
    tls = parts.scheme == "smtps"
    await aiosmtplib.send(
        message,
        hostname=parts.hostname,
        port=parts.port or (SMTPS_PORT if tls else SMTP_PORT),
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=tls,
        timeout=SMTP_TIMEOUT_S,
    )
