"""Short messages through any gateway that takes a POST of JSON or of a form."""

from urllib.parse import urlencode

import httpx
import orjson

from alerts.channels.base import Outgoing, post
from alerts.domain.channel import Sms

LENGTH = 160
"""Of one message; gateways cut or charge for what is longer."""


async def send(http: httpx.AsyncClient, config: Sms, out: Outgoing) -> str:
    """The gateway's answer. Raises Undeliverable, NotDelivered."""
    fields = {**config.extra, config.to_field: out.address, config.text_field: _text(out)}
    as_json = config.encoding == "JSON"
    body = orjson.dumps(fields) if as_json else urlencode(fields).encode()
    kind = "application/json" if as_json else "application/x-www-form-urlencoded"
    headers = {"Content-Type": kind, "Idempotency-Key": out.notification_id}
    if credential := config.credential.get_secret_value():
        headers[config.header] = credential
    return await post(http, config.url, body, headers)


def _text(out: Outgoing) -> str:
    """The link is whole, and what happened is cut where there is no room for both."""
    link = f" {out.link}" if out.link else ""
    return f"{out.message.line[: LENGTH - len(link)]}{link}"
