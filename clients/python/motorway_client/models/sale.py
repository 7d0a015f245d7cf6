from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.clearing import Clearing
from ..models.sale_kind import SaleKind
from ..models.sale_origin import SaleOrigin
from ..models.sale_state import SaleState

if TYPE_CHECKING:
    from ..models.sale_card_payment import SaleCardPayment
    from ..models.sale_line import SaleLine
    from ..models.tender import Tender


T = TypeVar("T", bound="Sale")


@_attrs_define
class Sale:
    """A ticket: what is on it, and what was given for it.

    Attributes:
        sale_id (str):
        site (str):
        kind (SaleKind): PUMP_TEST is fuel that goes back to its tank; SHOP has none on it.
        state (SaleState): PAYABLE, LOCKED and CLEARED are IFSF's transaction states.
        origin (SaleOrigin): Who released the pump: we, nobody, or the pump itself while the controller was offline.
        clearing (Clearing | None): How it was settled, once it is cleared
        currency (str): ISO 4217
        pump (int): 0: none
        nozzles (list[int]): Those that may be used; empty: every one of the pump
        max_amount_minor (int): Limit given to the pump; 0: none
        max_volume_ml (int): Limit given to the pump; 0: none
        price_set (int):
        lines (list[SaleLine]):
        tenders (list[Tender]):
        card_payments (list[SaleCardPayment]): Asked for or held, oldest first; CAPTURED is a tender too
        total_minor (int):
        due_minor (int): Total less tenders; negative: change is due
        refunded_minor (int): Given back after it was cleared
        opened_shift_id (str): Empty: no shift
        shift_id (str): Has it while it is LOCKED, and cleared it
        opened_by (str):
        cleared_by (str):
        opened_at (datetime.datetime):
        payable_at (datetime.datetime | None):
        cleared_at (datetime.datetime | None):
        reason (str): Why it was refused, ended or voided
        refusal_code (int): IFSF minor error when the pump refused; 0: none
        receipt_id (str): Empty: none yet
        registration (str): Of a customer who left without paying
        note (str):
        return_tank (int): Where the fuel of a pump test went; 0: nowhere
        version (int):
    """

    sale_id: str
    site: str
    kind: SaleKind
    state: SaleState
    origin: SaleOrigin
    clearing: Clearing | None
    currency: str
    pump: int
    nozzles: list[int]
    max_amount_minor: int
    max_volume_ml: int
    price_set: int
    lines: list[SaleLine]
    tenders: list[Tender]
    card_payments: list[SaleCardPayment]
    total_minor: int
    due_minor: int
    refunded_minor: int
    opened_shift_id: str
    shift_id: str
    opened_by: str
    cleared_by: str
    opened_at: datetime.datetime
    payable_at: datetime.datetime | None
    cleared_at: datetime.datetime | None
    reason: str
    refusal_code: int
    receipt_id: str
    registration: str
    note: str
    return_tank: int
    version: int

    def to_dict(self) -> dict[str, Any]:
        sale_id = self.sale_id

        site = self.site

        kind = self.kind.value

        state = self.state.value

        origin = self.origin.value

        clearing: None | str
        if isinstance(self.clearing, Clearing):
            clearing = self.clearing.value
        else:
            clearing = self.clearing

        currency = self.currency

        pump = self.pump

        nozzles = self.nozzles

        max_amount_minor = self.max_amount_minor

        max_volume_ml = self.max_volume_ml

        price_set = self.price_set

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        tenders = []
        for tenders_item_data in self.tenders:
            tenders_item = tenders_item_data.to_dict()
            tenders.append(tenders_item)

        card_payments = []
        for card_payments_item_data in self.card_payments:
            card_payments_item = card_payments_item_data.to_dict()
            card_payments.append(card_payments_item)

        total_minor = self.total_minor

        due_minor = self.due_minor

        refunded_minor = self.refunded_minor

        opened_shift_id = self.opened_shift_id

        shift_id = self.shift_id

        opened_by = self.opened_by

        cleared_by = self.cleared_by

        opened_at = self.opened_at.isoformat()

        payable_at: None | str
        if isinstance(self.payable_at, datetime.datetime):
            payable_at = self.payable_at.isoformat()
        else:
            payable_at = self.payable_at

        cleared_at: None | str
        if isinstance(self.cleared_at, datetime.datetime):
            cleared_at = self.cleared_at.isoformat()
        else:
            cleared_at = self.cleared_at

        reason = self.reason

        refusal_code = self.refusal_code

        receipt_id = self.receipt_id

        registration = self.registration

        note = self.note

        return_tank = self.return_tank

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sale_id": sale_id,
                "site": site,
                "kind": kind,
                "state": state,
                "origin": origin,
                "clearing": clearing,
                "currency": currency,
                "pump": pump,
                "nozzles": nozzles,
                "max_amount_minor": max_amount_minor,
                "max_volume_ml": max_volume_ml,
                "price_set": price_set,
                "lines": lines,
                "tenders": tenders,
                "card_payments": card_payments,
                "total_minor": total_minor,
                "due_minor": due_minor,
                "refunded_minor": refunded_minor,
                "opened_shift_id": opened_shift_id,
                "shift_id": shift_id,
                "opened_by": opened_by,
                "cleared_by": cleared_by,
                "opened_at": opened_at,
                "payable_at": payable_at,
                "cleared_at": cleared_at,
                "reason": reason,
                "refusal_code": refusal_code,
                "receipt_id": receipt_id,
                "registration": registration,
                "note": note,
                "return_tank": return_tank,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.sale_card_payment import SaleCardPayment
        from ..models.sale_line import SaleLine
        from ..models.tender import Tender

        d = dict(src_dict)
        sale_id = d.pop("sale_id")

        site = d.pop("site")

        kind = SaleKind(d.pop("kind"))

        state = SaleState(d.pop("state"))

        origin = SaleOrigin(d.pop("origin"))

        def _parse_clearing(data: object) -> Clearing | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                clearing_type_0 = Clearing(data)

                return clearing_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Clearing | None, data)

        clearing = _parse_clearing(d.pop("clearing"))

        currency = d.pop("currency")

        pump = d.pop("pump")

        nozzles = cast(list[int], d.pop("nozzles"))

        max_amount_minor = d.pop("max_amount_minor")

        max_volume_ml = d.pop("max_volume_ml")

        price_set = d.pop("price_set")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = SaleLine.from_dict(lines_item_data)

            lines.append(lines_item)

        tenders = []
        _tenders = d.pop("tenders")
        for tenders_item_data in _tenders:
            tenders_item = Tender.from_dict(tenders_item_data)

            tenders.append(tenders_item)

        card_payments = []
        _card_payments = d.pop("card_payments")
        for card_payments_item_data in _card_payments:
            card_payments_item = SaleCardPayment.from_dict(card_payments_item_data)

            card_payments.append(card_payments_item)

        total_minor = d.pop("total_minor")

        due_minor = d.pop("due_minor")

        refunded_minor = d.pop("refunded_minor")

        opened_shift_id = d.pop("opened_shift_id")

        shift_id = d.pop("shift_id")

        opened_by = d.pop("opened_by")

        cleared_by = d.pop("cleared_by")

        opened_at = datetime.datetime.fromisoformat(d.pop("opened_at"))

        def _parse_payable_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                payable_at_type_0 = datetime.datetime.fromisoformat(data)

                return payable_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        payable_at = _parse_payable_at(d.pop("payable_at"))

        def _parse_cleared_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                cleared_at_type_0 = datetime.datetime.fromisoformat(data)

                return cleared_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        cleared_at = _parse_cleared_at(d.pop("cleared_at"))

        reason = d.pop("reason")

        refusal_code = d.pop("refusal_code")

        receipt_id = d.pop("receipt_id")

        registration = d.pop("registration")

        note = d.pop("note")

        return_tank = d.pop("return_tank")

        version = d.pop("version")

        sale = cls(
            sale_id=sale_id,
            site=site,
            kind=kind,
            state=state,
            origin=origin,
            clearing=clearing,
            currency=currency,
            pump=pump,
            nozzles=nozzles,
            max_amount_minor=max_amount_minor,
            max_volume_ml=max_volume_ml,
            price_set=price_set,
            lines=lines,
            tenders=tenders,
            card_payments=card_payments,
            total_minor=total_minor,
            due_minor=due_minor,
            refunded_minor=refunded_minor,
            opened_shift_id=opened_shift_id,
            shift_id=shift_id,
            opened_by=opened_by,
            cleared_by=cleared_by,
            opened_at=opened_at,
            payable_at=payable_at,
            cleared_at=cleared_at,
            reason=reason,
            refusal_code=refusal_code,
            receipt_id=receipt_id,
            registration=registration,
            note=note,
            return_tank=return_tank,
            version=version,
        )

        return sale
