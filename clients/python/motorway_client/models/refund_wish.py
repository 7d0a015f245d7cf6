from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.refund_to import RefundTo
from ..types import UNSET, Unset

T = TypeVar("T", bound="RefundWish")


@_attrs_define
class RefundWish:
    """Either lines, given back whole, or an amount; to where the money came from.

    Attributes:
        reason (str):
        lines (list[int] | Unset):
        amount_minor (int | Unset): Minor units Default: 0.
        tender_kind (RefundTo | Unset): Where the money goes: to where it came from.
        account_id (str | Unset): Of an account Default: ''.
        payment_id (str | Unset): Of a card: which payment; empty: the only one Default: ''.
    """

    reason: str
    lines: list[int] | Unset = UNSET
    amount_minor: int | Unset = 0
    tender_kind: RefundTo | Unset = UNSET
    account_id: str | Unset = ""
    payment_id: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        lines: list[int] | Unset = UNSET
        if not isinstance(self.lines, Unset):
            lines = self.lines

        amount_minor = self.amount_minor

        tender_kind: str | Unset = UNSET
        if not isinstance(self.tender_kind, Unset):
            tender_kind = self.tender_kind.value

        account_id = self.account_id

        payment_id = self.payment_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
            }
        )
        if lines is not UNSET:
            field_dict["lines"] = lines
        if amount_minor is not UNSET:
            field_dict["amount_minor"] = amount_minor
        if tender_kind is not UNSET:
            field_dict["tender_kind"] = tender_kind
        if account_id is not UNSET:
            field_dict["account_id"] = account_id
        if payment_id is not UNSET:
            field_dict["payment_id"] = payment_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        reason = d.pop("reason")

        lines = cast(list[int], d.pop("lines", UNSET))

        amount_minor = d.pop("amount_minor", UNSET)

        _tender_kind = d.pop("tender_kind", UNSET)
        tender_kind: RefundTo | Unset
        if isinstance(_tender_kind, Unset):
            tender_kind = UNSET
        else:
            tender_kind = RefundTo(_tender_kind)

        account_id = d.pop("account_id", UNSET)

        payment_id = d.pop("payment_id", UNSET)

        refund_wish = cls(
            reason=reason,
            lines=lines,
            amount_minor=amount_minor,
            tender_kind=tender_kind,
            account_id=account_id,
            payment_id=payment_id,
        )

        return refund_wish
