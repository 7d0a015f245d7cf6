from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.card_method import CardMethod


T = TypeVar("T", bound="PaymentStart")


@_attrs_define
class PaymentStart:
    """A hold. A sale claims it with a tender of kind CARD; one that is not claimed is given up by itself.

    Attributes:
        site (str):
        amount_minor (int): The most that may be taken
        currency (str): ISO 4217, of the site
        method (CardMethod): How the customer presents a card; with its kind comes what it needs, and nothing else.
        purpose (Literal['HOLD'] | Unset): A ticket is charged at `/sales/{sale_id}/card-payments` Default: 'HOLD'.
        shift_id (str | Unset): The open shift that you work with; empty: your own Default: ''.
        description (str | Unset): Shown to the customer Default: ''.
    """

    site: str
    amount_minor: int
    currency: str
    method: CardMethod
    purpose: Literal["HOLD"] | Unset = "HOLD"
    shift_id: str | Unset = ""
    description: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        amount_minor = self.amount_minor

        currency = self.currency

        method = self.method.to_dict()

        purpose = self.purpose

        shift_id = self.shift_id

        description = self.description

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
                "amount_minor": amount_minor,
                "currency": currency,
                "method": method,
            }
        )
        if purpose is not UNSET:
            field_dict["purpose"] = purpose
        if shift_id is not UNSET:
            field_dict["shift_id"] = shift_id
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.card_method import CardMethod

        d = dict(src_dict)
        site = d.pop("site")

        amount_minor = d.pop("amount_minor")

        currency = d.pop("currency")

        method = CardMethod.from_dict(d.pop("method"))

        purpose = cast(Literal["HOLD"] | Unset, d.pop("purpose", UNSET))
        if purpose != "HOLD" and not isinstance(purpose, Unset):
            raise ValueError(f"purpose must match const 'HOLD', got '{purpose}'")

        shift_id = d.pop("shift_id", UNSET)

        description = d.pop("description", UNSET)

        payment_start = cls(
            site=site,
            amount_minor=amount_minor,
            currency=currency,
            method=method,
            purpose=purpose,
            shift_id=shift_id,
            description=description,
        )

        return payment_start
