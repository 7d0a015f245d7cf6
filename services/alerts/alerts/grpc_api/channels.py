"""The gRPC door of channels, of what went through them, and of devices for Web Push."""

from typing import Any

import grpc.aio
from motorway.alerts.v1 import channels_pb2 as pb
from motorway.alerts.v1 import channels_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import somewhere
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from alerts.app import arranging, devices
from alerts.app import notifications as app
from alerts.app.on_call import sound_id
from alerts.db.devices import Device
from alerts.db.notifications import Search
from alerts.domain.channel import Channel
from alerts.domain.documents import DocumentKind
from alerts.domain.notification import Attempt, Notification, State
from alerts.grpc_api.documents import document_of, expected, message_of, stamp
from alerts.parts import Alerts

DEFAULT_PAGE, MAX_PAGE = 50, 200
RULES = {
    "ListChannels": somewhere(Operation.NOTIFICATIONS_READ),
    "GetChannel": somewhere(Operation.NOTIFICATIONS_READ),
    "PutChannel": somewhere(Operation.CHANNELS_MANAGE),
    "RemoveChannel": somewhere(Operation.CHANNELS_MANAGE),
    "TestChannel": somewhere(Operation.CHANNELS_MANAGE),
    "ListNotifications": somewhere(Operation.NOTIFICATIONS_READ),
    "GetNotification": somewhere(Operation.NOTIFICATIONS_READ),
    "GetPushKey": somewhere(Operation.PUSH_SUBSCRIBE),
    "Subscribe": somewhere(Operation.PUSH_SUBSCRIBE),
    "ListSubscriptions": somewhere(Operation.PUSH_SUBSCRIBE),
    "Unsubscribe": somewhere(Operation.PUSH_SUBSCRIBE),
    "ListSubscribers": somewhere(Operation.USERS_READ),
    "RenewSubscriptions": somewhere(Operation.PROFILE),
}

Context = grpc.aio.ServicerContext[Any, Any]


class ChannelsServicer(channels_pb2_grpc.ChannelsServiceServicer):
    def __init__(self, parts: Alerts) -> None:
        self._parts = parts

    async def ListChannels(self, request: pb.ListChannelsRequest, context: Context) -> pb.ListChannelsResponse:
        found = await arranging.list_documents(self._parts.db, current_caller(), DocumentKind.CHANNEL, request.sites)
        return pb.ListChannelsResponse(channels=[message_of(pb.Channel, each) for each in found])

    async def GetChannel(self, request: pb.GetChannelRequest, context: Context) -> pb.GetChannelResponse:
        found = await arranging.get_document(self._parts.db, current_caller(), DocumentKind.CHANNEL, request.id)
        return pb.GetChannelResponse(channel=message_of(pb.Channel, found))

    async def PutChannel(self, request: pb.PutChannelRequest, context: Context) -> pb.PutChannelResponse:
        channel = document_of(Channel, request.channel)
        put = await arranging.put_document(
            self._parts, current_caller(), DocumentKind.CHANNEL, channel, expected(request)
        )
        previous = message_of(pb.Channel, put.previous) if put.previous else None
        return pb.PutChannelResponse(channel=message_of(pb.Channel, put.stored), previous=previous)

    async def RemoveChannel(self, request: pb.RemoveChannelRequest, context: Context) -> pb.RemoveChannelResponse:
        previous = await arranging.remove_document(self._parts, current_caller(), DocumentKind.CHANNEL, request.id)
        return pb.RemoveChannelResponse(previous=message_of(pb.Channel, previous))

    async def TestChannel(self, request: pb.TestChannelRequest, context: Context) -> pb.TestChannelResponse:
        wanted = app.Wanted(request.id, request.address, request.site, request.idempotency_key)
        test = await app.test_channel(self._parts, current_caller(), wanted)
        return pb.TestChannelResponse(notification=_notification(test))


