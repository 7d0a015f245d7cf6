"""Silences and incidents, applied to the alerts of a transaction before they are written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from motorway_kit.db import Connection
from motorway_kit.ids import new_id

from alerts.app.book import Book
from alerts.db import incidents, silences
from alerts.db.incidents import SiteNow
from alerts.domain.conditions import Alert, Suppression
from alerts.domain.history import History
from alerts.domain.incident import (
    DARK_BEFORE,
    DARK_RULE,
    STORM_RULE,
    STORM_WINDOW,
    Incident,
    Kind,
    Recent,
    as_grave,
    gathers,
    in_the_dark,
    joined,
    storm_change,
    stormy,
)
from alerts.domain.shelving import Silence, considered


async def settle(conn: Connection, book: Book) -> None:
    """Decide for the open alerts of the book whether somebody is called. The sites must be locked."""
    changed = [alert for alert in book.alerts.values() if alert.is_open]
    if not changed:
        return
    in_force = await silences.list_in_force(conn, sorted({alert.condition.site for alert in changed}), book.now)
    await consider_all(conn, book, changed, in_force)
    await _raise_heads(conn, book)
    fresh = _fresh(book)
    if fresh:
        sites = await incidents.load_sites(conn, sorted(fresh), book.now - DARK_BEFORE)
        for site, alerts in fresh.items():
            _group(book, sites[site], alerts, in_force)


async def consider_all(conn: Connection, book: Book, alerts: Sequence[Alert], in_force: Sequence[Silence]) -> None:
    """The alerts under the silences in force."""
    silenced = {alert.incident_id for alert in alerts if alert.silence_id and alert.incident_id}
    heads = await incidents.load_head_alerts(conn, sorted(silenced)) if silenced else []
    head_ids = {head.alert_id for head in heads}
    for alert in alerts:
        consider(book, alert, in_force, is_head=alert.alert_id in head_ids)


def consider(book: Book, alert: Alert, in_force: Sequence[Silence], *, is_head: bool = False) -> None:
    """The alert under the silences in force."""
    after = considered(alert, in_force, is_head=is_head)
    book.mark(alert, after, {"silence_id": after.silence_id} if after.silence_id else {})


def open_storm(book: Book, text: str, members: Sequence[Alert], in_force: Sequence[Silence]) -> Incident:
    """Raise the alert that stands for the storm, and let the alerts (of one site) join it."""
    incident_id, site = new_id(), members[0].condition.site
    change = storm_change(incident_id, text, members, book.now)
    history = History()
    book.take(history, change)
    head = history.alerts[0]
    incident = Incident(incident_id, site, Kind.STORM, head.alert_id, book.now, book.now)
    consider(book, head, in_force)
    return join(book, incident, book.alerts[head.alert_id], members)


def join(book: Book, incident: Incident, head: Alert, members: Sequence[Alert]) -> Incident:
    """The alerts call for nobody by themselves any more; their head is as grave as the gravest of them."""
    if head.incident_id != incident.incident_id:
        head = book.mark(head, replace(head, incident_id=incident.incident_id), {"incident_id": incident.incident_id})
    for alert in members:
        book.mark(alert, joined(incident, alert), {"incident_id": incident.incident_id})
    graver = as_grave(head, members)
    if graver != head:
        book.step(head, graver).data = {"incident_id": incident.incident_id}
    incident = incident.joined_by(len(members), book.now)
    book.put_incident(incident, graver)
    return incident


async def _raise_heads(conn: Connection, book: Book) -> None:
    """Where an alert of an incident became graver, so does what people are called for."""
    graver: dict[str, list[Alert]] = defaultdict(list)
    for alert in book.graver():
        if alert.is_open and alert.suppression is Suppression.INCIDENT:
            graver[alert.incident_id].append(alert)
    for stored in await incidents.load_head_alerts(conn, sorted(graver)) if graver else []:
        head = book.alerts.get(stored.alert_id, stored)
        after = as_grave(head, graver[head.incident_id])
        if head.is_open and after != head:
            book.step(head, after).data = {"incident_id": head.incident_id}


def _fresh(book: Book) -> Mapping[str, list[Alert]]:
    """New alerts that call for somebody, by site; the platform's own have none and stand for themselves."""
    fresh: dict[str, list[Alert]] = defaultdict(list)
    for alert_id in book.new:
        alert = book.alerts[alert_id]
        condition = alert.condition
        if condition.site and condition.rule != STORM_RULE and alert.is_open and not alert.suppression:
            fresh[condition.site].append(alert)
    return fresh


def _group(book: Book, site: SiteNow, fresh: Sequence[Alert], in_force: Sequence[Silence]) -> None:
    """Those that a gathering incident takes join it; what is left may begin another."""
    left, kinds = list(fresh), set()
    for incident, stored in site.gathering:
        head = book.alerts.get(stored.alert_id, stored)
        if not gathers(head):
            book.put_incident(replace(incident, gathering=False, version=incident.version + 1), head)
            continue
        kinds.add(incident.kind)
        if members := [alert for alert in left if incident.takes(alert)]:
            join(book, incident, head, members)
            left = [alert for alert in left if not incident.takes(alert)]
    if left:
        _begin(book, site, left, in_force, is_dark=Kind.SITE_DARK in kinds)


def _begin(book: Book, site: SiteNow, left: Sequence[Alert], in_force: Sequence[Silence], *, is_dark: bool) -> None:
    recent = _loud(book, [*site.recent, *(Recent(alert, book.now) for alert in left)])
    dark = None if is_dark else _dark(book, site, left)
    if dark is not None:
        members = in_the_dark(dark, recent, book.now)
        if members or dark in left:
            incident = Incident(new_id(), dark.condition.site, Kind.SITE_DARK, dark.alert_id, book.now, book.now)
            join(book, incident, dark, members)
            recent = [one for one in _loud(book, recent) if one.alert.alert_id != dark.alert_id]
    if members := stormy(recent, book.now):
        text = f"{len(members)} alerts within {STORM_WINDOW.seconds} s: this site's alerts are one incident for now"
        open_storm(book, text, members, in_force)


def _loud(book: Book, recent: Sequence[Recent]) -> list[Recent]:
    """As they are by now, without those that are over or call for nobody."""
    known = [Recent(book.alerts.get(one.alert.alert_id, one.alert), one.recorded_at) for one in recent]
    return [one for one in known if one.alert.is_open and not one.alert.suppression]


def _dark(book: Book, site: SiteNow, left: Sequence[Alert]) -> Alert | None:
    """The open alert of a controller that is offline. One that calls for nobody itself stands for no others."""
    known = site.dark and book.alerts.get(site.dark.alert_id, site.dark)
    if known is not None and known.is_open and not known.suppression:
        return known
    return next((alert for alert in left if alert.condition.rule == DARK_RULE), None)
