"""Counting requests, alone and together with other replicas."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from api_gateway.edge.limits import headers
from api_gateway.edge.rates import ADDRESS, KEY, Rates
from api_gateway.edge.window import UNLIMITED, Verdict
from prometheus_client import REGISTRY

START = 1_700_000_040.0  # the first second of a minute


@dataclass
class Clock:
    now: float = START

    def __call__(self) -> float:
        return self.now


@dataclass
class Memory:
    """Totals as Redis keeps them."""

    totals: Counter[tuple[int, str]] = field(default_factory=Counter)
    is_away: bool = False
    calls: int = 0

    async def add(self, bucket: int, hits: Sequence[tuple[str, int]]) -> list[tuple[int, int]]:
        self.calls += 1
        if self.is_away:
            raise ConnectionError("away")
        for name, number in hits:
            self.totals[bucket, name] += number
        return [(self.totals[bucket, name], self.totals[bucket - 1, name]) for name, _ in hits]

    async def close(self) -> None: ...


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def replicas(clock: Clock, memory: Memory) -> tuple[Rates, Rates]:
    one, other = (Rates({ADDRESS: 10}, memory, clock=clock) for _ in range(2))
    return one, other


def passed(rates: Rates, times: int, key: str = "192.0.2.1") -> int:
    return sum(rates.hit(ADDRESS, key).allowed for _ in range(times))


def test_one_alone_lets_exactly_the_limit_through(replicas: tuple[Rates, Rates]) -> None:
    assert passed(replicas[0], 15) == 10
    assert passed(replicas[0], 3, key="192.0.2.2") == 3


def test_a_kind_without_a_limit_is_not_counted(replicas: tuple[Rates, Rates]) -> None:
    assert replicas[0].hit(KEY, "somebody") == UNLIMITED


async def test_replicas_share_what_they_settled(replicas: tuple[Rates, Rates]) -> None:
    one, other = replicas
    assert passed(one, 6) == 6
    await one.settle()
    assert passed(other, 1) == 1
    await other.settle()
    assert passed(other, 9) == 3
    await other.settle()
    assert passed(one, 1) == 1, "it does not know yet"
    await one.settle()
    assert passed(one, 1) == 0


async def test_the_window_before_counts_for_a_replica_that_was_not_there(
    replicas: tuple[Rates, Rates], clock: Clock
) -> None:
    one, other = replicas
    passed(one, 10)
    await one.settle()
    clock.now += 66
    passed(other, 1)
    await other.settle()
    assert passed(other, 9) == 0, "nine tenths of ten, and one"
    clock.now += 54
    assert passed(other, 9) == 9


async def test_nothing_is_asked_of_the_store_when_nothing_was_counted(
    replicas: tuple[Rates, Rates], memory: Memory
) -> None:
    passed(replicas[0], 5)
    await replicas[0].settle()
    await replicas[0].settle()
    assert memory.calls == 1


async def test_hits_around_the_end_of_a_window_are_settled_in_their_own(
    replicas: tuple[Rates, Rates], clock: Clock, memory: Memory
) -> None:
    clock.now += 59.9
    passed(replicas[0], 3)
    clock.now += 0.2
    passed(replicas[0], 2)
    await replicas[0].settle()
    window = int(START // 60)
    assert memory.totals == {(window, "address:192.0.2.1"): 3, (window + 1, "address:192.0.2.1"): 2}


async def test_without_the_store_each_limits_alone_and_says_so(replicas: tuple[Rates, Rates], memory: Memory) -> None:
    memory.is_away = True
    assert passed(replicas[0], 6) == 6
    await replicas[0].settle()
    assert REGISTRY.get_sample_value("motorway_rate_limit_shared") == 0
    assert passed(replicas[0], 6) == 4
    memory.is_away = False
    await replicas[0].settle()
    assert REGISTRY.get_sample_value("motorway_rate_limit_shared") == 1
    assert passed(replicas[0], 1) == 0, "what it knew alone still counts"


async def test_a_flood_of_keys_takes_no_more_memory_and_forgets_nobody(clock: Clock, memory: Memory) -> None:
    rates = Rates({ADDRESS: 10}, memory, clock=clock, max_tracked=100)
    assert passed(rates, 10) == 10
    await rates.settle()
    for number in range(1000):
        passed(rates, 1, key=f"flood {number}")
    await rates.settle()
    assert REGISTRY.get_sample_value("motorway_rate_limit_tracked") == 100
    assert passed(rates, 1) == 1, "forgotten until the store is asked"
    await rates.settle()
    assert passed(rates, 1) == 0


async def test_keys_that_are_quiet_are_forgotten(replicas: tuple[Rates, Rates], clock: Clock) -> None:
    passed(replicas[0], 1)
    clock.now += 120
    await replicas[0].settle()
    assert REGISTRY.get_sample_value("motorway_rate_limit_tracked") == 0


def test_the_headers_name_each_limit() -> None:
    verdicts = {
        ADDRESS: Verdict(allowed=True, limit=600, remaining=599, reset_s=12),
        KEY: Verdict(allowed=False, limit=1200, remaining=0, reset_s=7),
    }
    assert list(headers(verdicts)) == [
        (b"ratelimit-policy", b'"address";q=600;w=60, "key";q=1200;w=60'),
        (b"ratelimit", b'"address";r=599;t=12, "key";r=0;t=7'),
    ]
    assert list(headers({ADDRESS: UNLIMITED})) == []
