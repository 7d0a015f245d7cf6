"""Each kind of channel against a real receiver, its secrets, and that one does not hold up another."""

import asyncio
import json
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

import pytest
from alerts.app.notifying import keep_notifying
from alerts.app.sending import TEST_S
from alerts.sealing import Sealer
from motorway.alerts.v1 import channels_pb2
from motorway.iot.v1 import device_pb2
from motorway_kit.errors import Conflict, InvalidInput, ResourceExhausted, Unavailable
from motorway_kit.testing import wait_until
from py_vapid import Vapid02
from pydantic import SecretStr
from structlog.testing import capture_logs

from .desk import HOOK_SECRET, SITE, Desk, at
from .receivers import Browser, MailServer, WebServer
from .stub_neighbours import StubIot

RAISED = "RAISED"


async def directly(desk: Desk, **config: Any) -> None:
    """A channel that a policy tells of everything."""
    await desk.put(channel={"id": "way", **config})
    await desk.put(policy={"id": "usual", "steps": [at(0, "CHANNEL", "way")], "tell_end": True})


async def try_it(desk: Desk, channel: str = "way", key: str = "k1", **fields: str) -> channels_pb2.Notification:
    request = channels_pb2.TestChannelRequest(id=channel, idempotency_key=key, **fields)
    notification: channels_pb2.Notification = (await desk.api.call("TestChannel", request)).notification
    return notification


@pytest.mark.parametrize("encoding", ["JSON", "FORM"])
async def test_a_short_message_goes_as_the_gateway_wants_it(desk: Desk, hook: WebServer, encoding: str) -> None:
    config = {"encoding": encoding, "to_field": "msisdn", "text_field": "body", "extra": {"from": "Motorway"}}
    sms = {"url": f"{hook.url}/send", **config, "header": "X-Api-Key", "credential": "s3cret"}
    await desk.put(channel={"id": "sms", "sms": sms})
    await desk.tell("sms", "+441632960961")
    alert_id = await desk.change(active=True)
    await desk.go()
    ((headers, body),) = hook.taken
    assert headers["x-api-key"] == "s3cret"
    said = (
        json.loads(body) if encoding == "JSON" else {name: value for name, (value,) in parse_qs(body.decode()).items()}
    )
    assert said == {
        "from": "Motorway",
        "msisdn": "+441632960961",
        "body": f"Critical: m25-cobham tank/1: Tank 1 is low https://fuel.example/alert/?id={alert_id}",
    }


async def test_the_display_shows_it_and_the_sounder_is_for_what_is_grave(desk: Desk, stub_iot: StubIot) -> None:
    await directly(desk, mqtt={"display_s": 120, "sounder_from": "CRITICAL"})
    await desk.change(active=True)
    await desk.change(active=True, key="pump_offline:pump/3", severity="WARNING")
    await desk.go()
    await desk.change(active=False)
    await desk.go()
    notices = {each.notice.text: each.notice for each in stub_iot.notices}
    grave = notices["Critical: m25-cobham tank/1: Tank 1 is low"]
    assert (grave.sounder, grave.display_s) == (True, 120)
    assert grave.severity == device_pb2.NOTICE_SEVERITY_CRITICAL
    assert [text for text, notice in notices.items() if notice.sounder] == [grave.text]
    assert "Over: m25-cobham tank/1: Tank 1 is low" in notices
    assert {each.site for each in stub_iot.notices} == {SITE}


async def test_a_site_that_is_away_is_tried_again_with_the_same_key(desk: Desk, stub_iot: StubIot) -> None:
    await directly(desk, mqtt={})
    stub_iot.away = Unavailable("the site's controller is offline")
    await desk.change(active=True)
    await desk.go()
    stub_iot.away = None
    desk.clock.forward(seconds=10)
    await desk.go()
    assert await desk.log() == [(RAISED, "SENT", 2)]
    assert len({each.idempotency_key for each in stub_iot.notices}) == 1


async def test_a_controller_that_refuses_is_not_asked_again(desk: Desk, stub_iot: StubIot) -> None:
    await directly(desk, mqtt={})
    stub_iot.refusal = "unsupported_command"
    await desk.change(active=True)
    await desk.go()
    assert await desk.attempts() == [("REFUSED", "the controller refuses: unsupported_command")]


