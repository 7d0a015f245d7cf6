"""Stands in for the notifications of alerts: what is put is kept, and everything is at SITE."""

from typing import Any

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.alerts.v1 import channels_pb2 as c
from motorway.alerts.v1 import channels_pb2_grpc, on_call_pb2_grpc
from motorway.alerts.v1 import on_call_pb2 as o
from motorway_access.caller import Scope, current_caller
from motorway_access.roles import Operation
from motorway_kit.errors import NotFound

SITE = "m25-cobham"
AT = Timestamp(seconds=1_763_881_200, nanos=123_000_000)
NOTIFICATION, SUBSCRIPTION = "01938f6e-1c6e-7a41-b1d3-5b0a9c1f7e42", "01938f6e-2c6e-7a41-b1d3-5b0a9c1f7e42"
OVERRIDE = "01938f6e-3c6e-7a41-b1d3-5b0a9c1f7e42"
WAYS = frozenset({"GetNotification", "GetChannel", "PutChannel", "RemoveChannel", "TestChannel"})
PEOPLE = frozenset(f"{verb}{thing}" for verb in ("Get", "Put", "Remove") for thing in ("Recipient", "Rota", "Policy"))
RPCS_BY_NOTIFICATION = WAYS | PEOPLE | {"ListDuties", "AddOverride", "RemoveOverride"}


class DocumentNotFound(NotFound):
    """As alerts says it."""


def a_channel(**fields: Any) -> c.Channel:
    usual = {"id": "ops-mail", "name": "Ops", "sites": [SITE], "enabled": True, "per_minute": 60}
    kept = {"version": 1, "changed_at": AT, "changed_by": "jo"}
    email = c.EmailConfig(host="mail.example", port=587, security="STARTTLS", sender="alerts@example.com")
    return c.Channel(**{"email": email, **usual, **kept, **fields})


def a_notification() -> c.Notification:
    return c.Notification(
        notification_id=NOTIFICATION, alert_id="a1", site=SITE, news="RAISED", severity="CRITICAL", rule="tank_low",
        device="tank/1", text="Tank 1 is low", policy="usual", recipient="jo", channel="ops-mail",
        address="jo@example.com", state="SENT", attempts=1, created_at=AT, ended_at=AT,
    )  # fmt: skip


def _forget(config: Any) -> None:
    """No secret is told."""
    for name in {"password", "credential", "secret"} & set(config.DESCRIPTOR.fields_by_name):
        config.ClearField(name)


def _kept(document: Any) -> Any:
    copy = type(document)()
    copy.CopyFrom(document)
    copy.version, copy.changed_by = 2, "jo"
    copy.changed_at.CopyFrom(AT)
    return copy


class StubChannels(channels_pb2_grpc.ChannelsServiceServicer):
    def __init__(self) -> None:
        self.asked: Any = None

    async def ListChannels(self, request: c.ListChannelsRequest, context: Any) -> c.ListChannelsResponse:
        return c.ListChannelsResponse(channels=[a_channel(has_secret=True)])

    async def GetChannel(self, request: c.GetChannelRequest, context: Any) -> c.GetChannelResponse:
        return c.GetChannelResponse(channel=a_channel())

    async def PutChannel(self, request: c.PutChannelRequest, context: Any) -> c.PutChannelResponse:
        self.asked = request
        channel = _kept(request.channel)
        _forget(getattr(channel, channel.WhichOneof("config")))
        return c.PutChannelResponse(channel=channel, previous=a_channel())

    async def RemoveChannel(self, request: c.RemoveChannelRequest, context: Any) -> c.RemoveChannelResponse:
        return c.RemoveChannelResponse(previous=a_channel())

    async def TestChannel(self, request: c.TestChannelRequest, context: Any) -> c.TestChannelResponse:
        self.asked = request
        return c.TestChannelResponse(notification=a_notification())


class StubNotifications(channels_pb2_grpc.NotificationsServiceServicer):
    def __init__(self) -> None:
        self.asked: Any = None

    async def ListNotifications(self, request: c.ListNotificationsRequest, context: Any) -> c.ListNotificationsResponse:
        self.asked = request
        return c.ListNotificationsResponse(notifications=[a_notification()], next_cursor="next")

    async def GetNotification(self, request: c.GetNotificationRequest, context: Any) -> c.GetNotificationResponse:
        attempt = c.Attempt(number=1, at=AT, outcome="SENT", took_ms=12, detail="250 OK")
        return c.GetNotificationResponse(notification=a_notification(), attempts=[attempt])


class StubPush(channels_pb2_grpc.PushServiceServicer):
    """`subscribers` have devices; `renewed` is what each may read alerts of, as it was last said."""

    def __init__(self) -> None:
        self.asked: Any = None
        self.subscribers: list[str] = []
        self.renewed: dict[str, Scope] = {}

    async def GetPushKey(self, request: c.GetPushKeyRequest, context: Any) -> c.GetPushKeyResponse:
        return c.GetPushKeyResponse(public_key="BEl62iUYg")

    async def Subscribe(self, request: c.SubscribeRequest, context: Any) -> c.SubscribeResponse:
        self.asked = request
        return c.SubscribeResponse(subscription=_device())

    async def ListSubscriptions(self, request: c.ListSubscriptionsRequest, context: Any) -> c.ListSubscriptionsResponse:
        return c.ListSubscriptionsResponse(subscriptions=[_device()])

    async def Unsubscribe(self, request: c.UnsubscribeRequest, context: Any) -> c.UnsubscribeResponse:
        return c.UnsubscribeResponse()

    async def ListSubscribers(self, request: c.ListSubscribersRequest, context: Any) -> c.ListSubscribersResponse:
        return c.ListSubscribersResponse(user_ids=self.subscribers)

    async def RenewSubscriptions(
        self, request: c.RenewSubscriptionsRequest, context: Any
    ) -> c.RenewSubscriptionsResponse:
        caller = current_caller()
        self.renewed[caller.subject] = caller.scope(Operation.ALERTS_READ)
        return c.RenewSubscriptionsResponse()


