from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.offline_outcome import OfflineOutcome

T = TypeVar("T", bound="OfflineOperation")


@_attrs_define
class OfflineOperation:
    """
    Attributes:
        operation_id (str):
        number (int):
        outcome (OfflineOutcome):
        reason (str): The gravest of `reasons`; empty when applied
        reasons (list[str]): Why it is not APPLIED; for programs
        words (str): The same for people, with amounts and what to do
        sale_id (str): The sale that it made or settled; empty: none
        receipt_id (str): The receipt that was handed out, in the device's series; empty: none
        receipt_number (int): 0: none
        owed_minor (int): What of the cash belongs to the customer until it is resolved
        currency (str):
        site (str):
        till (str):
        device_id (str):
        series (str):
        kind (str): SHOP_SALE, FUEL_CASH, FUEL_TYPED, PAID_IN, PAID_OUT, DROP; empty: it cannot be read
        shift_id (str): Where the money is booked; empty: nowhere
        cash_minor (int): That came into the drawer, or left it (negative)
        cashier (str): Who was signed in on the device, as it says
        at (datetime.datetime | None): By the clock of the device; null of what cannot be read
        handed_in_by (str):
        handed_in_at (datetime.datetime):
        document (str): As the device made it
        previous_hash (str):
        hash_ (str):
        resolution (str): What was done about it; empty: nothing yet
        resolved_by (str):
        resolved_at (datetime.datetime | None):
    """

    operation_id: str
    number: int
    outcome: OfflineOutcome
    reason: str
    reasons: list[str]
    words: str
    sale_id: str
    receipt_id: str
    receipt_number: int
    owed_minor: int
    currency: str
    site: str
    till: str
    device_id: str
    series: str
    kind: str
    shift_id: str
    cash_minor: int
    cashier: str
    at: datetime.datetime | None
    handed_in_by: str
    handed_in_at: datetime.datetime
    document: str
    previous_hash: str
    hash_: str
    resolution: str
    resolved_by: str
    resolved_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        operation_id = self.operation_id

        number = self.number

        outcome = self.outcome.value

        reason = self.reason

        reasons = self.reasons

        words = self.words

        sale_id = self.sale_id

        receipt_id = self.receipt_id

        receipt_number = self.receipt_number

        owed_minor = self.owed_minor

        currency = self.currency

        site = self.site

        till = self.till

        device_id = self.device_id

        series = self.series

        kind = self.kind

        shift_id = self.shift_id

        cash_minor = self.cash_minor

        cashier = self.cashier

        at: None | str
        if isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        handed_in_by = self.handed_in_by

        handed_in_at = self.handed_in_at.isoformat()

        document = self.document

        previous_hash = self.previous_hash

        hash_ = self.hash_

        resolution = self.resolution

        resolved_by = self.resolved_by

        resolved_at: None | str
        if isinstance(self.resolved_at, datetime.datetime):
            resolved_at = self.resolved_at.isoformat()
        else:
            resolved_at = self.resolved_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "operation_id": operation_id,
                "number": number,
                "outcome": outcome,
                "reason": reason,
                "reasons": reasons,
                "words": words,
                "sale_id": sale_id,
                "receipt_id": receipt_id,
                "receipt_number": receipt_number,
                "owed_minor": owed_minor,
                "currency": currency,
                "site": site,
                "till": till,
                "device_id": device_id,
                "series": series,
                "kind": kind,
                "shift_id": shift_id,
                "cash_minor": cash_minor,
                "cashier": cashier,
                "at": at,
                "handed_in_by": handed_in_by,
                "handed_in_at": handed_in_at,
                "document": document,
                "previous_hash": previous_hash,
                "hash": hash_,
                "resolution": resolution,
                "resolved_by": resolved_by,
                "resolved_at": resolved_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        operation_id = d.pop("operation_id")

        number = d.pop("number")

        outcome = OfflineOutcome(d.pop("outcome"))

        reason = d.pop("reason")

        reasons = cast(list[str], d.pop("reasons"))

        words = d.pop("words")

        sale_id = d.pop("sale_id")

        receipt_id = d.pop("receipt_id")

        receipt_number = d.pop("receipt_number")

        owed_minor = d.pop("owed_minor")

        currency = d.pop("currency")

        site = d.pop("site")

        till = d.pop("till")

        device_id = d.pop("device_id")

        series = d.pop("series")

        kind = d.pop("kind")

        shift_id = d.pop("shift_id")

        cash_minor = d.pop("cash_minor")

        cashier = d.pop("cashier")

        def _parse_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                at_type_0 = datetime.datetime.fromisoformat(data)

                return at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        at = _parse_at(d.pop("at"))

        handed_in_by = d.pop("handed_in_by")

        handed_in_at = datetime.datetime.fromisoformat(d.pop("handed_in_at"))

        document = d.pop("document")

        previous_hash = d.pop("previous_hash")

        hash_ = d.pop("hash")

        resolution = d.pop("resolution")

        resolved_by = d.pop("resolved_by")

        def _parse_resolved_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                resolved_at_type_0 = datetime.datetime.fromisoformat(data)

                return resolved_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        resolved_at = _parse_resolved_at(d.pop("resolved_at"))

        offline_operation = cls(
            operation_id=operation_id,
            number=number,
            outcome=outcome,
            reason=reason,
            reasons=reasons,
            words=words,
            sale_id=sale_id,
            receipt_id=receipt_id,
            receipt_number=receipt_number,
            owed_minor=owed_minor,
            currency=currency,
            site=site,
            till=till,
            device_id=device_id,
            series=series,
            kind=kind,
            shift_id=shift_id,
            cash_minor=cash_minor,
            cashier=cashier,
            at=at,
            handed_in_by=handed_in_by,
            handed_in_at=handed_in_at,
            document=document,
            previous_hash=previous_hash,
            hash_=hash_,
            resolution=resolution,
            resolved_by=resolved_by,
            resolved_at=resolved_at,
        )

        return offline_operation
