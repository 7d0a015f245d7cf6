"""Alarms that come and go: ISA-18.2 calls it chattering when one does so three times within minutes.

From its third time on such an alert is held open until it has been quiet, so that it is one alert and one call, not
hundreds. Fewer times within a quarter of an hour are alerts of their own, which count their occurrences on.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from alerts.domain.conditions import Alert, Change, State, described

CHATTER_RAISES = 3
CHATTER_WINDOW = timedelta(minutes=10)
QUIET = timedelta(minutes=10)
RERAISE = timedelta(minutes=15)
REMEMBERED = max(CHATTER_WINDOW, RERAISE)


def damped(change: Change, steps: Sequence[Alert], alerts: Sequence[Alert]) -> list[Alert]:
    """What `follow` says of a change, with chatter held together. `alerts` are those of the key before, in order."""
    if not steps:
        return []
    known = {alert.alert_id: alert for alert in alerts}
    before = known.get(steps[0].alert_id)
    if before is None:
        return _raised(change, steps, alerts)
    if not before.chattering:
        return list(steps)
    return _held(change, before, steps)


def calm(alert: Alert, now: datetime) -> Alert | None:
    """The held alert resolved, as of when its condition was over; None while it may come again."""
    if alert.cleared_at is None or now - alert.cleared_at < QUIET or not alert.is_open:
        return None
    return replace(alert, state=State.RESOLVED, resolved_at=alert.cleared_at, version=alert.version + 1)


def ended_by_hand(alert: Alert, actor: str, now: datetime) -> Alert:
    """Of an alert that is held open although its condition is over."""
    ended = max(now, alert.raised_at, alert.cleared_at or now)
    return replace(alert, state=State.RESOLVED, resolved_at=ended, resolved_by=actor, version=alert.version + 1)


def _raised(change: Change, steps: Sequence[Alert], alerts: Sequence[Alert]) -> list[Alert]:
    """A row of its own: within a held alert another of its occurrences, else an alert."""
    before = [alert for alert in alerts if alert.raised_position <= change.position]
    last = before[-1] if before else None
    over = len(steps) > 1
    if last is not None and last.chattering and last.is_open:
        return [_again(last, change, over=over)]
    if last is not None and last.chattering and over:
        return []
    raised = steps[0]
    if last is not None and last.resolved_at is not None and change.time - last.resolved_at <= RERAISE:
        raised = replace(raised, previous_alert_id=last.alert_id, occurrences=last.occurrences + 1)
    chattering = not over and _raises(change, before) >= CHATTER_RAISES
    raised = replace(raised, chattering=chattering)
    return [raised, *(_like(step, raised) for step in steps[1:])]


def _raises(change: Change, before: Sequence[Alert]) -> int:
    """How often it has come within the window, this time included."""
    since = change.time - CHATTER_WINDOW
    held = sum(alert.occurrences for alert in before if alert.chattering and (alert.resolved_at or since) > since)
    return 1 + held + sum(not alert.chattering and alert.raised_at > since for alert in before)


def _again(alert: Alert, change: Change, *, over: bool) -> Alert:
    again = replace(alert, occurrences=alert.occurrences + 1)
    if over:
        return replace(again, version=alert.version + 1)
    return described(replace(again, cleared_at=None), change.severity, change.text)


def _like(step: Alert, raised: Alert) -> Alert:
    return replace(step, previous_alert_id=raised.previous_alert_id, occurrences=raised.occurrences)


def _held(change: Change, before: Alert, steps: Sequence[Alert]) -> list[Alert]:
    """What concerns an alert that is, or was, held open."""
    if len(steps) > 1:  # it had ended in between
        return [replace(before, occurrences=before.occurrences + 1, version=before.version + 1)]
    step = steps[0]
    if change.active:  # graver or milder; or a later row of it began earlier
        return [] if step.raised_position > before.raised_position else [step]
    if not before.is_open:
        return []
    if change.actor:
        return [step]
    cleared_at = change.time if before.cleared_at is None else max(before.cleared_at, change.time)
    return [replace(before, cleared_at=cleared_at, version=before.version + 1)]
