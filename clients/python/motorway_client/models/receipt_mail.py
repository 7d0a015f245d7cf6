from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.mail_state import MailState

T = TypeVar("T", bound="ReceiptMail")


@_attrs_define
class ReceiptMail:
    """
    Attributes:
        mail_id (str):
        receipt_id (str):
        address (str):
        state (MailState):
        attempts (int):
        last_error (str): What the mail server said last
        requested_at (datetime.datetime):
        requested_by (str):
        ended_at (datetime.datetime | None):
    """

    mail_id: str
    receipt_id: str
    address: str
    state: MailState
    attempts: int
    last_error: str
    requested_at: datetime.datetime
    requested_by: str
    ended_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        mail_id = self.mail_id

        receipt_id = self.receipt_id

        address = self.address

        state = self.state.value

        attempts = self.attempts

        last_error = self.last_error

        requested_at = self.requested_at.isoformat()

        requested_by = self.requested_by

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "mail_id": mail_id,
                "receipt_id": receipt_id,
                "address": address,
                "state": state,
                "attempts": attempts,
                "last_error": last_error,
                "requested_at": requested_at,
                "requested_by": requested_by,
                "ended_at": ended_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        mail_id = d.pop("mail_id")

        receipt_id = d.pop("receipt_id")

        address = d.pop("address")

        state = MailState(d.pop("state"))

        attempts = d.pop("attempts")

        last_error = d.pop("last_error")

        requested_at = datetime.datetime.fromisoformat(d.pop("requested_at"))

        requested_by = d.pop("requested_by")

        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ended_at = _parse_ended_at(d.pop("ended_at"))

        receipt_mail = cls(
            mail_id=mail_id,
            receipt_id=receipt_id,
            address=address,
            state=state,
            attempts=attempts,
            last_error=last_error,
            requested_at=requested_at,
            requested_by=requested_by,
            ended_at=ended_at,
        )

        return receipt_mail
