from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Reconciled")


@_attrs_define
class Reconciled:
    """
    Attributes:
        compared (int):
        healed (int): Of those that differed
        found (int): Breaks that are new
    """

    compared: int
    healed: int
    found: int

    def to_dict(self) -> dict[str, Any]:
        compared = self.compared

        healed = self.healed

        found = self.found

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "compared": compared,
                "healed": healed,
                "found": found,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        compared = d.pop("compared")

        healed = d.pop("healed")

        found = d.pop("found")

        reconciled = cls(
            compared=compared,
            healed=healed,
            found=found,
        )

        return reconciled
