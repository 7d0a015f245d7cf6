from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.dispute_detail_evidence import DisputeDetailEvidence


T = TypeVar("T", bound="DisputeDetail")


@_attrs_define
class DisputeDetail:
    """
    Attributes:
        dispute_id (str):
        payment_id (str):
        sale_id (str): Empty: not known
        site (str):
        amount_minor (int):
        currency (str): ISO 4217
        reason (str): As Stripe names it
        status (str): As Stripe names it
        evidence_due_by (datetime.datetime | None): What is not answered by then is lost
        opened_at (datetime.datetime):
        submitted_at (datetime.datetime | None):
        submitted_by (str):
        stripe_id (str):
        evidence (DisputeDetailEvidence): What is sent, or was, by Stripe's names of it; the receipt comes with it as
            PDF
    """

    dispute_id: str
    payment_id: str
    sale_id: str
    site: str
    amount_minor: int
    currency: str
    reason: str
    status: str
    evidence_due_by: datetime.datetime | None
    opened_at: datetime.datetime
    submitted_at: datetime.datetime | None
    submitted_by: str
    stripe_id: str
    evidence: DisputeDetailEvidence

    def to_dict(self) -> dict[str, Any]:
        dispute_id = self.dispute_id

        payment_id = self.payment_id

        sale_id = self.sale_id

        site = self.site

        amount_minor = self.amount_minor

        currency = self.currency

        reason = self.reason

        status = self.status

        evidence_due_by: None | str
        if isinstance(self.evidence_due_by, datetime.datetime):
            evidence_due_by = self.evidence_due_by.isoformat()
        else:
            evidence_due_by = self.evidence_due_by

        opened_at = self.opened_at.isoformat()

        submitted_at: None | str
        if isinstance(self.submitted_at, datetime.datetime):
            submitted_at = self.submitted_at.isoformat()
        else:
            submitted_at = self.submitted_at

        submitted_by = self.submitted_by

        stripe_id = self.stripe_id

        evidence = self.evidence.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "dispute_id": dispute_id,
                "payment_id": payment_id,
                "sale_id": sale_id,
                "site": site,
                "amount_minor": amount_minor,
                "currency": currency,
                "reason": reason,
                "status": status,
                "evidence_due_by": evidence_due_by,
                "opened_at": opened_at,
                "submitted_at": submitted_at,
                "submitted_by": submitted_by,
                "stripe_id": stripe_id,
                "evidence": evidence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.dispute_detail_evidence import DisputeDetailEvidence

        d = dict(src_dict)
        dispute_id = d.pop("dispute_id")

        payment_id = d.pop("payment_id")

        sale_id = d.pop("sale_id")

        site = d.pop("site")

        amount_minor = d.pop("amount_minor")

        currency = d.pop("currency")

        reason = d.pop("reason")

        status = d.pop("status")

        def _parse_evidence_due_by(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                evidence_due_by_type_0 = datetime.datetime.fromisoformat(data)

                return evidence_due_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        evidence_due_by = _parse_evidence_due_by(d.pop("evidence_due_by"))

        opened_at = datetime.datetime.fromisoformat(d.pop("opened_at"))

        def _parse_submitted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                submitted_at_type_0 = datetime.datetime.fromisoformat(data)

                return submitted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        submitted_at = _parse_submitted_at(d.pop("submitted_at"))

        submitted_by = d.pop("submitted_by")

        stripe_id = d.pop("stripe_id")

        evidence = DisputeDetailEvidence.from_dict(d.pop("evidence"))

        dispute_detail = cls(
            dispute_id=dispute_id,
            payment_id=payment_id,
            sale_id=sale_id,
            site=site,
            amount_minor=amount_minor,
            currency=currency,
            reason=reason,
            status=status,
            evidence_due_by=evidence_due_by,
            opened_at=opened_at,
            submitted_at=submitted_at,
            submitted_by=submitted_by,
            stripe_id=stripe_id,
            evidence=evidence,
        )

        return dispute_detail
