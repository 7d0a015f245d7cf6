from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.missing_numbers import MissingNumbers
    from ..models.shift import Shift
    from ..models.shift_drawer import ShiftDrawer
    from ..models.shift_fuel import ShiftFuel
    from ..models.shift_meter import ShiftMeter
    from ..models.shift_takings import ShiftTakings
    from ..models.shift_tally import ShiftTally
    from ..models.shift_vat import ShiftVat
    from ..models.unfinished_sale import UnfinishedSale
    from ..models.unsynchronised_device import UnsynchronisedDevice


T = TypeVar("T", bound="ShiftReport")


@_attrs_define
class ShiftReport:
    """How a shift stands, or stood when it was closed.

    Attributes:
        shift (Shift): A cashier at a till. What was counted is null until it is closed.
        at (datetime.datetime):
        takings (list[ShiftTakings]): By kind of tender; without cash while the count is blind
        drawer (None | ShiftDrawer): Null while the count is blind
        sales (ShiftTally):
        fuel (list[ShiftFuel]):
        shop (ShiftTally):
        vat (list[ShiftVat]): Of the sales, before `refund_vat`
        refund_vat (list[ShiftVat]): Of the refunds, as on their credit receipts: negative
        refunds (ShiftTally):
        voids (ShiftTally):
        no_sales (ShiftTally):
        drive_offs (ShiftTally):
        no_means (ShiftTally):
        pump_tests (ShiftTally):
        own_use (ShiftTally):
        debts_paid (ShiftTally):
        prepaid_before_minor (int): Taken in other shifts for sales that this one cleared
        carried (list[UnfinishedSale]): Prepaid with money of this shift and not cleared: carried over
        unfinished (list[UnfinishedSale]): Others that are not settled; LOCKED ones hinder the closing
        meters (list[ShiftMeter]):
        missing (list[MissingNumbers]): Not synchronised: fuellings of the site that did not come yet
        offline_since (datetime.datetime | None): Since when the site has no line: what its pumps do comes later; null
            while it has
        offline_devices (list[UnsynchronisedDevice]): Not synchronised, as far as it is known: what these did without a
            line is not in the report
    """

    shift: Shift
    at: datetime.datetime
    takings: list[ShiftTakings]
    drawer: None | ShiftDrawer
    sales: ShiftTally
    fuel: list[ShiftFuel]
    shop: ShiftTally
    vat: list[ShiftVat]
    refund_vat: list[ShiftVat]
    refunds: ShiftTally
    voids: ShiftTally
    no_sales: ShiftTally
    drive_offs: ShiftTally
    no_means: ShiftTally
    pump_tests: ShiftTally
    own_use: ShiftTally
    debts_paid: ShiftTally
    prepaid_before_minor: int
    carried: list[UnfinishedSale]
    unfinished: list[UnfinishedSale]
    meters: list[ShiftMeter]
    missing: list[MissingNumbers]
    offline_since: datetime.datetime | None
    offline_devices: list[UnsynchronisedDevice]

    def to_dict(self) -> dict[str, Any]:
        from ..models.shift_drawer import ShiftDrawer

        shift = self.shift.to_dict()

        at = self.at.isoformat()

        takings = []
        for takings_item_data in self.takings:
            takings_item = takings_item_data.to_dict()
            takings.append(takings_item)

        drawer: dict[str, Any] | None
        if isinstance(self.drawer, ShiftDrawer):
            drawer = self.drawer.to_dict()
        else:
            drawer = self.drawer

        sales = self.sales.to_dict()

        fuel = []
        for fuel_item_data in self.fuel:
            fuel_item = fuel_item_data.to_dict()
            fuel.append(fuel_item)

        shop = self.shop.to_dict()

        vat = []
        for vat_item_data in self.vat:
            vat_item = vat_item_data.to_dict()
            vat.append(vat_item)

        refund_vat = []
        for refund_vat_item_data in self.refund_vat:
            refund_vat_item = refund_vat_item_data.to_dict()
            refund_vat.append(refund_vat_item)

        refunds = self.refunds.to_dict()

        voids = self.voids.to_dict()

        no_sales = self.no_sales.to_dict()

        drive_offs = self.drive_offs.to_dict()

        no_means = self.no_means.to_dict()

        pump_tests = self.pump_tests.to_dict()

        own_use = self.own_use.to_dict()

        debts_paid = self.debts_paid.to_dict()

        prepaid_before_minor = self.prepaid_before_minor

        carried = []
        for carried_item_data in self.carried:
            carried_item = carried_item_data.to_dict()
            carried.append(carried_item)

        unfinished = []
        for unfinished_item_data in self.unfinished:
            unfinished_item = unfinished_item_data.to_dict()
            unfinished.append(unfinished_item)

        meters = []
        for meters_item_data in self.meters:
            meters_item = meters_item_data.to_dict()
            meters.append(meters_item)

        missing = []
        for missing_item_data in self.missing:
            missing_item = missing_item_data.to_dict()
            missing.append(missing_item)

        offline_since: None | str
        if isinstance(self.offline_since, datetime.datetime):
            offline_since = self.offline_since.isoformat()
        else:
            offline_since = self.offline_since

        offline_devices = []
        for offline_devices_item_data in self.offline_devices:
            offline_devices_item = offline_devices_item_data.to_dict()
            offline_devices.append(offline_devices_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "shift": shift,
                "at": at,
                "takings": takings,
                "drawer": drawer,
                "sales": sales,
                "fuel": fuel,
                "shop": shop,
                "vat": vat,
                "refund_vat": refund_vat,
                "refunds": refunds,
                "voids": voids,
                "no_sales": no_sales,
                "drive_offs": drive_offs,
                "no_means": no_means,
                "pump_tests": pump_tests,
                "own_use": own_use,
                "debts_paid": debts_paid,
                "prepaid_before_minor": prepaid_before_minor,
                "carried": carried,
                "unfinished": unfinished,
                "meters": meters,
                "missing": missing,
                "offline_since": offline_since,
                "offline_devices": offline_devices,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.missing_numbers import MissingNumbers
        from ..models.shift import Shift
        from ..models.shift_drawer import ShiftDrawer
        from ..models.shift_fuel import ShiftFuel
        from ..models.shift_meter import ShiftMeter
        from ..models.shift_takings import ShiftTakings
        from ..models.shift_tally import ShiftTally
        from ..models.shift_vat import ShiftVat
        from ..models.unfinished_sale import UnfinishedSale
        from ..models.unsynchronised_device import UnsynchronisedDevice

        d = dict(src_dict)
        shift = Shift.from_dict(d.pop("shift"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        takings = []
        _takings = d.pop("takings")
        for takings_item_data in _takings:
            takings_item = ShiftTakings.from_dict(takings_item_data)

            takings.append(takings_item)

        def _parse_drawer(data: object) -> None | ShiftDrawer:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                drawer_type_0 = ShiftDrawer.from_dict(data)

                return drawer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ShiftDrawer, data)

        drawer = _parse_drawer(d.pop("drawer"))

        sales = ShiftTally.from_dict(d.pop("sales"))

        fuel = []
        _fuel = d.pop("fuel")
        for fuel_item_data in _fuel:
            fuel_item = ShiftFuel.from_dict(fuel_item_data)

            fuel.append(fuel_item)

        shop = ShiftTally.from_dict(d.pop("shop"))

        vat = []
        _vat = d.pop("vat")
        for vat_item_data in _vat:
            vat_item = ShiftVat.from_dict(vat_item_data)

            vat.append(vat_item)

        refund_vat = []
        _refund_vat = d.pop("refund_vat")
        for refund_vat_item_data in _refund_vat:
            refund_vat_item = ShiftVat.from_dict(refund_vat_item_data)

            refund_vat.append(refund_vat_item)

        refunds = ShiftTally.from_dict(d.pop("refunds"))

        voids = ShiftTally.from_dict(d.pop("voids"))

        no_sales = ShiftTally.from_dict(d.pop("no_sales"))

        drive_offs = ShiftTally.from_dict(d.pop("drive_offs"))

        no_means = ShiftTally.from_dict(d.pop("no_means"))

        pump_tests = ShiftTally.from_dict(d.pop("pump_tests"))

        own_use = ShiftTally.from_dict(d.pop("own_use"))

        debts_paid = ShiftTally.from_dict(d.pop("debts_paid"))

        prepaid_before_minor = d.pop("prepaid_before_minor")

        carried = []
        _carried = d.pop("carried")
        for carried_item_data in _carried:
            carried_item = UnfinishedSale.from_dict(carried_item_data)

            carried.append(carried_item)

        unfinished = []
        _unfinished = d.pop("unfinished")
        for unfinished_item_data in _unfinished:
            unfinished_item = UnfinishedSale.from_dict(unfinished_item_data)

            unfinished.append(unfinished_item)

        meters = []
        _meters = d.pop("meters")
        for meters_item_data in _meters:
            meters_item = ShiftMeter.from_dict(meters_item_data)

            meters.append(meters_item)

        missing = []
        _missing = d.pop("missing")
        for missing_item_data in _missing:
            missing_item = MissingNumbers.from_dict(missing_item_data)

            missing.append(missing_item)

        def _parse_offline_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                offline_since_type_0 = datetime.datetime.fromisoformat(data)

                return offline_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        offline_since = _parse_offline_since(d.pop("offline_since"))

        offline_devices = []
        _offline_devices = d.pop("offline_devices")
        for offline_devices_item_data in _offline_devices:
            offline_devices_item = UnsynchronisedDevice.from_dict(offline_devices_item_data)

            offline_devices.append(offline_devices_item)

        shift_report = cls(
            shift=shift,
            at=at,
            takings=takings,
            drawer=drawer,
            sales=sales,
            fuel=fuel,
            shop=shop,
            vat=vat,
            refund_vat=refund_vat,
            refunds=refunds,
            voids=voids,
            no_sales=no_sales,
            drive_offs=drive_offs,
            no_means=no_means,
            pump_tests=pump_tests,
            own_use=own_use,
            debts_paid=debts_paid,
            prepaid_before_minor=prepaid_before_minor,
            carried=carried,
            unfinished=unfinished,
            meters=meters,
            missing=missing,
            offline_since=offline_since,
            offline_devices=offline_devices,
        )

        return shift_report
