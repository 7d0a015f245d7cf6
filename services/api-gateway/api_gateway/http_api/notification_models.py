"""What was told, and devices for Web Push, as the API says them."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from api_gateway.http_api.alert_models import AlertSeverity
from api_gateway.http_api.common import Model
from api_gateway.http_api.documents import PRINTABLE


class News(StrEnum):
    RAISED = "RAISED"
    REMINDED = "REMINDED"
    ENDED = "ENDED"
    TEST = "TEST"


class NotificationState(StrEnum):
    WAITING = "WAITING"
    SENT = "SENT"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class Notification(Model):
    notification_id: str
    alert_id: str = Field(description="Empty in a test")
    site: str
    news: News
    severity: AlertSeverity
    rule: str = Field(examples=["tank_low_low"])
    device: str
    text: str
    policy: str = Field(description="Id of the escalation policy", examples=["usual"])
    recipient: str = Field(description="Empty where the channel itself is told", examples=["jo"])
    channel: str = Field(examples=["ops-mail"])
    address: str = Field(examples=["jo@example.com"])
    state: NotificationState
    attempts: int
    last_error: str = Field(examples=["451 come back later"])
    created_at: datetime
    due_at: datetime | None = Field(default=None, description="When it is tried next, while it waits")
    ended_at: datetime | None = None


class DeliveryOutcome(StrEnum):
    RUNNING = "RUNNING"
    SENT = "SENT"
    RETRY = "RETRY"
    REFUSED = "REFUSED"


class DeliveryAttempt(Model):
    number: int
    at: datetime
    outcome: DeliveryOutcome = Field(description="RUNNING: under way, or whoever made it died")
    took_ms: int | None = None
    detail: str = Field(description="What the other side said", examples=["200 OK"])


class NotificationDetail(Notification):
    tried: list[DeliveryAttempt] = Field(description="Every attempt to deliver it")


class NotificationPage(Model):
    items: list[Notification]
    next_cursor: str


class PushKeys(Model):
    p256dh: str = Field(min_length=1, max_length=200, examples=["BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUb…"])
    auth: str = Field(min_length=1, max_length=100, examples=["tBHItJI5svbpez7KI4CCXg"])


class NewPushSubscription(Model):
    """As the browser's `PushSubscription.toJSON()` says it, without its `expirationTime`, and the device's name."""

    endpoint: str = Field(max_length=1000, pattern=r"^https?://", examples=["https://fcm.googleapis.com/fcm/send/…"])
    keys: PushKeys
    label: str = Field(default="", max_length=100, pattern=PRINTABLE, examples=["Till 1"])


class PushSubscription(Model):
    subscription_id: str
    label: str = Field(examples=["Till 1"])
    host: str = Field(description="Of the push service", examples=["fcm.googleapis.com"])
    created_at: datetime


class PushSubscriptionList(Model):
    items: list[PushSubscription]


class PushKey(Model):
    public_key: str = Field(description="`applicationServerKey` for the browser, in base64url", examples=["BEl62iUYg…"])
