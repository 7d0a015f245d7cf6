"""Finished transactions: stored once, acknowledged without gaps, told of once."""

from typing import Any

import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2, events_pb2, iot_pb2
from motorway_kit.errors import Conflict
from motorway_kit.testing import wait_until

ACK = "pump/1/transaction/ack"


def a_transaction(sequence: int, stamp: Timestamp, volume_ml: int = 30_000) -> device_pb2.FuellingTransaction:
    return device_pb2.FuellingTransaction(
        sequence=sequence,
        nozzle=1,
        grade="e10",
        volume_ml=volume_ml,
        amount_minor=4500,
        currency="GBP",
        unit_price_milli=1500,
        volume_total_before_ml=1_000_000,
        volume_total_after_ml=1_000_000 + volume_ml,
        started_at=stamp,
        finished_at=stamp,
    )


async def test_the_acknowledged_sequence_is_the_highest_without_a_gap(
    gateway: Any, controller: Any, events: Any, stamp: Timestamp
) -> None:
    async with controller() as site:
        for sequence in (1, 2, 4, 5):
            await site.send("pump/1/transaction", a_transaction(sequence, stamp), sequence=sequence)
        await wait_until(lambda: set(site.acked) == {1, 2, 4, 5})
        assert site.transaction_acks[ACK][-1] == 2
        await site.send("pump/1/transaction", a_transaction(3, stamp), sequence=3)
        await wait_until(lambda: site.transaction_acks[ACK][-1] == 5)
        await wait_until(lambda: len(events.of(events_pb2.FuellingTransactionReceived)) >= 5)
    received = events.of(events_pb2.FuellingTransactionReceived)
    assert sorted(event.transaction.sequence for event in received) == [1, 2, 3, 4, 5]
    assert {(event.site, event.pump) for event in received} == {("m25-cobham", 1)}


async def test_a_resent_transaction_is_acknowledged_again_and_told_of_once(
    gateway: Any, controller: Any, events: Any, stamp: Timestamp
) -> None:
    async with controller() as site:
        for number in (1, 2, 3):
            await site.send("pump/1/transaction", a_transaction(1, stamp), sequence=number)
        await wait_until(lambda: set(site.acked) == {1, 2, 3})
        await site.send("pump/2/transaction", a_transaction(1, stamp), sequence=4)
        await wait_until(lambda: len(events.of(events_pb2.FuellingTransactionReceived)) == 2)
        assert site.transaction_acks[ACK][-1] == 1


async def test_another_transaction_with_a_used_number_is_kept_in_quarantine(
    api: Any, controller: Any, events: Any, stamp: Timestamp
) -> None:
    async with controller() as site:
        await site.send("pump/1/transaction", a_transaction(1, stamp), sequence=1)
        await site.send("pump/1/transaction", a_transaction(1, stamp, volume_ml=99), sequence=2)
        await wait_until(lambda: set(site.acked) == {1, 2})
    stored = await api.call("ListQuarantine", iot_pb2.ListQuarantineRequest())
    assert [message.reason for message in stored.messages] == ["SequenceReused"]
    await wait_until(lambda: len(events.of(events_pb2.FuellingTransactionReceived)) == 1)


async def test_acknowledgements_go_on_behind_numbers_that_are_given_up(
    api: Any, controller: Any, events: Any, stamp: Timestamp
) -> None:
    async with controller() as site:
        for number, sequence in enumerate((1, 4, 6), 1):
            await site.send("pump/1/transaction", a_transaction(sequence, stamp), sequence=number)
        await wait_until(lambda: set(site.acked) == {1, 2, 3})
        with pytest.raises(Conflict, match="earlier"):
            await api.call("SkipTransactions", skip(5, 5))
        for _ in range(2):
            skipped = await api.call("SkipTransactions", skip(2, 3))
            assert skipped.watermark == 4
        await site.send("pump/1/transaction", a_transaction(4, stamp), sequence=4)
        await wait_until(lambda: site.transaction_acks[ACK][-1] == 4)
        await site.send("pump/1/transaction", a_transaction(3, stamp), sequence=5)
        await wait_until(lambda: len(events.of(events_pb2.FuellingTransactionReceived)) == 4)


def skip(first: int, last: int) -> iot_pb2.SkipTransactionsRequest:
    return iot_pb2.SkipTransactionsRequest(site="m25-cobham", pump=1, first=first, last=last)
