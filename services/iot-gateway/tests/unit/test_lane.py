"""Gathering into batches."""

import asyncio

from iot_gateway.lane import Lane


async def test_items_that_come_together_leave_together() -> None:
    lane = Lane[int](0.001, 100, 1000)
    for number in range(3):
        lane.put(number, 1)
    assert await lane.take() == [0, 1, 2]


async def test_a_batch_is_bounded_by_number_and_bytes_and_nothing_is_left_behind() -> None:
    lane = Lane[int](10.0, 3, 100)
    for number in range(4):
        lane.put(number, 1)
    assert await lane.take() == [0, 1, 2]
    lane.put(4, 200)
    assert await lane.take() == [3]
    assert await lane.take() == [4]


async def test_a_full_batch_does_not_wait() -> None:
    lane = Lane[int](60.0, 2, 1000)
    lane.put(1, 1)
    lane.put(2, 1)
    async with asyncio.timeout(1):
        assert await lane.take() == [1, 2]


async def test_every_item_is_handed_out_once_to_one_of_the_workers() -> None:
    lane, seen, complete = Lane[int](0.001, 7, 1000), list[int](), asyncio.Event()

    async def handle(batch: list[int]) -> None:
        await asyncio.sleep(0)
        seen.extend(batch)
        if len(seen) == 500:
            complete.set()

    working = asyncio.create_task(lane.work(handle, workers=3))
    for number in range(500):
        lane.put(number, 1)
        if number % 50 == 0:
            await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await complete.wait()
    working.cancel()
    assert sorted(seen) == list(range(500))
