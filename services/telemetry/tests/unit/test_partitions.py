from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from telemetry.domain.partitions import Span, Width, days_of, expired, missing, span_of, to_datetime, to_us
from telemetry.domain.readings import DAY_US

times = st.integers(to_us(datetime(2000, 1, 1, tzinfo=UTC)), to_us(datetime(2100, 1, 1, tzinfo=UTC)))
widths = st.sampled_from(Width)


@given(times, widths)
def test_a_span_holds_its_time_and_borders_the_next(time_us: int, width: Width) -> None:
    span = span_of(time_us, width)
    assert span.contains(time_us)
    assert span_of(span.end_us, width).start_us == span.end_us


@given(st.lists(st.tuples(times, widths), max_size=12))
def test_every_time_finds_one_partition_whatever_the_widths_were(steps: list[tuple[int, Width]]) -> None:
    spans: list[Span] = []
    for time_us, width in steps:
        spans += missing(spans, [time_us], width)
    for time_us, _ in steps:
        assert sum(span.contains(time_us) for span in spans) == 1
    for before, after in zip(sorted(spans), sorted(spans)[1:], strict=False):
        assert before.start_us < before.end_us <= after.start_us
    assert all(missing(spans, [time_us], width) == [] for time_us, width in steps)


@given(st.lists(times, max_size=20))
def test_days(times_us: list[int]) -> None:
    assert days_of(np.array(times_us, np.int64)) == sorted({t // DAY_US * DAY_US for t in times_us})


def test_a_span_expires_when_all_of_it_is_old() -> None:
    january = span_of(to_us(datetime(2026, 1, 15, tzinfo=UTC)), Width.MONTH)
    assert to_datetime(january.end_us) == datetime(2026, 2, 1, tzinfo=UTC)
    assert expired([january], january.end_us - 1) == []
    assert expired([january], january.end_us) == [january]
