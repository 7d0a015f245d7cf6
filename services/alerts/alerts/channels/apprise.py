"""The long tail of providers, through Apprise."""

import asyncio
from typing import Any

from alerts.channels.base import NotDelivered, Outgoing, Undeliverable
from alerts.domain.channel import Apprise
from alerts.domain.conditions import Severity
from alerts.domain.notification import News

KINDS = {Severity.INFO: "info", Severity.WARNING: "warning", Severity.CRITICAL: "failure"}


async def send(config: Apprise, out: Outgoing) -> str:
    """Raises Undeliverable, NotDelivered."""
    target = await asyncio.to_thread(_target, config.url.get_secret_value())
    said = out.message
    kind = "success" if said.news is News.ENDED else KINDS[said.severity]
    body = "\n\n".join(part for part in (said.line, said.response) if part)
    if not await target.async_notify(body=body, title=said.title, notify_type=kind):
        raise NotDelivered("the provider did not take it")
    return "taken"


def _target(url: str) -> Any:
    """Apprise takes long to import and much memory, so only who has such a channel pays for it."""
    from apprise import Apprise as Providers

    providers = Providers()
    if not providers.add(url):
        raise Undeliverable("Apprise does not know such an address")
    return providers
