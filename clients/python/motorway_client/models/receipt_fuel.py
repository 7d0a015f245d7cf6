from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReceiptFuel")


@_attrs_define
class ReceiptFuel:
    """
    Attributes:
        pump (int):
        nozzle (int):
        grade_id (str):
        sequence (int): The device's number of the transaction
        volume_ml (int):
        unit_price_milli (int): Thousandths of the currency per litre
        finished_at (str): The date of supply
        offline (bool):
    """

    pump: int
    nozzle: int
    grade_id: str
    sequence: int
    volume_ml: int
    unit_price_milli: int
    finished_at: str
    offline: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pump = self.pump

        nozzle = self.nozzle

        grade_id = self.grade_id

        sequence = self.sequence

        volume_ml = self.volume_ml

        unit_price_milli = self.unit_price_milli

        finished_at = self.finished_at

        offline = self.offline

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pump": pump,
                "nozzle": nozzle,
                "grade_id": grade_id,
                "sequence": sequence,
                "volume_ml": volume_ml,
                "unit_price_milli": unit_price_milli,
                "finished_at": finished_at,
                "offline": offline,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        pump = d.pop("pump")

        nozzle = d.pop("nozzle")

        grade_id = d.pop("grade_id")

        sequence = d.pop("sequence")

        volume_ml = d.pop("volume_ml")

        unit_price_milli = d.pop("unit_price_milli")

        finished_at = d.pop("finished_at")

        offline = d.pop("offline")

        receipt_fuel = cls(
            pump=pump,
            nozzle=nozzle,
            grade_id=grade_id,
            sequence=sequence,
            volume_ml=volume_ml,
            unit_price_milli=unit_price_milli,
            finished_at=finished_at,
            offline=offline,
        )

        receipt_fuel.additional_properties = d
        return receipt_fuel

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
