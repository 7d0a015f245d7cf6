"""Whoever changes a document names the version that he has seen."""

from typing import Any

import pytest
from google.protobuf.message import Message
from motorway.alerts.v1 import channels_pb2, on_call_pb2
from motorway_kit.errors import Conflict

from .desk import Desk, at, with_mail
from .receivers import MailServer

ROTA: dict[str, Any] = {
    "id": "night",
    "name": "Night",
    "enabled": True,
    "time_zone": "UTC",
    "members": ["anna"],
    "first_day": "2026-11-02",
}


async def test_what_somebody_else_changed_meanwhile_stays_as_it_is(desk: Desk, post: MailServer) -> None:
    await with_mail(desk, post, "anna")
    policy: Any = {"id": "usual", "name": "Usual", "enabled": True, "steps": [at(0, "RECIPIENT", "anna")]}
    await desk.put(rota=ROTA, policy=policy)
    channel: Any = {"id": "mail", "name": "Other", "enabled": True, "email": post.config()}
    recipient: Any = {
        "id": "anna",
        "name": "Other",
        "enabled": True,
        "contacts": [{"channel": "mail", "address": "a@b.example"}],
    }
    other_rota: Any = {**ROTA, "name": "Other"}
    other_policy: Any = {**policy, "name": "Other"}
    wishes: dict[str, Message] = {
        "PutChannel": channels_pb2.PutChannelRequest(channel=channel, expected_version=7),
        "PutRecipient": on_call_pb2.PutRecipientRequest(recipient=recipient, expected_version=0),
        "PutRota": on_call_pb2.PutRotaRequest(rota=other_rota, expected_version=7),
        "PutPolicy": on_call_pb2.PutPolicyRequest(policy=other_policy, expected_version=7),
    }
    for method, wish in wishes.items():
        with pytest.raises(Conflict) as refused:
            await desk.api.call(method, wish)
        assert refused.value.reason == "VersionMismatch", method
    rows = await desk.parts.db.fetch("SELECT body FROM notification_document")
    assert not any("Other" in str(row["body"]) for row in rows)
    wishes["PutRota"].expected_version = 1  # type: ignore[attr-defined]
    assert (await desk.api.call("PutRota", wishes["PutRota"])).rota.version == 2
