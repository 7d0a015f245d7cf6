"""The ring of the newest events."""

from api_gateway.live.encoding import LiveFilter, StreamId
from api_gateway.live.ring import Ring
from hypothesis import given
from hypothesis import strategies as st

from .live_support import make_event, make_events

EVERYTHING = LiveFilter()


def numbers_after(ring: Ring, position: StreamId, *, coalesce: bool = False) -> list[int]:
    frames, _ = ring.after(position, EVERYTHING, 10**9, coalesce=coalesce)
    return [int(frame.partition(b"-")[0].removeprefix(b"id: ")) for frame in frames]


def test_gives_what_follows_a_position() -> None:
    ring = Ring(10, (3, 0))
    ring.extend(make_events([4, 6, 8]))
    assert numbers_after(ring, (3, 0)) == [4, 6, 8]
    assert numbers_after(ring, (6, 0)) == [8]
    assert numbers_after(ring, (8, 0)) == []
    assert ring.newest == (8, 0)


def test_holds_only_positions_that_existed_since_the_floor() -> None:
    ring = Ring(10, (3, 0))
    ring.extend(make_events([4, 6]))
    assert [number for number in range(9) if ring.holds((number, 0))] == [3, 4, 6]


def test_stops_at_a_size_and_says_where() -> None:
    ring = Ring(10, (0, 0))
    ring.extend(make_events(range(1, 6), pad=100))
    frames, reached = ring.after((0, 0), EVERYTHING, 200, coalesce=False)
    assert (len(frames), reached) == (2, (2, 0))


def test_what_is_not_accepted_still_moves_the_position() -> None:
    ring = Ring(10, (0, 0))
    ring.extend(make_events(range(1, 6), site="b"))
    assert ring.after((0, 0), LiveFilter(sites=frozenset({"a"})), 100, coalesce=False) == ([], (5, 0))


def test_coalescing_keeps_the_newest_of_each_key_site_and_type() -> None:
    ring = Ring(10, (0, 0))
    ring.extend([make_event(1, key="k"), make_event(2, key="k", site="b"), make_event(3, kind="tank.reading", key="k")])
    ring.extend([make_event(4, key="k"), make_event(5), make_event(6)])
    assert numbers_after(ring, (0, 0), coalesce=True) == [2, 3, 4, 5, 6]
    assert numbers_after(ring, (0, 0)) == [1, 2, 3, 4, 5, 6]


@given(st.integers(1, 20), st.integers(0, 200), st.sampled_from(["", "k"]))
def test_holds_at_least_its_capacity_and_never_twice_it(capacity: int, count: int, key: str) -> None:
    ring = Ring(capacity, (0, 0))
    for event in make_events(range(1, count + 1), key=key):
        ring.extend([event])
    held = numbers_after(ring, ring.floor)
    assert held == list(range(ring.floor[0] + 1, count + 1))
    assert min(count, capacity) <= len(held) <= 2 * capacity
