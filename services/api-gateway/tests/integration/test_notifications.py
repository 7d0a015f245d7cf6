"""Channels, people on call, and what was told, through the HTTP door."""

from typing import Any

from motorway.alerts.v1 import channels_pb2

from .conftest import Neighbours, RunningGateway
from .people import API
from .role_samples import CHANNEL, DEVICE, POLICY, RECIPIENT, ROTA, STAND_IN
from .stub_notifications import NOTIFICATION, SITE

CHANNELS = f"{API}/notification-channels"


async def test_a_channel_takes_its_secret_and_never_gives_it_back(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    async with gateway.client() as http:
        put = await http.put(f"{CHANNELS}/ops-mail", json=CHANNEL)
        listed = (await http.get(CHANNELS)).json()["items"]
        records = (await http.get(f"{API}/audit?site={SITE}")).text
    assert neighbours.channels.asked.channel.email.password == "a mail password"
    assert put.json()["config"] == {
        "kind": "EMAIL", "host": "mail.example", "port": 587, "security": "STARTTLS", "username": "",
        "sender": "alerts@example.com", "to": "",
    }  # fmt: skip
    assert (listed[0]["has_secret"], listed[0]["config"]["kind"]) == (True, "EMAIL")
    assert "notification-channel/ops-mail" in records
    assert "a mail password" not in put.text + records


async def test_every_kind_of_channel_is_understood(gateway: RunningGateway, neighbours: Neighbours) -> None:
    configs: list[dict[str, Any]] = [
        {"kind": "SMS", "url": "https://sms.example/send", "credential": "c", "extra": {"from": "Motorway"}},
        {"kind": "WEBHOOK", "url": "https://ops.example/hook", "secret": "whsec_x"},
        {"kind": "MQTT", "sounder_from": None},
        {"kind": "WEB_PUSH", "contact": "ops@example.com"},
        {"kind": "APPRISE", "url": "slack://token"},
    ]
    async with gateway.client() as http:
        for config in configs:
            answer = await http.put(f"{CHANNELS}/x", json={**CHANNEL, "config": config})
            assert answer.status_code == 200, answer.text
            asked: channels_pb2.Channel = neighbours.channels.asked.channel
            assert asked.WhichOneof("config") == config["kind"].lower()
            shown = {"kind": config["kind"]} | {
                name: value for name, value in config.items() if name not in ("credential", "secret")
            }
            if config["kind"] == "APPRISE":
                assert asked.apprise.url == shown.pop("url")
            assert shown.items() <= answer.json()["config"].items()
        wrong = await http.put(f"{CHANNELS}/x", json={**CHANNEL, "config": {"kind": "PIGEON"}})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "config")


async def test_a_change_names_the_version_that_was_seen(gateway: RunningGateway, neighbours: Neighbours) -> None:
    documents = {
        "notification-channels": CHANNEL,
        "recipients": RECIPIENT,
        "rotas": ROTA,
        "escalation-policies": POLICY,
    }
    async with gateway.client() as http:
        for name, document in documents.items():
            refused = await http.put(f"{API}/{name}/x", json=document, headers={"If-Match": "seven"})
            assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "If-Match"), name
        await http.put(f"{CHANNELS}/x", json=CHANNEL, headers={"If-Match": '"7"'})
    assert neighbours.channels.asked.expected_version == 7


async def test_words_and_numbers_are_not_taken_for_each_other(gateway: RunningGateway) -> None:
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("notification-channels", {**CHANNEL, "per_minute": True}, "per_minute"),
        ("recipients", {**RECIPIENT, "enabled": "yes"}, "enabled"),
        ("rotas", {**ROTA, "turn_days": "7"}, "turn_days"),
        ("escalation-policies", {**POLICY, "repeats": False}, "repeats"),
    ]
    async with gateway.client() as http:
        for name, document, field in wrong:
            refused = await http.put(f"{API}/{name}/x", json=document)
            assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field), name


async def test_a_test_is_asked_for_once(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        answer = await http.post(f"{CHANNELS}/ops-mail/test", json={"address": "jo@example.com"})
    assert answer.json()["state"] == "SENT"
    assert len(neighbours.channels.asked.idempotency_key) > 30


async def test_people_rotas_and_policies_come_back_as_they_were_put(gateway: RunningGateway) -> None:
    wanted: dict[str, dict[str, Any]] = {
        "recipients/sam": RECIPIENT,
        "rotas/day": ROTA,
        "escalation-policies/more": POLICY,
    }
    async with gateway.client() as http:
        for path, body in wanted.items():
            put = (await http.put(f"{API}/{path}", json=body)).json()
            got = (await http.get(f"{API}/{path}")).json()
            assert {"id": path.split("/")[1], "version": 2, **put}.items() <= got.items()
            assert put["name"] == body["name"]
            kind = path.split("/", maxsplit=1)[0]
            assert len((await http.get(f"{API}/{kind}")).json()["items"]) == 2
            assert (await http.delete(f"{API}/{path}")).status_code == 204
        assert (await http.get(f"{API}/recipients/nobody")).status_code == 404


async def test_who_is_on_call_and_who_stands_in(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        now = await http.get(f"{API}/rotas/night/on-call")
        assert not neighbours.on_call.asked.HasField("end")
        query = "start=2026-12-01T00:00:00Z&end=2026-12-08T00:00:00Z"
        await http.get(f"{API}/rotas/night/on-call?{query}")
        assert neighbours.on_call.asked.end.seconds == 1_796_688_000
        added = await http.post(f"{API}/rotas/night/overrides", json=STAND_IN)
        removed = await http.delete(f"{API}/rotas/night/overrides/{added.json()['override_id']}")
    assert now.json()["items"][0]["recipient"] == "jo"
    assert (added.status_code, removed.status_code) == (201, 204)


async def test_the_log_says_every_attempt(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        page = (await http.get(f"{API}/notifications?site={SITE}&state=WAITING,FAILED&channel=sms&limit=5")).json()
        one = (await http.get(f"{API}/notifications/{NOTIFICATION}")).json()
    asked = neighbours.notifications.asked
    assert (asked.sites, asked.states, asked.channel, asked.page_size) == ([SITE], ["WAITING", "FAILED"], "sms", 5)
    assert (page["items"][0]["state"], page["next_cursor"], page["items"][0]["due_at"]) == ("SENT", "next", None)
    assert [(each["outcome"], each["took_ms"], each["detail"]) for each in one["tried"]] == [("SENT", 12, "250 OK")]


async def test_a_device_subscribes_with_the_keys_of_the_browser(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    async with gateway.client() as http:
        key = await http.get(f"{API}/push-subscriptions/key")
        made = await http.post(f"{API}/push-subscriptions", json=DEVICE)
        listed = await http.get(f"{API}/push-subscriptions")
    assert key.json() == {"public_key": "BEl62iUYg"}
    assert neighbours.push.asked.p256dh == "BNcR"
    assert listed.json()["items"] == [made.json()]