class NotificationsServicer(channels_pb2_grpc.NotificationsServiceServicer):
    def __init__(self, parts: Alerts) -> None:
        self._parts = parts

    async def ListNotifications(
        self, request: pb.ListNotificationsRequest, context: Context
    ) -> pb.ListNotificationsResponse:
        search = Search(
            current_caller().narrowed(Operation.NOTIFICATIONS_READ, request.sites),
            [_state(name) for name in request.states],
            request.channel,
            sound_id(request.alert_id, "alert_id") if request.alert_id else None,
            sound_id(request.cursor, "cursor") if request.cursor else None,
        )
        limit = min(request.page_size or DEFAULT_PAGE, MAX_PAGE)
        found, more = await app.list_notifications(self._parts, search, limit)
        next_cursor = found[-1].notification_id if more else ""
        return pb.ListNotificationsResponse(notifications=map(_notification, found), next_cursor=next_cursor)

    async def GetNotification(self, request: pb.GetNotificationRequest, context: Context) -> pb.GetNotificationResponse:
        found, attempts = await app.get_notification(self._parts, current_caller(), request.notification_id)
        return pb.GetNotificationResponse(notification=_notification(found), attempts=map(_attempt, attempts))


class PushServicer(channels_pb2_grpc.PushServiceServicer):
    def __init__(self, parts: Alerts) -> None:
        self._parts = parts

    async def GetPushKey(self, request: pb.GetPushKeyRequest, context: Context) -> pb.GetPushKeyResponse:
        return pb.GetPushKeyResponse(public_key=devices.push_key(self._parts))

    async def Subscribe(self, request: pb.SubscribeRequest, context: Context) -> pb.SubscribeResponse:
        wanted = devices.Wanted(request.endpoint, request.p256dh, request.auth, request.label)
        device = await devices.subscribe(self._parts, current_caller(), wanted)
        return pb.SubscribeResponse(subscription=_device(device))

    async def ListSubscriptions(
        self, request: pb.ListSubscriptionsRequest, context: Context
    ) -> pb.ListSubscriptionsResponse:
        found = await devices.list_devices(self._parts, current_caller())
        return pb.ListSubscriptionsResponse(subscriptions=map(_device, found))

    async def Unsubscribe(self, request: pb.UnsubscribeRequest, context: Context) -> pb.UnsubscribeResponse:
        await devices.unsubscribe(self._parts, current_caller(), request.subscription_id)
        return pb.UnsubscribeResponse()

    async def ListSubscribers(self, request: pb.ListSubscribersRequest, context: Context) -> pb.ListSubscribersResponse:
        return pb.ListSubscribersResponse(user_ids=await devices.list_subscribers(self._parts))

    async def RenewSubscriptions(
        self, request: pb.RenewSubscriptionsRequest, context: Context
    ) -> pb.RenewSubscriptionsResponse:
        await devices.renew(self._parts, current_caller())
        return pb.RenewSubscriptionsResponse()


def _state(name: str) -> State:
    if name not in State.__members__:
        raise InvalidInput(f"there is no state {name}", field="states")
    return State(name)


def _notification(told: Notification) -> pb.Notification:
    said = told.message
    return pb.Notification(
        notification_id=told.notification_id,
        alert_id=said.alert_id,
        site=said.site,
        news=said.news,
        severity=said.severity,
        rule=said.rule,
        device=said.device,
        text=said.text,
        policy=told.policy,
        recipient=told.recipient,
        channel=told.channel,
        address=told.address,
        state=told.state,
        attempts=told.attempts,
        last_error=told.last_error,
        created_at=stamp(told.created_at),
        due_at=stamp(told.due_at if told.state is State.WAITING else None),
        ended_at=stamp(told.ended_at),
    )


def _attempt(attempt: Attempt) -> pb.Attempt:
    return pb.Attempt(
        number=attempt.number,
        at=stamp(attempt.at),
        outcome=attempt.outcome,
        took_ms=attempt.took_ms,
        detail=attempt.detail,
    )


def _device(device: Device) -> pb.PushSubscription:
    return pb.PushSubscription(
        subscription_id=device.subscription_id,
        label=device.label,
        host=devices.host_of(device),
        created_at=stamp(device.created_at),
    )
