"""One call instead of forty: alerts of a site that have one cause, or that come too fast to be looked at singly."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from motorway_kit.errors import NotFound

from alerts.domain.conditions import RANK, Alert, Change, Condition, State, Suppression, described, position

STORM_ALERTS = 20
STORM_WINDOW = timedelta(seconds=60)
STORM_CALM = timedelta(minutes=5)
STORM_LONGEST = timedelta(minutes=30)
"""So long a storm gathers: whoever acknowledged it must hear of what comes an hour later."""
DARK_BEFORE = timedelta(minutes=2)
DARK_RETURN = timedelta(minutes=2)
DARK_RULE = "controller_offline"
STORM_RULE = "alert_storm"
STORM_NAME = "Many alerts at once"
STORM_RESPONSE = "Look at what began first, and what the alerts have in common. Acknowledge the incident as one."
ELSEWHERE = frozenset(
    {
        "sale", "shift", "price", "discrepancy", "till", "offline_device", "offline_operation",
        "payment", "card_refund", "dispute", "break", "queue", "service",
    }
)  # fmt: skip
"""Kinds of devices that do not hang on the site's controller."""


class IncidentNotFound(NotFound):
    """There is no incident of that id."""


class Kind(StrEnum):
    SITE_DARK = "SITE_DARK"
    STORM = "STORM"


@dataclass(frozen=True, slots=True)
class Incident:
    """`head_alert_id` is the alert that people are called for; the others call for nobody.

    While it is `gathering`, new alerts of the site join it. It is closed when its head and all of its alerts are
    resolved, or have been set free. `version` grows by one with every change; 1 is how it was opened.
    """

    incident_id: str
    site: str
    kind: Kind
    head_alert_id: str
    opened_at: datetime
    joined_at: datetime
    alerts: int = 0
    gathering: bool = True
    closed_at: datetime | None = None
    version: int = 0

    def takes(self, alert: Alert) -> bool:
        return alert.alert_id != self.head_alert_id and (self.kind is Kind.STORM or of_the_forecourt(alert))

    def joined_by(self, count: int, now: datetime) -> "Incident":
        return replace(self, alerts=self.alerts + count, joined_at=now, version=self.version + 1)


class Members(NamedTuple):
    """How many alerts of an incident beside its head are open, and how many of these nobody acknowledged."""

    open: int
    waiting: int


class Next(StrEnum):
    """What becomes of an open incident."""

    STAY = "STAY"
    STOP_GATHERING = "STOP_GATHERING"
    CLOSE = "CLOSE"
    RELEASE = "RELEASE"
    BECOME_STORM = "BECOME_STORM"


@dataclass(frozen=True, slots=True)
class Recent:
    """An open alert of no incident, and since when it is known."""

    alert: Alert
    recorded_at: datetime


def gathers(head: Alert) -> bool:
    """Whether more alerts may join what it stands for. One that is silenced calls for nobody, so they would be lost."""
    return head.is_open and not head.silence_id


def of_the_forecourt(alert: Alert) -> bool:
    """Whether its device is reached through the site's controller."""
    return alert.condition.device.split("/")[0] not in ELSEWHERE


def in_the_dark(dark: Alert, recent: Sequence[Recent], now: datetime) -> list[Alert]:
    """The alerts that the dark site's alert stands for: those of the forecourt since shortly before it."""
    since = min(now, dark.raised_at) - DARK_BEFORE
    return [
        one.alert
        for one in recent
        if one.alert.alert_id != dark.alert_id
        and of_the_forecourt(one.alert)
        and max(one.recorded_at, one.alert.raised_at) > since
    ]


def stormy(recent: Sequence[Recent], now: datetime) -> list[Alert]:
    """The alerts of a storm, more of them within the window than anybody can look at; none: there is no storm."""
    within = [one.alert for one in recent if one.recorded_at > now - STORM_WINDOW]
    return within if len(within) > STORM_ALERTS else []


def storm_change(incident_id: str, text: str, members: Sequence[Alert], now: datetime) -> Change:
    """The condition that the head of a storm stands for, as grave as the gravest of its alerts."""
    site = members[0].condition.site
    condition = Condition(f"{STORM_RULE}:{site}:site:{incident_id}", site, STORM_RULE, "site")
    severity = max((alert.severity for alert in members), key=RANK.__getitem__)
    return Change(
        condition, position(_microseconds(now), active=True), active=True, time=now, severity=severity, text=text
    )


def storm_over(head: Alert, now: datetime) -> Change:
    place = position(_microseconds(now), active=False)
    time = max(now, head.raised_at)
    return Change(head.condition, place, active=False, time=time, severity=head.severity, text=head.text)


def joined(incident: Incident, alert: Alert) -> Alert:
    """The alert as one of the incident; a silence goes before."""
    suppression = alert.suppression or Suppression.INCIDENT
    return replace(alert, incident_id=incident.incident_id, suppression=suppression)


def as_grave(head: Alert, members: Sequence[Alert]) -> Alert:
    """The head, raised to the severity of the gravest that it stands for: an incident hides nothing that is worse."""
    gravest = max(members, key=lambda alert: RANK[alert.severity], default=head)
    if RANK[gravest.severity] <= RANK[head.severity]:
        return head
    return described(head, gravest.severity, head.text)


def next_of(incident: Incident, head: Alert, members: Members, now: datetime) -> Next:
    """A storm gathers until it was calm for a while, and is over when its alerts are, or somebody resolves its head.
    A site that is back has a moment for its alerts to clear. What is not over then calls for people by itself, or as a
    storm where it is too much.
    """
    if head.state is State.RESOLVED:
        return _without_head(incident, head, members, now)
    if incident.kind is Kind.SITE_DARK:
        return Next.STAY
    if incident.gathering:
        enough = now - incident.joined_at >= STORM_CALM or now - incident.opened_at >= STORM_LONGEST
        return Next.STOP_GATHERING if enough else Next.STAY
    return Next.STAY if members.open else Next.CLOSE


def _without_head(incident: Incident, head: Alert, members: Members, now: datetime) -> Next:
    if not members.open:
        return Next.CLOSE
    if incident.kind is Kind.SITE_DARK and now - (head.resolved_at or now) < DARK_RETURN:
        return Next.STOP_GATHERING if incident.gathering else Next.STAY
    return Next.BECOME_STORM if members.waiting > STORM_ALERTS else Next.RELEASE


def _microseconds(time: datetime) -> int:
    return int(time.timestamp()) * 1_000_000 + time.microsecond
