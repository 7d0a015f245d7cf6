from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.blend_part import BlendPart


T = TypeVar("T", bound="Grade")


@_attrs_define
class Grade:
    """
    Attributes:
        grade_id (str): Short slug
        name (str):
        vat_rate_bp (int | None): Basis points: 2000 is 20 %. Null: not known, and then nothing of it is sold
        blend (list[BlendPart]): The two grades that it is mixed from at the nozzle; it is in no tank then
    """

    grade_id: str
    name: str
    vat_rate_bp: int | None
    blend: list[BlendPart]

    def to_dict(self) -> dict[str, Any]:
        grade_id = self.grade_id

        name = self.name

        vat_rate_bp: int | None
        vat_rate_bp = self.vat_rate_bp

        blend = []
        for blend_item_data in self.blend:
            blend_item = blend_item_data.to_dict()
            blend.append(blend_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "grade_id": grade_id,
                "name": name,
                "vat_rate_bp": vat_rate_bp,
                "blend": blend,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.blend_part import BlendPart

        d = dict(src_dict)
        grade_id = d.pop("grade_id")

        name = d.pop("name")

        def _parse_vat_rate_bp(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        vat_rate_bp = _parse_vat_rate_bp(d.pop("vat_rate_bp"))

        blend = []
        _blend = d.pop("blend")
        for blend_item_data in _blend:
            blend_item = BlendPart.from_dict(blend_item_data)

            blend.append(blend_item)

        grade = cls(
            grade_id=grade_id,
            name=name,
            vat_rate_bp=vat_rate_bp,
            blend=blend,
        )

        return grade
