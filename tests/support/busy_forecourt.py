"""A forecourt on which every pump delivers at once, told to the platform as fast as asked for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2 as device

from tests.support.mqtt_publisher import MqttPublisher
from tests.support.platform import Platform

PRICE_MILLI = 1459
READINGS_A_MESSAGE = 1_000


def _at(time: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(time)
    return stamp


class BusyForecourt:
    """The controller of one site, made by `busy_forecourt`."""

    def __init__(self, line: MqttPublisher, site: str, pumps: int) -> None:
        self._line, self._base, self._pumps = line, f"motorway/v1/{site}", pumps

    async def begins(self) -> None:
        """Every nozzle is out and fuel flows."""
        online = device.ControllerStatus(online=True, software_version="1.0.0", time=_at(datetime.now(UTC)))
        messages = [(f"{self._base}/online", online.SerializeToString())]
        for state, reason in (
            (device.FUELLING_POINT_STATE_CALLING, "nozzle_out"),
            (device.FUELLING_POINT_STATE_FUELLING, "first_flow"),
        ):
            now = _at(datetime.now(UTC))
            said = device.PumpState(time=now, state=state, nozzle=1, reason=reason).SerializeToString()
            messages += [(f"{self._base}/pump/{pump}/state", said) for pump in range(1, self._pumps + 1)]
        await self._line.publish_all(messages)

    async def delivers(self, updates_a_second: float) -> None:
        """Running totals, pump after pump, until cancelled."""
        for number in count():
            pump, volume = number % self._pumps + 1, 10_000 + 25 * (number // self._pumps)
            running = device.PumpRunning(
                time=_at(datetime.now(UTC)),
                nozzle=1,
                volume_ml=volume,
                amount_minor=volume * PRICE_MILLI // 10_000,
                unit_price_milli=PRICE_MILLI,
                flow_rate_l_min=38.0,
            )
            self._line.send(f"{self._base}/pump/{pump}/running", running.SerializeToString())
            await asyncio.sleep(1 / updates_a_second)

    async def remembers(self, tank: int, start: datetime, step: timedelta, litres: list[float]) -> None:
        """Levels of a tank from long ago, one every `step`."""
        for first in range(0, len(litres), READINGS_A_MESSAGE):
            part = litres[first : first + READINGS_A_MESSAGE]
            zeros = [0] * len(part)
            step_us = int(step.total_seconds() * 1_000_000)
            batch = device.TelemetryBatch(
                base_time=_at(start + step * first),
                devices=[f"tank/{tank}"],
                metrics=["total_observed_volume"],
                device_index=zeros,
                metric_index=zeros,
                time_delta_us=[step_us * i for i in range(len(part))],
                value=part,
            )
            await self._line.publish(f"{self._base}/telemetry", batch.SerializeToString())
        await self._line.publish_all([])


@asynccontextmanager
async def busy_forecourt(platform: Platform, site: str, pumps: int = 0) -> AsyncIterator[BusyForecourt]:
    """Enrolled and on line, with so many pumps that deliver."""
    line, contexts = MqttPublisher(f"busy-{site}"), await platform.device_contexts([site])
    await line.connect(platform["MQTT_HOST"], int(platform["MQTT_PORT"]), contexts[site])
    try:
        forecourt = BusyForecourt(line, site, pumps)
        await forecourt.begins()
        yield forecourt
    finally:
        line.close()
