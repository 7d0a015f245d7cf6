import asyncio
import time

from payments.provider.pace import Pace


async def test_calls_beyond_a_burst_wait_for_their_turn() -> None:
    pace, started = Pace(100, burst=5), time.monotonic()
    for _ in range(5):
        await pace()
    burst_s = time.monotonic() - started
    await asyncio.gather(*(pace() for _ in range(10)))
    assert burst_s < 0.09
    assert time.monotonic() - started >= 0.095
