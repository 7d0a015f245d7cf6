"""Receipts and their mails as messages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import receipts_pb2 as pb
from motorway_kit.errors import InvalidInput

from pos.app.receipt_documents import link_of
from pos.app.receipts import Which
from pos.db.receipts import Receipt
from pos.domain.receipt_mail import Mail
from pos.grpc_api.paging import last_of
from pos.parts import Pos
from pos.receipts.renderer import Document


def which_of(request: Any) -> Which:
    """Raises InvalidInput unless exactly one of the two is given."""
    if bool(request.receipt_id) == bool(request.sale_id):
        raise InvalidInput("give the id of the receipt or that of the sale", field="receipt_id")
    return Which(request.receipt_id, request.sale_id)


def id_of(text: str, field: str) -> str:
    """Empty when it is not given. Raises InvalidInput for what is no id."""
    try:
        return str(UUID(text)) if text else ""
    except ValueError as error:
        raise InvalidInput(f"{field} is no id", field=field) from error


def before_of(cursor: str) -> str:
    """The id that a page goes on before; empty for the first one. Raises InvalidInput."""
    return id_of(last_of(cursor), "cursor")


def receipt_message(parts: Pos, receipt: Receipt) -> pb.Receipt:
    return pb.Receipt(
        receipt_id=receipt.receipt_id,
        site_id=receipt.site_id,
        till=receipt.till,
        number=receipt.number,
        kind=pb.ReceiptKind.ValueType(receipt.kind),
        sale_id=receipt.sale_id,
        original_id=receipt.original_id,
        issued_at=_stamp(receipt.issued_at),
        content_json=receipt.content,
        hash=receipt.hash,
        previous_hash=receipt.previous_hash,
        prints=receipt.prints,
        url=link_of(parts, receipt),
    )


def mail_message(mail: Mail) -> pb.ReceiptMail:
    return pb.ReceiptMail(
        mail_id=mail.mail_id,
        receipt_id=mail.receipt_id,
        address=mail.address,
        state=pb.MailState.ValueType(mail.state),
        attempts=mail.attempts,
        last_error=mail.last_error,
        requested_at=_stamp(mail.requested_at),
        requested_by=mail.requested_by,
        ended_at=_stamp(mail.ended_at) if mail.ended_at else None,
    )


def document_message(document: Document) -> pb.Document:
    return pb.Document(content=document.content, content_type=document.content_type, file_name=document.file_name)


def _stamp(at: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(at)
    return stamp
