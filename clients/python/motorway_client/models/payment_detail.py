from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.payment_purpose import PaymentPurpose
from ..models.payment_state import PaymentState

if TYPE_CHECKING:
    from ..models.card import Card
    from ..models.card_refund import CardRefund
    from ..models.payment_method import PaymentMethod
    from ..models.payment_step import PaymentStep


T = TypeVar("T", bound="PaymentDetail")


@_attrs_define
class PaymentDetail:
    """
    Attributes:
        payment_id (str):
        site (str):
        sale_id (str): The sale that it pays; empty until one claims it
        shift_id (str): The shift in which it was asked for; empty: none
        purpose (PaymentPurpose): HOLD: a maximum, of which what was really delivered is taken. CHARGE: an amount that
            is known, taken at once.
        state (PaymentState): Moves only forward; refunds and disputes are facts beside it. ACTION_REQUIRED: the
            customer must confirm at
            `action_url` first. EXPIRED: the bank let go of the hold before it was captured.
        method (PaymentMethod):
        amount_minor (int): Asked for
        currency (str): ISO 4217
        approved_minor (int): By the bank; may be less than asked for
        take_minor (int): What its sale takes in the end; -1: not known yet
        captured_minor (int): Taken
        refunded_minor (int): Given back, or on its way
        shortfall_minor (int): Dispensed beyond what could be taken; the customer owes it
        capture_before (datetime.datetime | None): The bank lets go of the hold then
        card (Card | None): Null until one was presented
        reason (str): Why it ended: Stripe's decline code, or ours
        message (str): The same in Stripe's words
        action_url (str): Where the customer goes to confirm or to pay; empty: nowhere
        stripe_id (str): Empty: Stripe does not know of it yet
        open_question (str): What was asked of Stripe and is not answered for certain; empty: all is known
        disputed (bool):
        test (bool): No real money
        created_by (str):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
        steps (list[PaymentStep]): Its time line, oldest first
        refunds (list[CardRefund]):
    """

    payment_id: str
    site: str
    sale_id: str
    shift_id: str
    purpose: PaymentPurpose
    state: PaymentState
    method: PaymentMethod
    amount_minor: int
    currency: str
    approved_minor: int
    take_minor: int
    captured_minor: int
    refunded_minor: int
    shortfall_minor: int
    capture_before: datetime.datetime | None
    card: Card | None
    reason: str
    message: str
    action_url: str
    stripe_id: str
    open_question: str
    disputed: bool
    test: bool
    created_by: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int
    steps: list[PaymentStep]
    refunds: list[CardRefund]

    def to_dict(self) -> dict[str, Any]:
        from ..models.card import Card

        payment_id = self.payment_id

        site = self.site

        sale_id = self.sale_id

        shift_id = self.shift_id

        purpose = self.purpose.value

        state = self.state.value

        method = self.method.to_dict()

        amount_minor = self.amount_minor

        currency = self.currency

        approved_minor = self.approved_minor

        take_minor = self.take_minor

        captured_minor = self.captured_minor

        refunded_minor = self.refunded_minor

        shortfall_minor = self.shortfall_minor

        capture_before: None | str
        if isinstance(self.capture_before, datetime.datetime):
            capture_before = self.capture_before.isoformat()
        else:
            capture_before = self.capture_before

        card: dict[str, Any] | None
        if isinstance(self.card, Card):
            card = self.card.to_dict()
        else:
            card = self.card

        reason = self.reason

        message = self.message

        action_url = self.action_url

        stripe_id = self.stripe_id

        open_question = self.open_question

        disputed = self.disputed

        test = self.test

        created_by = self.created_by

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        version = self.version

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        refunds = []
        for refunds_item_data in self.refunds:
            refunds_item = refunds_item_data.to_dict()
            refunds.append(refunds_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "payment_id": payment_id,
                "site": site,
                "sale_id": sale_id,
                "shift_id": shift_id,
                "purpose": purpose,
                "state": state,
                "method": method,
                "amount_minor": amount_minor,
                "currency": currency,
                "approved_minor": approved_minor,
                "take_minor": take_minor,
                "captured_minor": captured_minor,
                "refunded_minor": refunded_minor,
                "shortfall_minor": shortfall_minor,
                "capture_before": capture_before,
                "card": card,
                "reason": reason,
                "message": message,
                "action_url": action_url,
                "stripe_id": stripe_id,
                "open_question": open_question,
                "disputed": disputed,
                "test": test,
                "created_by": created_by,
                "created_at": created_at,
                "updated_at": updated_at,
                "version": version,
                "steps": steps,
                "refunds": refunds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.card import Card
        from ..models.card_refund import CardRefund
        from ..models.payment_method import PaymentMethod
        from ..models.payment_step import PaymentStep

        d = dict(src_dict)
        payment_id = d.pop("payment_id")

        site = d.pop("site")

        sale_id = d.pop("sale_id")

        shift_id = d.pop("shift_id")

        purpose = PaymentPurpose(d.pop("purpose"))

        state = PaymentState(d.pop("state"))

        method = PaymentMethod.from_dict(d.pop("method"))

        amount_minor = d.pop("amount_minor")

        currency = d.pop("currency")

        approved_minor = d.pop("approved_minor")

        take_minor = d.pop("take_minor")

        captured_minor = d.pop("captured_minor")

        refunded_minor = d.pop("refunded_minor")

        shortfall_minor = d.pop("shortfall_minor")

        def _parse_capture_before(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                capture_before_type_0 = datetime.datetime.fromisoformat(data)

                return capture_before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        capture_before = _parse_capture_before(d.pop("capture_before"))

        def _parse_card(data: object) -> Card | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                card_type_0 = Card.from_dict(data)

                return card_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Card | None, data)

        card = _parse_card(d.pop("card"))

        reason = d.pop("reason")

        message = d.pop("message")

        action_url = d.pop("action_url")

        stripe_id = d.pop("stripe_id")

        open_question = d.pop("open_question")

        disputed = d.pop("disputed")

        test = d.pop("test")

        created_by = d.pop("created_by")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = PaymentStep.from_dict(steps_item_data)

            steps.append(steps_item)

        refunds = []
        _refunds = d.pop("refunds")
        for refunds_item_data in _refunds:
            refunds_item = CardRefund.from_dict(refunds_item_data)

            refunds.append(refunds_item)

        payment_detail = cls(
            payment_id=payment_id,
            site=site,
            sale_id=sale_id,
            shift_id=shift_id,
            purpose=purpose,
            state=state,
            method=method,
            amount_minor=amount_minor,
            currency=currency,
            approved_minor=approved_minor,
            take_minor=take_minor,
            captured_minor=captured_minor,
            refunded_minor=refunded_minor,
            shortfall_minor=shortfall_minor,
            capture_before=capture_before,
            card=card,
            reason=reason,
            message=message,
            action_url=action_url,
            stripe_id=stripe_id,
            open_question=open_question,
            disputed=disputed,
            test=test,
            created_by=created_by,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
            steps=steps,
            refunds=refunds,
        )

        return payment_detail
