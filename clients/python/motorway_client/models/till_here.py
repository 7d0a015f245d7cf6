from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.colleague import Colleague


T = TypeVar("T", bound="TillHere")


@_attrs_define
class TillHere:
    """The till that this browser is.

    Attributes:
        till_id (UUID):
        name (str):
        site (str):
        cashiers (list[Colleague]):
    """

    till_id: UUID
    name: str
    site: str
    cashiers: list[Colleague]

    def to_dict(self) -> dict[str, Any]:
        till_id = str(self.till_id)

        name = self.name

        site = self.site

        cashiers = []
        for cashiers_item_data in self.cashiers:
            cashiers_item = cashiers_item_data.to_dict()
            cashiers.append(cashiers_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "till_id": till_id,
                "name": name,
                "site": site,
                "cashiers": cashiers,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.colleague import Colleague

        d = dict(src_dict)
        till_id = UUID(d.pop("till_id"))

        name = d.pop("name")

        site = d.pop("site")

        cashiers = []
        _cashiers = d.pop("cashiers")
        for cashiers_item_data in _cashiers:
            cashiers_item = Colleague.from_dict(cashiers_item_data)

            cashiers.append(cashiers_item)

        till_here = cls(
            till_id=till_id,
            name=name,
            site=site,
            cashiers=cashiers,
        )

        return till_here
