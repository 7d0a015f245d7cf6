"""Devices of the caller that take Web Push."""

from typing import Annotated

from fastapi import Path
from motorway.alerts.v1 import channels_pb2 as pb
from motorway_access.roles import Operation

from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import GatewayDep
from api_gateway.http_api.documents import said
from api_gateway.http_api.notification_models import (
    NewPushSubscription,
    PushKey,
    PushSubscription,
    PushSubscriptionList,
)
from api_gateway.http_api.routing import operation, resource

router = resource("/push-subscriptions", "push-subscriptions")

SUBSCRIBE = operation(Operation.PUSH_SUBSCRIBE)
SubscriptionId = Annotated[str, Path(max_length=100, description="Id of the subscription")]


@router.get("", openapi_extra=SUBSCRIBE)
async def list_push_subscriptions(gateway: GatewayDep) -> PushSubscriptionList:
    """Your own, newest first."""
    answer = await gateway.neighbours.alerts.call(
        "ListSubscriptions", pb.ListSubscriptionsRequest(), pb.ListSubscriptionsResponse
    )
    return PushSubscriptionList(items=[said(PushSubscription, each) for each in answer.subscriptions])


@router.get("/key", openapi_extra=SUBSCRIBE)
async def get_push_key(gateway: GatewayDep) -> PushKey:
    """What a browser subscribes with. 409 `ChannelNotConfigured` where the platform has no key pair."""
    answer = await gateway.neighbours.alerts.call("GetPushKey", pb.GetPushKeyRequest(), pb.GetPushKeyResponse)
    return PushKey(public_key=answer.public_key)


@router.post("", status_code=201, openapi_extra=SUBSCRIBE)
async def subscribe_to_push(gateway: GatewayDep, trail: TrailDep, body: NewPushSubscription) -> PushSubscription:
    """Keep this device. The same endpoint again is the same device; whoever signed in on it last has it."""
    request = pb.SubscribeRequest(
        endpoint=body.endpoint, p256dh=body.keys.p256dh, auth=body.keys.auth, label=body.label
    )
    answer = await gateway.neighbours.alerts.call("Subscribe", request, pb.SubscribeResponse)
    trail.target = f"push-subscription/{answer.subscription.subscription_id}"
    return said(PushSubscription, answer.subscription)


@router.delete("/{subscription_id}", status_code=204, openapi_extra=SUBSCRIBE)
async def unsubscribe_from_push(gateway: GatewayDep, trail: TrailDep, subscription_id: SubscriptionId) -> None:
    """Forget a device of yours. Repeating it changes nothing."""
    trail.target = f"push-subscription/{subscription_id}"
    request = pb.UnsubscribeRequest(subscription_id=subscription_id)
    await gateway.neighbours.alerts.call("Unsubscribe", request, pb.UnsubscribeResponse)
