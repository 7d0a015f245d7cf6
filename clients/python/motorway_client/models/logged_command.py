from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.command_outcome import CommandOutcome

if TYPE_CHECKING:
    from ..models.logged_command_command import LoggedCommandCommand


T = TypeVar("T", bound="LoggedCommand")


@_attrs_define
class LoggedCommand:
    """One order to a site's controller.

    Attributes:
        command_id (str):
        site (str):
        pump (int): 0: the whole site
        kind (str):
        actor (str): Name of who gave it
        sent_at (datetime.datetime): The last time that it was sent, or should have been
        answered_at (datetime.datetime | None):
        outcome (CommandOutcome):
        refusal_code (int): IFSF minor error of a refusal (46 is 0x2E); 0 without
        refusal_reason (str):
        command (LoggedCommandCommand): The order as the controller gets it, in proto3 JSON
    """

    command_id: str
    site: str
    pump: int
    kind: str
    actor: str
    sent_at: datetime.datetime
    answered_at: datetime.datetime | None
    outcome: CommandOutcome
    refusal_code: int
    refusal_reason: str
    command: LoggedCommandCommand

    def to_dict(self) -> dict[str, Any]:
        command_id = self.command_id

        site = self.site

        pump = self.pump

        kind = self.kind

        actor = self.actor

        sent_at = self.sent_at.isoformat()

        answered_at: None | str
        if isinstance(self.answered_at, datetime.datetime):
            answered_at = self.answered_at.isoformat()
        else:
            answered_at = self.answered_at

        outcome = self.outcome.value

        refusal_code = self.refusal_code

        refusal_reason = self.refusal_reason

        command = self.command.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "command_id": command_id,
                "site": site,
                "pump": pump,
                "kind": kind,
                "actor": actor,
                "sent_at": sent_at,
                "answered_at": answered_at,
                "outcome": outcome,
                "refusal_code": refusal_code,
                "refusal_reason": refusal_reason,
                "command": command,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.logged_command_command import LoggedCommandCommand

        d = dict(src_dict)
        command_id = d.pop("command_id")

        site = d.pop("site")

        pump = d.pop("pump")

        kind = d.pop("kind")

        actor = d.pop("actor")

        sent_at = datetime.datetime.fromisoformat(d.pop("sent_at"))

        def _parse_answered_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answered_at_type_0 = datetime.datetime.fromisoformat(data)

                return answered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        answered_at = _parse_answered_at(d.pop("answered_at"))

        outcome = CommandOutcome(d.pop("outcome"))

        refusal_code = d.pop("refusal_code")

        refusal_reason = d.pop("refusal_reason")

        command = LoggedCommandCommand.from_dict(d.pop("command"))

        logged_command = cls(
            command_id=command_id,
            site=site,
            pump=pump,
            kind=kind,
            actor=actor,
            sent_at=sent_at,
            answered_at=answered_at,
            outcome=outcome,
            refusal_code=refusal_code,
            refusal_reason=refusal_reason,
            command=command,
        )

        return logged_command
