"""From RabbitMQ to rows, and back through the gRPC door."""

import asyncio
from typing import Any

import httpx
import pytest
from motorway.iot.v1 import device_pb2, events_pb2
from motorway.telemetry.v1 import telemetry_pb2
from motorway_kit.errors import InvalidInput, NotFound
from motorway_kit.messaging import OutboundEvent
from motorway_kit.testing import free_port, wait_until
from motorway_kit.testing_engines import Postgres, killed

from ...make import Make
from .running import Service, StartService, dead_letters, service_process

SITE = "m25-cobham"


async def latest(service: Service, device: str = "") -> dict[tuple[str, str], tuple[float, str]]:
    request = telemetry_pb2.GetLatestRequest(site=SITE, device=device)
    answer = await service.stub.call("GetLatest", request)
    return {(r.device, r.metric): (r.value, r.unit) for r in answer.readings}


def series_request(make: Make, **changes: Any) -> telemetry_pb2.GetSeriesRequest:
    request = telemetry_pb2.GetSeriesRequest(
        site=SITE,
        device="tank/1",
        metric="temperature",
        start=make.stamp(make.now_us - 7_200_000_000),
        end=make.stamp(make.now_us),
    )
    request.MergeFrom(telemetry_pb2.GetSeriesRequest(**changes))
    return request


async def test_a_batch_is_stored_and_read_back(start_service: StartService, make: Make) -> None:
    service = await start_service()
    values = [20.0 + i / 10 for i in range(100)]
    await service.publish(make.telemetry(make.device_message(make.batch(values))))
    await service.rows_reach(100)
    series = await service.stub.call("GetSeries", series_request(make))
    assert series.last == series.minimum == series.maximum == series.average == values
    assert (series.unit, series.resolution) == ("degC", telemetry_pb2.RESOLUTION_RAW)
    assert await latest(service) == {("tank/1", "temperature"): (values[-1], "degC")}


async def test_every_kind_of_message_becomes_series(start_service: StartService, make: Make) -> None:
    service = await start_service()
    at, now = make.stamp(make.now_us - 1_000_000), make.stamp(make.now_us)
    kinds = events_pb2.MessageKind
    state = device_pb2.PumpState(time=at, state=device_pb2.FUELLING_POINT_STATE_FUELLING)
    running = device_pb2.PumpRunning(time=at, volume_ml=12_345, amount_minor=1_999, flow_rate_l_min=38.5)
    tank = device_pb2.TankReading(time=at, probe_status=device_pb2.PROBE_STATUS_OPERATIVE, product_level_mm=1500.5)
    alarm = device_pb2.DeviceAlarm(time=at, device="tank/1", code="leak", active=True)
    sale = device_pb2.FuellingTransaction(
        sequence=1,
        nozzle=2,
        currency="GBP",
        volume_total_after_ml=1_000_500,
        amount_total_after_minor=150_025,
        finished_at=at,
    )
    await service.publish(
        make.device_messages(
            make.device_message(state, kind=kinds.MESSAGE_KIND_PUMP_STATE, number=3),
            make.device_message(running, kind=kinds.MESSAGE_KIND_PUMP_RUNNING, number=3),
            make.device_message(tank, kind=kinds.MESSAGE_KIND_TANK_READING, number=1),
            make.device_message(alarm, kind=kinds.MESSAGE_KIND_ALARM),
        ),
        make.outbound(events_pb2.FuellingTransactionReceived(site=SITE, pump=3, transaction=sale, received_at=now)),
        make.outbound(events_pb2.ControllerConnectionChanged(site=SITE, online=True, time=at, version=1)),
    )
    await service.rows_reach(9)
    assert await latest(service) == {
        ("controller", "online"): (1.0, "bool"),
        ("pump/3", "flow_rate"): (38.5, "l/min"),
        ("pump/3", "running_amount"): (19.99, "currency"),
        ("pump/3", "running_volume"): (12.345, "l"),
        ("pump/3", "state"): (8.0, "ifsf"),
        ("pump/3/nozzle/2", "amount_total"): (1500.25, "currency"),
        ("pump/3/nozzle/2", "volume_total"): (1000.5, "l"),
        ("tank/1", "probe_status"): (3.0, "tlg"),
        ("tank/1", "product_level"): (1500.5, "mm"),
    }


async def test_what_comes_again_is_stored_once(start_service: StartService, make: Make) -> None:
    service = await start_service()
    batch = make.device_message(make.batch([1.0, 2.0]))
    online = make.outbound(
        events_pb2.ControllerConnectionChanged(site=SITE, online=True, time=make.stamp(make.now_us), version=1)
    )
    for _ in range(3):
        await service.publish(make.telemetry(batch), online)
        await service.rows_reach(3)
    await service.publish(make.telemetry(make.device_message(make.batch([3.0]))))
    await service.rows_reach(4)
    assert await service.db.fetchval("SELECT count(*) FROM reading") == 4
    assert await service.db.fetchval("SELECT sum(count) FROM reading_day") == 4


