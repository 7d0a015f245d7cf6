from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.data_section import DataSection
    from ..models.data_subject import DataSubject


T = TypeVar("T", bound="PersonalData")


@_attrs_define
class PersonalData:
    """
    Attributes:
        subject (DataSubject): Of whom: an account customer or a user by id, a vehicle by its registration, somebody by
            an e-mail address.
        collected_at (datetime.datetime):
        sections (list[DataSection]):
    """

    subject: DataSubject
    collected_at: datetime.datetime
    sections: list[DataSection]

    def to_dict(self) -> dict[str, Any]:
        subject = self.subject.to_dict()

        collected_at = self.collected_at.isoformat()

        sections = []
        for sections_item_data in self.sections:
            sections_item = sections_item_data.to_dict()
            sections.append(sections_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "subject": subject,
                "collected_at": collected_at,
                "sections": sections,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.data_section import DataSection
        from ..models.data_subject import DataSubject

        d = dict(src_dict)
        subject = DataSubject.from_dict(d.pop("subject"))

        collected_at = datetime.datetime.fromisoformat(d.pop("collected_at"))

        sections = []
        _sections = d.pop("sections")
        for sections_item_data in _sections:
            sections_item = DataSection.from_dict(sections_item_data)

            sections.append(sections_item)

        personal_data = cls(
            subject=subject,
            collected_at=collected_at,
            sections=sections,
        )

        return personal_data
