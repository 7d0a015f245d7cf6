"""The ways out: one module for each kind of channel, all called by `send`."""

from typing import assert_never

from alerts.channels import apprise, email, mqtt, sms, web_push, webhook
from alerts.channels.base import Outgoing, Outside, Undeliverable
from alerts.domain.channel import Apprise, Channel, Email, Mqtt, Sms, Webhook, WebPush


async def send(outside: Outside, channel: Channel, out: Outgoing) -> str:
    """One attempt; what the other side said of it. Raises Undeliverable, DeviceGone, NotDelivered.

    What a library cannot make anything of is undeliverable: one such notification must not end all others.
    """
    try:
        return await _sent(outside, channel, out)
    except (ValueError, TypeError, LookupError) as error:
        raise Undeliverable(f"it cannot be made: {type(error).__name__}") from error


async def _sent(outside: Outside, channel: Channel, out: Outgoing) -> str:
    match channel.config:
        case Email() as config:
            return await email.send(outside.reach, config, out)
        case Sms() as config:
            return await sms.send(outside.http, config, out)
        case Webhook() as config:
            return await webhook.send(outside.http, config, out)
        case Mqtt() as config:
            return await mqtt.send(outside.others, config, out)
        case WebPush() as config:
            return await web_push.send(outside, config, out)
        case Apprise() as config:
            return await apprise.send(outside.reach, config, out)
        case never:
            assert_never(never)
