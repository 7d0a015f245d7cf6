"""What one transaction does to alerts: gathered first, and written at its end in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from google.protobuf.message import Message
from motorway_kit import outbox
from motorway_kit.db import Connection
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from alerts.db import alerts as store
from alerts.db import conditions, incidents, journal
from alerts.domain.conditions import Alert, Change, Suppression
from alerts.domain.history import History
from alerts.domain.incident import Incident
from alerts.domain.journal import Step, What, quiet, what
from alerts.events import alert_event, incident_event
from alerts.metrics import alert_changes

log = get_logger(__name__)


@dataclass(slots=True)
class Entry:
    """A step that led to a version of an alert."""

    what: What
    alert: Alert
    at: datetime
    actor: str = ""
    note: str = ""
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def step(self) -> Step:
        alert, said = self.alert, quiet(self.what, self.alert)
        where, severity = alert.condition.site, alert.severity
        return Step(
            alert.alert_id, where, self.what, alert.version, severity, self.at, said, self.actor, self.note, self.data
        )


class Book:
    """`alerts` are those that changed, as they are now; `new` the ids of those that were not there before."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.alerts: dict[str, Alert] = {}
        self.new: set[str] = set()
        self._incidents: dict[str, tuple[Incident, Alert]] = {}
        self._changes: list[Change] = []
        self._entries: list[Entry] = []
        self._of_alert: dict[str, list[Entry]] = defaultdict(list)

    def take(self, history: History, change: Change) -> None:
        """Let a change have its effect; a known one has none."""
        known = {alert.alert_id: alert for alert in history.alerts}
        steps = history.take(change, new_id())
        if steps is None:
            return
        self._changes.append(change)
        for step in steps:
            before = self.alerts.get(step.alert_id, known.get(step.alert_id))
            self.step(before, step, at=step.resolved_at or change.time, actor=change.actor)
        self._mark_over({step.alert_id for step in steps})

    def step(
        self, before: Alert | None, after: Alert, *, at: datetime | None = None, actor: str = "", note: str = ""
    ) -> Entry:
        """A step of an alert; none before: it is new."""
        entry = Entry(what(before, after), after, at or self.now, actor, note)
        if before is None:
            self.new.add(after.alert_id)
        self.alerts[after.alert_id] = after
        self._entries.append(entry)
        self._of_alert[after.alert_id].append(entry)
        return entry

    def note(self, before: Alert, after: Alert, actor: str, note: str, key: str) -> Entry:
        """A note of somebody; `key` is its idempotency key, or empty."""
        entry = self.step(before, after, actor=actor, note=note)
        entry.what, entry.data = What.NOTED, {"key": key} if key else {}
        return entry

    def mark(self, before: Alert, after: Alert, data: Mapping[str, object]) -> Alert:
        """What it belongs to, or is silenced by, becomes another: for a new alert from its beginning."""
        if before == after:
            return before
        if after.alert_id not in self.new:
            after = replace(after, version=after.version + 1)
            self.step(before, after).data = data
            return after
        for entry in self._of_alert[after.alert_id]:
            entry.alert = _marked(entry.alert, after)
            entry.data = data
        self.alerts[after.alert_id] = _marked(self.alerts[after.alert_id], after)
        return self.alerts[after.alert_id]

    def graver(self) -> list[Alert]:
        """The alerts that became graver, as they are now."""
        return [self.alerts[entry.alert.alert_id] for entry in self._entries if entry.what is What.ESCALATED]

    def put_incident(self, incident: Incident, head: Alert) -> None:
        self._incidents[incident.incident_id] = (incident, head)

    async def write(self, conn: Connection) -> list[Alert]:
        """In the transaction that locked the sites. The alerts that changed, as they are now."""
        await conditions.add_changes(conn, self._changes)
        changed = list(self.alerts.values())
        await store.save_alerts(conn, changed, self.now)
        await journal.add_steps(conn, [entry.step for entry in self._entries])
        for incident, _ in self._incidents.values():
            await incidents.save_incident(conn, incident)
        await outbox.append_all(conn, [*map(_alert_told, self._entries), *self._incidents_told()])
        for entry in self._entries:
            _note(entry)
        return changed

    def _mark_over(self, alert_ids: set[str]) -> None:
        """What had ended when it became known calls for nobody."""
        for alert_id in alert_ids & self.new:
            alert = self.alerts[alert_id]
            if not alert.is_open:
                self.mark(alert, replace(alert, suppression=Suppression.OVER), {})

    def _incidents_told(self) -> Sequence[tuple[Message, str]]:
        return [
            (incident_event(incident, self.alerts.get(head.alert_id, head)), incident.site)
            for incident, head in self._incidents.values()
        ]


def _marked(alert: Alert, like: Alert) -> Alert:
    return replace(alert, incident_id=like.incident_id, silence_id=like.silence_id, suppression=like.suppression)


def _alert_told(entry: Entry) -> tuple[Message, str]:
    return alert_event(entry.alert, entry.what), entry.alert.condition.site


def _note(entry: Entry) -> None:
    condition = entry.alert.condition
    alert_changes.labels(condition.rule, entry.what).inc()
    log.info("alert changed", site=condition.site, key=condition.key, what=entry.what, text=entry.alert.text)
