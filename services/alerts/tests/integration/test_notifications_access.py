"""Who may do what with channels, people on call and notifications, through the real door."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from alerts.grpc_api import channels, on_call
from google.protobuf.message import Message
from motorway.alerts.v1 import channels_pb2, on_call_pb2
from motorway_access.caller import acting
from motorway_access.guard import outgoing
from motorway_access.roles import Role
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, caller, calling, contradictions, refusals
from motorway_kit.errors import NotFound, PermissionDenied
from motorway_kit.grpc_client import Remote, remote

from .desk import SITE, START, Desk, DeskStub, at
from .receivers import Browser, WebServer

OF_SITES = {name: rule for name, rule in {**channels.RULES, **on_call.RULES}.items() if "ubscri" not in name}
OF_SITES.pop("GetPushKey")
OWN_ONES = [name for name in channels.RULES if name not in OF_SITES]
NOTIFICATION = "01938f6e-5c5e-7a41-b1d3-5b0a9c1f7e42"
MQTT: dict[str, Any] = {"display_s": 60}


async def arranged(desk: Desk) -> None:
    """A channel, a recipient, a rota and a policy at each of the sites, named after it, and a notification."""
    for site in (OWN, OTHER):
        contacts = [{"channel": site}]
        members = {"time_zone": "UTC", "members": [site], "first_day": "2026-11-02"}
        await desk.put(channel={"id": site, "sites": [site], "mqtt": MQTT})
        await desk.put(recipient={"id": site, "sites": [site], "contacts": contacts})
        await desk.put(rota={"id": site, "sites": [site], **members})
        await desk.put(policy={"id": site, "sites": [site], "steps": [at(0, "ROTA", site)]})


def about(site: str) -> dict[str, Message]:
    """A request of each RPC about the site; what is removed is not there, or named by others."""
    c, o = channels_pb2, on_call_pb2
    named: dict[str, Any] = {"id": site, "name": site, "sites": [site], "enabled": True}
    override = o.AddOverrideRequest(rota=site, recipient=site, idempotency_key=f"k-{site}")
    override.starts_at.FromDatetime(START)
    override.ends_at.FromDatetime(START.replace(hour=20))
    duties = o.ListDutiesRequest(id=site, start=override.starts_at)
    contacts = [o.Contact(channel=site)]
    steps = [o.EscalationStep(targets=[o.EscalationTarget(kind="ROTA", id=site)])]
    rota = o.Rota(**named, time_zone="UTC", members=[site], first_day="2026-11-02")
    return {
        "ListChannels": c.ListChannelsRequest(sites=[site]),
        "GetChannel": c.GetChannelRequest(id=site),
        "PutChannel": c.PutChannelRequest(channel=c.Channel(**named, mqtt=c.MqttConfig(display_s=60))),
        "RemoveChannel": c.RemoveChannelRequest(id=site),
        "TestChannel": c.TestChannelRequest(id=site, site=site, idempotency_key=f"t-{site}"),
        "ListNotifications": c.ListNotificationsRequest(sites=[site]),
        "ListRecipients": o.ListRecipientsRequest(sites=[site]),
        "GetRecipient": o.GetRecipientRequest(id=site),
        "PutRecipient": o.PutRecipientRequest(recipient=o.Recipient(**named, contacts=contacts)),
        "RemoveRecipient": o.RemoveRecipientRequest(id=site),
        "ListRotas": o.ListRotasRequest(sites=[site]),
        "GetRota": o.GetRotaRequest(id=site),
        "PutRota": o.PutRotaRequest(rota=rota),
        "RemoveRota": o.RemoveRotaRequest(id=site),
        "ListDuties": duties,
        "AddOverride": override,
        "RemoveOverride": o.RemoveOverrideRequest(rota=site, override_id=NOTIFICATION),
        "ListPolicies": o.ListPoliciesRequest(sites=[site]),
        "GetPolicy": o.GetPolicyRequest(id=site),
        "PutPolicy": o.PutPolicyRequest(policy=o.EscalationPolicy(**named, steps=steps)),
        "RemovePolicy": o.RemovePolicyRequest(id=site),
    }


@pytest_asyncio.fixture
async def door(desk: Desk) -> AsyncIterator[Remote]:
    """Calls as the caller of the block, or else as nobody."""
    async with remote(DeskStub, desk.parts.settings.grpc_bind, metadata=outgoing) as stub:
        yield stub


async def asking(desk: Desk, door: Remote) -> Ask:
    await arranged(desk)
    told = {site: await told_at(desk, site) for site in (OWN, OTHER)}

    async def call(method: str, site: str) -> object:
        if method == "GetNotification":
            request: Message = channels_pb2.GetNotificationRequest(notification_id=told[site])
        else:
            request = about(site)[method]
        return await door.call(method, request)

    return call


async def told_at(desk: Desk, site: str) -> str:
    request = channels_pb2.TestChannelRequest(id=site, site=site, idempotency_key=f"first-{site}")
    return str((await desk.api.call("TestChannel", request)).notification.notification_id)


async def test_the_door_is_as_the_table_of_roles(desk: Desk, door: Remote, keys: CallerKeys) -> None:
    rules = {name: rule for name, rule in OF_SITES.items() if name != "RemovePolicy"}
    assert await contradictions(keys, rules, await asking(desk, door)) == []


async def test_a_call_without_a_caller_is_refused(desk: Desk, door: Remote) -> None:
    assert set((await refusals(OF_SITES, await asking(desk, door))).values()) == {"UNAUTHENTICATED"}


async def test_what_is_for_every_site_is_changed_by_who_may_everywhere(desk: Desk, keys: CallerKeys) -> None:
    await desk.put(channel={"id": "all", "mqtt": MQTT})
    with calling(keys, Role.AREA_MANAGER, sites=[OWN, OTHER]):
        listed = await desk.api.call("ListChannels", channels_pb2.ListChannelsRequest())
        assert [each.id for each in listed.channels] == ["all"]
        for wish in ({"id": "all", "mqtt": MQTT, "sites": [OWN]}, {"id": "new", "mqtt": MQTT}):
            with pytest.raises(PermissionDenied):
                await desk.put(channel=wish)
        await desk.put(channel={"id": "new", "mqtt": MQTT, "sites": [OWN]})


async def test_what_is_removed_is_gone(desk: Desk, keys: CallerKeys) -> None:
    await arranged(desk)
    requests = about(OWN)
    with calling(keys, Role.AREA_MANAGER, sites=[OWN]):
        for thing in ("Policy", "Rota", "Recipient", "Channel"):
            removed = await desk.api.call(f"Remove{thing}", requests[f"Remove{thing}"])
            assert removed.previous.id == OWN
            with pytest.raises(NotFound):
                await desk.api.call(f"Get{thing}", requests[f"Get{thing}"])
        with pytest.raises(PermissionDenied):
            await desk.api.call("RemovePolicy", about(OTHER)["RemovePolicy"])


async def test_devices_are_everybodys_own(desk: Desk, door: Remote, keys: CallerKeys) -> None:
    said = Browser("http://127.0.0.1/push/abc").subscription()
    device = (await desk.api.call("Subscribe", channels_pb2.SubscribeRequest(**said))).subscription
    other = caller(Role.ADMIN)
    other = type(other)(other.kind, "00000000-0000-7000-8000-000000000002", "other", other.grants)
    with acting(other, keys.signer.sign):
        request = channels_pb2.UnsubscribeRequest(subscription_id=device.subscription_id)
        await desk.api.call("Unsubscribe", request)
        listed = await desk.api.call("ListSubscriptions", channels_pb2.ListSubscriptionsRequest())
        assert listed.subscriptions == []
    listed = await desk.api.call("ListSubscriptions", channels_pb2.ListSubscriptionsRequest())
    assert [each.label for each in listed.subscriptions] == ["Till 1"]
    assert await refusals(OWN_ONES, asking_for_devices(door)) == dict.fromkeys(OWN_ONES, "UNAUTHENTICATED")


def asking_for_devices(door: Remote) -> Ask:
    requests = {
        "GetPushKey": channels_pb2.GetPushKeyRequest(),
        "Subscribe": channels_pb2.SubscribeRequest(),
        "ListSubscriptions": channels_pb2.ListSubscriptionsRequest(),
        "Unsubscribe": channels_pb2.UnsubscribeRequest(subscription_id=NOTIFICATION),
        "ListSubscribers": channels_pb2.ListSubscribersRequest(),
        "RenewSubscriptions": channels_pb2.RenewSubscriptionsRequest(),
    }

    async def call(method: str, site: str) -> object:
        return await door.call(method, requests[method])

    return call


async def test_devices_are_told_of_what_their_user_may_see(
    desk: Desk, door: Remote, keys: CallerKeys, hook: WebServer
) -> None:
    """A manager of one site, then of none: also what waited for the morning does not go out any more."""
    manager = caller(Role.STATION_MANAGER, sites=[SITE])
    said = Browser(f"{hook.url}/push/abc").subscription()
    with acting(manager, keys.signer.sign):
        await door.call("Subscribe", channels_pb2.SubscribeRequest(**said))
    await desk.put(channel={"id": "push", "web_push": {"contact": "ops@fuel.example"}})
    await desk.put(recipient={"id": "anna", "user_id": manager.subject, "contacts": [{"channel": "push"}]})
    await desk.put(policy={"id": "usual", "steps": [at(0, "RECIPIENT", "anna")]})
    await desk.change(active=True, key="tank_low:tank/1")
    await desk.go()
    assert len(hook.taken) == 1
    await desk.change(active=True, key="tank_low:tank/2")
    await desk.decide()
    nobody = replace(manager, grants=())
    with acting(nobody, keys.signer.sign):
        await door.call("RenewSubscriptions", channels_pb2.RenewSubscriptionsRequest())
    await desk.go()
    assert [outcome for outcome, _ in await desk.attempts()] == ["SENT", "REFUSED"]
    await desk.change(active=True, key="tank_low:tank/3")
    await desk.go()
    assert (len(hook.taken), len(await desk.log())) == (1, 2)
    with acting(caller(Role.STATION_MANAGER, sites=[SITE]), keys.signer.sign):
        await door.call("RenewSubscriptions", channels_pb2.RenewSubscriptionsRequest())
    await desk.change(active=True, key="tank_low:tank/4")
    await desk.go()
    assert len(hook.taken) == 2


async def test_who_has_devices_is_for_who_reads_users(desk: Desk, door: Remote, keys: CallerKeys) -> None:
    await desk.api.call("Subscribe", channels_pb2.SubscribeRequest(**Browser("http://127.0.0.1/p").subscription()))
    with calling(keys, Role.AUDITOR):
        found = await door.call("ListSubscribers", channels_pb2.ListSubscribersRequest())
    assert list(found.user_ids) == [caller(Role.ADMIN).subject]
    with calling(keys, Role.CASHIER), pytest.raises(PermissionDenied):
        await door.call("ListSubscribers", channels_pb2.ListSubscribersRequest())
