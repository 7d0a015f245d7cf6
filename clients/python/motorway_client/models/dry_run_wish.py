from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.named_rule_input import NamedRuleInput


T = TypeVar("T", bound="DryRunWish")


@_attrs_define
class DryRunWish:
    """
    Attributes:
        rule (NamedRuleInput):
        start (datetime.datetime):
        end (datetime.datetime): Exclusive; at most 31 days after the start
        sites (list[str] | Unset): Empty: those of the rule that you manage
    """

    rule: NamedRuleInput
    start: datetime.datetime
    end: datetime.datetime
    sites: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        rule = self.rule.to_dict()

        start = self.start.isoformat()

        end = self.end.isoformat()

        sites: list[str] | Unset = UNSET
        if not isinstance(self.sites, Unset):
            sites = self.sites

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "rule": rule,
                "start": start,
                "end": end,
            }
        )
        if sites is not UNSET:
            field_dict["sites"] = sites

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.named_rule_input import NamedRuleInput

        d = dict(src_dict)
        rule = NamedRuleInput.from_dict(d.pop("rule"))

        start = datetime.datetime.fromisoformat(d.pop("start"))

        end = datetime.datetime.fromisoformat(d.pop("end"))

        sites = cast(list[str], d.pop("sites", UNSET))

        dry_run_wish = cls(
            rule=rule,
            start=start,
            end=end,
            sites=sites,
        )

        return dry_run_wish
