"""The MQTT doors: what sites send, and who of them is online."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress

import mqtt5
from motorway_kit.db import Pool
from motorway_kit.messaging import Publisher
from motorway_kit.runtime import Runtime

from iot_gateway import events, pki
from iot_gateway.app import messages as app
from iot_gateway.app.answers import AnswerLog
from iot_gateway.clients import bundle_sink
from iot_gateway.domain.errors import RefusedMessage
from iot_gateway.domain.messages import check
from iot_gateway.domain.records import ConnectionChange, clean
from iot_gateway.domain.topics import FILTERS, ROOT
from iot_gateway.ingest import Arrival, Ingest, NoReceipt, Refused, Sinks, Transaction
from iot_gateway.lane import Lane
from iot_gateway.mqtt.acks import Acks, arrival
from iot_gateway.mqtt.commands import BrokerAddress, CommandClient, OnlineMessage
from iot_gateway.mqtt.hot import HotClient, HotConnection, HotOptions
from iot_gateway.patience import until_done
from iot_gateway.settings import IotGatewaySettings
from iot_gateway.site_numbers import SiteNumbers

GROUP = "$share/iot-gateway"
ONLINE_GATHER_S = 0.05
SETTLE_TIMEOUT_S, SETTLE_POLL_S = 5.0, 0.02


class Doors:
    """Both MQTT connections and the way in behind them."""

    def __init__(self, settings: IotGatewaySettings, db: Pool, publisher: Publisher, numbers: SiteNumbers) -> None:
        self._db, self.numbers = db, numbers
        sinks = Sinks(
            telemetry=bundle_sink(publisher, events.telemetry_received),
            device_messages=bundle_sink(publisher, events.device_messages_received),
            transactions=self._store_transactions,
            quarantine=lambda batch: until_done("quarantine", lambda: app.store_refused(db, batch)),
        )
        self.ingest = Ingest(sinks, numbers, settings.max_held_messages, settings.max_held_bytes)
        self.hot = HotClient(_options(settings), _tls(settings), self._on_message)
        self.ingest.on_full = lambda full: self.hot.pause(paused=full)
        self.answers = AnswerLog(db)
        broker = BrokerAddress(settings.mqtt_host, settings.mqtt_port, _tls(settings))
        self.commands = CommandClient(broker, settings.instance, self._on_online, self.answers.put_stray)
        self._acks = Acks(self.hot.publish)
        self._online = Lane[ConnectionChange](ONLINE_GATHER_S, 500, 2**20)

    async def open(self, runtime: Runtime) -> None:
        runtime.health.register("mqtt", lambda: self.hot.connected)
        runtime.health.register("mqtt_commands", lambda: self.commands.connected)
        for number, work in enumerate(self._work()):
            runtime.background(f"mqtt-{number}", work)
        await runtime.door(self._reading())

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[None]:
        """When the block ends nothing more is read; what is here is stored, and its senders are told.

        The rest waits at the broker for the next process of our name.
        """
        try:
            yield
        finally:
            self.ingest.on_full = lambda _full: None
            self.hot.pause(paused=True)
            with suppress(TimeoutError):
                async with asyncio.timeout(SETTLE_TIMEOUT_S):
                    while self.ingest.held:  # noqa: ASYNC110 - once in the life of a process
                        await asyncio.sleep(SETTLE_POLL_S)
            self._acks.flush()

    def _work(self) -> list[Coroutine[None, None, None]]:
        online = self._online.work(self._record_connections, workers=1)
        return [*self.ingest.lanes(), online, self._acks.run(), self.answers.run(), self.commands.run(), self.hot.run()]

    def _on_message(self, connection: HotConnection, packet: mqtt5.PublishPacket) -> None:
        self.ingest.accept(arrival(connection, packet, self._acks))

    def _on_online(self, message: OnlineMessage) -> None:
        """A retained message that was deleted says nothing."""
        if not message.payload:
            return
        now = pki.utc_now()
        try:
            checked = check(message.topic, message.content_type, message.payload, int(now.timestamp() * 1e6))
        except RefusedMessage as error:
            self.ingest.refuse(Arrival(message.topic, message.payload, message.content_type, None, NoReceipt()), error)
            return
        status = checked.message
        # A last will was written when its connection began, and a controller may be slow: one clock for both.
        self._online.put(ConnectionChange(checked.topic.site, status.online, clean(status.software_version), now), 1)

    async def _record_connections(self, batch: list[ConnectionChange]) -> None:
        newest = {change.site: change for change in batch}
        await until_done("connections", lambda: app.record_connections(self._db, list(newest.values())))

    async def _store_transactions(self, batch: Sequence[Transaction]) -> Sequence[Refused]:
        stored = await until_done("transactions", lambda: app.store_transactions(self._db, batch))
        for site, pump, sequence in stored.watermarks:
            self._acks.transactions(site, pump, sequence)
        return stored.refused


def _options(settings: IotGatewaySettings) -> HotOptions:
    filters = [f"{GROUP}/{ROOT}/+/{name}" for name in FILTERS]
    return HotOptions(settings.mqtt_host, settings.mqtt_port, settings.session, filters)


def _tls(settings: IotGatewaySettings) -> Callable[[], ssl.SSLContext]:
    return lambda: pki.client_context(settings.ca_file, settings.mqtt_cert_file, settings.mqtt_key_file)
