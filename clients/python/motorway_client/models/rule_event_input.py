from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.rule_per import RulePer
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.rule_happening_input import RuleHappeningInput


T = TypeVar("T", bound="RuleEventInput")


@_attrs_define
class RuleEventInput:
    """Something happened, and did not end within `for_s`; or it happened several times.

    Attributes:
        kind (Literal['event']):
        type_ (str): Type of the occurrence
        where (None | str | Unset): CEL over its fields
        per (RulePer | Unset):
        count (int | Unset):  Default: 1.
        within_s (float | None | Unset): With a count above 1
        for_s (float | Unset):  Default: 0.0.
        ends (list[RuleHappeningInput] | Unset): Of the same subject; empty: by hand
        after_s (float | None | Unset): It ends by itself so long after the last occurrence
        severity_field (None | str | Unset): The field of the occurrence that says how grave it is
    """

    kind: Literal["event"]
    type_: str
    where: None | str | Unset = UNSET
    per: RulePer | Unset = UNSET
    count: int | Unset = 1
    within_s: float | None | Unset = UNSET
    for_s: float | Unset = 0.0
    ends: list[RuleHappeningInput] | Unset = UNSET
    after_s: float | None | Unset = UNSET
    severity_field: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        type_ = self.type_

        where: None | str | Unset
        if isinstance(self.where, Unset):
            where = UNSET
        else:
            where = self.where

        per: str | Unset = UNSET
        if not isinstance(self.per, Unset):
            per = self.per.value

        count = self.count

        within_s: float | None | Unset
        if isinstance(self.within_s, Unset):
            within_s = UNSET
        else:
            within_s = self.within_s

        for_s = self.for_s

        ends: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.ends, Unset):
            ends = []
            for ends_item_data in self.ends:
                ends_item = ends_item_data.to_dict()
                ends.append(ends_item)

        after_s: float | None | Unset
        if isinstance(self.after_s, Unset):
            after_s = UNSET
        else:
            after_s = self.after_s

        severity_field: None | str | Unset
        if isinstance(self.severity_field, Unset):
            severity_field = UNSET
        else:
            severity_field = self.severity_field

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "type": type_,
            }
        )
        if where is not UNSET:
            field_dict["where"] = where
        if per is not UNSET:
            field_dict["per"] = per
        if count is not UNSET:
            field_dict["count"] = count
        if within_s is not UNSET:
            field_dict["within_s"] = within_s
        if for_s is not UNSET:
            field_dict["for_s"] = for_s
        if ends is not UNSET:
            field_dict["ends"] = ends
        if after_s is not UNSET:
            field_dict["after_s"] = after_s
        if severity_field is not UNSET:
            field_dict["severity_field"] = severity_field

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_happening_input import RuleHappeningInput

        d = dict(src_dict)
        kind = cast(Literal["event"], d.pop("kind"))
        if kind != "event":
            raise ValueError(f"kind must match const 'event', got '{kind}'")

        type_ = d.pop("type")

        def _parse_where(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        where = _parse_where(d.pop("where", UNSET))

        _per = d.pop("per", UNSET)
        per: RulePer | Unset
        if isinstance(_per, Unset):
            per = UNSET
        else:
            per = RulePer(_per)

        count = d.pop("count", UNSET)

        def _parse_within_s(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        within_s = _parse_within_s(d.pop("within_s", UNSET))

        for_s = d.pop("for_s", UNSET)

        _ends = d.pop("ends", UNSET)
        ends: list[RuleHappeningInput] | Unset = UNSET
        if _ends is not UNSET:
            ends = []
            for ends_item_data in _ends:
                ends_item = RuleHappeningInput.from_dict(ends_item_data)

                ends.append(ends_item)

        def _parse_after_s(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        after_s = _parse_after_s(d.pop("after_s", UNSET))

        def _parse_severity_field(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        severity_field = _parse_severity_field(d.pop("severity_field", UNSET))

        rule_event_input = cls(
            kind=kind,
            type_=type_,
            where=where,
            per=per,
            count=count,
            within_s=within_s,
            for_s=for_s,
            ends=ends,
            after_s=after_s,
            severity_field=severity_field,
        )

        return rule_event_input
