"""What is told to whom, when: on a real database, with real receivers and a clock that is moved."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio
from alerts.app.sending import LEASE, send_some
from alerts.db import outgoing
from motorway.alerts.v1 import channels_pb2, on_call_pb2
from motorway_kit.db import transaction

from .desk import SITE, START, Desk, at
from .receivers import MailServer, WebServer, mail_server, signed_by, web_server

SECRET = "whsec_" + "QUFB" * 8
RAISED, REMINDED, ENDED = "RAISED", "REMINDED", "ENDED"


@pytest_asyncio.fixture
async def post() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[WebServer]:
    async with web_server() as server:
        yield server


async def with_mail(desk: Desk, post: MailServer, *names: str) -> None:
    await desk.put(channel={"id": "mail", "email": post.config()})
    for name in names:
        contacts = [{"channel": "mail", "address": f"{name}@fuel.example"}]
        await desk.put(recipient={"id": name, "contacts": contacts})


async def with_hook(desk: Desk, hook: WebServer, **fields: object) -> None:
    await desk.put(channel={"id": "hook", "webhook": {"url": hook.url, "secret": SECRET}, **fields})
    await desk.put(policy={"id": "usual", "steps": [at(0, "CHANNEL", "hook")], "tell_end": True})


def told(post: MailServer) -> list[str]:
    return [name for names in post.recipients for name in names]


async def test_the_chain_goes_on_until_somebody_acknowledges(desk: Desk, post: MailServer) -> None:
    await with_mail(desk, post, "anna", "ben", "cleo")
    steps = [at(0, "RECIPIENT", "anna"), at(300, "RECIPIENT", "ben"), at(900, "RECIPIENT", "cleo")]
    await desk.put(policy={"id": "usual", "steps": steps, "tell_end": True})
    alert_id = await desk.change(active=True)
    await desk.go()
    desk.clock.forward(seconds=299)
    await desk.go()
    assert told(post) == ["anna@fuel.example"]
    desk.clock.forward(seconds=1)
    await desk.go()
    assert told(post) == ["anna@fuel.example", "ben@fuel.example"]
    await desk.acknowledge(alert_id)
    desk.clock.forward(hours=2)
    await desk.go()
    assert told(post)[2:] == []
    await desk.change(active=False)
    await desk.go()
    assert sorted(told(post)[2:]) == ["anna@fuel.example", "ben@fuel.example"]
    assert [mail["Subject"].split(":")[0] for mail in post.mails] == ["Critical", "Critical", "Over", "Over"]


async def test_the_chain_is_gone_through_again(desk: Desk, post: MailServer) -> None:
    await with_mail(desk, post, "anna")
    repeated = {"repeats": 2, "repeat_every_s": 600}
    await desk.put(policy={"id": "usual", "steps": [at(0, "RECIPIENT", "anna")], **repeated})
    await desk.change(active=True)
    for _ in range(5):
        await desk.go()
        desk.clock.forward(seconds=600)
    assert await desk.log() == [(RAISED, "SENT", 1), (REMINDED, "SENT", 1), (REMINDED, "SENT", 1)]
    await desk.change(active=False)
    await desk.go()
    assert len(post.mails) == 3


async def test_what_ends_before_anybody_is_told_is_told_to_nobody(desk: Desk, post: MailServer) -> None:
    await with_mail(desk, post)
    await desk.tell("mail", "anna@fuel.example")
    await desk.change(active=True)
    await desk.change(active=False)
    await desk.go()
    assert await desk.log() == []


async def test_two_policies_tell_an_address_once(desk: Desk, post: MailServer) -> None:
    await with_mail(desk, post)
    await desk.tell("mail", "anna@fuel.example")
    await desk.put(policy={"id": "more", "steps": [at(0, "RECIPIENT", "anna")], "severities": ["CRITICAL"]})
    await desk.put(policy={"id": "other", "steps": [at(0, "RECIPIENT", "anna")], "rules": ["pump_*"]})
    await desk.change(active=True)
    await desk.go()
    assert await desk.log() == [(RAISED, "SENT", 1)]


async def test_the_rota_and_the_stand_in_say_who(desk: Desk, post: MailServer) -> None:
    await with_mail(desk, post, "anna", "ben")
    night = {"time_zone": "UTC", "members": ["anna", "ben"], "first_day": "2026-11-02", "turn_days": 1}
    await desk.put(rota={"id": "night", **night})
    await desk.put(policy={"id": "usual", "steps": [at(0, "ROTA", "night")]})
    await desk.change(active=True)
    await desk.go()
    assert told(post) == ["ben@fuel.example"]
    request = on_call_pb2.AddOverrideRequest(rota="night", recipient="anna", idempotency_key="k1")
    request.starts_at.FromDatetime(START)
    request.ends_at.FromDatetime(START + timedelta(hours=8))
    first = await desk.api.call("AddOverride", request)
    assert await desk.api.call("AddOverride", request) == first
    await desk.change(active=True, key="pump_offline:pump/3")
    await desk.go()
    assert told(post)[1:] == ["anna@fuel.example"]
    asked = on_call_pb2.ListDutiesRequest(id="night", start=request.starts_at)
    (duty,) = (await desk.api.call("ListDuties", asked)).duties
    assert (duty.recipient, duty.override_id) == ("anna", first.override.override_id)


async def test_quiet_hours_hold_it_back_until_it_is_over_or_needless(desk: Desk, post: MailServer) -> None:
    await with_mail(desk, post)
    quiet = [{"hours": {"start": "12:00", "end": "14:00"}, "up_to": "WARNING"}]
    contacts = [{"channel": "mail", "address": "anna@fuel.example"}]
    await desk.put(recipient={"id": "anna", "contacts": contacts, "quiet": quiet})
    await desk.put(policy={"id": "usual", "steps": [at(0, "RECIPIENT", "anna")]})
    await desk.change(active=True, severity="WARNING")
    needless = await desk.change(active=True, key="pump_offline:pump/3", severity="WARNING")
    await desk.change(active=True, key="leak:tank/2", severity="CRITICAL")
    await desk.go()
    assert [mail["Subject"].split(":")[0] for mail in post.mails] == ["Critical"]
    await desk.acknowledge(needless)
    desk.clock.forward(hours=2)
    await desk.go()
    assert await desk.log() == [(RAISED, "SENT", 1), (RAISED, "CANCELLED", 0), (RAISED, "SENT", 1)]


async def test_a_mail_says_all(desk: Desk, post: MailServer) -> None:
    await with_mail(desk, post)
    await desk.tell("mail", "anna@fuel.example")
    alert_id = await desk.change(active=True)
    await desk.go()
    (mail,) = post.mails
    assert mail["Subject"] == "Critical: m25-cobham tank/1: Tank 1 is low"
    assert (mail["To"], mail["Auto-Submitted"]) == ("anna@fuel.example", "auto-generated")
    assert mail["References"] == f"<{alert_id}@fuel.example>"
    text = mail.get_content()
    for part in ("Tank 1 is low", "CRITICAL", SITE, "tank/1", "tank_low", alert_id):
        assert part in text


async def test_a_webhook_is_signed_and_the_same_in_every_attempt(desk: Desk, hook: WebServer) -> None:
    await with_hook(desk, hook)
    hook.status = 500
    await desk.change(active=True)
    await desk.go()
    hook.status = 200
    desk.clock.forward(seconds=10)
    await desk.go()
    (first, body), (second, again) = hook.taken
    assert signed_by(SECRET, first, body)
    assert signed_by(SECRET, second, again)
    assert first["webhook-id"] == second["webhook-id"]
    assert body == again
    assert b'"type":"alert.raised"' in body
    assert not signed_by(SECRET, first, body + b" ")
    assert await desk.attempts() == [("RETRY", "500 noted"), ("SENT", "200 noted")]


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
    assert sorted(await desk.attempts()) == [("REFUSED", "422 noted"), ("REFUSED", "550 no such mailbox")]


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


async def test_a_channel_that_is_switched_off_cancels_what_waits(desk: Desk, hook: WebServer) -> None:
    await with_hook(desk, hook)
    await desk.change(active=True)
    await desk.decide()
    await desk.put(channel={"id": "hook", "webhook": {"url": hook.url}, "enabled": False})
    assert await send_some(desk.parts, "hook") == 0
    assert (await desk.log(), hook.taken) == ([(RAISED, "CANCELLED", 0)], [])


async def test_the_log_is_searched_page_by_page_and_knows_every_attempt(desk: Desk, hook: WebServer) -> None:
    await with_hook(desk, hook)
    alert_id = await desk.change(active=True)
    await desk.change(active=True, key="leak:tank/2")
    await desk.go()
    request = channels_pb2.ListNotificationsRequest(sites=[SITE], states=["SENT"], channel="hook", page_size=1)
    first = await desk.api.call("ListNotifications", request)
    request.cursor = first.next_cursor
    second = await desk.api.call("ListNotifications", request)
    assert second.next_cursor == ""
    assert {first.notifications[0].rule, second.notifications[0].rule} == {"tank_low", "leak"}
    (one,) = (
        await desk.api.call("ListNotifications", channels_pb2.ListNotificationsRequest(alert_id=alert_id))
    ).notifications
    got = await desk.api.call(
        "GetNotification", channels_pb2.GetNotificationRequest(notification_id=one.notification_id)
    )
    assert got.notification == one
    assert [(each.number, each.outcome, each.detail) for each in got.attempts] == [(1, "SENT", "200 noted")]
