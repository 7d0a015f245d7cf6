from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.grade import Grade
    from ..models.offline_limits import OfflineLimits
    from ..models.position import Position
    from ..models.pump import Pump
    from ..models.supplier import Supplier
    from ..models.tank import Tank


T = TypeVar("T", bound="Site")


@_attrs_define
class Site:
    """
    Attributes:
        site_id (str):
        name (str):
        time_zone (str): IANA name
        currency (str): ISO 4217
        grades (list[Grade]):
        tanks (list[Tank]):
        pumps (list[Pump]):
        supplier (Supplier): Who sells, as it must be on a receipt.
        max_unpaid (int): Fuellings that may wait to be paid on one pump before it is released again Default: 2.
        zero_tr_mode (int): IFSF ZeroTR_Mode. 1: a fuelling of nothing is cleared by itself; 0: by a cashier Default: 1.
        prepay_max_minor (int): The most that may be paid in advance, in minor units; 0: no limit Default: 0.
        receipt_note (str): At the end of receipts Default: ''.
        simplified_limit_minor (int): A receipt of more says that a full invoice is needed; 0: no limit Default: 0.
        offline (OfflineLimits): What a till may do while it has no line.
        position (None | Position): Null: not known, and then it is on no map
        version (int): Grows by one with every change; ignored when written Default: 0.
    """

    site_id: str
    name: str
    time_zone: str
    currency: str
    grades: list[Grade]
    tanks: list[Tank]
    pumps: list[Pump]
    supplier: Supplier
    offline: OfflineLimits
    position: None | Position
    max_unpaid: int = 2
    zero_tr_mode: int = 1
    prepay_max_minor: int = 0
    receipt_note: str = ""
    simplified_limit_minor: int = 0
    version: int = 0

    def to_dict(self) -> dict[str, Any]:
        from ..models.position import Position

        site_id = self.site_id

        name = self.name

        time_zone = self.time_zone

        currency = self.currency

        grades = []
        for grades_item_data in self.grades:
            grades_item = grades_item_data.to_dict()
            grades.append(grades_item)

        tanks = []
        for tanks_item_data in self.tanks:
            tanks_item = tanks_item_data.to_dict()
            tanks.append(tanks_item)

        pumps = []
        for pumps_item_data in self.pumps:
            pumps_item = pumps_item_data.to_dict()
            pumps.append(pumps_item)

        supplier = self.supplier.to_dict()

        max_unpaid = self.max_unpaid

        zero_tr_mode = self.zero_tr_mode

        prepay_max_minor = self.prepay_max_minor

        receipt_note = self.receipt_note

        simplified_limit_minor = self.simplified_limit_minor

        offline = self.offline.to_dict()

        position: dict[str, Any] | None
        if isinstance(self.position, Position):
            position = self.position.to_dict()
        else:
            position = self.position

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site_id": site_id,
                "name": name,
                "time_zone": time_zone,
                "currency": currency,
                "grades": grades,
                "tanks": tanks,
                "pumps": pumps,
                "supplier": supplier,
                "max_unpaid": max_unpaid,
                "zero_tr_mode": zero_tr_mode,
                "prepay_max_minor": prepay_max_minor,
                "receipt_note": receipt_note,
                "simplified_limit_minor": simplified_limit_minor,
                "offline": offline,
                "position": position,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.grade import Grade
        from ..models.offline_limits import OfflineLimits
        from ..models.position import Position
        from ..models.pump import Pump
        from ..models.supplier import Supplier
        from ..models.tank import Tank

        d = dict(src_dict)
        site_id = d.pop("site_id")

        name = d.pop("name")

        time_zone = d.pop("time_zone")

        currency = d.pop("currency")

        grades = []
        _grades = d.pop("grades")
        for grades_item_data in _grades:
            grades_item = Grade.from_dict(grades_item_data)

            grades.append(grades_item)

        tanks = []
        _tanks = d.pop("tanks")
        for tanks_item_data in _tanks:
            tanks_item = Tank.from_dict(tanks_item_data)

            tanks.append(tanks_item)

        pumps = []
        _pumps = d.pop("pumps")
        for pumps_item_data in _pumps:
            pumps_item = Pump.from_dict(pumps_item_data)

            pumps.append(pumps_item)

        supplier = Supplier.from_dict(d.pop("supplier"))

        max_unpaid = d.pop("max_unpaid")

        zero_tr_mode = d.pop("zero_tr_mode")

        prepay_max_minor = d.pop("prepay_max_minor")

        receipt_note = d.pop("receipt_note")

        simplified_limit_minor = d.pop("simplified_limit_minor")

        offline = OfflineLimits.from_dict(d.pop("offline"))

        def _parse_position(data: object) -> None | Position:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                position_type_0 = Position.from_dict(data)

                return position_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Position, data)

        position = _parse_position(d.pop("position"))

        version = d.pop("version")

        site = cls(
            site_id=site_id,
            name=name,
            time_zone=time_zone,
            currency=currency,
            grades=grades,
            tanks=tanks,
            pumps=pumps,
            supplier=supplier,
            max_unpaid=max_unpaid,
            zero_tr_mode=zero_tr_mode,
            prepay_max_minor=prepay_max_minor,
            receipt_note=receipt_note,
            simplified_limit_minor=simplified_limit_minor,
            offline=offline,
            position=position,
            version=version,
        )

        return site
