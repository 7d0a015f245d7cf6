from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity
from ..models.news import News
from ..models.notification_state import NotificationState

T = TypeVar("T", bound="Notification")


@_attrs_define
class Notification:
    """
    Attributes:
        notification_id (str):
        alert_id (str): Empty in a test
        site (str):
        news (News):
        severity (AlertSeverity):
        rule (str):
        device (str):
        text (str):
        policy (str): Id of the escalation policy
        recipient (str): Empty where the channel itself is told
        channel (str):
        address (str):
        state (NotificationState):
        attempts (int):
        last_error (str):
        created_at (datetime.datetime):
        due_at (datetime.datetime | None): When it is tried next, while it waits
        ended_at (datetime.datetime | None):
    """

    notification_id: str
    alert_id: str
    site: str
    news: News
    severity: AlertSeverity
    rule: str
    device: str
    text: str
    policy: str
    recipient: str
    channel: str
    address: str
    state: NotificationState
    attempts: int
    last_error: str
    created_at: datetime.datetime
    due_at: datetime.datetime | None
    ended_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        notification_id = self.notification_id

        alert_id = self.alert_id

        site = self.site

        news = self.news.value

        severity = self.severity.value

        rule = self.rule

        device = self.device

        text = self.text

        policy = self.policy

        recipient = self.recipient

        channel = self.channel

        address = self.address

        state = self.state.value

        attempts = self.attempts

        last_error = self.last_error

        created_at = self.created_at.isoformat()

        due_at: None | str
        if isinstance(self.due_at, datetime.datetime):
            due_at = self.due_at.isoformat()
        else:
            due_at = self.due_at

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "notification_id": notification_id,
                "alert_id": alert_id,
                "site": site,
                "news": news,
                "severity": severity,
                "rule": rule,
                "device": device,
                "text": text,
                "policy": policy,
                "recipient": recipient,
                "channel": channel,
                "address": address,
                "state": state,
                "attempts": attempts,
                "last_error": last_error,
                "created_at": created_at,
                "due_at": due_at,
                "ended_at": ended_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        notification_id = d.pop("notification_id")

        alert_id = d.pop("alert_id")

        site = d.pop("site")

        news = News(d.pop("news"))

        severity = AlertSeverity(d.pop("severity"))

        rule = d.pop("rule")

        device = d.pop("device")

        text = d.pop("text")

        policy = d.pop("policy")

        recipient = d.pop("recipient")

        channel = d.pop("channel")

        address = d.pop("address")

        state = NotificationState(d.pop("state"))

        attempts = d.pop("attempts")

        last_error = d.pop("last_error")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_due_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_at_type_0 = datetime.datetime.fromisoformat(data)

                return due_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        due_at = _parse_due_at(d.pop("due_at"))

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

        notification = cls(
            notification_id=notification_id,
            alert_id=alert_id,
            site=site,
            news=news,
            severity=severity,
            rule=rule,
            device=device,
            text=text,
            policy=policy,
            recipient=recipient,
            channel=channel,
            address=address,
            state=state,
            attempts=attempts,
            last_error=last_error,
            created_at=created_at,
            due_at=due_at,
            ended_at=ended_at,
        )

        return notification
