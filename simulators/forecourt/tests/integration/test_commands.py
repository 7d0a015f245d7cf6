"""Scenarios through the control port, the command line, and commands from the platform."""

import asyncio
import sys

import pytest
from google.protobuf import json_format
from motorway.iot.v1 import device_pb2 as pb
from motorway_kit.testing import wait_until

from .gateway import Gateway
from .simulator import Simulator

SITE = "sim-0001"


async def alarm_codes(platform: Gateway) -> list[tuple[str, str, bool]]:
    alarms = [pb.DeviceAlarm.FromString(payload) for payload in platform.of("alarm")]
    return [(alarm.device, alarm.code, alarm.active) for alarm in alarms]


async def test_ping_is_answered_in_both_encodings(platform: Gateway, simulator: Simulator) -> None:
    simulator.start()
    await simulator.ready()
    for number, content_type in enumerate(("application/protobuf", "application/json")):
        await platform.send(pb.Command(command_id=f"c{number}", ping=pb.Ping()), content_type)
    await wait_until(lambda: len(platform.responses) == 2)
    binary, text = (response.payload for response in platform.responses)
    assert isinstance(binary, bytes)
    assert isinstance(text, bytes)
    for response in (pb.CommandResponse.FromString(binary), json_format.Parse(text, pb.CommandResponse())):
        assert response.accepted
        assert response.pong.software_version.startswith("forecourt-simulator")
    assert {response.properties.CorrelationData for response in platform.responses} == {b"correlation"}  # type: ignore[union-attr]


async def test_an_unknown_command_is_refused(platform: Gateway, simulator: Simulator) -> None:
    simulator.start()
    await simulator.ready()
    assert not (await platform.command("c2")).accepted


async def test_tank_scenarios_reach_the_platform(platform: Gateway, simulator: Simulator) -> None:
    simulator.start("--speed", "60", "--duration", "86400")
    await simulator.ready()
    assert (await simulator.play("leak", tank=1, rate_l_h=500)).status_code == 200
    assert (await simulator.play("theft", tank=2, volume_l=100)).status_code == 200
    assert (await simulator.play("water", tank=3, rate_l_h=2000)).status_code == 200
    assert (await simulator.play("probe", tank=4, mode="out")).status_code == 200

    async def happened() -> bool:
        tanks = (await simulator.ledger())["tanks"]
        codes = await alarm_codes(platform)
        found = ("tank/3", "high_water", True) in codes and ("tank/4", "probe_out", True) in codes
        return tanks["1"]["leaked_ul"] > 0 and tanks["2"]["stolen_ul"] == 100_000_000 and found

    await wait_until(happened, timeout_s=30)
    await simulator.play("probe", tank=4, mode="normal")
    await wait_until(lambda: any(not pb.DeviceAlarm.FromString(p).active for p in platform.of("alarm")))


async def test_a_lifted_nozzle_and_an_alarm_are_seen_at_once(platform: Gateway, simulator: Simulator) -> None:
    simulator.start()
    await simulator.ready()
    await wait_until(lambda: pb.PumpState.FromString((platform.of("pump/8/state") or [b""])[-1]).state == 3)
    assert (await simulator.play("lift", pump=8, nozzle=2)).status_code == 200
    await wait_until(lambda: pb.PumpState.FromString(platform.of("pump/8/state")[-1]).state == 4)
    assert (await simulator.play("lift", pump=8, nozzle=1)).json()["reason"] == "PumpOccupied"
    await simulator.play("alarm", device="pump/8", code="printer_paper", severity="info", text="little paper")
    await wait_until(lambda: platform.of("alarm"))
    assert await alarm_codes(platform) == [("pump/8", "printer_paper", True)]


async def test_a_wrong_clock_reports_wrong_times(platform: Gateway, simulator: Simulator) -> None:
    simulator.start("--speed", "60", "--duration", "86400")
    await simulator.ready()
    await simulator.play("clock-skew", seconds=-7200)
    simulated_s = (await simulator.ledger())["simulated_now_us"] / 1e6
    heard = len(platform.of("tank/1/reading"))
    await wait_until(lambda: len(platform.of("tank/1/reading")) > heard + 3)
    reported_s = pb.TankReading.FromString(platform.of("tank/1/reading")[-1]).time.seconds
    assert -7300 < reported_s - simulated_s < -6000


@pytest.mark.parametrize(
    ("scenario", "order", "status", "reason"),
    [
        ("leak", {"tank": 9, "rate_l_h": 1}, 404, "UnknownTarget"),
        ("leak", {"tank": 1}, 400, "InvalidInput"),
        ("leak", {"tank": 1, "rate_l_h": -1}, 400, "InvalidInput"),
        ("leak", {"site": "nowhere", "tank": 1, "rate_l_h": 1}, 404, "UnknownTarget"),
        ("earthquake", {}, 404, "UnknownTarget"),
        ("lift", {"pump": 1, "nozzle": 7}, 400, "InvalidInput"),
    ],
)
async def test_a_wrong_order_changes_nothing(
    simulator: Simulator, scenario: str, order: dict[str, object], status: int, reason: str
) -> None:
    simulator.start()
    await simulator.ready()
    answer = await simulator.play(scenario, **order)
    assert (answer.status_code, answer.json()["reason"]) == (status, reason)


async def test_the_command_line_talks_to_the_simulator(platform: Gateway, simulator: Simulator) -> None:
    simulator.start()
    await simulator.ready()
    order = ["leak", "--site", SITE, "--tank", "1", "--control", simulator.control, "--rate-l-h"]
    assert (await ask("scenario", *order, "7.5"))[0] == 0
    assert (await ask("scenario", *order, "-5"))[0] == 2
    refuse = ["refuse", "--site", SITE, "--command", "authorise", "--reason", "already_started"]
    assert (await ask("scenario", *refuse, "--control", simulator.control))[0] == 0
    assert b'"messages_qos1"' in (await ask("ledger", "--control", simulator.control))[1]


async def ask(*arguments: str) -> tuple[int | None, bytes]:
    """Exit status and output of the simulator's command line."""
    command = [sys.executable, "-m", "forecourt_simulator", *arguments]
    started = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    told, _ = await started.communicate()
    return started.returncode, told


def test_a_missing_certificate_ends_the_start(simulator: Simulator) -> None:
    simulator.start("--generate", "3")
    assert simulator.process is not None
    assert simulator.process.wait(20) == 2
