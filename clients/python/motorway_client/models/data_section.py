from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.data_section_rows_item import DataSectionRowsItem


T = TypeVar("T", bound="DataSection")


@_attrs_define
class DataSection:
    """Rows as they are stored; dates are UTC, money minor units.

    Attributes:
        service (str): Who keeps it
        name (str):
        total (int): How many there are; of the audit the newest thousand are told
        rows (list[DataSectionRowsItem]):
    """

    service: str
    name: str
    total: int
    rows: list[DataSectionRowsItem]

    def to_dict(self) -> dict[str, Any]:
        service = self.service

        name = self.name

        total = self.total

        rows = []
        for rows_item_data in self.rows:
            rows_item = rows_item_data.to_dict()
            rows.append(rows_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "service": service,
                "name": name,
                "total": total,
                "rows": rows,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.data_section_rows_item import DataSectionRowsItem

        d = dict(src_dict)
        service = d.pop("service")

        name = d.pop("name")

        total = d.pop("total")

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = DataSectionRowsItem.from_dict(rows_item_data)

            rows.append(rows_item)

        data_section = cls(
            service=service,
            name=name,
            total=total,
            rows=rows,
        )

        return data_section
