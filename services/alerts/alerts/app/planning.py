"""Decides who is told: steps of alerts set policies to work, and policies go on, stage by stage, until somebody acts.

One transaction each, by whichever process comes first; the time of an alert's step is where the wait begins.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from motorway_kit.db import FAILURES, Connection, transaction
from motorway_kit.errors import MotorwayError
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from alerts.db import documents, escalations
from alerts.db import notifications as store
from alerts.db.escalations import Escalation, ToPlan
from alerts.domain import conditions
from alerts.domain.arrangements import Arrangements, Destination, Moment
from alerts.domain.conditions import Alert, Suppression
from alerts.domain.journal import CALLING, What
from alerts.domain.notification import Message, News, Notification, State, about
from alerts.domain.policy import Stage
from alerts.metrics import nobody_told, planned
from alerts.parts import Alerts

log = get_logger(__name__)

BATCH = 500
POLL_S = 0.25
NOT_NEEDED = "nobody has to be told any more"


async def keep_planning(parts: Alerts) -> None:
    """For ever."""
    while True:
        try:
            if await escalations.any_waits(parts.db, parts.clock()):
                while await plan(parts) == BATCH or await escalate(parts) == BATCH:
                    pass
        except (MotorwayError, *FAILURES) as error:
            log.warning("notifications cannot be planned", error=repr(error))
        await asyncio.sleep(POLL_S)


async def plan(parts: Alerts) -> int:
    """Look at steps that nobody looked at: set policies to work, or stop them. Returns how many steps there were."""
    now = parts.clock()
    async with transaction(parts.db) as conn:
        steps = await escalations.steps_to_plan(conn, BATCH) if await escalations.alone(conn) else []
        if not steps:
            return 0
        alerts = await escalations.alerts_as_they_are(conn, {step.alert_id for step in steps})
        calm = [alert_id for alert_id, alert in alerts.items() if not _calls(alert)]
        if calm:
            await escalations.end(conn, calm, now)
            await store.cancel(conn, calm, now, NOT_NEEDED)
        work = _Work(conn, now, alerts, await documents.arrangements(conn, now))
        await _tell_ends(work, steps)
        for step in _calling(steps, alerts):
            await _set_to_work(work, step)
        await escalations.mark_planned(conn, [step.step_id for step in steps], now)
    return len(steps)


async def escalate(parts: Alerts) -> int:
    """Take policies whose next stage is due to it. Returns how many."""
    now = parts.clock()
    async with transaction(parts.db) as conn:
        due = await escalations.due(conn, now, BATCH)
        if not due:
            return 0
        alerts = await escalations.alerts_as_they_are(conn, {each.alert_id for each in due})
        work = _Work(conn, now, alerts, await documents.arrangements(conn, now))
        said = await escalations.responses(conn, {alert.condition.rule for alert in alerts.values()})
        for each in due:
            await _go_on(work, each, said.get(alerts[each.alert_id].condition.rule, ""))
    return len(due)


class _Work(NamedTuple):
    """What a turn of planning works with."""

    conn: Connection
    now: datetime
    alerts: Mapping[str, Alert]
    everything: Arrangements


def _calls(alert: Alert) -> bool:
    """Whether it waits for somebody."""
    return alert.state is conditions.State.RAISED and alert.suppression is Suppression.NONE


def _calling(steps: Sequence[ToPlan], alerts: Mapping[str, Alert]) -> Iterable[ToPlan]:
    """The last step of each alert that calls for somebody, where it still does."""
    last = {step.alert_id: step for step in steps if step.what in CALLING and not step.quiet}
    return [step for step in last.values() if _calls(alerts[step.alert_id])]


async def _set_to_work(work: _Work, step: ToPlan) -> None:
    alert, now = work.alerts[step.alert_id], work.now
    condition = alert.condition
    for policy in work.everything.policies.values():
        if policy.matches(condition.site, alert.severity, condition.rule):
            if step.what is What.ESCALATED:  # who sleeps through a warning must hear of it
                await escalations.end_policy(work.conn, alert.alert_id, policy.id, now)
            begun = Escalation(step.step_id, policy.id, alert.alert_id, now, 0, step.at)
            await escalations.start(work.conn, begun, now + policy.steps[0].after)


async def _go_on(work: _Work, escalation: Escalation, response: str) -> None:
    policy, alert = work.everything.policies.get(escalation.policy), work.alerts[escalation.alert_id]
    stage = policy.stage(escalation.stage) if policy is not None and policy.enabled else None
    if policy is None or stage is None or not _calls(alert):
        await escalations.finish(work.conn, escalation, work.now)
        return
    await _tell_stage(work, escalation, stage, response)
    following = policy.stage(escalation.stage + 1)
    if following is None:
        await escalations.finish(work.conn, escalation, work.now)
    else:
        await escalations.go_on(work.conn, escalation, escalation.started_at + following.after)


async def _tell_stage(work: _Work, escalation: Escalation, stage: Stage, response: str) -> None:
    alert = work.alerts[escalation.alert_id]
    news = News.REMINDED if stage.round else News.RAISED
    message = about(alert, news, escalation.called_at, response)
    occasion = f"{escalation.step_id}:{stage.round}:{int(stage.after.total_seconds())}"
    moment = Moment(alert.severity, alert.condition.site, work.now)
    found = work.everything.destinations(stage.targets, moment)
    if not found:
        nobody_told.labels(escalation.policy).inc()
        log.warning("a stage of an escalation policy reaches nobody", policy=escalation.policy, stage=stage.number)
    for each in found:
        await _tell(work, message, each, (escalation.policy, occasion))


async def _tell_ends(work: _Work, steps: Sequence[ToPlan]) -> None:
    """Who was told of an alert is told that it is over, where its policy says so."""
    over = {step.alert_id: step for step in steps if step.what is What.RESOLVED}
    for former in await store.told(work.conn, list(over)) if over else []:
        policy, step = work.everything.policies.get(former.policy), over[former.message.alert_id]
        if policy is not None and policy.tell_end:
            message = about(work.alerts[step.alert_id], News.ENDED, step.at)
            due_at = _later(work.everything, former, work.now)
            where = Destination(former.channel, former.address, former.recipient, due_at)
            await _tell(work, message, where, (policy.id, f"{step.step_id}:end"))


def _later(everything: Arrangements, former: Notification, now: datetime) -> datetime:
    """After the quiet hours of the recipient."""
    recipient = everything.recipients.get(former.recipient)
    return now if recipient is None else recipient.told_at(former.message.severity, now)


async def _tell(work: _Work, message: Message, where: Destination, reason: tuple[str, str]) -> None:
    """`reason` is the policy and the occasion. Nothing where the address is told of that already."""
    policy, occasion = reason
    notification = Notification(
        notification_id=new_id(),
        channel=where.channel,
        address=where.address,
        recipient=where.recipient,
        policy=policy,
        occasion=occasion,
        message=message,
        state=State.WAITING,
        created_at=work.now,
        worth_from=where.due_at,
        due_at=where.due_at,
    )
    if await store.insert(work.conn, notification):
        planned.labels(message.news).inc()
