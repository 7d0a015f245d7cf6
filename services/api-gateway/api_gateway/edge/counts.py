"""The counts of all replicas together, in Redis: one hash for each window of the clock."""

from collections.abc import Sequence

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from api_gateway.edge.window import WINDOW_S

ANSWER_S = 1.0
STORE_ERRORS = (RedisError, OSError, TimeoutError)
BATCH = 500
"""Keys in one call, so that Redis never stands still for more than about a millisecond."""
ADD = """
local totals = {}
for i = 1, #ARGV - 1, 2 do
    totals[i] = redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1])
    totals[i + 1] = tonumber(redis.call('HGET', KEYS[2], ARGV[i]) or 0)
end
redis.call('EXPIRE', KEYS[1], ARGV[#ARGV])
return totals
"""


class SharedCounts:
    """Every method may raise one of STORE_ERRORS."""

    def __init__(self, redis_url: str) -> None:
        self._redis = Redis.from_url(
            redis_url, retry=Retry(NoBackoff(), 0), socket_connect_timeout=ANSWER_S, socket_timeout=ANSWER_S
        )
        self._add = self._redis.register_script(ADD)

    async def add(self, bucket: int, hits: Sequence[tuple[str, int]]) -> list[tuple[int, int]]:
        """Add hits by name to a window; for each the total of that window and of the one before."""
        totals: list[int] = []
        for start in range(0, len(hits), BATCH):
            words = [word for hit in hits[start : start + BATCH] for word in hit]
            totals += await self._add(keys=[_name(bucket), _name(bucket - 1)], args=[*words, 2 * WINDOW_S])
        return list(zip(totals[::2], totals[1::2], strict=True))

    async def close(self) -> None:
        await self._redis.aclose()


def _name(bucket: int) -> str:
    """The braces keep both windows on one node of a cluster."""
    return f"motorway:{{rates}}:{bucket}"
