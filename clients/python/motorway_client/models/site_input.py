from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.grade_input import GradeInput
    from ..models.offline_limits_input import OfflineLimitsInput
    from ..models.position import Position
    from ..models.pump_input import PumpInput
    from ..models.supplier_input import SupplierInput
    from ..models.tank import Tank


T = TypeVar("T", bound="SiteInput")


@_attrs_define
class SiteInput:
    """
    Attributes:
        site_id (str):
        name (str):
        time_zone (str): IANA name
        currency (str): ISO 4217
        grades (list[GradeInput] | Unset):
        tanks (list[Tank] | Unset):
        pumps (list[PumpInput] | Unset):
        supplier (SupplierInput | Unset): Who sells, as it must be on a receipt.
        max_unpaid (int | Unset): Fuellings that may wait to be paid on one pump before it is released again Default: 2.
        zero_tr_mode (int | Unset): IFSF ZeroTR_Mode. 1: a fuelling of nothing is cleared by itself; 0: by a cashier
            Default: 1.
        prepay_max_minor (int | Unset): The most that may be paid in advance, in minor units; 0: no limit Default: 0.
        receipt_note (str | Unset): At the end of receipts Default: ''.
        simplified_limit_minor (int | Unset): A receipt of more says that a full invoice is needed; 0: no limit Default:
            0.
        offline (OfflineLimitsInput | Unset): What a till may do while it has no line.
        position (None | Position | Unset): Null: not known, and then it is on no map
        version (int | Unset): Grows by one with every change; ignored when written Default: 0.
    """

    site_id: str
    name: str
    time_zone: str
    currency: str
    grades: list[GradeInput] | Unset = UNSET
    tanks: list[Tank] | Unset = UNSET
    pumps: list[PumpInput] | Unset = UNSET
    supplier: SupplierInput | Unset = UNSET
    max_unpaid: int | Unset = 2
    zero_tr_mode: int | Unset = 1
    prepay_max_minor: int | Unset = 0
    receipt_note: str | Unset = ""
    simplified_limit_minor: int | Unset = 0
    offline: OfflineLimitsInput | Unset = UNSET
    position: None | Position | Unset = UNSET
    version: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        from ..models.position import Position

        site_id = self.site_id

        name = self.name

        time_zone = self.time_zone

        currency = self.currency

        grades: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.grades, Unset):
            grades = []
            for grades_item_data in self.grades:
                grades_item = grades_item_data.to_dict()
                grades.append(grades_item)

        tanks: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.tanks, Unset):
            tanks = []
            for tanks_item_data in self.tanks:
                tanks_item = tanks_item_data.to_dict()
                tanks.append(tanks_item)

        pumps: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.pumps, Unset):
            pumps = []
            for pumps_item_data in self.pumps:
                pumps_item = pumps_item_data.to_dict()
                pumps.append(pumps_item)

        supplier: dict[str, Any] | Unset = UNSET
        if not isinstance(self.supplier, Unset):
            supplier = self.supplier.to_dict()

        max_unpaid = self.max_unpaid

        zero_tr_mode = self.zero_tr_mode

        prepay_max_minor = self.prepay_max_minor

        receipt_note = self.receipt_note

        simplified_limit_minor = self.simplified_limit_minor

        offline: dict[str, Any] | Unset = UNSET
        if not isinstance(self.offline, Unset):
            offline = self.offline.to_dict()

        position: dict[str, Any] | None | Unset
        if isinstance(self.position, Unset):
            position = UNSET
        elif isinstance(self.position, Position):
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
            }
        )
        if grades is not UNSET:
            field_dict["grades"] = grades
        if tanks is not UNSET:
            field_dict["tanks"] = tanks
        if pumps is not UNSET:
            field_dict["pumps"] = pumps
        if supplier is not UNSET:
            field_dict["supplier"] = supplier
        if max_unpaid is not UNSET:
            field_dict["max_unpaid"] = max_unpaid
        if zero_tr_mode is not UNSET:
            field_dict["zero_tr_mode"] = zero_tr_mode
        if prepay_max_minor is not UNSET:
            field_dict["prepay_max_minor"] = prepay_max_minor
        if receipt_note is not UNSET:
            field_dict["receipt_note"] = receipt_note
        if simplified_limit_minor is not UNSET:
            field_dict["simplified_limit_minor"] = simplified_limit_minor
        if offline is not UNSET:
            field_dict["offline"] = offline
        if position is not UNSET:
            field_dict["position"] = position
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.grade_input import GradeInput
        from ..models.offline_limits_input import OfflineLimitsInput
        from ..models.position import Position
        from ..models.pump_input import PumpInput
        from ..models.supplier_input import SupplierInput
        from ..models.tank import Tank

        d = dict(src_dict)
        site_id = d.pop("site_id")

        name = d.pop("name")

        time_zone = d.pop("time_zone")

        currency = d.pop("currency")

        _grades = d.pop("grades", UNSET)
        grades: list[GradeInput] | Unset = UNSET
        if _grades is not UNSET:
            grades = []
            for grades_item_data in _grades:
                grades_item = GradeInput.from_dict(grades_item_data)

                grades.append(grades_item)

        _tanks = d.pop("tanks", UNSET)
        tanks: list[Tank] | Unset = UNSET
        if _tanks is not UNSET:
            tanks = []
            for tanks_item_data in _tanks:
                tanks_item = Tank.from_dict(tanks_item_data)

                tanks.append(tanks_item)

        _pumps = d.pop("pumps", UNSET)
        pumps: list[PumpInput] | Unset = UNSET
        if _pumps is not UNSET:
            pumps = []
            for pumps_item_data in _pumps:
                pumps_item = PumpInput.from_dict(pumps_item_data)

                pumps.append(pumps_item)

        _supplier = d.pop("supplier", UNSET)
        supplier: SupplierInput | Unset
        if isinstance(_supplier, Unset):
            supplier = UNSET
        else:
            supplier = SupplierInput.from_dict(_supplier)

        max_unpaid = d.pop("max_unpaid", UNSET)

        zero_tr_mode = d.pop("zero_tr_mode", UNSET)

        prepay_max_minor = d.pop("prepay_max_minor", UNSET)

        receipt_note = d.pop("receipt_note", UNSET)

        simplified_limit_minor = d.pop("simplified_limit_minor", UNSET)

        _offline = d.pop("offline", UNSET)
        offline: OfflineLimitsInput | Unset
        if isinstance(_offline, Unset):
            offline = UNSET
        else:
            offline = OfflineLimitsInput.from_dict(_offline)

        def _parse_position(data: object) -> None | Position | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                position_type_0 = Position.from_dict(data)

                return position_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Position | Unset, data)

        position = _parse_position(d.pop("position", UNSET))

        version = d.pop("version", UNSET)

        site_input = cls(
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

        return site_input
