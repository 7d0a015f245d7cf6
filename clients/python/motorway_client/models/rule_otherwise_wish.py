from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.rule_otherwise import RuleOtherwise


T = TypeVar("T", bound="RuleOtherwiseWish")


@_attrs_define
class RuleOtherwiseWish:
    """
    Attributes:
        overrides (list[RuleOtherwise]): Empty: nothing is otherwise
        reason (str | Unset): Why, for whoever reads the versions Default: ''.
    """

    overrides: list[RuleOtherwise]
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        overrides = []
        for overrides_item_data in self.overrides:
            overrides_item = overrides_item_data.to_dict()
            overrides.append(overrides_item)

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "overrides": overrides,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_otherwise import RuleOtherwise

        d = dict(src_dict)
        overrides = []
        _overrides = d.pop("overrides")
        for overrides_item_data in _overrides:
            overrides_item = RuleOtherwise.from_dict(overrides_item_data)

            overrides.append(overrides_item)

        reason = d.pop("reason", UNSET)

        rule_otherwise_wish = cls(
            overrides=overrides,
            reason=reason,
        )

        return rule_otherwise_wish
