from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.data_subject import DataSubject


T = TypeVar("T", bound="ErasureOrder")


@_attrs_define
class ErasureOrder:
    """
    Attributes:
        subject (DataSubject): Of whom: an account customer or a user by id, a vehicle by its registration, somebody by
            an e-mail address.
        confirmation (str): Of the plan that a person has seen
    """

    subject: DataSubject
    confirmation: str

    def to_dict(self) -> dict[str, Any]:
        subject = self.subject.to_dict()

        confirmation = self.confirmation

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "subject": subject,
                "confirmation": confirmation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.data_subject import DataSubject

        d = dict(src_dict)
        subject = DataSubject.from_dict(d.pop("subject"))

        confirmation = d.pop("confirmation")

        erasure_order = cls(
            subject=subject,
            confirmation=confirmation,
        )

        return erasure_order
