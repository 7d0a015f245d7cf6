"""Rows of the table `alert` and the alerts that they are."""

from collections.abc import Mapping
from uuid import UUID

import asyncpg

from alerts.domain.conditions import Alert, Condition, Severity, State, Suppression

COLUMNS = (
    "alert_id", "key", "site", "rule", "device", "severity", "state", "text", "raised_at", "raised_position", "version",
    "acknowledged_at", "acknowledged_by", "resolved_at", "resolved_by", "cleared_at", "chattering", "occurrences",
    "previous_alert_id", "assignee", "incident_id", "silence_id", "suppression",
)  # fmt: skip


def alert_of(row: asyncpg.Record) -> Alert:
    return Alert(
        alert_id=str(row["alert_id"]),
        condition=Condition(row["key"], row["site"], row["rule"], row["device"]),
        severity=Severity(row["severity"]),
        state=State(row["state"]),
        text=row["text"],
        raised_at=row["raised_at"],
        raised_position=row["raised_position"],
        version=row["version"],
        acknowledged_at=row["acknowledged_at"],
        acknowledged_by=row["acknowledged_by"],
        resolved_at=row["resolved_at"],
        resolved_by=row["resolved_by"],
        cleared_at=row["cleared_at"],
        chattering=row["chattering"],
        occurrences=row["occurrences"],
        previous_alert_id=text_id(row["previous_alert_id"]),
        assignee=row["assignee"],
        incident_id=text_id(row["incident_id"]),
        silence_id=text_id(row["silence_id"]),
        suppression=Suppression(row["suppression"]),
    )


def row_of(alert: Alert) -> Mapping[str, object]:
    """The columns as JSON gives them to the database."""
    condition = alert.condition
    return {
        **{name: getattr(alert, name) for name in COLUMNS if hasattr(alert, name)},
        "key": condition.key,
        "site": condition.site,
        "rule": condition.rule,
        "device": condition.device,
        "previous_alert_id": alert.previous_alert_id or None,
        "incident_id": alert.incident_id or None,
        "silence_id": alert.silence_id or None,
    }


def text_id(value: UUID | None) -> str:
    return "" if value is None else str(value)
