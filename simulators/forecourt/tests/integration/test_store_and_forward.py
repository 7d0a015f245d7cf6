"""Nothing said is lost and nothing is said twice: through broker restarts, silence, kill -9 and bad lines."""

from collections import defaultdict
from functools import partial

from forecourt_simulator.ledger import series_totals
from motorway.iot.v1 import device_pb2 as pb
from motorway_kit.testing import wait_until

from .broker import Mosquitto
from .gateway import Gateway
from .simulator import HOUR_AT_SPEED, Simulator

SITE = "sim-0001"


def has_heard(platform: Gateway, wanted: int) -> bool:
    return len(platform.messages) > wanted


def numbers(platform: Gateway) -> list[int]:
    return sorted(seq for _, seq in platform.messages)


def assert_totals_match(platform: Gateway, ledger: dict[str, dict[str, dict[str, object]]]) -> None:
    rows: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for payload in platform.of("telemetry"):
        batch = pb.TelemetryBatch.FromString(payload)
        base = batch.base_time.ToMicroseconds()
        columns = zip(batch.device_index, batch.metric_index, batch.time_delta_us, batch.value, strict=True)
        for d, m, delta, value in columns:
            rows[batch.devices[d], batch.metrics[m]].append((base + delta, value))
    assert len(rows) > 20
    for (device, metric), found in rows.items():
        told = ledger["series"][f"{device} {metric}"]
        assert series_totals(device, metric, found).as_json() == {**told, "value_sum": sum(v for _, v in found)}


async def test_an_hour_at_speed_arrives_completely(platform: Gateway, simulator: Simulator) -> None:
    simulator.start(*HOUR_AT_SPEED)
    await simulator.ready()
    assert platform.online[SITE]
    await wait_until(simulator.done, timeout_s=40)
    ledger = await simulator.ledger()
    assert numbers(platform) == list(range(1, ledger["messages_qos1"] + 1))
    assert ledger["transactions"] == len(platform.of("/transaction")) > 5
    assert platform.running > 0
    assert_totals_match(platform, ledger)
    simulator.close()
    await wait_until(lambda: not platform.online[SITE])


async def test_kill_9_loses_and_doubles_nothing(platform: Gateway, simulator: Simulator) -> None:
    for _ in range(3):
        wanted = len(platform.messages) + 150
        simulator.start("--speed", "600", "--duration", "7200")
        await wait_until(partial(has_heard, platform, wanted), timeout_s=30)
        simulator.kill()
    simulator.start("--speed", "1200", "--duration", "7200")
    await simulator.ready()
    await wait_until(simulator.done, timeout_s=40)
    ledger = await simulator.ledger()
    assert numbers(platform) == list(range(1, ledger["messages_qos1"] + 1))
    totals: dict[tuple[int, int], int] = defaultdict(int)
    sold = [pb.FuellingTransaction.FromString(payload) for payload in platform.of("pump/1/transaction")]
    assert [each.sequence for each in sold] == list(range(1, len(sold) + 1))
    for each in sold:
        assert each.volume_total_before_ml == totals[1, each.nozzle]
        totals[1, each.nozzle] = each.volume_total_after_ml
    assert all(tank["balance_ul"] == 0 for tank in ledger["tanks"].values())
    assert_totals_match(platform, ledger)


async def test_unacknowledged_messages_come_again_unchanged(platform: Gateway, simulator: Simulator) -> None:
    platform.acknowledging = False
    simulator.start("--speed", "600", "--duration", "300")
    await simulator.ready()
    await wait_until(lambda: len(platform.messages) > 50, timeout_s=20)
    await wait_until(lambda: platform.copies[SITE, 1] >= 2, timeout_s=20)
    platform.acknowledging = True
    await wait_until(simulator.done, timeout_s=30)


async def test_transactions_wait_for_their_own_acknowledgement(platform: Gateway, simulator: Simulator) -> None:
    platform.acknowledging_transactions = False
    simulator.start(*HOUR_AT_SPEED)
    await simulator.ready()

    async def only_transactions_left() -> bool:
        ledger = await simulator.ledger()
        return bool(ledger["finished"]) and ledger["unacknowledged"] == ledger["transactions"] > 0

    await wait_until(only_transactions_left, timeout_s=40)
    for (site, seq), (suffix, payload) in list(platform.messages.items()):
        platform.acknowledging_transactions = True
        platform.acknowledge(site, seq, suffix, payload)
    await wait_until(simulator.done, timeout_s=10)


async def test_a_broker_restart_is_survived(platform: Gateway, broker: Mosquitto, simulator: Simulator) -> None:
    simulator.start("--speed", "300", "--duration", "3600")
    await simulator.ready()
    await wait_until(lambda: len(platform.messages) > 100, timeout_s=20)
    heard, sold = len(platform.messages), (await simulator.ledger())["transactions"]
    broker.stop()

    async def sold_offline() -> bool:
        ledger = await simulator.ledger()
        return not ledger["connected"] and ledger["unacknowledged"] > 100 and ledger["transactions"] > sold

    await wait_until(sold_offline, timeout_s=20)
    broker.start()
    await wait_until(simulator.done, timeout_s=40)
    ledger = await simulator.ledger()
    assert len(platform.messages) > heard
    assert numbers(platform) == list(range(1, ledger["messages_qos1"] + 1))
    offline = [pb.FuellingTransaction.FromString(payload).offline for payload in platform.of("/transaction")]
    assert True in offline
    assert False in offline


async def test_duplicates_and_another_order_are_sent_on_demand(platform: Gateway, simulator: Simulator) -> None:
    simulator.start("--speed", "20", "--duration", "86400")
    await simulator.ready()
    await wait_until(lambda: len(platform.messages) > 20)
    assert platform.order == sorted(platform.order)
    await simulator.play("duplicate", count=5)
    await wait_until(lambda: sum(copies == 2 for copies in platform.copies.values()) == 5)
    await simulator.play("reorder", count=30)
    await wait_until(lambda: platform.order != sorted(platform.order), timeout_s=15)


async def test_a_dead_line_shows_as_offline(platform: Gateway, simulator: Simulator) -> None:
    simulator.start()
    await simulator.ready()
    await wait_until(lambda: platform.online.get(SITE) is True)
    await simulator.play("disconnect", seconds=2)
    await wait_until(lambda: platform.online[SITE] is False)
    await wait_until(lambda: platform.online[SITE] is True)