async def pushing(desk: Desk, hook: WebServer) -> Browser:
    """Anna's device is subscribed."""
    browser = Browser(f"{hook.url}/push/abc")
    await desk.api.call("Subscribe", channels_pb2.SubscribeRequest(**browser.subscription()))
    await desk.put(channel={"id": "push", "web_push": {"contact": "ops@fuel.example"}})
    contacts = [{"channel": "push"}]
    user_id = "00000000-0000-7000-8000-000000000001"
    await desk.put(recipient={"id": "anna", "user_id": user_id, "contacts": contacts})
    await desk.put(policy={"id": "usual", "steps": [at(0, "RECIPIENT", "anna")]})
    return browser


async def test_a_push_is_for_the_device_alone_and_signed_by_the_platform(desk: Desk, hook: WebServer) -> None:
    browser = await pushing(desk, hook)
    alert_id = await desk.change(active=True)
    await desk.go()
    ((headers, body),) = hook.taken
    said = browser.read(body)
    assert (said["title"], said["alert_id"]) == ("Critical: m25-cobham tank/1: Tank 1 is low", alert_id)
    assert b"Tank" not in body
    assert (headers["urgency"], headers["content-encoding"]) == ("high", "aes128gcm")
    assert Vapid02.verify(headers["authorization"])
    key = (await desk.api.call("GetPushKey", channels_pb2.GetPushKeyRequest())).public_key
    assert headers["authorization"].endswith(f"k={key}")


@pytest.mark.parametrize("status", [404, 410])
async def test_a_device_that_is_gone_is_forgotten(desk: Desk, hook: WebServer, status: int) -> None:
    await pushing(desk, hook)
    hook.status = status
    await desk.change(active=True)
    await desk.go()
    assert await desk.log() == [(RAISED, "FAILED", 1)]
    assert (await desk.api.call("ListSubscriptions", channels_pb2.ListSubscriptionsRequest())).subscriptions == []


async def test_a_device_subscribes_once_and_only_at_a_push_service(desk: Desk, hook: WebServer) -> None:
    said = Browser(f"{hook.url}/push/abc").subscription()
    first = await desk.api.call("Subscribe", channels_pb2.SubscribeRequest(**said))
    again = await desk.api.call("Subscribe", channels_pb2.SubscribeRequest(**said))
    assert again.subscription.subscription_id == first.subscription.subscription_id
    wrong = {
        "endpoint": ["http://169.254.169.254/x", "https://127.0.0.1/x", "http://127.0.0.1@evil.example/x", ""],
        "p256dh": ["AAAA", "!", "BA" + "A" * 85],
        "auth": ["AAAA"],
        "label": ["two\nlines"],
    }
    for field, values in wrong.items():
        for value in values:
            with pytest.raises(InvalidInput) as caught:
                await desk.api.call("Subscribe", channels_pb2.SubscribeRequest(**{**said, field: value}))
            assert caught.value.context["field"] == field
    request = channels_pb2.UnsubscribeRequest(subscription_id=first.subscription.subscription_id)
    await desk.api.call("Unsubscribe", request)
    assert (await desk.api.call("ListSubscriptions", channels_pb2.ListSubscriptionsRequest())).subscriptions == []


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # by Apprise
async def test_apprise_takes_the_long_tail(desk: Desk, hook: WebServer) -> None:
    await directly(desk, apprise={"url": hook.url.replace("http://", "json://") + "/notify"})
    await desk.change(active=True)
    await desk.go()
    ((_, body),) = hook.taken
    said = json.loads(body)
    assert (said["title"], said["type"]) == ("Critical: m25-cobham tank/1: Tank 1 is low", "failure")


