from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.offline_outcome import OfflineOutcome

T = TypeVar("T", bound="OfflineAnswer")


@_attrs_define
class OfflineAnswer:
    """What became of an operation.

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

        offline_answer = cls(
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
        )

        return offline_answer
