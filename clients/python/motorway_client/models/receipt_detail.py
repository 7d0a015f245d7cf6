from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.receipt_kind import ReceiptKind

if TYPE_CHECKING:
    from ..models.receipt_content import ReceiptContent
    from ..models.receipt_mail import ReceiptMail


T = TypeVar("T", bound="ReceiptDetail")


@_attrs_define
class ReceiptDetail:
    """
    Attributes:
        receipt_id (str):
        site (str):
        till (str): With the site its series; `invoice` for invoices
        number (int): From 1 within its series, without a gap
        kind (ReceiptKind):
        sale_id (str): Empty of an OFFLINE_SLIP for no sale that is known
        original_id (str): What a credit, an invoice or a payment is about
        issued_at (datetime.datetime):
        prints (int): How often it went out; the first is the original, the others are copies
        url (str): Of the online copy
        hash_ (str): SHA-256 of the previous hash and the canonical JSON (RFC 8785) of the content
        previous_hash (str):
        content (ReceiptContent): What it says, frozen when it was issued.
        invoice_id (str): Its invoice; empty: none
        mails (list[ReceiptMail]):
    """

    receipt_id: str
    site: str
    till: str
    number: int
    kind: ReceiptKind
    sale_id: str
    original_id: str
    issued_at: datetime.datetime
    prints: int
    url: str
    hash_: str
    previous_hash: str
    content: ReceiptContent
    invoice_id: str
    mails: list[ReceiptMail]

    def to_dict(self) -> dict[str, Any]:
        receipt_id = self.receipt_id

        site = self.site

        till = self.till

        number = self.number

        kind = self.kind.value

        sale_id = self.sale_id

        original_id = self.original_id

        issued_at = self.issued_at.isoformat()

        prints = self.prints

        url = self.url

        hash_ = self.hash_

        previous_hash = self.previous_hash

        content = self.content.to_dict()

        invoice_id = self.invoice_id

        mails = []
        for mails_item_data in self.mails:
            mails_item = mails_item_data.to_dict()
            mails.append(mails_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "receipt_id": receipt_id,
                "site": site,
                "till": till,
                "number": number,
                "kind": kind,
                "sale_id": sale_id,
                "original_id": original_id,
                "issued_at": issued_at,
                "prints": prints,
                "url": url,
                "hash": hash_,
                "previous_hash": previous_hash,
                "content": content,
                "invoice_id": invoice_id,
                "mails": mails,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.receipt_content import ReceiptContent
        from ..models.receipt_mail import ReceiptMail

        d = dict(src_dict)
        receipt_id = d.pop("receipt_id")

        site = d.pop("site")

        till = d.pop("till")

        number = d.pop("number")

        kind = ReceiptKind(d.pop("kind"))

        sale_id = d.pop("sale_id")

        original_id = d.pop("original_id")

        issued_at = datetime.datetime.fromisoformat(d.pop("issued_at"))

        prints = d.pop("prints")

        url = d.pop("url")

        hash_ = d.pop("hash")

        previous_hash = d.pop("previous_hash")

        content = ReceiptContent.from_dict(d.pop("content"))

        invoice_id = d.pop("invoice_id")

        mails = []
        _mails = d.pop("mails")
        for mails_item_data in _mails:
            mails_item = ReceiptMail.from_dict(mails_item_data)

            mails.append(mails_item)

        receipt_detail = cls(
            receipt_id=receipt_id,
            site=site,
            till=till,
            number=number,
            kind=kind,
            sale_id=sale_id,
            original_id=original_id,
            issued_at=issued_at,
            prints=prints,
            url=url,
            hash_=hash_,
            previous_hash=previous_hash,
            content=content,
            invoice_id=invoice_id,
            mails=mails,
        )

        return receipt_detail
