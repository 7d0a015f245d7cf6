"""The fast MQTT 5 connection: everything that sites send comes in here, acknowledgements go out.

The codec is mqtt5's; this is the small part of a client that the gateway needs. The broker keeps what is not
acknowledged. Back-pressure is not reading (`pause`): Mosquitto 2.0 honours a receive maximum only until the first
acknowledgement. The session never expires, because that version of it also fails on sessions that do (ADR 0008).
"""

import asyncio
import random
import ssl
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import mqtt5
from motorway_kit.log import get_logger

from iot_gateway import metrics

log = get_logger(__name__)

KEEPALIVE_S = 30
HANDSHAKE_TIMEOUT_S = 10.0
FIRST_BACKOFF_S, MAX_BACKOFF_S = 0.2, 5.0
MAX_PACKET_BYTES = 2 * 1024 * 1024
MAX_WAITING = 50_000
FAILURE = 0x80
NEVER = 0xFFFFFFFF


@dataclass(frozen=True)
class HotOptions:
    host: str
    port: int
    client_id: str
    filters: Sequence[str]


OnMessage = Callable[["HotConnection", mqtt5.PublishPacket], None]
TlsFactory = Callable[[], ssl.SSLContext]


class HotConnection(asyncio.Protocol):
    """One connection. `ready` is done when the broker took it, `lost` when it ended.

    A resumed session's messages come before the answer to the subscription.
    """

    def __init__(self, options: HotOptions, on_message: OnMessage) -> None:
        self._options, self._on_message = options, on_message
        self._loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[None] = self._loop.create_future()
        self.lost: asyncio.Future[None] = self._loop.create_future()
        self._rest = b""
        self._out: list[bytes] = []
        self._waiting: deque[tuple[str, bytes]] = deque()
        self._under_way: set[int] = set()
        self._room, self._packet_id = 0, 1
        self.subscribed = self._paused = False
        self._heard = self._loop.time()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's TLS transport is one in all but its class
        self._send(
            mqtt5.ConnectPacket(
                self._options.client_id,
                keep_alive=KEEPALIVE_S,
                session_expiry_interval=NEVER,
                max_packet_size=MAX_PACKET_BYTES,
            ).write()
        )
        self._pinger = self._loop.call_later(KEEPALIVE_S / 2, self._ping)

    def data_received(self, data: bytes) -> None:
        self._heard = self._loop.time()
        buffer = self._rest + data if self._rest else data
        view, at, end, read = memoryview(buffer), 0, len(buffer), mqtt5.read
        try:
            while at < end:
                packet, size = read(view[at:])
                at += size
                if type(packet) is mqtt5.PublishPacket:
                    self._on_message(self, packet)
                else:
                    self._on_control(packet)
        except IndexError:
            pass  # the rest of the packet comes with the next data
        except ValueError as error:
            log.warning("the broker sent no MQTT", error=str(error))
            self._transport.abort()
        self._rest = bytes(view[at:])

    def _on_control(self, packet: mqtt5.Packet) -> None:
        match packet:
            case mqtt5.PubAckPacket():
                self._under_way.discard(packet.packet_id)
                self._send_waiting()
            case mqtt5.ConnAckPacket():
                self._on_connected(packet)
            case mqtt5.SubAckPacket():
                self._on_subscribed(packet)
            case mqtt5.DisconnectPacket():
                log.warning("the broker ended the connection", reason=packet.reason_code.name)

    def _on_connected(self, packet: mqtt5.ConnAckPacket) -> None:
        if packet.reason_code != mqtt5.ConnAckReasonCode.SUCCESS:
            log.error("the broker refused the connection", reason=packet.reason_code.name)
            self._transport.abort()
            return
        self._room = packet.receive_max
        self.ready.set_result(None)
        filters = [mqtt5.TopicFilter(name, max_qos=mqtt5.QoS.AT_LEAST_ONCE) for name in self._options.filters]
        self._send(mqtt5.SubscribePacket(self._next_id(), filters).write())
        if self._paused:
            self._transport.pause_reading()

    def _on_subscribed(self, packet: mqtt5.SubAckPacket) -> None:
        if any(int(code) >= FAILURE for code in packet.reason_codes):
            log.error("the broker refused a subscription", codes=[code.name for code in packet.reason_codes])
            self._transport.abort()
        else:
            self.subscribed = True
            log.info("hot subscription running", client=self._options.client_id)

    def ack(self, packet_id: int) -> None:
        """Acknowledge a message; on a lost connection nothing happens, the broker delivers it again."""
        self._write_soon(b"\x40\x02" + packet_id.to_bytes(2, "big"))

    def publish(self, topic: str, payload: bytes) -> None:
        """Send at QoS 1 without waiting. Lost with the connection: only for what is sent again when missed."""
        if len(self._waiting) < MAX_WAITING:
            self._waiting.append((topic, payload))
            self._send_waiting()

    def _send_waiting(self) -> None:
        while self._waiting and len(self._under_way) < self._room:
            topic, payload = self._waiting.popleft()
            packet_id = self._next_id()
            self._under_way.add(packet_id)
            packet = mqtt5.PublishPacket(topic, payload, qos=mqtt5.QoS.AT_LEAST_ONCE, packet_id=packet_id)
            self._write_soon(packet.write())

    def _next_id(self) -> int:
        while True:
            self._packet_id = self._packet_id % 0xFFFF + 1
            if self._packet_id not in self._under_way:
                return self._packet_id

    def _write_soon(self, data: bytes) -> None:
        if not self._out:
            self._loop.call_soon(self._flush)
        self._out.append(data)

    def _flush(self) -> None:
        self._send(b"".join(self._out))
        self._out.clear()

    def _send(self, data: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(data)

    def pause(self, *, paused: bool) -> None:
        """Before the broker's first answer there is nothing to stop, only to remember."""
        if paused == self._paused:
            return
        self._paused, self._heard = paused, self._loop.time()
        if self.ready.done() and not self._transport.is_closing():
            (self._transport.pause_reading if paused else self._transport.resume_reading)()

    def _ping(self) -> None:
        silent_s = self._loop.time() - self._heard
        if silent_s > 1.5 * KEEPALIVE_S and not self._paused:
            log.warning("the broker is silent", seconds=round(silent_s))
            self._transport.abort()
            return
        self._send(mqtt5.PingReqPacket().write())
        self._pinger = self._loop.call_later(KEEPALIVE_S / 2, self._ping)

    def connection_lost(self, error: Exception | None) -> None:
        self._pinger.cancel()
        if not self.lost.done():
            self.lost.set_result(None)

    def close(self) -> None:
        """Say goodbye; the session stays at the broker."""
        self._send(mqtt5.DisconnectPacket().write())
        self._transport.close()


class HotClient:
    """Keeps a connection, for ever."""

    def __init__(self, options: HotOptions, tls: TlsFactory, on_message: OnMessage) -> None:
        self._options, self._tls, self._on_message = options, tls, on_message
        self._connection: HotConnection | None = None
        self._paused = False

    @property
    def connected(self) -> bool:
        return self._connection is not None and self._connection.subscribed

    def publish(self, topic: str, payload: bytes) -> None:
        if self._connection is not None:
            self._connection.publish(topic, payload)

    def pause(self, *, paused: bool) -> None:
        """Stop or go on reading; what is not read stays at the broker."""
        self._paused = paused
        if self._connection is not None:
            self._connection.pause(paused=paused)

    async def run(self) -> None:
        backoff_s = FIRST_BACKOFF_S
        while True:
            try:
                await self._connected()
                backoff_s = FIRST_BACKOFF_S
            except (OSError, TimeoutError, ConnectionError) as error:
                log.warning("no connection to the MQTT broker", error=str(error) or type(error).__name__)
                backoff_s = min(backoff_s * 2, MAX_BACKOFF_S)
            metrics.mqtt_connects.inc()
            await asyncio.sleep(backoff_s * random.uniform(0.5, 1.0))  # noqa: S311 - spreads reconnects

    async def _connected(self) -> None:
        options = self._options
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(HANDSHAKE_TIMEOUT_S):
            _, connection = await loop.create_connection(
                lambda: HotConnection(options, self._on_message), options.host, options.port, ssl=self._tls()
            )
        try:
            self._connection = connection
            connection.pause(paused=self._paused)
            await self._taken(connection)
            await connection.lost
        finally:
            self._connection = None
            connection.close()

    async def _taken(self, connection: HotConnection) -> None:
        waiting = {connection.ready, connection.lost}
        await asyncio.wait(waiting, timeout=HANDSHAKE_TIMEOUT_S, return_when=asyncio.FIRST_COMPLETED)
        if not connection.ready.done():
            raise ConnectionError("the broker did not take the connection")
