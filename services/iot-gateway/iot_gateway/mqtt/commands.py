"""The ordinary MQTT connection (aiomqtt): commands and their answers, and who is online."""

import asyncio
import itertools
import random
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import aiomqtt
from motorway.iot.v1 import device_pb2
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger
from motorway_kit.tracing import follow, sampled_traceparent
from opentelemetry.trace import SpanKind
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from iot_gateway.domain.errors import NoAnswer, NotConfirmed, NotConnected, RefusedMessage
from iot_gateway.domain.messages import read
from iot_gateway.domain.topics import ROOT, site_of
from iot_gateway.mqtt.hot import FIRST_BACKOFF_S, KEEPALIVE_S, MAX_BACKOFF_S, TlsFactory

log = get_logger(__name__)


@dataclass(frozen=True)
class OnlineMessage:
    """What came on a site's retained `online` topic."""

    topic: str
    payload: bytes
    content_type: str | None


OnOnline = Callable[[OnlineMessage], None]
OnStray = Callable[[str, str, device_pb2.CommandResponse], None]
"""Given the site, the command's id as the answer claims it, and an answer that nobody waits for."""
SEPARATOR = b":"
TRACE = "traceparent"
NO_DELAY = ((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),)


@dataclass(frozen=True)
class BrokerAddress:
    host: str
    port: int
    tls: TlsFactory


class CommandClient:
    """Keeps a connection, for ever; asks controllers and hands out their connection messages."""

    def __init__(self, broker: BrokerAddress, instance: str, on_online: OnOnline, on_stray: OnStray) -> None:
        self._broker, self._instance = broker, instance
        self._on_online, self._on_stray = on_online, on_stray
        self._attempts = itertools.count(1)
        self._waiting: dict[bytes, tuple[str, asyncio.Future[device_pb2.CommandResponse]]] = {}
        self._client: aiomqtt.Client | None = None

    @property
    def connected(self) -> bool:
        return self._client is not None

    async def run(self) -> None:
        backoff_s = FIRST_BACKOFF_S
        while True:
            try:
                await self._connected()
                backoff_s = FIRST_BACKOFF_S
            except (aiomqtt.MqttError, OSError) as error:
                _end_if_cancelled()
                log.warning("command connection lost", error=str(error))
                backoff_s = min(backoff_s * 2, MAX_BACKOFF_S) if self._client is None else FIRST_BACKOFF_S
            finally:
                self._client = None
            await asyncio.sleep(backoff_s * random.uniform(0.5, 1.0))  # noqa: S311 - spreads reconnects

    async def _connected(self) -> None:
        """Every connection is a new session: the retained messages then tell who is online."""
        async with aiomqtt.Client(
            self._broker.host,
            self._broker.port,
            identifier=f"iot-gateway-{self._instance}-commands",
            protocol=aiomqtt.ProtocolVersion.V5,
            clean_start=True,
            keepalive=KEEPALIVE_S,
            tls_context=self._broker.tls(),
            socket_options=NO_DELAY,
        ) as client:
            await client.subscribe(f"{ROOT}/+/response/{self._instance}", qos=1)
            await client.subscribe(f"{ROOT}/+/online", qos=1)
            self._client = client
            async for message in client.messages:
                self._on_message(message)

    def _on_message(self, message: aiomqtt.Message) -> None:
        topic, content_type = message.topic.value, getattr(message.properties, "ContentType", None)
        payload = bytes(message.payload) if isinstance(message.payload, bytes | bytearray) else b""
        if topic.endswith("/online"):
            self._on_online(OnlineMessage(topic, payload, content_type))
            return
        try:
            response = read(device_pb2.CommandResponse, content_type, payload)
        except RefusedMessage as error:
            log.warning("an answer that cannot be read", site=site_of(topic), reason=error.reason)
            return
        if traceparent := _traceparent(message):
            _note(traceparent)
        self._on_response(site_of(topic), getattr(message.properties, "CorrelationData", b""), response)

    def _on_response(self, site: str, correlation: bytes, response: device_pb2.CommandResponse) -> None:
        """Only the site that was asked can answer."""
        asked, answer = self._waiting.get(correlation, ("", None))
        if answer is not None and not answer.done() and asked == site:
            answer.set_result(response)
        else:
            self._on_stray(site, correlation.partition(SEPARATOR)[0].decode(errors="replace"), response)

    async def request(self, site: str, command: device_pb2.Command, timeout_s: float) -> device_pb2.CommandResponse:
        """Send a command and wait for the site's answer. The command expires at the broker with the time-out.

        Raises NotConnected when it certainly was not sent, NoAnswer when nothing is known.
        """
        command.command_id = command.command_id or new_id()
        # A command may be sent again while the first one is waited for: each has its own answer.
        correlation = b"%b%b%d" % (command.command_id.encode(), SEPARATOR, next(self._attempts))
        answer: asyncio.Future[device_pb2.CommandResponse] = asyncio.get_running_loop().create_future()
        self._waiting[correlation] = (site, answer)
        try:
            async with asyncio.timeout(timeout_s):
                properties = self._request_properties(site, correlation, timeout_s)
                topic = f"{ROOT}/{site}/command/{command.command_id}"
                with suppress(NotConfirmed):  # the controller may have it and answer all the same
                    await self.publish(topic, command.SerializeToString(), properties)
                return await answer
        except TimeoutError as error:
            if answer.done() and not answer.cancelled():  # it overtook a confirmation that never came
                return answer.result()
            raise NoAnswer("the controller did not answer in time", site=site, timeout_s=timeout_s) from error
        finally:
            del self._waiting[correlation]

    def _request_properties(self, site: str, correlation: bytes, timeout_s: float) -> Properties:
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        properties.ResponseTopic = f"{ROOT}/{site}/response/{self._instance}"
        properties.CorrelationData = correlation
        properties.MessageExpiryInterval = max(1, round(timeout_s))
        if traceparent := sampled_traceparent():
            properties.UserProperty = [(TRACE, traceparent)]
        return properties

    async def publish(
        self, topic: str, payload: bytes, properties: Properties | None = None, *, retain: bool = False
    ) -> None:
        """QoS 1, returns when the broker has it. Raises NotConnected, or NotConfirmed when it may have it."""
        if self._client is None:
            raise NotConnected("no connection to the MQTT broker")
        try:
            await self._client.publish(topic, payload, qos=1, retain=retain, properties=properties)
        except aiomqtt.MqttCodeError as error:
            raise NotConnected("the message could not be sent to the MQTT broker") from error
        except aiomqtt.MqttError as error:
            raise NotConfirmed("the MQTT broker did not confirm the message") from error


def _traceparent(message: aiomqtt.Message) -> str:
    told: dict[str, str] = dict(getattr(message.properties, "UserProperty", ()))
    return told.get(TRACE, "")


def _note(traceparent: str) -> None:
    """That the answer to a recorded order is here."""
    if answer := follow("receive answer", SpanKind.CONSUMER, traceparent):
        answer.end()


def _end_if_cancelled() -> None:
    """A goodbye that fails while we are being cancelled hides the cancellation."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
