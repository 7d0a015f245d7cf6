from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="OfflineOperationDone")


@_attrs_define
class OfflineOperationDone:
    """An operation as the device did it.

    Attributes:
        operation_id (UUID): UUIDv7 made by the device
        number (int): From 1 within the device, without a gap
        document (str): JSON, exactly as it was hashed
        previous_hash (str): Of the operation before it; 64 zeros for number 1
        hash_ (str): SHA-256 of the bytes of `previous_hash` and of `document` in UTF-8, hexadecimal
    """

    operation_id: UUID
    number: int
    document: str
    previous_hash: str
    hash_: str

    def to_dict(self) -> dict[str, Any]:
        operation_id = str(self.operation_id)

        number = self.number

        document = self.document

        previous_hash = self.previous_hash

        hash_ = self.hash_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "operation_id": operation_id,
                "number": number,
                "document": document,
                "previous_hash": previous_hash,
                "hash": hash_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        operation_id = UUID(d.pop("operation_id"))

        number = d.pop("number")

        document = d.pop("document")

        previous_hash = d.pop("previous_hash")

        hash_ = d.pop("hash")

        offline_operation_done = cls(
            operation_id=operation_id,
            number=number,
            document=document,
            previous_hash=previous_hash,
            hash_=hash_,
        )

        return offline_operation_done
