"""What was told of alerts, to whom, and what came of it."""

from typing import Annotated

from fastapi import Path, Query
from motorway.alerts.v1 import channels_pb2 as pb
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.http_api.common import SLUG, GatewayDep
from api_gateway.http_api.documents import said, words_of
from api_gateway.http_api.notification_models import Notification, NotificationDetail, NotificationPage
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_wishes import Page, names

router = resource("/notifications", "notifications")

READ = operation(Operation.NOTIFICATIONS_READ)
NotificationId = Annotated[str, Path(max_length=100, description="Id of the notification")]
_STATE = "(WAITING|SENT|FAILED|CANCELLED)"


class NotificationQuery(Page):
    state: str = Field(
        default="",
        pattern=f"^({_STATE}(,{_STATE})*)?$",
        description="States with commas between; empty: all",
        examples=["WAITING,FAILED"],
    )
    channel: str = Field(default="", pattern=rf"{SLUG}|^$", description="Id of a channel; empty: any", examples=["sms"])
    alert_id: str = Field(default="", max_length=100, description="Of this alert; empty: any")


@router.get("", openapi_extra=READ)
async def list_notifications(gateway: GatewayDep, query: Annotated[NotificationQuery, Query()]) -> NotificationPage:
    """Newest first."""
    request = pb.ListNotificationsRequest(
        sites=names(query.site),
        states=names(query.state),
        channel=query.channel,
        alert_id=query.alert_id,
        page_size=query.limit,
        cursor=query.cursor,
    )
    answer = await gateway.neighbours.alerts.call("ListNotifications", request, pb.ListNotificationsResponse)
    items = [said(Notification, each) for each in answer.notifications]
    return NotificationPage(items=items, next_cursor=answer.next_cursor)


@router.get("/{notification_id}", openapi_extra=READ)
async def get_notification(gateway: GatewayDep, notification_id: NotificationId) -> NotificationDetail:
    """With every attempt to deliver it."""
    request = pb.GetNotificationRequest(notification_id=notification_id)
    answer = await gateway.neighbours.alerts.call("GetNotification", request, pb.GetNotificationResponse)
    return said(NotificationDetail, answer.notification, tried=list(map(words_of, answer.attempts)))
