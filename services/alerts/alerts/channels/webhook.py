"""A signed POST, as Standard Webhooks has it (https://www.standardwebhooks.com)."""

import base64
import hmac

import httpx
import orjson

from alerts.channels.base import Outgoing, post
from alerts.domain.channel import SIGNING, Webhook


async def send(http: httpx.AsyncClient, config: Webhook, out: Outgoing) -> str:
    """The receiver's answer. Raises Undeliverable, NotDelivered."""
    body, timestamp = body_of(out), int(out.now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "webhook-id": out.notification_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(config.secret.get_secret_value(), out.notification_id, timestamp, body),
    }
    return await post(http, config.url, body, headers)


def signature(secret: str, webhook_id: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256 over `id.timestamp.body`, in base64, after its version."""
    key = base64.b64decode(secret.removeprefix(SIGNING))
    signed = hmac.digest(key, f"{webhook_id}.{timestamp}.".encode() + body, "sha256")
    return f"v1,{base64.b64encode(signed).decode()}"


def body_of(out: Outgoing) -> bytes:
    said = out.message
    data = {
        "alert_id": said.alert_id or None,
        "severity": said.severity,
        "site": said.site,
        "device": said.device,
        "rule": said.rule,
        "title": said.title,
        "text": said.text,
        "response": said.response,
        "link": out.link or None,
    }
    return orjson.dumps({"type": f"alert.{said.news.lower()}", "timestamp": said.at, "data": data})