async def test_an_unreadable_message_is_dead_lettered_and_its_neighbours_are_stored(
    start_service: StartService, make: Make, amqp_url: str
) -> None:
    service = await start_service()
    good = [make.device_message(make.batch([float(i)], device=f"tank/{i}")) for i in range(3)]
    uneven = make.batch([1.0, 2.0])
    uneven.metric_index.append(0)
    wrong = [
        make.device_message(b"\xff\xff\xff"),
        make.device_message(uneven),
        make.device_message(make.batch([1.0], device="No Such Name")),
        make.device_message(make.batch([1.0]), site="Not a Site"),
        make.device_message(device_pb2.PumpState(), kind=99),
    ]
    await service.publish(make.telemetry(good[0], *wrong, good[1]), make.telemetry(good[2]))
    await service.rows_reach(3)
    assert len(await dead_letters(amqp_url, 1)) == 1
    assert await service.db.fetchval("SELECT count(*) FROM reading") == 3


async def test_what_the_database_refuses_is_dead_lettered_alone(
    start_service: StartService, make: Make, amqp_url: str
) -> None:
    service = await start_service(flush_ms=500)
    await service.db.execute("ALTER TABLE reading ADD CONSTRAINT refused CHECK (value <> 666)")
    events = [make.telemetry(make.device_message(make.batch([float(i)], device=f"tank/{i}"))) for i in range(9)]
    poison = make.telemetry(make.device_message(make.batch([666.0, 1.0])))
    await service.publish(*events[:4], poison, *events[4:])
    await service.rows_reach(9)
    assert await dead_letters(amqp_url, 1) == [poison.id]
    assert await service.db.fetchval("SELECT count(*) FROM reading") == 9


async def test_nothing_is_lost_or_doubled_when_the_database_is_killed(
    start_service: StartService, make: Make, postgres_server: Postgres
) -> None:
    assert postgres_server.engine is not None, "unset TEST_DATABASE_URL: this test kills the server"
    service = await start_service(flush_ms=1)
    events = [make.telemetry(make.device_message(make.batch([1.0] * 50, device=f"d{i}"))) for i in range(60)]
    publishing = asyncio.create_task(publish_one_by_one(service, events))
    await service.rows_reach(500)
    async with killed(postgres_server.engine):
        await asyncio.sleep(0)
    await publishing
    await service.rows_reach(3000, timeout_s=150)
    await wait_until(lambda: settled(service, 3000), 30)


async def publish_one_by_one(service: Service, events: list[OutboundEvent]) -> None:
    for event in events:
        await service.publish(event)


async def settled(service: Service, count: int) -> bool:
    stored = await service.db.fetchval("SELECT count(*) FROM reading")
    rolled_up = await service.db.fetchval("SELECT sum(count) FROM reading_hour")
    ids = await service.db.fetchval("SELECT count(*) FROM ingested")
    assert stored == rolled_up == count
    return bool(ids == count // 50)


async def test_the_doors_tell_what_is_wrong(start_service: StartService, make: Make) -> None:
    service = await start_service()
    with pytest.raises(NotFound) as unknown:
        await service.stub.call("GetSeries", series_request(make))
    assert unknown.value.reason == "UnknownSeries"
    with pytest.raises(InvalidInput):
        await service.stub.call("GetSeries", series_request(make, max_points=20_000))
    with pytest.raises(InvalidInput):
        await service.stub.call("GetSeries", series_request(make, start=make.stamp(make.now_us + 1_000_000)))


async def test_export_comes_in_blocks(start_service: StartService, make: Make) -> None:
    service = await start_service()
    await service.publish(*(make.telemetry(make.device_message(make.batch([1.0] * 7000, step_us=1000))) for _ in "ab"))
    await service.rows_reach(14_000)
    request = telemetry_pb2.ExportReadingsRequest(
        site=SITE, start=make.stamp(make.now_us - 86_400_000_000), end=make.stamp(make.now_us)
    )
    sizes = [len(block.time_us) async for block in service.stub.stream("ExportReadings", request)]
    assert sum(sizes) == 14_000
    assert max(sizes) == 5_000


async def test_readiness_says_which_engine_stores(start_service: StartService) -> None:
    port = free_port()
    await start_service(ops_bind=f"127.0.0.1:{port}")

    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:

        async def ready() -> bool:
            return (await client.get("/readyz")).status_code == 200

        await wait_until(ready)
        assert (await client.get("/readyz")).json()["info"] == {"storage_engine": "postgresql"}
        assert "motorway_telemetry_rollup_lag_seconds" in (await client.get("/metrics")).text


async def test_nothing_is_lost_or_doubled_when_the_service_is_killed(start_service: StartService, make: Make) -> None:
    service = await start_service(flush_ms=20)
    for _ in range(3):
        events = [make.telemetry(make.device_message(make.batch([1.0] * 50, device=f"d{i}"))) for i in range(40)]
        async with service_process(service.settings) as process:
            publishing = asyncio.create_task(publish_one_by_one(service, events))
            await service.rows_reach(await service.rows() + 500)
            process.kill()
            await publishing
    await service.rows_reach(6000)
    await wait_until(lambda: settled(service, 6000), 30)
