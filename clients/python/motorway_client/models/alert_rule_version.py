from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.named_rule import NamedRule


T = TypeVar("T", bound="AlertRuleVersion")


@_attrs_define
class AlertRuleVersion:
    """
    Attributes:
        version (int):
        rule (NamedRule | None): None: it was deleted then
        changed_at (datetime.datetime):
        changed_by (str):
        reason (str):
    """

    version: int
    rule: NamedRule | None
    changed_at: datetime.datetime
    changed_by: str
    reason: str

    def to_dict(self) -> dict[str, Any]:
        from ..models.named_rule import NamedRule

        version = self.version

        rule: dict[str, Any] | None
        if isinstance(self.rule, NamedRule):
            rule = self.rule.to_dict()
        else:
            rule = self.rule

        changed_at = self.changed_at.isoformat()

        changed_by = self.changed_by

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "version": version,
                "rule": rule,
                "changed_at": changed_at,
                "changed_by": changed_by,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.named_rule import NamedRule

        d = dict(src_dict)
        version = d.pop("version")

        def _parse_rule(data: object) -> NamedRule | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                rule_type_0 = NamedRule.from_dict(data)

                return rule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NamedRule | None, data)

        rule = _parse_rule(d.pop("rule"))

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        changed_by = d.pop("changed_by")

        reason = d.pop("reason")

        alert_rule_version = cls(
            version=version,
            rule=rule,
            changed_at=changed_at,
            changed_by=changed_by,
            reason=reason,
        )

        return alert_rule_version
