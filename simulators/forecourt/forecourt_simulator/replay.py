"""`python -m forecourt_simulator.replay`: sends a recorded tank series through a site's own door.

Exit status 0 when every point was acknowledged by the platform, 1 when not, 2 when the order was wrong.
"""

import argparse
import asyncio
import contextlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiomqtt
from google.protobuf.message import DecodeError
from motorway.iot.v1 import device_pb2 as pb

from forecourt_simulator import messages, mqtt
from forecourt_simulator.clock import wall_us
from forecourt_simulator.errors import InvalidInput, SimulatorError
from forecourt_simulator.faults import monotonic
from forecourt_simulator.gauge import TankObservation
from forecourt_simulator.messages import Outgoing
from forecourt_simulator.recording import Point, load_mapping, read_recording
from forecourt_simulator.state import ProbeMode

# The site's controller may be connected meanwhile and shares the `ack` topic: its numbers start at 1, ours here.
FIRST_SEQUENCE = 1 << 62
WINDOW = 500
RESEND_S = 10.0

log = logging.getLogger(__name__)


def outgoing(tank: int, points: Sequence[Point]) -> list[Outgoing]:
    """A TankReading for each point, then the further sensors in a batch for each set of them."""
    told = [
        messages.tank_reading(tank, point.time_us, TankObservation(ProbeMode.NORMAL, point.values)) for point in points
    ]
    by_metrics: dict[tuple[str, ...], list[Point]] = {}
    for point in points:
        by_metrics.setdefault(tuple(sorted(point.sensors)), []).append(point)
    return told + [_batch(tank, metrics, alike) for metrics, alike in by_metrics.items() if metrics]


def _batch(tank: int, metrics: Sequence[str], points: Sequence[Point]) -> Outgoing:
    samples = [(point.time_us, [point.sensors[metric] for metric in metrics]) for point in points]
    return messages.batch([(f"tank/{tank}", metric) for metric in metrics], samples)


class Sender:
    """Sends messages in order, at most WINDOW unacknowledged, until all are acknowledged."""

    def __init__(self, site: str, broker: mqtt.Broker, told: Sequence[Outgoing], first_sequence: int) -> None:
        self._site = site
        self._broker = broker
        self._open = dict(enumerate(told, start=first_sequence))
        self._changed = asyncio.Event()

    @property
    def unacknowledged(self) -> list[Outgoing]:
        return list(self._open.values())

    async def run(self, timeout_s: float) -> None:
        """Ends when everything is acknowledged or nothing was for `timeout_s`."""
        progress, left = monotonic(), len(self._open)
        work = asyncio.create_task(self._keep_connected())
        while self._open and monotonic() - progress < timeout_s:
            await asyncio.wait([work], timeout=0.05)
            if len(self._open) != left:
                progress, left = monotonic(), len(self._open)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    async def _keep_connected(self) -> None:
        while True:
            try:
                await self._session()
            except* (aiomqtt.MqttError, OSError) as group:
                log.warning("connection lost: %s", group.exceptions[0])
            await asyncio.sleep(0.5)

    async def _session(self) -> None:
        client_id = f"{self._site}-replay-{wall_us()}"
        async with mqtt.connect(self._broker, self._site, client_id) as client:
            await mqtt.subscribe(client, [mqtt.topic(self._site, "ack")])
            async with asyncio.TaskGroup() as group:
                group.create_task(self._listen(client))
                group.create_task(self._send(client))

    async def _send(self, client: aiomqtt.Client) -> None:
        sent: dict[int, float] = {}
        while True:
            now = monotonic()
            for seq, message in list(self._open.items())[:WINDOW]:
                if now - sent.get(seq, -RESEND_S) >= RESEND_S:
                    sent[seq] = now
                    to = mqtt.topic(self._site, message.topic)
                    mqtt.publish(client, to, message.payload, qos=1, properties=mqtt.numbered(seq))
            self._changed.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1.0):
                    await self._changed.wait()

    async def _listen(self, client: aiomqtt.Client) -> None:
        async for message in client.messages:
            try:
                acknowledged = pb.MessageAck.FromString(message.payload if isinstance(message.payload, bytes) else b"")
            except DecodeError:
                log.warning("an acknowledgement could not be read")
                continue
            for seq in acknowledged.sequence:
                self._open.pop(seq, None)
            self._changed.set()


def main(arguments: list[str] | None = None) -> int:
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    options = _parser().parse_args(arguments)
    try:
        return asyncio.run(_replay(options))
    except (SimulatorError, OSError) as error:
        logging.error("%s: %s", type(error).__name__, error)  # noqa: TRY400
        return 2


async def _replay(options: argparse.Namespace) -> int:
    mapping = load_mapping(options.mapping)
    points = read_recording(options.file, mapping, _zone(options.time_zone), options.recorded_tank)
    if not points:
        raise InvalidInput(f"{options.file} holds no record of the tank")
    told = outgoing(options.tank, points)
    broker = mqtt.Broker(options.mqtt_host, options.mqtt_port, options.ca, options.pki)
    broker.tls(options.site)
    sender = Sender(options.site, broker, told, FIRST_SEQUENCE + wall_us())
    await sender.run(options.timeout)
    missing = [message for message in sender.unacknowledged if message.topic != "telemetry"]
    sensors = sum(len(message.readings) for message in told if message.topic == "telemetry")
    print(f"{len(points)} points of {options.file.name} sent to {options.site} tank {options.tank}")
    print(f"{len(points) - len(missing)} points acknowledged, {len(missing)} not; {sensors} further sensor readings")
    return 1 if sender.unacknowledged else 0


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InvalidInput(f"unknown time zone {name}") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="forecourt_simulator.replay", description=__doc__)
    parser.add_argument("--file", type=Path, required=True, help="the recording, CSV with a header")
    parser.add_argument("--site", required=True)
    parser.add_argument("--tank", type=int, required=True, help="number at the site")
    parser.add_argument("--recorded-tank", type=int, help="number in the recording, when it holds several")
    parser.add_argument("--mapping", type=Path, help="YAML; the default is for TLS-350 delivery reports")
    parser.add_argument("--time-zone", default="UTC", help="of times that name none")
    parser.add_argument("--pki", type=Path, help="directory with <site>/cert.pem and <site>/key.pem")
    parser.add_argument("--ca", type=Path)
    parser.add_argument("--mqtt-host", default="127.0.0.1")
    parser.add_argument("--mqtt-port", type=int, required=True)
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds without an acknowledgement to give up")
    return parser


if __name__ == "__main__":
    sys.exit(main())
