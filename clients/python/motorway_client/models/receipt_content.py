from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.receipt_kind import ReceiptKind

if TYPE_CHECKING:
    from ..models.customer import Customer
    from ..models.receipt_line import ReceiptLine
    from ..models.receipt_offline import ReceiptOffline
    from ..models.receipt_reference import ReceiptReference
    from ..models.receipt_seller import ReceiptSeller
    from ..models.receipt_site import ReceiptSite
    from ..models.receipt_tender import ReceiptTender
    from ..models.receipt_vat import ReceiptVat


T = TypeVar("T", bound="ReceiptContent")


@_attrs_define
class ReceiptContent:
    """What it says, frozen when it was issued.

    Attributes:
        format_ (int): Of this content
        kind (ReceiptKind):
        receipt_id (str):
        series (str):
        number (int):
        sale_id (str):
        issued_at (str):
        issued_at_local (str): By the clocks of the site
        time_zone (str):
        seller (ReceiptSeller):
        site (ReceiptSite):
        till (str):
        shift_id (str):
        cashier (str):
        currency (str):
        exponent (int): Decimal places of the currency
        clearing (str): How the sale was settled
        lines (list[ReceiptLine]):
        vat (list[ReceiptVat]):
        net_minor (int):
        vat_minor (int):
        total_minor (int):
        due_minor (int): Not paid, of a drive-off or without means of payment
        over_limit (bool): The amount needs a full invoice
        tenders (list[ReceiptTender]):
        reference (None | ReceiptReference):
        customer (Customer | None):
        reason (str): Of a credit
        note (str):
        offline (None | ReceiptOffline): Null: the till had its line
    """

    format_: int
    kind: ReceiptKind
    receipt_id: str
    series: str
    number: int
    sale_id: str
    issued_at: str
    issued_at_local: str
    time_zone: str
    seller: ReceiptSeller
    site: ReceiptSite
    till: str
    shift_id: str
    cashier: str
    currency: str
    exponent: int
    clearing: str
    lines: list[ReceiptLine]
    vat: list[ReceiptVat]
    net_minor: int
    vat_minor: int
    total_minor: int
    due_minor: int
    over_limit: bool
    tenders: list[ReceiptTender]
    reference: None | ReceiptReference
    customer: Customer | None
    reason: str
    note: str
    offline: None | ReceiptOffline
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.customer import Customer
        from ..models.receipt_offline import ReceiptOffline
        from ..models.receipt_reference import ReceiptReference

        format_ = self.format_

        kind = self.kind.value

        receipt_id = self.receipt_id

        series = self.series

        number = self.number

        sale_id = self.sale_id

        issued_at = self.issued_at

        issued_at_local = self.issued_at_local

        time_zone = self.time_zone

        seller = self.seller.to_dict()

        site = self.site.to_dict()

        till = self.till

        shift_id = self.shift_id

        cashier = self.cashier

        currency = self.currency

        exponent = self.exponent

        clearing = self.clearing

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        vat = []
        for vat_item_data in self.vat:
            vat_item = vat_item_data.to_dict()
            vat.append(vat_item)

        net_minor = self.net_minor

        vat_minor = self.vat_minor

        total_minor = self.total_minor

        due_minor = self.due_minor

        over_limit = self.over_limit

        tenders = []
        for tenders_item_data in self.tenders:
            tenders_item = tenders_item_data.to_dict()
            tenders.append(tenders_item)

        reference: dict[str, Any] | None
        if isinstance(self.reference, ReceiptReference):
            reference = self.reference.to_dict()
        else:
            reference = self.reference

        customer: dict[str, Any] | None
        if isinstance(self.customer, Customer):
            customer = self.customer.to_dict()
        else:
            customer = self.customer

        reason = self.reason

        note = self.note

        offline: dict[str, Any] | None
        if isinstance(self.offline, ReceiptOffline):
            offline = self.offline.to_dict()
        else:
            offline = self.offline

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "format": format_,
                "kind": kind,
                "receipt_id": receipt_id,
                "series": series,
                "number": number,
                "sale_id": sale_id,
                "issued_at": issued_at,
                "issued_at_local": issued_at_local,
                "time_zone": time_zone,
                "seller": seller,
                "site": site,
                "till": till,
                "shift_id": shift_id,
                "cashier": cashier,
                "currency": currency,
                "exponent": exponent,
                "clearing": clearing,
                "lines": lines,
                "vat": vat,
                "net_minor": net_minor,
                "vat_minor": vat_minor,
                "total_minor": total_minor,
                "due_minor": due_minor,
                "over_limit": over_limit,
                "tenders": tenders,
                "reference": reference,
                "customer": customer,
                "reason": reason,
                "note": note,
                "offline": offline,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.customer import Customer
        from ..models.receipt_line import ReceiptLine
        from ..models.receipt_offline import ReceiptOffline
        from ..models.receipt_reference import ReceiptReference
        from ..models.receipt_seller import ReceiptSeller
        from ..models.receipt_site import ReceiptSite
        from ..models.receipt_tender import ReceiptTender
        from ..models.receipt_vat import ReceiptVat

        d = dict(src_dict)
        format_ = d.pop("format")

        kind = ReceiptKind(d.pop("kind"))

        receipt_id = d.pop("receipt_id")

        series = d.pop("series")

        number = d.pop("number")

        sale_id = d.pop("sale_id")

        issued_at = d.pop("issued_at")

        issued_at_local = d.pop("issued_at_local")

        time_zone = d.pop("time_zone")

        seller = ReceiptSeller.from_dict(d.pop("seller"))

        site = ReceiptSite.from_dict(d.pop("site"))

        till = d.pop("till")

        shift_id = d.pop("shift_id")

        cashier = d.pop("cashier")

        currency = d.pop("currency")

        exponent = d.pop("exponent")

        clearing = d.pop("clearing")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = ReceiptLine.from_dict(lines_item_data)

            lines.append(lines_item)

        vat = []
        _vat = d.pop("vat")
        for vat_item_data in _vat:
            vat_item = ReceiptVat.from_dict(vat_item_data)

            vat.append(vat_item)

        net_minor = d.pop("net_minor")

        vat_minor = d.pop("vat_minor")

        total_minor = d.pop("total_minor")

        due_minor = d.pop("due_minor")

        over_limit = d.pop("over_limit")

        tenders = []
        _tenders = d.pop("tenders")
        for tenders_item_data in _tenders:
            tenders_item = ReceiptTender.from_dict(tenders_item_data)

            tenders.append(tenders_item)

        def _parse_reference(data: object) -> None | ReceiptReference:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                reference_type_0 = ReceiptReference.from_dict(data)

                return reference_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReceiptReference, data)

        reference = _parse_reference(d.pop("reference"))

        def _parse_customer(data: object) -> Customer | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                customer_type_0 = Customer.from_dict(data)

                return customer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Customer | None, data)

        customer = _parse_customer(d.pop("customer"))

        reason = d.pop("reason")

        note = d.pop("note")

        def _parse_offline(data: object) -> None | ReceiptOffline:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                offline_type_0 = ReceiptOffline.from_dict(data)

                return offline_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReceiptOffline, data)

        offline = _parse_offline(d.pop("offline"))

        receipt_content = cls(
            format_=format_,
            kind=kind,
            receipt_id=receipt_id,
            series=series,
            number=number,
            sale_id=sale_id,
            issued_at=issued_at,
            issued_at_local=issued_at_local,
            time_zone=time_zone,
            seller=seller,
            site=site,
            till=till,
            shift_id=shift_id,
            cashier=cashier,
            currency=currency,
            exponent=exponent,
            clearing=clearing,
            lines=lines,
            vat=vat,
            net_minor=net_minor,
            vat_minor=vat_minor,
            total_minor=total_minor,
            due_minor=due_minor,
            over_limit=over_limit,
            tenders=tenders,
            reference=reference,
            customer=customer,
            reason=reason,
            note=note,
            offline=offline,
        )

        receipt_content.additional_properties = d
        return receipt_content

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
