"""A recorded series goes through the real door, and every point of it is found again."""

import asyncio
import sys
from pathlib import Path

import httpx
import psycopg
import pytest
from motorway_kit.testing import wait_until

from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

SITE = "replay-site"
RECORDING = Path(__file__).parents[2] / "simulators" / "forecourt" / "tests" / "data" / "recording.csv"
LITRES_PER_US_GALLON = 3.785411784


async def test_every_point_of_a_recording_is_stored_after_conversion(
    platform: Platform, api: httpx.AsyncClient
) -> None:
    folder = await platform.enrol([SITE])
    command = [sys.executable, "-m", "forecourt_simulator.replay", "--file", str(RECORDING), "--site", SITE]
    command += ["--tank", "1", "--pki", str(folder), "--ca", platform["CA_FILE"]]
    command += ["--mqtt-host", platform["MQTT_HOST"], "--mqtt-port", platform["MQTT_PORT"]]
    process = await asyncio.create_subprocess_exec(*command)
    assert await asyncio.wait_for(process.wait(), 120) == 0
    expected = _volumes_l()
    await wait_until(lambda: _stored_volumes(platform) == expected, 30, 0.5)
    series = {"site": SITE, "device": "tank/1", "metric": "total_observed_volume"}
    span = {"start": "2000-01-01T00:00:00Z", "end": "2030-01-01T00:00:00Z", "resolution": "raw"}
    shown = (await api.get("/telemetry/series", params={**series, **span})).raise_for_status().json()
    assert sorted(shown["last"]) == expected


def _volumes_l() -> list[float]:
    header, *lines = RECORDING.read_text().splitlines()
    names = header.split(",")
    rows = [dict(zip(names, line.split(","), strict=True)) for line in lines]
    columns = ("start_volume_gal", "end_volume_gal")
    return sorted(float(row[column]) * LITRES_PER_US_GALLON for row in rows for column in columns)


def _stored_volumes(platform: Platform) -> list[float]:
    with psycopg.connect(platform["DATABASE_URL_TELEMETRY"]) as conn:
        rows = conn.execute(
            "SELECT r.value FROM reading r JOIN series s USING (series_id)"
            " WHERE s.site = %s AND s.device = 'tank/1' AND s.metric = 'total_observed_volume'",
            [SITE],
        )
        return sorted(float(row[0]) for row in rows)
