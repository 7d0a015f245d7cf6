"""Messages of a busy site: columnar batches of a thousand readings, and single tank readings."""

from collections.abc import Iterator

import numpy as np
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2

DEVICES = [f"tank/{n}" for n in range(1, 5)] + [f"pump/{n}" for n in range(1, 17)]
METRICS = ["temperature_1", "temperature_2", "pressure", "vibration", "voltage"]
TICKS = 10
READINGS_PER_SINGLE = 2
READINGS_PER_BATCH = len(DEVICES) * len(METRICS) * TICKS


def batches(site: str, count: int, start_s: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """`count` telemetry messages of one site: 100 series sampled once a second, ten seconds a message."""
    random = np.random.default_rng(seed)
    devices = np.tile(np.repeat(np.arange(len(DEVICES)), len(METRICS)), TICKS).tolist()
    metrics = np.tile(np.arange(len(METRICS)), len(DEVICES) * TICKS).tolist()
    deltas = np.repeat(np.arange(TICKS) * 1_000_000, len(DEVICES) * len(METRICS)).tolist()
    for number in range(count):
        batch = device_pb2.TelemetryBatch(
            base_time=Timestamp(seconds=start_s + number * TICKS),
            devices=DEVICES,
            metrics=METRICS,
            device_index=devices,
            metric_index=metrics,
            time_delta_us=deltas,
            value=random.normal(20.0, 5.0, READINGS_PER_BATCH),
        )
        yield f"motorway/v1/{site}/telemetry", batch.SerializeToString()


def singles(site: str, count: int, start_s: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """`count` tank readings of one site, each a message of its own with a level and the probe status."""
    values = np.random.default_rng(seed).normal(1500.0, 50.0, count).tolist()
    for number, level in enumerate(values):
        reading = device_pb2.TankReading(
            time=Timestamp(seconds=start_s + number // 8, nanos=number % 1000 * 1000),
            probe_status=device_pb2.PROBE_STATUS_OPERATIVE,
            product_level_mm=abs(level),
        )
        yield f"motorway/v1/{site}/tank/{number % 8 + 1}/reading", reading.SerializeToString()
