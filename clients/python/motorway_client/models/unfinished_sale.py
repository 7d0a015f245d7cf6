from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="UnfinishedSale")


@_attrs_define
class UnfinishedSale:
    """
    Attributes:
        sale_id (str):
        kind (str):
        state (str):
        pump (int):
        total_minor (int):
        tendered_minor (int): Given for it in this shift
    """

    sale_id: str
    kind: str
    state: str
    pump: int
    total_minor: int
    tendered_minor: int

    def to_dict(self) -> dict[str, Any]:
        sale_id = self.sale_id

        kind = self.kind

        state = self.state

        pump = self.pump

        total_minor = self.total_minor

        tendered_minor = self.tendered_minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sale_id": sale_id,
                "kind": kind,
                "state": state,
                "pump": pump,
                "total_minor": total_minor,
                "tendered_minor": tendered_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        sale_id = d.pop("sale_id")

        kind = d.pop("kind")

        state = d.pop("state")

        pump = d.pop("pump")

        total_minor = d.pop("total_minor")

        tendered_minor = d.pop("tendered_minor")

        unfinished_sale = cls(
            sale_id=sale_id,
            kind=kind,
            state=state,
            pump=pump,
            total_minor=total_minor,
            tendered_minor=tendered_minor,
        )

        return unfinished_sale
