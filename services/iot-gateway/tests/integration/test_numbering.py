"""A replaced controller counts from one again, and nothing that it sells is lost or told twice."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import events_pb2, iot_pb2
from motorway_kit.errors import Conflict, InvalidInput
from motorway_kit.testing import wait_until

from .pumps import Forecourt
from .test_transactions import a_transaction

SITE, PUMP = "m25-cobham", 3
TOPIC, ACK = f"pump/{PUMP}/transaction", f"pump/{PUMP}/transaction/ack"


def ago(**span: float) -> Timestamp:
    at = Timestamp()
    at.FromDatetime(datetime.now(UTC) - timedelta(**span))
    return at


async def restart(api: Any, last: int, replaced_at: Timestamp | None = None) -> iot_pb2.RestartNumbersResponse:
    request = iot_pb2.RestartNumbersRequest(site=SITE, pump=PUMP, last=last, replaced_at=replaced_at or ago(minutes=1))
    answer: iot_pb2.RestartNumbersResponse = await api.call("RestartNumbers", request)
    return answer


async def numbers(api: Any) -> iot_pb2.PumpNumbers:
    answer = await api.call("ListPumpNumbers", iot_pb2.ListPumpNumbersRequest(site=SITE))
    (only,) = answer.pumps
    assert isinstance(only, iot_pb2.PumpNumbers)
    return only


def told(events: Any) -> list[tuple[int, int]]:
    """(number in the series, volume) of each transaction that was told."""
    received = events.of(events_pb2.FuellingTransactionReceived)
    return sorted((event.transaction.sequence, event.transaction.volume_ml) for event in received)


async def test_the_numbers_of_a_replaced_controller_go_on(
    api: Any, controller: Any, events: Any, stamp: Timestamp
) -> None:
    """The old one sold 1 and 2; the new one 1 before anybody knew of it, and 2 afterwards."""
    old_last, new_first, new_second = (a_transaction(n, stamp, volume) for n, volume in ((2, 20), (1, 30), (2, 40)))
    async with controller() as site:
        await site.send(TOPIC, a_transaction(1, stamp, 10), sequence=1)
        await site.send(TOPIC, old_last, sequence=2)
        await wait_until(lambda: set(site.acked) == {1, 2})
        await site.send(TOPIC, new_first, sequence=3)
        await wait_until(lambda: set(site.acked) == {1, 2, 3})
        seen = await numbers(api)
        assert (seen.pump, seen.base, seen.last, seen.reused, seen.HasField("reused_since")) == (PUMP, 0, 2, 1, True)
        done = await restart(api, 2, seen.reused_since)
        assert (done.previous, done.booked) == (seen, 1)
        assert (done.numbers.base, done.numbers.last, done.numbers.reused) == (2, 3, 0)
        site.transaction_acks.clear()
        await site.send(TOPIC, new_second, sequence=4)
        await wait_until(lambda: site.transaction_acks.get(ACK) == [2])
        for number, again in enumerate((old_last, new_first, new_second), 5):
            await site.send(TOPIC, again, sequence=number)
        await wait_until(lambda: set(site.acked) == set(range(1, 8)))
        Forecourt(site)
        asked = await api.call("AskPumps", iot_pb2.AskPumpsRequest(site=SITE))
        assert [report.last_sequence for report in asked.response.pumps] == [2]
    await wait_until(lambda: told(events) == [(1, 10), (2, 20), (3, 30), (4, 40)])
    assert (await numbers(api)).reused == 0


async def test_restarting_again_changes_nothing_but_takes_up_what_came(
    api: Any, controller: Any, events: Any, stamp: Timestamp
) -> None:
    async with controller() as site:
        for number, volume in enumerate((10, 20), 1):
            await site.send(TOPIC, a_transaction(1, stamp, volume), sequence=number)
        await wait_until(lambda: set(site.acked) == {1, 2})
    with pytest.raises(Conflict) as caught:
        await restart(api, 7)
    assert (caught.value.reason, caught.value.context["last"]) == ("NumbersMovedOn", "1")
    assert (await restart(api, 1, ago(minutes=-1))).booked == 0  # replaced after that: it stays where it is
    assert [(await restart(api, 1)).booked for _ in range(2)] == [1, 0]
    assert (await numbers(api)).base == 1
    await wait_until(lambda: told(events) == [(1, 10), (2, 20)])


async def test_what_cannot_be_meant_is_refused(api: Any) -> None:
    for wrong in ({"pump": 0}, {"last": 0}, {"site": "M25"}, {"replaced_at": None}, {}):
        fields: dict[str, Any] = {"site": SITE, "pump": PUMP, "last": 1, "replaced_at": ago(minutes=1), **wrong}
        with pytest.raises(InvalidInput):
            await api.call("RestartNumbers", iot_pb2.RestartNumbersRequest(**fields))
    assert list((await api.call("ListPumpNumbers", iot_pb2.ListPumpNumbersRequest(site=SITE))).pumps) == []
