from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.hindrance import Hindrance

if TYPE_CHECKING:
    from ..models.data_subject import DataSubject
    from ..models.planned_section import PlannedSection


T = TypeVar("T", bound="ErasurePlan")


@_attrs_define
class ErasurePlan:
    """
    Attributes:
        subject (DataSubject): Of whom: an account customer or a user by id, a vehicle by its registration, somebody by
            an e-mail address.
        sections (list[PlannedSection]):
        hindrances (list[Hindrance]): What must be ended before anything is erased
        confirmation (str): To be given back with the erasure; of this plan alone
    """

    subject: DataSubject
    sections: list[PlannedSection]
    hindrances: list[Hindrance]
    confirmation: str

    def to_dict(self) -> dict[str, Any]:
        subject = self.subject.to_dict()

        sections = []
        for sections_item_data in self.sections:
            sections_item = sections_item_data.to_dict()
            sections.append(sections_item)

        hindrances = []
        for hindrances_item_data in self.hindrances:
            hindrances_item = hindrances_item_data.value
            hindrances.append(hindrances_item)

        confirmation = self.confirmation

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "subject": subject,
                "sections": sections,
                "hindrances": hindrances,
                "confirmation": confirmation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.data_subject import DataSubject
        from ..models.planned_section import PlannedSection

        d = dict(src_dict)
        subject = DataSubject.from_dict(d.pop("subject"))

        sections = []
        _sections = d.pop("sections")
        for sections_item_data in _sections:
            sections_item = PlannedSection.from_dict(sections_item_data)

            sections.append(sections_item)

        hindrances = []
        _hindrances = d.pop("hindrances")
        for hindrances_item_data in _hindrances:
            hindrances_item = Hindrance(hindrances_item_data)

            hindrances.append(hindrances_item)

        confirmation = d.pop("confirmation")

        erasure_plan = cls(
            subject=subject,
            sections=sections,
            hindrances=hindrances,
            confirmation=confirmation,
        )

        return erasure_plan