async def test_a_test_tells_what_came_of_it_and_is_sent_once(desk: Desk, hook: WebServer, post: MailServer) -> None:
    await directly(desk, webhook={"url": hook.url, "secret": HOOK_SECRET}, per_minute=2)
    sent = await try_it(desk)
    assert (sent.news, sent.state, sent.attempts) == ("TEST", "SENT", 1)
    assert await try_it(desk) == sent
    assert len(hook.taken) == 1
    hook.status = 500
    failed = await try_it(desk, key="k2")
    assert (failed.state, failed.last_error) == ("FAILED", "500 Internal Server Error")
    with pytest.raises(ResourceExhausted):
        await try_it(desk, key="k3")
    await desk.put(channel={"id": "mail", "email": post.config()})
    with pytest.raises(Conflict):
        await try_it(desk, "mail", "k1", address="anna@fuel.example")
    with pytest.raises(InvalidInput):
        await try_it(desk, "mail", "k4")
    assert (await try_it(desk, "mail", "k5", address="anna@fuel.example")).state == "SENT"


async def test_a_test_of_a_server_that_says_nothing_ends_before_a_browser_gives_up(desk: Desk, hook: WebServer) -> None:
    await directly(desk, webhook={"url": hook.url, "secret": HOOK_SECRET})
    hook.hears.clear()
    async with asyncio.timeout(TEST_S + 2):
        request = channels_pb2.TestChannelRequest(id="way", idempotency_key="k1")
        test = (await desk.api.call("TestChannel", request, timeout_s=TEST_S + 2)).notification
    assert (test.state, test.attempts, "no answer" in test.last_error) == ("FAILED", 1, True)


async def test_a_secret_is_kept_sealed_and_told_to_nobody(desk: Desk, hook: WebServer) -> None:
    with capture_logs() as logs:
        await directly(desk, webhook={"url": hook.url, "secret": HOOK_SECRET})
        await desk.put(channel={"id": "way", "webhook": {"url": f"{hook.url}/other"}})
        await desk.change(active=True)
        await desk.go()
    assert "webhook-signature" in hook.taken[0][0]
    got = (await desk.api.call("GetChannel", channels_pb2.GetChannelRequest(id="way"))).channel
    assert (got.has_secret, got.webhook.secret, got.version) == (True, "", 2)
    rows = await desk.parts.db.fetch("SELECT * FROM notification_document")
    assert HOOK_SECRET not in f"{rows} {logs} {await desk.log()}"
    with pytest.raises(InvalidInput) as caught:
        await desk.put(channel={"id": "bare", "webhook": {"url": hook.url}})
    assert caught.value.context["field"] == "config.secret"


async def test_with_another_key_secrets_are_given_again(desk: Desk, hook: WebServer) -> None:
    await directly(desk, webhook={"url": hook.url, "secret": HOOK_SECRET})
    other = Sealer(SecretStr("another key secret of 32 characters")).seal(HOOK_SECRET, "channel/way")
    await desk.parts.db.execute("UPDATE notification_document SET sealed = $1 WHERE kind = 'CHANNEL'", other)
    with pytest.raises(Conflict) as caught:
        await try_it(desk)
    assert caught.value.reason == "SealBroken"
    await desk.put(channel={"id": "way", "webhook": {"url": hook.url, "secret": HOOK_SECRET}})
    assert (await try_it(desk, key="k2")).state == "SENT"


async def test_a_password_is_not_taken_to_another_server(desk: Desk, post: MailServer) -> None:
    config = {**post.config(), "username": "ops", "password": "pw", "security": "STARTTLS"}
    await desk.put(channel={"id": "mail", "email": config})
    moved = {**config, "host": "evil.example", "password": ""}
    with pytest.raises(InvalidInput):
        await desk.put(channel={"id": "mail", "email": moved})
    await desk.put(channel={"id": "mail", "email": {**moved, "password": "new"}})


async def test_a_channel_that_does_not_answer_delays_nobody(desk: Desk, hook: WebServer, post: MailServer) -> None:
    await desk.put(channel={"id": "mail", "email": post.config()})
    await desk.tell("mail", "anna@fuel.example")
    await desk.put(channel={"id": "dead", "webhook": {"url": hook.url, "secret": HOOK_SECRET}})
    await desk.put(policy={"id": "more", "steps": [at(0, "CHANNEL", "dead")]})
    hook.hears.clear()
    running = asyncio.create_task(keep_notifying(desk.parts))
    try:
        for number in range(16):
            await desk.change(active=True, key=f"rule:tank/{number}")
        await wait_until(lambda: len(post.mails) == 16)
        assert len(hook.taken) <= 8
        hook.hears.set()
        await wait_until(lambda: len(hook.taken) == 16)
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
