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

if TYPE_CHECKING:
    from ..models.rule_happening import RuleHappening


T = TypeVar("T", bound="RuleEvent")


@_attrs_define
class RuleEvent:
    """Something happened, and did not end within `for_s`; or it happened several times.

    Attributes:
        kind (Literal['event']):
        type_ (str): Type of the occurrence
        where (None | str): CEL over its fields
        per (RulePer):
        count (int):  Default: 1.
        within_s (float | None): With a count above 1
        for_s (float):  Default: 0.0.
        ends (list[RuleHappening]): Of the same subject; empty: by hand
        after_s (float | None): It ends by itself so long after the last occurrence
        severity_field (None | str): The field of the occurrence that says how grave it is
    """

    kind: Literal["event"]
    type_: str
    where: None | str
    per: RulePer
    within_s: float | None
    ends: list[RuleHappening]
    after_s: float | None
    severity_field: None | str
    count: int = 1
    for_s: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        type_ = self.type_

        where: None | str
        where = self.where

        per = self.per.value

        count = self.count

        within_s: float | None
        within_s = self.within_s

        for_s = self.for_s

        ends = []
        for ends_item_data in self.ends:
            ends_item = ends_item_data.to_dict()
            ends.append(ends_item)

        after_s: float | None
        after_s = self.after_s

        severity_field: None | str
        severity_field = self.severity_field

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "type": type_,
                "where": where,
                "per": per,
                "count": count,
                "within_s": within_s,
                "for_s": for_s,
                "ends": ends,
                "after_s": after_s,
                "severity_field": severity_field,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_happening import RuleHappening

        d = dict(src_dict)
        kind = cast(Literal["event"], d.pop("kind"))
        if kind != "event":
            raise ValueError(f"kind must match const 'event', got '{kind}'")

        type_ = d.pop("type")

        def _parse_where(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        where = _parse_where(d.pop("where"))

        per = RulePer(d.pop("per"))

        count = d.pop("count")

        def _parse_within_s(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        within_s = _parse_within_s(d.pop("within_s"))

        for_s = d.pop("for_s")

        ends = []
        _ends = d.pop("ends")
        for ends_item_data in _ends:
            ends_item = RuleHappening.from_dict(ends_item_data)

            ends.append(ends_item)

        def _parse_after_s(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        after_s = _parse_after_s(d.pop("after_s"))

        def _parse_severity_field(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        severity_field = _parse_severity_field(d.pop("severity_field"))

        rule_event = cls(
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

        return rule_event
