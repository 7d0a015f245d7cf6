"""How it is sent: attempts, pauses, rates, and what died in the middle."""

import asyncio
from datetime import UTC, datetime, timedelta

from alerts.app.notifying import keep_notifying
from alerts.app.sending import LEASE, send_some
from alerts.db import outgoing
from motorway_kit.db import transaction
from motorway_kit.testing import wait_until

from .desk import HOOK_SECRET, Desk, at, with_hook, with_mail
from .receivers import MailServer, WebServer, signed_by

RAISED, REMINDED, ENDED = "RAISED", "REMINDED", "ENDED"


async def test_a_webhook_is_signed_and_the_same_in_every_attempt(desk: Desk, hook: WebServer) -> None:
    await with_hook(desk, hook)
    hook.status = 500
    await desk.change(active=True)
    await desk.go()
    hook.status = 200
    desk.clock.forward(seconds=10)
    await desk.go()
    (first, body), (second, again) = hook.taken
    assert signed_by(HOOK_SECRET, first, body)
    assert signed_by(HOOK_SECRET, second, again)
    assert first["webhook-id"] == second["webhook-id"]
    assert body == again
    assert b'"type":"alert.raised"' in body
    assert not signed_by(HOOK_SECRET, first, body + b" ")
    assert await desk.attempts() == [("RETRY", "500 Internal Server Error"), ("SENT", "200 OK")]


async def test_who_asks_for_a_pause_gets_it(desk: Desk, hook: WebServer) -> None:
    await with_hook(desk, hook)
    hook.status, hook.headers = 429, {"retry-after": "120"}
    await desk.change(active=True)
    await desk.go()
    desk.clock.forward(seconds=119)
    await desk.go()
    assert len(hook.taken) == 1
    desk.clock.forward(seconds=1)
    await desk.go()
    assert len(hook.taken) == 2


async def test_what_is_refused_for_good_is_not_tried_again(desk: Desk, hook: WebServer, post: MailServer) -> None:
    await with_hook(desk, hook)
    await with_mail(desk, post)
    await desk.tell("mail", "anna@fuel.example")
    hook.status, post.refusal = 422, "550 no such mailbox"
    await desk.put(policy={"id": "more", "steps": [at(0, "CHANNEL", "hook")]})
    await desk.change(active=True)
    await desk.go()
    desk.clock.forward(hours=1)
    await desk.go()
    assert await desk.log() == [(RAISED, "FAILED", 1)] * 2
    assert sorted(await desk.attempts()) == [
        ("REFUSED", "422 Unprocessable Entity"),
        ("REFUSED", "550 no such mailbox"),
    ]


async def test_it_is_given_up_when_it_is_of_no_use_any_more(desk: Desk, post: MailServer) -> None:
    await with_mail(desk, post)
    await desk.tell("mail", "anna@fuel.example")
    post.refusal = "451 come back later"
    await desk.change(active=True)
    for _ in range(40):
        await desk.go()
        desk.clock.forward(hours=1)
    ((news, state, attempts),) = await desk.log()
    assert (news, state) == (RAISED, "FAILED")
    assert 20 <= attempts <= 26


async def test_a_channel_keeps_to_its_rate_and_sends_the_gravest_first(desk: Desk, hook: WebServer) -> None:
    await with_hook(desk, hook, per_minute=2)
    for number, severity in enumerate(["INFO", "WARNING", "INFO", "CRITICAL"]):
        await desk.change(active=True, key=f"rule:tank/{number}", severity=severity)
    await desk.go()
    assert [b"CRITICAL" in body or b"WARNING" in body for _, body in hook.taken] == [True, True]
    desk.clock.forward(seconds=59)
    await desk.go()
    assert len(hook.taken) == 2
    desk.clock.forward(seconds=1)
    await desk.go()
    assert len(hook.taken) == 4


async def test_what_was_under_way_when_the_process_died_is_sent_again(desk: Desk, hook: WebServer) -> None:
    await with_hook(desk, hook)
    await desk.change(active=True)
    await desk.decide()
    async with transaction(desk.parts.db) as conn:
        (lost,) = await outgoing.claim(conn, "hook", desk.clock(), 8, LEASE)
    await desk.go()
    assert hook.taken == []
    desk.clock.forward(seconds=LEASE.total_seconds())
    await desk.go()
    assert [headers["webhook-id"] for headers, _ in hook.taken] == [lost.notification_id]
    assert [outcome for outcome, _ in await desk.attempts()] == ["RUNNING", "SENT"]


async def test_two_processes_tell_it_once(desk: Desk, hook: WebServer) -> None:
    await with_hook(desk, hook)
    for number in range(16):
        await desk.change(active=True, key=f"rule:tank/{number}")
    async with asyncio.TaskGroup() as tasks:
        both = [tasks.create_task(keep_notifying(desk.parts)) for _ in range(2)]
        await wait_until(lambda: all_sent(desk, 16))
        for each in both:
            each.cancel()
    assert len({headers["webhook-id"] for headers, _ in hook.taken}) == len(hook.taken) == 16


async def all_sent(desk: Desk, count: int) -> bool:
    return int(await desk.parts.db.fetchval("SELECT count(*) FROM notification WHERE state = 'SENT'")) == count


async def test_a_channel_that_is_switched_off_cancels_what_waits(desk: Desk, hook: WebServer) -> None:
    await with_hook(desk, hook)
    await desk.change(active=True)
    await desk.decide()
    await desk.put(channel={"id": "hook", "webhook": {"url": hook.url}, "enabled": False})
    assert await send_some(desk.parts, "hook") == 0
    assert (await desk.log(), hook.taken) == ([(RAISED, "CANCELLED", 0)], [])


async def test_what_went_out_long_ago_is_forgotten_and_what_waits_is_not(desk: Desk, hook: WebServer) -> None:
    await with_hook(desk, hook)
    await desk.change(active=True, key="rule:tank/1")
    await desk.go()
    hook.status = 500
    await desk.change(active=True, key="rule:tank/2")
    await desk.go()
    await outgoing.prune(desk.parts.db, datetime.now(UTC) + timedelta(hours=1))
    assert await desk.log() == [(RAISED, "WAITING", 1)]
    assert await desk.attempts() == [("RETRY", "500 Internal Server Error")]
