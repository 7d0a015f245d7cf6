"""A lean MQTT 5 client for load: encoded packets in, acknowledgements counted, a bounded window in between."""

import asyncio
import ssl
from collections.abc import Callable, Iterable

import mqtt5

CONNECT_TIMEOUT_S = 30.0
OnMessage = Callable[[mqtt5.PublishPacket], None]


class MqttPublisher(asyncio.Protocol):
    """One connection that publishes QoS 1 messages with at most `window` of them unacknowledged."""

    def __init__(self, client_id: str, window: int = 200) -> None:
        self._client_id = client_id
        self._window = window
        self._buffer = bytearray()
        self._connected: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._room = asyncio.Event()
        self._packet_id = 0
        self._subscribed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._on_message: OnMessage | None = None
        self.unacknowledged = 0
        self.acknowledged = 0

    async def connect(self, host: str, port: int, context: ssl.SSLContext) -> None:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(CONNECT_TIMEOUT_S):
            await loop.create_connection(lambda: self, host, port, ssl=context, server_hostname="localhost")
            await self._connected

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(mqtt5.ConnectPacket(self._client_id, clean_start=True, keep_alive=0).write())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        consumed = 0
        view = memoryview(bytes(self._buffer))
        while consumed < len(view):
            try:
                packet, size = mqtt5.read(view[consumed:])
            except IndexError:
                break
            consumed += size
            self._handle(packet)
        del self._buffer[:consumed]

    def _handle(self, packet: object) -> None:
        if isinstance(packet, mqtt5.PubAckPacket):
            self.unacknowledged -= 1
            self.acknowledged += 1
            self._room.set()
        elif isinstance(packet, mqtt5.PublishPacket):
            assert self._on_message is not None
            assert packet.packet_id is not None
            self._transport.write(mqtt5.PubAckPacket(packet.packet_id).write())
            self._on_message(packet)
        elif isinstance(packet, mqtt5.ConnAckPacket):
            self._connected.set_result(None)
        elif isinstance(packet, mqtt5.SubAckPacket):
            assert packet.reason_codes == [mqtt5.SubAckReasonCode.GRANTED_QOS_AT_LEAST_ONCE]
            self._subscribed.set_result(None)

    async def subscribe(self, pattern: str, on_message: OnMessage) -> None:
        """Once: hand what comes, at QoS 1, to `on_message`, and acknowledge it."""
        self._on_message = on_message
        wanted = [mqtt5.TopicFilter(pattern, max_qos=mqtt5.QoS.AT_LEAST_ONCE)]
        self._transport.write(mqtt5.SubscribePacket(1, wanted).write())
        await self._subscribed

    async def publish(self, topic: str, payload: bytes) -> None:
        """Hand one message to the connection; waits while the window is full."""
        while self.unacknowledged >= self._window:
            self._room.clear()
            await self._room.wait()
        self.send(topic, payload)

    def send(self, topic: str, payload: bytes) -> None:
        """The same, however full the window is."""
        self._packet_id = self._packet_id % 65535 + 1
        self.unacknowledged += 1
        packet = mqtt5.PublishPacket(
            topic, payload, qos=mqtt5.QoS.AT_LEAST_ONCE, packet_id=self._packet_id, content_type="application/protobuf"
        )
        self._transport.write(packet.write())

    async def publish_all(self, messages: Iterable[tuple[str, bytes]]) -> None:
        """Publish everything and wait for the last acknowledgement."""
        for topic, payload in messages:
            await self.publish(topic, payload)
        while self.unacknowledged:
            self._room.clear()
            await self._room.wait()

    def close(self) -> None:
        self._transport.close()
