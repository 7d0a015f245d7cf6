from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="RuleHappening")


@_attrs_define
class RuleHappening:
    """
    Attributes:
        type_ (str): Type of the occurrence
        where (None | str): CEL over its fields
    """

    type_: str
    where: None | str

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        where: None | str
        where = self.where

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "where": where,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        type_ = d.pop("type")

        def _parse_where(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        where = _parse_where(d.pop("where"))

        rule_happening = cls(
            type_=type_,
            where=where,
        )

        return rule_happening
