"""Channels: the ways out of the platform for what must be told."""

from typing import Annotated, Any

from fastapi import Path, Query
from motorway.alerts.v1 import channels_pb2 as pb
from motorway_access.roles import Operation
from starlette.requests import Request

from api_gateway.http_api.calls import ServiceKeyDep, TrailDep
from api_gateway.http_api.channel_models import (
    ChannelContent,
    ChannelTest,
    NotificationChannel,
    NotificationChannelList,
    channel_message,
    channel_of,
)
from api_gateway.http_api.common import SLUG, GatewayDep
from api_gateway.http_api.documents import OfSites, said, site_of
from api_gateway.http_api.notification_models import Notification
from api_gateway.http_api.preconditions import expected_version, precondition
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_wishes import names

router = resource("/notification-channels", "notification-channels")

READ, MANAGE = operation(Operation.NOTIFICATIONS_READ), operation(Operation.CHANNELS_MANAGE)
ChannelId = Annotated[str, Path(pattern=SLUG, description="Id of the channel", examples=["ops-mail"])]
TEST_DEADLINE_S = 14.0
"""The attempt takes at most ten seconds, and a browser waits fifteen."""


@router.get("", openapi_extra=READ)
async def list_notification_channels(
    gateway: GatewayDep, query: Annotated[OfSites, Query()]
) -> NotificationChannelList:
    """Those of the sites, and those of every site, by id. Without their secrets."""
    request = pb.ListChannelsRequest(sites=names(query.site))
    answer = await gateway.neighbours.alerts.call("ListChannels", request, pb.ListChannelsResponse)
    return NotificationChannelList(items=list(map(channel_of, answer.channels)))


@router.get("/{channel_id}", openapi_extra=READ)
async def get_notification_channel(gateway: GatewayDep, channel_id: ChannelId) -> NotificationChannel:
    """Without its secret."""
    request = pb.GetChannelRequest(id=channel_id)
    return channel_of((await gateway.neighbours.alerts.call("GetChannel", request, pb.GetChannelResponse)).channel)


@router.put("/{channel_id}", openapi_extra=MANAGE)
async def put_notification_channel(
    request: Request, gateway: GatewayDep, trail: TrailDep, channel_id: ChannelId, body: ChannelContent
) -> NotificationChannel:
    """Make or change it. A secret that is left out stays, unless it would go to another server than before."""
    trail.target, trail.site = f"notification-channel/{channel_id}", site_of(body.sites)
    wish = pb.PutChannelRequest(channel=channel_message(channel_id, body), expected_version=expected_version(request))
    with precondition("channel"):
        answer = await gateway.neighbours.alerts.call("PutChannel", wish, pb.PutChannelResponse)
    trail.before = _document(answer.previous) if answer.HasField("previous") else None
    return channel_of(answer.channel)


@router.delete("/{channel_id}", status_code=204, openapi_extra=MANAGE)
async def remove_notification_channel(gateway: GatewayDep, trail: TrailDep, channel_id: ChannelId) -> None:
    """409 `DocumentInUse` while a recipient or a policy names it. What waits in it is cancelled."""
    trail.target = f"notification-channel/{channel_id}"
    request = pb.RemoveChannelRequest(id=channel_id)
    answer = await gateway.neighbours.alerts.call("RemoveChannel", request, pb.RemoveChannelResponse)
    trail.site, trail.before = site_of(answer.previous.sites), _document(answer.previous)


@router.post("/{channel_id}/test", openapi_extra=MANAGE)
async def send_test_notification(
    gateway: GatewayDep, trail: TrailDep, channel_id: ChannelId, body: ChannelTest, key: ServiceKeyDep
) -> Notification:
    """One attempt, and what came of it: `SENT`, or `FAILED` with what the other side said."""
    trail.target, trail.site = f"notification-channel/{channel_id}", body.site
    request = pb.TestChannelRequest(id=channel_id, address=body.address, site=body.site, idempotency_key=key)
    alerts = gateway.neighbours.alerts
    answer = await alerts.call("TestChannel", request, pb.TestChannelResponse, timeout_s=TEST_DEADLINE_S)
    return said(Notification, answer.notification)


def _document(channel: pb.Channel) -> dict[str, Any]:
    return channel_of(channel).model_dump(mode="json")
