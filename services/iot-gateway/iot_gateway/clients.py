"""Outward calls: bundles to RabbitMQ, revocations to the broker."""

import asyncio
import os
import signal
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson
from motorway.iot.v1 import events_pb2
from motorway_kit.log import get_logger
from motorway_kit.messaging import OutboundEvent, Publisher

from iot_gateway import metrics
from iot_gateway.domain.topics import ROOT
from iot_gateway.emqx import Emqx
from iot_gateway.mqtt.commands import CommandClient
from iot_gateway.patience import until_done
from iot_gateway.settings import IotGatewaySettings

log = get_logger(__name__)

KICK_TOPIC = "$CONTROL/dynamic-security/v1"
RELOAD_S = 0.25

Messages = Sequence[events_pb2.DeviceMessage]


def bundle_sink(
    publisher: Publisher, encode: Callable[[Messages], OutboundEvent]
) -> Callable[[Messages], Awaitable[None]]:
    """Publishes device messages as one event; returns when RabbitMQ confirmed it, however long that takes."""

    async def publish(messages: Messages) -> None:
        event = encode(messages)
        metrics.bundle_messages.observe(len(messages))
        await until_done("publish", lambda: publisher.publish([event]))

    return publish


@dataclass(frozen=True)
class Broker:
    """What the MQTT broker must do when a certificate is revoked."""

    crl_file: Path
    pid_file: Path | None
    commands: CommandClient
    pull_s: float = 0.0
    emqx: Emqx | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def renew_revocations(self, crl_pem: bytes) -> None:
        """Put the list in place in one step; returns when the broker goes by it, told here or fetching it itself."""
        await asyncio.to_thread(_write_atomically, self.crl_file, crl_pem)
        if self.pid_file is not None:
            await asyncio.to_thread(_reload, self.pid_file)
        await asyncio.sleep(self.pull_s + RELOAD_S)

    async def kick(self, site: str) -> None:
        """Cut the site's live connections: Mosquitto does that when its security plugin forgets a client.

        Raises NotConnected.
        """
        if self.emqx is not None:
            await self.emqx.cut(site)
            return
        commands = [{"command": name, "username": site} for name in ("createClient", "deleteClient")]
        await self.commands.publish(KICK_TOPIC, orjson.dumps({"commands": commands}))

    async def publish_offline(self, site: str, status: bytes) -> None:
        """In the place of the last will, which a kicked connection does not leave."""
        await self.commands.publish(f"{ROOT}/{site}/online", status, retain=True)


def broker_of(settings: IotGatewaySettings, commands: CommandClient) -> Broker:
    """Mosquitto, or EMQX where its HTTP API is known."""
    at = settings.emqx_url
    emqx = Emqx(at, settings.emqx_key, settings.emqx_secret, settings.emqx_crl_refresh_s) if at else None
    return Broker(settings.crl_file, settings.broker_pid_file, commands, settings.crl_pull_s, emqx)


def _write_atomically(file: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(handle, "wb") as temporary:
        temporary.write(content)
        temporary.flush()
        os.fsync(temporary.fileno())
        os.fchmod(temporary.fileno(), 0o644)
    Path(name).replace(file)


def _reload(pid_file: Path) -> None:
    try:
        os.kill(int(pid_file.read_text().strip()), signal.SIGHUP)
    except (OSError, ValueError) as error:
        log.warning("the broker could not be told of the revocation", pid_file=str(pid_file), error=str(error))
