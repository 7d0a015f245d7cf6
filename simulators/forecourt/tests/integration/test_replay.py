import asyncio
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from forecourt_simulator.recording import load_mapping, read_recording
from motorway.iot.v1 import device_pb2 as pb

from .broker import Mosquitto
from .gateway import Gateway
from .pki import Authority
from .simulator import Simulator

SITE = "sim-0001"
SAMPLE = Path(__file__).parent.parent / "data" / "recording.csv"


async def replay(broker: Mosquitto, authority: Authority, *more: str) -> tuple[int, str]:
    arguments = ["--file", str(SAMPLE), "--site", SITE, "--tank", "1", "--pki", str(authority.directory)]
    arguments += ["--ca", str(authority.ca_file), "--mqtt-port", str(broker.port), *more]
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "forecourt_simulator.replay", *arguments, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await started.communicate()
    assert started.returncode is not None
    return started.returncode, told.decode()


async def test_every_point_arrives_as_converted(platform: Gateway, broker: Mosquitto, authority: Authority) -> None:
    status, told = await replay(broker, authority)
    assert (status, "4 points acknowledged, 0 not" in told) == (0, True)
    readings = [pb.TankReading.FromString(payload) for payload in platform.of("tank/1/reading")]
    points = read_recording(SAMPLE, load_mapping(None), ZoneInfo("UTC"))
    assert [reading.time.ToMicroseconds() for reading in readings] == [point.time_us for point in points]
    assert [reading.product_level_mm for reading in readings] == [point.values["product_level_mm"] for point in points]
    assert len(pb.TelemetryBatch.FromString(platform.of("telemetry")[0]).value) == 24


async def test_without_acknowledgement_it_fails(platform: Gateway, broker: Mosquitto, authority: Authority) -> None:
    platform.acknowledging = False
    status, told = await replay(broker, authority, "--timeout", "1.5")
    assert (status, "0 points acknowledged, 4 not" in told) == (1, True)


async def test_it_does_not_disturb_the_running_controller(
    platform: Gateway, broker: Mosquitto, authority: Authority, simulator: Simulator
) -> None:
    simulator.start("--speed", "20", "--duration", "86400")
    await simulator.ready()
    assert (await replay(broker, authority))[0] == 0
    ledger = await simulator.ledger()
    assert ledger["connected"]
    assert platform.online[SITE]


async def test_a_wrong_file_is_refused(broker: Mosquitto, authority: Authority) -> None:
    assert (await replay(broker, authority, "--file", "nowhere.csv"))[0] == 2
