"""MQTT 5 over mutual TLS as a site controller uses it. The one place that reaches below aiomqtt."""

import contextlib
import socket
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiomqtt
import paho.mqtt.client as paho
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

KEEPALIVE_S = 20
MAX_IN_FLIGHT = 1000
CONNECT_TIMEOUT_S = 10.0
PROTOBUF = "application/protobuf"
TRACE = "traceparent"


@dataclass(frozen=True)
class Broker:
    """Where and how to connect; `pki` holds `<site>/cert.pem` and `<site>/key.pem`. No TLS without a CA."""

    host: str
    port: int
    ca_file: Path | None = None
    pki: Path | None = None

    def tls(self, site: str) -> ssl.SSLContext | None:
        """Raises OSError when a certificate cannot be read."""
        if self.ca_file is None:
            return None
        context = ssl.create_default_context(cafile=str(self.ca_file))
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self.pki is not None:
            context.load_cert_chain(self.pki / site / "cert.pem", self.pki / site / "key.pem")
        return context


def topic(site: str, suffix: str) -> str:
    return f"motorway/v1/{site}/{suffix}"


class _Client(aiomqtt.Client):
    """Keeps as many messages on their way as the broker's Receive Maximum allows, instead of paho's 20."""

    def _on_connect(
        self,
        client: paho.Client,
        userdata: object,
        flags: paho.ConnectFlags,
        reason_code: ReasonCode,
        properties: Properties | None = None,
    ) -> None:
        super()._on_connect(client, userdata, flags, reason_code, properties)
        allowed = getattr(properties, "ReceiveMaximum", MAX_IN_FLIGHT)
        client._max_inflight_messages = min(MAX_IN_FLIGHT, allowed)


@contextlib.asynccontextmanager
async def connect(
    broker: Broker, site: str, client_id: str, will: aiomqtt.Will | None = None
) -> AsyncIterator[aiomqtt.Client]:
    """A connected client. Raises aiomqtt.MqttError or OSError when it cannot connect."""
    client = _Client(
        broker.host,
        broker.port,
        identifier=client_id,
        protocol=aiomqtt.ProtocolVersion.V5,
        clean_start=True,
        keepalive=KEEPALIVE_S,
        timeout=CONNECT_TIMEOUT_S,
        will=will,
        tls_context=broker.tls(site),
        socket_options=[(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)],
    )
    async with client:
        yield client


def properties_of(content_type: str) -> Properties:
    """Properties of a PUBLISH, to which more can be added."""
    properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    properties.ContentType = content_type
    return properties


async def subscribe(client: aiomqtt.Client, topics: list[str]) -> None:
    """Subscribes with QoS 1. Raises aiomqtt.MqttError when the broker refuses a topic."""
    codes = await client.subscribe([(each, SubscribeOptions(qos=1)) for each in topics])
    refused = [each for each, code in zip(topics, codes, strict=True) if getattr(code, "is_failure", False)]
    if refused:
        raise aiomqtt.MqttError(f"the broker refused {refused[0]}")


def publish(client: aiomqtt.Client, to: str, payload: bytes, *, qos: int, properties: Properties | None = None) -> None:
    """Hands a message to the connection without waiting for the broker's PUBACK.

    The promise is the application's acknowledgement (ADR 0008), so waiting for each PUBACK buys nothing and costs
    a task per message. Raises aiomqtt.MqttError when the connection is gone.
    """
    info = client._client.publish(to, payload, qos, properties=properties or properties_of(PROTOBUF))
    if info.rc:
        raise aiomqtt.MqttError(f"publishing failed with code {info.rc}")


def numbered(seq: int, traceparent: str = "") -> Properties:
    """Properties of a message with its controller-wide number, and its trace where it has one."""
    properties = properties_of(PROTOBUF)
    properties.UserProperty = [("seq", str(seq)), *([(TRACE, traceparent)] if traceparent else [])]
    return properties


def cut(client: aiomqtt.Client) -> None:
    """Ends the connection as a pulled cable would: without a DISCONNECT, so the last will speaks."""
    connection = client._client.socket()
    if isinstance(connection, socket.socket):
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
