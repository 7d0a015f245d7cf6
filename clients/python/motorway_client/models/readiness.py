from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.readiness_checks import ReadinessChecks
    from ..models.readiness_info import ReadinessInfo


T = TypeVar("T", bound="Readiness")


@_attrs_define
class Readiness:
    """Whether requests can be served, and what that depends on.

    Attributes:
        ready (bool):
        checks (ReadinessChecks):
        info (ReadinessInfo):
    """

    ready: bool
    checks: ReadinessChecks
    info: ReadinessInfo
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ready = self.ready

        checks = self.checks.to_dict()

        info = self.info.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ready": ready,
                "checks": checks,
                "info": info,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.readiness_checks import ReadinessChecks
        from ..models.readiness_info import ReadinessInfo

        d = dict(src_dict)
        ready = d.pop("ready")

        checks = ReadinessChecks.from_dict(d.pop("checks"))

        info = ReadinessInfo.from_dict(d.pop("info"))

        readiness = cls(
            ready=ready,
            checks=checks,
            info=info,
        )

        readiness.additional_properties = d
        return readiness

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
