"""Incidents: asked for, acknowledged as one, and what becomes of them with time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from motorway_access.caller import Caller, Scope
from motorway_access.roles import Operation
from motorway_kit.db import Connection, Pool, transaction

from alerts.app.alerts import acknowledge_alert
from alerts.app.book import Book
from alerts.app.grouping import open_storm
from alerts.db import alerts as store
from alerts.db import conditions, silences
from alerts.db import incidents as incidents_db
from alerts.domain.conditions import Alert, State, Suppression, acknowledge
from alerts.domain.incident import Incident, IncidentNotFound, Kind, Members, Next, next_of, storm_over

AT_ONCE = 200
EVERY_MEMBER = 100_000


class Found(NamedTuple):
    """An incident and its head."""

    incident: Incident
    head: Alert


class Open(NamedTuple):
    """An incident that is not closed, its head, and its other alerts."""

    incident: Incident
    head: Alert
    members: Members

    def becomes(self, now: datetime) -> Next:
        return next_of(self.incident, self.head, self.members, now)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which incidents: `before` is the last one's place."""

    scope: Scope
    before: tuple[datetime, str] | None = None
    is_open: bool | None = None


class Acknowledged(NamedTuple):
    now: Found
    previous: Found
    acknowledged: int


async def get_incident(db: Pool, caller: Caller, incident_id: str) -> Found:
    """Raises IncidentNotFound, NotAllowed."""
    async with db.acquire() as conn:
        found = await _get(conn, incident_id)
    caller.require(Operation.ALERTS_READ, found.incident.site)
    return found


async def list_incidents(db: Pool, chosen: Chosen, limit: int) -> tuple[list[Found], bool]:
    """At most `limit`, newest first, and whether there are more."""
    async with db.acquire() as conn:
        incidents = await incidents_db.list_incidents(
            conn, chosen.scope, chosen.before, limit + 1, is_open=chosen.is_open
        )
        heads = await _heads(conn, incidents)
    found = [Found(incident, heads[incident.head_alert_id]) for incident in incidents[:limit]]
    return found, len(incidents) > limit


async def acknowledge_incident(db: Pool, caller: Caller, incident_id: str, now: datetime) -> Acknowledged:
    """Its head first, then its open alerts, some hundred in a transaction. Raises IncidentNotFound, NotAllowed."""
    async with db.acquire() as conn:
        before = await _get(conn, incident_id)
    caller.require(Operation.ALERTS_ACKNOWLEDGE, before.incident.site)
    count = 0
    if before.head.state is State.RAISED:
        await acknowledge_alert(db, caller, before.head.alert_id, now)
        count = 1
    while done := await _acknowledge_some(db, caller, before.incident, now):
        count += done
    async with db.acquire() as conn:
        return Acknowledged(await _get(conn, incident_id), before, count)


async def look_after(db: Pool, now: datetime) -> None:
    """Let incidents go on as time passes: stop gathering, close, or set their alerts free."""
    async with db.acquire() as conn:
        due = [one.incident for one in await _open(conn) if one.becomes(now) is not Next.STAY]
    for incident in due:
        async with transaction(db) as conn:
            await conditions.lock_sites(conn, [incident.site])
            book = Book(now)
            for one in await _open(conn, incident.incident_id):
                await _go_on(conn, book, one)
            await book.write(conn)


async def _acknowledge_some(db: Pool, caller: Caller, incident: Incident, now: datetime) -> int:
    async with transaction(db) as conn:
        await conditions.lock_sites(conn, [incident.site])
        book = Book(now)
        for alert in await store.list_open_of_incident(conn, incident.incident_id, State.RAISED, AT_ONCE):
            book.step(alert, acknowledge(alert, caller.name, now), actor=caller.name)
        return len(await book.write(conn))


async def _open(conn: Connection, incident_id: str | None = None) -> list[Open]:
    """All that are not closed, or one of them."""
    found = await incidents_db.list_open(conn, incident_id)
    heads = await _heads(conn, [incident for incident, _ in found])
    return [Open(incident, heads[incident.head_alert_id], members) for incident, members in found]


async def _heads(conn: Connection, incidents: Sequence[Incident]) -> Mapping[str, Alert]:
    alerts = await store.get_alerts(conn, [incident.head_alert_id for incident in incidents])
    return {alert.alert_id: alert for alert in alerts}


async def _go_on(conn: Connection, book: Book, one: Open) -> None:
    incident, head, found = one.incident, one.head, Found(one.incident, one.head)
    match one.becomes(book.now):
        case Next.STOP_GATHERING:
            book.put_incident(replace(incident, gathering=False, version=incident.version + 1), head)
        case Next.CLOSE:
            await _close(conn, book, found)
        case Next.RELEASE:
            for alert in await store.list_open_of_incident(conn, incident.incident_id, "", EVERY_MEMBER):
                _release(book, alert)
            await _close(conn, book, found)
        case Next.BECOME_STORM:
            await _become_storm(conn, book, incident)


async def _close(conn: Connection, book: Book, found: Found) -> None:
    incident, head = found
    if incident.kind is Kind.STORM and head.is_open:
        change = storm_over(head, book.now)
        book.take((await conditions.load_histories(conn, [change]))[head.condition.key], change)
    closed = replace(incident, gathering=False, closed_at=book.now, version=incident.version + 1)
    book.put_incident(closed, book.alerts.get(head.alert_id, head))


async def _become_storm(conn: Connection, book: Book, incident: Incident) -> None:
    """Nobody is called for it any more, and most of what was wrong still is."""
    members = await store.list_open_of_incident(conn, incident.incident_id, "", EVERY_MEMBER)
    in_force = await silences.list_in_force(conn, [incident.site], book.now)
    since = "The site is back" if incident.kind is Kind.SITE_DARK else "The storm was resolved"
    text = f"{since}, but {len(members)} of its alerts are not over"
    storm = open_storm(book, text, members, in_force)
    head = book.alerts[storm.head_alert_id]
    book.put_incident(replace(storm, gathering=False), head)
    (former,) = await store.get_alerts(conn, [incident.head_alert_id])
    await _close(conn, book, Found(incident, former))


def _release(book: Book, alert: Alert) -> None:
    """It is set free, and calls for people by itself unless it is silenced."""
    free = Suppression.NONE if alert.suppression is Suppression.INCIDENT else alert.suppression
    book.mark(alert, replace(alert, suppression=free, incident_id=""), {"incident_id": alert.incident_id})


async def _get(conn: Connection, incident_id: str) -> Found:
    incident = await incidents_db.get_incident(conn, incident_id)
    if incident is None:
        raise IncidentNotFound("there is no such incident", incident_id=incident_id)
    (head,) = await store.get_alerts(conn, [incident.head_alert_id])
    return Found(incident, head)
