from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Break")


@_attrs_define
class Break:
    """Stripe says other than what is kept here.

    Attributes:
        break_id (str):
        break_class (str):
        site (str): Empty: of no single site
        payment_id (str): Empty: of no payment that is known here
        stripe_id (str):
        amount_minor (int):
        currency (str): ISO 4217; empty: no money is named
        details (str): In words
        found_at (datetime.datetime):
        resolved_at (datetime.datetime | None):
        resolution (str): `healed` by itself, or `explained`; empty: open
        note (str):
        resolved_by (str): Empty: nobody, or the service itself
    """

    break_id: str
    break_class: str
    site: str
    payment_id: str
    stripe_id: str
    amount_minor: int
    currency: str
    details: str
    found_at: datetime.datetime
    resolved_at: datetime.datetime | None
    resolution: str
    note: str
    resolved_by: str

    def to_dict(self) -> dict[str, Any]:
        break_id = self.break_id

        break_class = self.break_class

        site = self.site

        payment_id = self.payment_id

        stripe_id = self.stripe_id

        amount_minor = self.amount_minor

        currency = self.currency

        details = self.details

        found_at = self.found_at.isoformat()

        resolved_at: None | str
        if isinstance(self.resolved_at, datetime.datetime):
            resolved_at = self.resolved_at.isoformat()
        else:
            resolved_at = self.resolved_at

        resolution = self.resolution

        note = self.note

        resolved_by = self.resolved_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "break_id": break_id,
                "break_class": break_class,
                "site": site,
                "payment_id": payment_id,
                "stripe_id": stripe_id,
                "amount_minor": amount_minor,
                "currency": currency,
                "details": details,
                "found_at": found_at,
                "resolved_at": resolved_at,
                "resolution": resolution,
                "note": note,
                "resolved_by": resolved_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        break_id = d.pop("break_id")

        break_class = d.pop("break_class")

        site = d.pop("site")

        payment_id = d.pop("payment_id")

        stripe_id = d.pop("stripe_id")

        amount_minor = d.pop("amount_minor")

        currency = d.pop("currency")

        details = d.pop("details")

        found_at = datetime.datetime.fromisoformat(d.pop("found_at"))

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

        resolution = d.pop("resolution")

        note = d.pop("note")

        resolved_by = d.pop("resolved_by")

        break_ = cls(
            break_id=break_id,
            break_class=break_class,
            site=site,
            payment_id=payment_id,
            stripe_id=stripe_id,
            amount_minor=amount_minor,
            currency=currency,
            details=details,
            found_at=found_at,
            resolved_at=resolved_at,
            resolution=resolution,
            note=note,
            resolved_by=resolved_by,
        )

        return break_
