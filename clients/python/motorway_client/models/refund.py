from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.refund_state import RefundState
from ..models.refund_to import RefundTo

T = TypeVar("T", bound="Refund")


@_attrs_define
class Refund:
    """
    Attributes:
        refund_id (str):
        sale_id (str):
        site (str):
        state (RefundState):
        amount_minor (int):
        currency (str): ISO 4217
        tender_kind (RefundTo): Where the money goes: to where it came from.
        account_id (str):
        reason (str):
        lines (list[int]): Lines that it is for; empty: an amount
        requested_by (str):
        requested_at (datetime.datetime):
        decided_by (str):
        decided_at (datetime.datetime | None):
        decision_reason (str): Why it was declined
        shift_id (str): The shift that gave the money; empty: none did
        receipt_id (str): The credit receipt; empty: none
        payment_id (str): Of a card: what is given back
        card_outcome (str): Of a card: `pending`, `succeeded` or `failed`; empty: not approved
    """

    refund_id: str
    sale_id: str
    site: str
    state: RefundState
    amount_minor: int
    currency: str
    tender_kind: RefundTo
    account_id: str
    reason: str
    lines: list[int]
    requested_by: str
    requested_at: datetime.datetime
    decided_by: str
    decided_at: datetime.datetime | None
    decision_reason: str
    shift_id: str
    receipt_id: str
    payment_id: str
    card_outcome: str

    def to_dict(self) -> dict[str, Any]:
        refund_id = self.refund_id

        sale_id = self.sale_id

        site = self.site

        state = self.state.value

        amount_minor = self.amount_minor

        currency = self.currency

        tender_kind = self.tender_kind.value

        account_id = self.account_id

        reason = self.reason

        lines = self.lines

        requested_by = self.requested_by

        requested_at = self.requested_at.isoformat()

        decided_by = self.decided_by

        decided_at: None | str
        if isinstance(self.decided_at, datetime.datetime):
            decided_at = self.decided_at.isoformat()
        else:
            decided_at = self.decided_at

        decision_reason = self.decision_reason

        shift_id = self.shift_id

        receipt_id = self.receipt_id

        payment_id = self.payment_id

        card_outcome = self.card_outcome

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "refund_id": refund_id,
                "sale_id": sale_id,
                "site": site,
                "state": state,
                "amount_minor": amount_minor,
                "currency": currency,
                "tender_kind": tender_kind,
                "account_id": account_id,
                "reason": reason,
                "lines": lines,
                "requested_by": requested_by,
                "requested_at": requested_at,
                "decided_by": decided_by,
                "decided_at": decided_at,
                "decision_reason": decision_reason,
                "shift_id": shift_id,
                "receipt_id": receipt_id,
                "payment_id": payment_id,
                "card_outcome": card_outcome,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        refund_id = d.pop("refund_id")

        sale_id = d.pop("sale_id")

        site = d.pop("site")

        state = RefundState(d.pop("state"))

        amount_minor = d.pop("amount_minor")

        currency = d.pop("currency")

        tender_kind = RefundTo(d.pop("tender_kind"))

        account_id = d.pop("account_id")

        reason = d.pop("reason")

        lines = cast(list[int], d.pop("lines"))

        requested_by = d.pop("requested_by")

        requested_at = datetime.datetime.fromisoformat(d.pop("requested_at"))

        decided_by = d.pop("decided_by")

        def _parse_decided_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decided_at_type_0 = datetime.datetime.fromisoformat(data)

                return decided_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        decided_at = _parse_decided_at(d.pop("decided_at"))

        decision_reason = d.pop("decision_reason")

        shift_id = d.pop("shift_id")

        receipt_id = d.pop("receipt_id")

        payment_id = d.pop("payment_id")

        card_outcome = d.pop("card_outcome")

        refund = cls(
            refund_id=refund_id,
            sale_id=sale_id,
            site=site,
            state=state,
            amount_minor=amount_minor,
            currency=currency,
            tender_kind=tender_kind,
            account_id=account_id,
            reason=reason,
            lines=lines,
            requested_by=requested_by,
            requested_at=requested_at,
            decided_by=decided_by,
            decided_at=decided_at,
            decision_reason=decision_reason,
            shift_id=shift_id,
            receipt_id=receipt_id,
            payment_id=payment_id,
            card_outcome=card_outcome,
        )

        return refund
