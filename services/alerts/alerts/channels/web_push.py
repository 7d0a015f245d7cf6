"""Web Push to devices that subscribed: encrypted for the device (RFC 8291), signed by the platform (RFC 8292)."""

from urllib.parse import urlsplit

import orjson
from pywebpush import WebPusher

from alerts.channels.base import DeviceGone, Outgoing, Outside, Undeliverable, post
from alerts.domain.channel import WebPush
from alerts.domain.conditions import Severity

TTL_S = 7200
SIGNED_FOR_S = 3600
URGENCY = {Severity.INFO: "low", Severity.WARNING: "normal", Severity.CRITICAL: "high"}
GONE = (404, 410)
_GONE_SAID = tuple(map(str, GONE))


async def send(outside: Outside, config: WebPush, out: Outgoing) -> str:
    """The push service's answer. Raises Undeliverable, DeviceGone, NotDelivered."""
    if out.device is None:
        raise DeviceGone("the device is not subscribed any more")
    if outside.vapid is None:
        raise Undeliverable("the platform has no key pair for Web Push")
    place = urlsplit(out.device.endpoint)
    claims = {
        "aud": f"{place.scheme}://{place.netloc}",
        "exp": int(out.now.timestamp()) + SIGNED_FOR_S,
        "sub": f"mailto:{config.contact}",
    }
    headers = {
        **outside.vapid.sign(claims),
        "Content-Encoding": "aes128gcm",
        "TTL": str(TTL_S),
        "Urgency": URGENCY[out.message.severity],
        "Topic": out.message.alert_id.replace("-", "") or "test",
    }
    try:
        return await post(outside.http, out.device.endpoint, _encrypted(out), headers, GONE)
    except Undeliverable as error:
        raise (DeviceGone if error.context.get("status") in _GONE_SAID else Undeliverable)(error.message) from error


def _encrypted(out: Outgoing) -> bytes:
    device, said = out.device, out.message
    assert device is not None, "it was asked before"
    keys = {"endpoint": device.endpoint, "keys": {"p256dh": device.p256dh, "auth": device.auth}}
    content = {
        "id": out.notification_id,
        "alert_id": said.alert_id,
        "title": said.title,
        "body": said.response or said.text,
        "severity": said.severity,
        "site": said.site,
        "news": said.news,
        "link": out.link,
    }
    body: bytes = WebPusher(keys).encode(orjson.dumps(content))["body"]
    return body
