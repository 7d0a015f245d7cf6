from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Photo")


@_attrs_define
class Photo:
    """A picture of who left without paying.

    Attributes:
        photo_id (str):
        sale_id (str):
        site (str):
        content_type (str): By its content
        size_bytes (int):
        sha256 (str): Hexadecimal
        added_by (str):
        added_at (datetime.datetime):
        kept_until (datetime.datetime): When it is removed by itself
    """

    photo_id: str
    sale_id: str
    site: str
    content_type: str
    size_bytes: int
    sha256: str
    added_by: str
    added_at: datetime.datetime
    kept_until: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        photo_id = self.photo_id

        sale_id = self.sale_id

        site = self.site

        content_type = self.content_type

        size_bytes = self.size_bytes

        sha256 = self.sha256

        added_by = self.added_by

        added_at = self.added_at.isoformat()

        kept_until = self.kept_until.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "photo_id": photo_id,
                "sale_id": sale_id,
                "site": site,
                "content_type": content_type,
                "size_bytes": size_bytes,
                "sha256": sha256,
                "added_by": added_by,
                "added_at": added_at,
                "kept_until": kept_until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        photo_id = d.pop("photo_id")

        sale_id = d.pop("sale_id")

        site = d.pop("site")

        content_type = d.pop("content_type")

        size_bytes = d.pop("size_bytes")

        sha256 = d.pop("sha256")

        added_by = d.pop("added_by")

        added_at = datetime.datetime.fromisoformat(d.pop("added_at"))

        kept_until = datetime.datetime.fromisoformat(d.pop("kept_until"))

        photo = cls(
            photo_id=photo_id,
            sale_id=sale_id,
            site=site,
            content_type=content_type,
            size_bytes=size_bytes,
            sha256=sha256,
            added_by=added_by,
            added_at=added_at,
            kept_until=kept_until,
        )

        return photo
