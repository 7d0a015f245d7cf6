"""Killing a part of the platform, as a fault would."""

import signal

from motorway_kit.testing import wait_until

from tests.support.platform import Platform, replacement, serving_process

RECOVERY_S = 120
ADDRESSES = {
    "iot-gateway": "IOT_GATEWAY_ADDRESS",
    "telemetry": "TELEMETRY_ADDRESS",
    "alerts": "ALERTS_ADDRESS",
    "pos": "POS_ADDRESS",
    "payments": "PAYMENTS_ADDRESS",
    "stripe": "STRIPE_URL",
    "rabbitmq": "AMQP_URL",
    "postgresql": "DATABASE_URL_TELEMETRY",
    "redis": "REDIS_URL",
    "mosquitto": "MQTT_PORT",
}
"""Where to find each part."""


async def kill(platform: Platform, part: str) -> None:
    """`kill -9`, and wait until another process serves in its place."""
    port = _port(platform, part)
    victim = serving_process(port)
    victim.send_signal(signal.SIGKILL)
    await wait_until(lambda: replacement(port, victim), RECOVERY_S, 0.1)


def _port(platform: Platform, part: str) -> int:
    """The port in the part's address or URL."""
    authority = platform[ADDRESSES[part]].split("://")[-1].split("/")[0]
    return int(authority.rsplit(":", 1)[-1])
