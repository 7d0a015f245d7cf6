import random
import struct

from forecourt_simulator.ledger import Ledger, Reading, reading_hash, series_prefix, series_totals
from hypothesis import given
from hypothesis import strategies as st

ROWS = st.lists(st.tuples(st.integers(0, 2**51), st.floats(allow_nan=False, allow_infinity=False)), max_size=30)


@given(ROWS, st.randoms())
def test_the_order_of_readings_does_not_matter(rows: list[tuple[int, float]], shuffler: random.Random) -> None:
    other = rows.copy()
    shuffler.shuffle(other)
    one, two = series_totals("tank/1", "temperature", rows), series_totals("tank/1", "temperature", other)
    assert (one.count, one.hash_sum) == (two.count, two.hash_sum)


def test_a_doubled_a_missing_and_a_changed_reading_show() -> None:
    rows = [(1_000_000, 1.5), (2_000_000, 2.5), (3_000_000, 3.5)]
    sums = {
        series_totals("tank/1", "temperature", variant).hash_sum
        for variant in (rows, [*rows, rows[0]], rows[1:], [(1_000_001, 1.5), *rows[1:]], [(1_000_000, 1.6), *rows[1:]])
    }
    assert len(sums) == 5


def test_the_hash_is_pinned() -> None:
    assert struct.pack("<qd", 1, 2.0).hex() == "01000000000000000000000000000040"
    assert f"{reading_hash(series_prefix('pump/1', 'state'), 1_700_000_000_000_000, 3.0):016x}" == "de6d7c86653407dc"
    assert reading_hash(b"", 0, -0.0) == reading_hash(b"", 0, 0.0)


def test_only_changed_series_are_told_once() -> None:
    ledger = Ledger()
    ledger.add([Reading("pump/1", "state", 1, 3.0), Reading("pump/1", "state", 2, 4.0)])
    assert [(key, totals.count) for key, totals in ledger.changed().items()] == [(("pump/1", "state"), 2)]
    assert ledger.changed() == {}
    assert ledger.as_json()["pump/1 state"]["count"] == 2
