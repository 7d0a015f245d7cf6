"""From RabbitMQ to rows, and back through the gRPC door."""

from motorway.telemetry.v1 import telemetry_pb2


async def test_batch_is_stored_and_read_back(start_service, make) -> None:
    service = await start_service()
    values = [20.0 + i / 10 for i in range(100)]
    start_us = make.now_us - 3_600_000_000
    await service.publish(make.telemetry(make.device_message(make.batch(values, start_us=start_us))))
    await service.rows_reach(100)
    request = telemetry_pb2.GetSeriesRequest(
        site="m25-cobham",
        device="tank/1",
        metric="temperature",
        start=make.stamp(start_us),
        end=make.stamp(make.now_us),
    )
    series = await service.stub.call("GetSeries", request)
    assert series.last == values
    assert series.unit == "degC"
    assert series.resolution == telemetry_pb2.RESOLUTION_RAW
    latest = await service.stub.call("GetLatest", telemetry_pb2.GetLatestRequest(site="m25-cobham"))
    assert [(r.device, r.metric, r.value) for r in latest.readings] == [("tank/1", "temperature", values[-1])]
