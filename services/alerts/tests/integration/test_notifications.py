"""What is told to whom, when: on a real database, with real receivers and a clock that is moved."""

from datetime import timedelta

import pytest
from motorway.alerts.v1 import channels_pb2, on_call_pb2
from motorway_kit.errors import Conflict

from .desk import SITE, START, Desk, at, with_hook, with_mail
from .receivers import MailServer, WebServer

RAISED, REMINDED, ENDED = "RAISED", "REMINDED", "ENDED"


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


async def test_what_becomes_graver_is_told_from_the_beginning(desk: Desk, post: MailServer) -> None:
    """Anna sleeps through warnings; the chain is already waiting for Ben's turn."""
    await with_mail(desk, post, "ben")
    quiet = [{"hours": {"start": "12:00", "end": "14:00"}, "up_to": "WARNING"}]
    contacts = [{"channel": "mail", "address": "anna@fuel.example"}]
    await desk.put(recipient={"id": "anna", "contacts": contacts, "quiet": quiet})
    await desk.put(policy={"id": "usual", "steps": [at(0, "RECIPIENT", "anna"), at(900, "RECIPIENT", "ben")]})
    await desk.change(active=True, severity="WARNING")
    await desk.go()
    assert told(post) == []
    desk.clock.forward(seconds=60)
    await desk.change(active=True, severity="CRITICAL")
    await desk.go()
    assert told(post) == ["anna@fuel.example"]


async def test_nobody_is_reminded_of_what_still_waits_to_be_told(desk: Desk, post: MailServer) -> None:
    await with_mail(desk, post)
    quiet = [{"hours": {"start": "12:00", "end": "14:00"}, "up_to": "WARNING"}]
    contacts = [{"channel": "mail", "address": "anna@fuel.example"}]
    await desk.put(recipient={"id": "anna", "contacts": contacts, "quiet": quiet})
    repeated = {"repeats": 4, "repeat_every_s": 1800}
    await desk.put(policy={"id": "usual", "steps": [at(0, "RECIPIENT", "anna")], **repeated})
    await desk.change(active=True, severity="WARNING")
    for _ in range(4):
        await desk.go()
        desk.clock.forward(seconds=1800)
    await desk.go()
    assert await desk.log() == [(RAISED, "SENT", 1)]


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


async def test_whatever_a_device_says_fits_into_one_line(desk: Desk, post: MailServer) -> None:
    await with_mail(desk, post)
    await desk.tell("mail", "anna@fuel.example")
    await desk.change(active=True, text="Leak\r\nBcc: eve@evil.example\x07")
    await desk.go()
    (mail,) = post.mails
    assert mail["Subject"] == "Critical: m25-cobham tank/1: Leak Bcc: eve@evil.example"
    assert told(post) == ["anna@fuel.example"]


async def test_a_document_of_another_release_keeps_nobody_else_from_being_told(desk: Desk, post: MailServer) -> None:
    await with_mail(desk, post)
    await desk.put(channel={"id": "newer", "email": post.config()})
    await desk.tell("mail", "anna@fuel.example")
    await desk.parts.db.execute(
        "UPDATE notification_document SET body = body || '{\"tone\": \"shrill\"}' WHERE id = 'newer'"
    )
    await desk.change(active=True)
    await desk.go()
    assert told(post) == ["anna@fuel.example"]
    with pytest.raises(Conflict, match="tone"):
        await desk.api.call("GetChannel", channels_pb2.GetChannelRequest(id="newer"))


async def test_a_storm_is_told_as_one(desk: Desk, hook: WebServer) -> None:
    await with_hook(desk, hook)
    for number in range(30):
        await desk.change(active=True, key=f"rule:tank/{number}")
    await desk.go()
    assert await desk.log() == [(RAISED, "SENT", 1)]
    assert b'"rule":"alert_storm"' in hook.taken[0][1]


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
    assert [(each.number, each.outcome, each.detail) for each in got.attempts] == [(1, "SENT", "200 OK")]
