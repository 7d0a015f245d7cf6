"""Orders to site controllers, each kept in the command log, and questions, which are not."""

import time
from datetime import datetime
from typing import NamedTuple

from motorway.iot.v1 import device_pb2
from motorway_kit.db import transaction
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger
from motorway_kit.tracing import child, observe
from opentelemetry.trace import SpanKind

from iot_gateway import metrics
from iot_gateway.app.numbering import in_series
from iot_gateway.db import orders as store
from iot_gateway.domain.errors import ControllerOffline, NoAnswer, NotConnected
from iot_gateway.domain.orders import LoggedOrder, Order, Outcome, known_answer, outcome_of
from iot_gateway.domain.records import clean
from iot_gateway.parts import Parts
from iot_gateway.pki import utc_now

log = get_logger(__name__)

NO_ANSWER = "NO_ANSWER"


class Begun(NamedTuple):
    """An order that is in the log. `never_sent`: no attempt before this one can have reached the controller."""

    command_id: str
    sent_at: datetime
    offline: bool = False
    never_sent: bool = False
    answer: device_pb2.CommandResponse | None = None


async def give_order(parts: Parts, order: Order, actor: str, key: str) -> device_pb2.CommandResponse:
    """Send it and wait for the controller's answer; with a key that was used before, be that order again.

    Raises IdempotencyKeyReused, ControllerOffline, NotConnected, NoAnswer.
    """
    begun = await _begin(parts, order, actor, key or new_id())
    if begun.answer is not None:
        return begun.answer
    if begun.offline:
        raise _offline(order, begun.command_id)
    try:
        response = await _sent(parts, order, begun.command_id)
    except NotConnected:
        if begun.never_sent:
            await store.save_not_sent(parts.db, begun.command_id, begun.sent_at)
        raise
    parts.answers.put(order.site, begun.command_id, response)
    return response


async def ask_pumps(parts: Parts, question: Order) -> device_pb2.CommandResponse:
    """Their last numbers as their series count them. Raises ControllerOffline, NotConnected, NoAnswer."""
    if await store.is_offline(parts.db, question.site):
        raise _offline(question, "")
    answer = await _sent(parts, question, new_id())
    await in_series(parts.db, question.site, answer.pumps)
    return answer


async def _begin(parts: Parts, order: Order, actor: str, key: str) -> Begun:
    """Commit the order before it is sent, so that none is given that is not in the log."""
    while True:
        now = utc_now()
        row = _row(order, actor, now)
        if outcome := await store.insert_order(parts.db, row, key):
            return Begun(row.command_id, now, outcome is Outcome.NOT_SENT, never_sent=True)
        if begun := await _begin_again(parts, order, key):
            return begun


async def _begin_again(parts: Parts, order: Order, key: str) -> Begun | None:
    """The order that has the key, with its answer or as it will be sent again; None when it was pruned just now."""
    now = utc_now()
    async with transaction(parts.db) as conn:
        logged = await store.lock_order(conn, key)
        if logged is None:
            return None
        if (answer := known_answer(logged, order)) is not None:
            return Begun(logged.command_id, logged.sent_at, answer=answer)
        offline = await store.is_offline(conn, order.site)
        if not offline:
            await store.save_sent_again(conn, logged.command_id, now)
    return Begun(logged.command_id, now, offline, logged.outcome is Outcome.NOT_SENT)


def _row(order: Order, actor: str, now: datetime) -> LoggedOrder:
    command_id = new_id()
    return LoggedOrder(
        command_id=command_id,
        site=order.site,
        pump=order.pump,
        kind=order.kind,
        actor=clean(actor),
        sent_at=now,
        answered_at=None,
        outcome=Outcome.UNKNOWN,
        refusal_code=0,
        refusal_reason="",
        request_hash=order.request_hash,
        command=_command(order, command_id).SerializeToString(),
        response=b"",
    )


def _command(order: Order, command_id: str) -> device_pb2.Command:
    command = device_pb2.Command()
    command.CopyFrom(order.command)
    command.command_id = command_id
    return command


async def _sent(parts: Parts, order: Order, command_id: str) -> device_pb2.CommandResponse:
    started = time.perf_counter()
    try:
        with child(f"order {order.kind}", SpanKind.CLIENT, {"motorway.site": order.site}):
            response = await parts.commands.request(
                order.site, _command(order, command_id), parts.settings.command_timeout_s
            )
    except NotConnected:
        _tell(order, command_id, Outcome.NOT_SENT)
        raise
    except NoAnswer:
        _tell(order, command_id, NO_ANSWER)
        raise
    observe(metrics.command_round_trip, time.perf_counter() - started)
    _tell(order, command_id, outcome_of(response), clean(response.refusal_reason))
    return response


def _offline(order: Order, command_id: str) -> ControllerOffline:
    _tell(order, command_id, Outcome.NOT_SENT)
    return ControllerOffline("the site's controller is offline; nothing was sent", site=order.site)


def _tell(order: Order, command_id: str, outcome: str, reason: str = "") -> None:
    metrics.commands.labels(order.kind, outcome.lower()).inc()
    facts = {"site": order.site, "pump": order.pump, "kind": order.kind, "command": command_id, "outcome": outcome}
    log.info("command", **facts, **({"reason": reason} if reason else {}))
