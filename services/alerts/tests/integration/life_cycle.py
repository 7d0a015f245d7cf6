"""What the tests of the life cycle record, let time do, and look at: against a real database, without a service."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from alerts.app.recording import record
from alerts.app.sweeping import sweep
from alerts.domain.conditions import Alert, Change, Condition, Severity, position
from motorway_access.caller import EVERYTHING, Caller, CallerKind, Grant
from motorway_access.roles import Role
from motorway_kit.db import Pool, transaction

SITE = "m25-cobham"
ADMIN = Caller(CallerKind.USER, "1", "ann", (Grant(Role.ADMIN, EVERYTHING),))
START = datetime(2026, 11, 28, 8, tzinfo=UTC)


def at(second: float) -> datetime:
    return START + timedelta(seconds=second)


def change(second: float, *, active: bool = True, code: str = "leak", device: str = "tank/1", **also: Any) -> Change:
    """What a device says of an alarm; `site`, `severity`, `rule` may be others than usual."""
    site, rule = also.get("site", SITE), also.get("rule", "device_alarm")
    place = position(int(at(second).timestamp() * 1_000_000), active=active)
    condition = Condition(f"{rule}:{site}:{device}:{code}", site, rule, device)
    severity = also.get("severity", Severity.WARNING)
    return Change(condition, place, active=active, time=at(second), severity=severity, text=code)


def dark(second: float, *, active: bool = True) -> Change:
    return change(
        second, active=active, code="", device="controller", rule="controller_offline", severity=Severity.CRITICAL
    )


@dataclass
class Recorder:
    """Records changes when the last of them is said, or `later` by so many seconds."""

    db: Pool

    async def __call__(self, *changes: Change, later: float = 0) -> list[Alert]:
        now = max(one.time for one in changes) + timedelta(seconds=later)
        async with transaction(self.db) as conn:
            return await record(conn, changes, now)

    async def sweep(self, second: float) -> None:
        await sweep(self.db, at(second))

    async def alerts(self, where: str = "true") -> list[Any]:
        return await self.db.fetch(f"SELECT * FROM alert WHERE {where} ORDER BY raised_position")

    async def calls(self) -> list[str]:
        """The steps that call for somebody, in order, by text of the alert."""
        rows = await self.db.fetch(
            "SELECT what, text FROM alert_step JOIN alert USING (alert_id) WHERE quiet = ''"
            " AND what IN ('RAISED', 'RERAISED', 'ESCALATED', 'RELEASED') ORDER BY step_id"
        )
        return [f"{row['what']} {row['text']}" for row in rows]

    async def journal(self, alert_id: object) -> list[str]:
        rows = await self.db.fetch("SELECT what FROM alert_step WHERE alert_id = $1 ORDER BY step_id", alert_id)
        return [row["what"] for row in rows]

    async def incidents(self) -> list[Any]:
        return await self.db.fetch("SELECT * FROM incident ORDER BY opened_at")