def _device() -> c.PushSubscription:
    return c.PushSubscription(subscription_id=SUBSCRIPTION, label="Till 1", host="push.example", created_at=AT)


class StubOnCall(on_call_pb2_grpc.OnCallServiceServicer):
    """`documents` are what was put, by their type and id."""

    def __init__(self) -> None:
        self.documents: dict[tuple[type[Message], str], Any] = {}
        self.asked: Any = None
        contacts = [o.Contact(channel="ops-mail", address="jo@example.com")]
        steps = [o.EscalationStep(targets=[o.EscalationTarget(kind="ROTA", id="night")])]
        rota = o.Rota(time_zone="Europe/London", members=["jo"], first_day="2026-11-30", handover="09:00:00")
        self._keep(o.Recipient(id="jo", name="Jo", time_zone="UTC", contacts=contacts, enabled=True))
        self._keep(o.Rota(**_fields(rota), id="night", name="Night", turn_days=7, enabled=True))
        self._keep(o.EscalationPolicy(id="usual", name="Usual", steps=steps, repeat_every_s=3600, enabled=True))

    def _keep(self, document: Any) -> Any:
        self.documents[type(document), document.id] = kept = _kept(document)
        return kept

    def _found(self, model: Any, document_id: str) -> Any:
        if (model, document_id) not in self.documents:
            raise DocumentNotFound("there is none", id=document_id)
        return self.documents[model, document_id]

    def _all(self, model: Any) -> list[Any]:
        return [document for (kind, _), document in self.documents.items() if kind is model]

    async def ListRecipients(self, request: o.ListRecipientsRequest, context: Any) -> o.ListRecipientsResponse:
        return o.ListRecipientsResponse(recipients=self._all(o.Recipient))

    async def GetRecipient(self, request: o.GetRecipientRequest, context: Any) -> o.GetRecipientResponse:
        return o.GetRecipientResponse(recipient=self._found(o.Recipient, request.id))

    async def PutRecipient(self, request: o.PutRecipientRequest, context: Any) -> o.PutRecipientResponse:
        return o.PutRecipientResponse(recipient=self._keep(request.recipient))

    async def RemoveRecipient(self, request: o.RemoveRecipientRequest, context: Any) -> o.RemoveRecipientResponse:
        return o.RemoveRecipientResponse(previous=self._found(o.Recipient, request.id))

    async def ListRotas(self, request: o.ListRotasRequest, context: Any) -> o.ListRotasResponse:
        return o.ListRotasResponse(rotas=self._all(o.Rota))

    async def GetRota(self, request: o.GetRotaRequest, context: Any) -> o.GetRotaResponse:
        return o.GetRotaResponse(rota=self._found(o.Rota, request.id), overrides=[_override()])

    async def PutRota(self, request: o.PutRotaRequest, context: Any) -> o.PutRotaResponse:
        return o.PutRotaResponse(rota=self._keep(request.rota))

    async def RemoveRota(self, request: o.RemoveRotaRequest, context: Any) -> o.RemoveRotaResponse:
        return o.RemoveRotaResponse(previous=self._found(o.Rota, request.id))

    async def ListDuties(self, request: o.ListDutiesRequest, context: Any) -> o.ListDutiesResponse:
        self.asked = request
        return o.ListDutiesResponse(duties=[o.Duty(recipient="jo", starts_at=AT, ends_at=AT)])

    async def AddOverride(self, request: o.AddOverrideRequest, context: Any) -> o.AddOverrideResponse:
        self.asked = request
        return o.AddOverrideResponse(override=_override())

    async def RemoveOverride(self, request: o.RemoveOverrideRequest, context: Any) -> o.RemoveOverrideResponse:
        return o.RemoveOverrideResponse(previous=_override())

    async def ListPolicies(self, request: o.ListPoliciesRequest, context: Any) -> o.ListPoliciesResponse:
        return o.ListPoliciesResponse(policies=self._all(o.EscalationPolicy))

    async def GetPolicy(self, request: o.GetPolicyRequest, context: Any) -> o.GetPolicyResponse:
        return o.GetPolicyResponse(policy=self._found(o.EscalationPolicy, request.id))

    async def PutPolicy(self, request: o.PutPolicyRequest, context: Any) -> o.PutPolicyResponse:
        return o.PutPolicyResponse(policy=self._keep(request.policy))

    async def RemovePolicy(self, request: o.RemovePolicyRequest, context: Any) -> o.RemovePolicyResponse:
        return o.RemovePolicyResponse(previous=self._found(o.EscalationPolicy, request.id))


def _override() -> o.RotaOverride:
    return o.RotaOverride(override_id=OVERRIDE, recipient="jo", starts_at=AT, ends_at=AT, made_by="jo", made_at=AT)


def _fields(message: Message) -> dict[str, Any]:
    return {field.name: value for field, value in message.ListFields()}
