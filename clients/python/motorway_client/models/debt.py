from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.debt_kind import DebtKind
from ..models.debt_state import DebtState

T = TypeVar("T", bound="Debt")


@_attrs_define
class Debt:
    """Fuel that left without money, or with too little.

    Attributes:
        debt_id (str):
        sale_id (str):
        site (str):
        kind (DebtKind): CARD_SHORTFALL: dispensed beyond what a card could be charged.
        state (DebtState):
        amount_minor (int):
        currency (str): ISO 4217
        pump (int):
        registration (str):
        person (str): Name and address of who could not pay
        note (str):
        photo_ref (str): Names a picture that is kept elsewhere
        recorded_by (str):
        recorded_at (datetime.datetime):
        settled_by (str): Who took the money, or wrote it off
        settled_at (datetime.datetime | None):
        settled_shift_id (str): The shift that took the money; empty: none did
        settled_reason (str): Why it was written off
        receipt_id (str): The receipt of its payment; empty: none
        version (int):
    """

    debt_id: str
    sale_id: str
    site: str
    kind: DebtKind
    state: DebtState
    amount_minor: int
    currency: str
    pump: int
    registration: str
    person: str
    note: str
    photo_ref: str
    recorded_by: str
    recorded_at: datetime.datetime
    settled_by: str
    settled_at: datetime.datetime | None
    settled_shift_id: str
    settled_reason: str
    receipt_id: str
    version: int

    def to_dict(self) -> dict[str, Any]:
        debt_id = self.debt_id

        sale_id = self.sale_id

        site = self.site

        kind = self.kind.value

        state = self.state.value

        amount_minor = self.amount_minor

        currency = self.currency

        pump = self.pump

        registration = self.registration

        person = self.person

        note = self.note

        photo_ref = self.photo_ref

        recorded_by = self.recorded_by

        recorded_at = self.recorded_at.isoformat()

        settled_by = self.settled_by

        settled_at: None | str
        if isinstance(self.settled_at, datetime.datetime):
            settled_at = self.settled_at.isoformat()
        else:
            settled_at = self.settled_at

        settled_shift_id = self.settled_shift_id

        settled_reason = self.settled_reason

        receipt_id = self.receipt_id

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "debt_id": debt_id,
                "sale_id": sale_id,
                "site": site,
                "kind": kind,
                "state": state,
                "amount_minor": amount_minor,
                "currency": currency,
                "pump": pump,
                "registration": registration,
                "person": person,
                "note": note,
                "photo_ref": photo_ref,
                "recorded_by": recorded_by,
                "recorded_at": recorded_at,
                "settled_by": settled_by,
                "settled_at": settled_at,
                "settled_shift_id": settled_shift_id,
                "settled_reason": settled_reason,
                "receipt_id": receipt_id,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        debt_id = d.pop("debt_id")

        sale_id = d.pop("sale_id")

        site = d.pop("site")

        kind = DebtKind(d.pop("kind"))

        state = DebtState(d.pop("state"))

        amount_minor = d.pop("amount_minor")

        currency = d.pop("currency")

        pump = d.pop("pump")

        registration = d.pop("registration")

        person = d.pop("person")

        note = d.pop("note")

        photo_ref = d.pop("photo_ref")

        recorded_by = d.pop("recorded_by")

        recorded_at = datetime.datetime.fromisoformat(d.pop("recorded_at"))

        settled_by = d.pop("settled_by")

        def _parse_settled_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                settled_at_type_0 = datetime.datetime.fromisoformat(data)

                return settled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        settled_at = _parse_settled_at(d.pop("settled_at"))

        settled_shift_id = d.pop("settled_shift_id")

        settled_reason = d.pop("settled_reason")

        receipt_id = d.pop("receipt_id")

        version = d.pop("version")

        debt = cls(
            debt_id=debt_id,
            sale_id=sale_id,
            site=site,
            kind=kind,
            state=state,
            amount_minor=amount_minor,
            currency=currency,
            pump=pump,
            registration=registration,
            person=person,
            note=note,
            photo_ref=photo_ref,
            recorded_by=recorded_by,
            recorded_at=recorded_at,
            settled_by=settled_by,
            settled_at=settled_at,
            settled_shift_id=settled_shift_id,
            settled_reason=settled_reason,
            receipt_id=receipt_id,
            version=version,
        )

        return debt
