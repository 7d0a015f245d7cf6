"""How live events look on the wire."""

import pytest
from api_gateway.live.encoding import (
    LiveFilter,
    chunk,
    event_of,
    format_id,
    greeting,
    keep_alive,
    parse_id,
    reset_frame,
    without_superseded,
)
from hypothesis import given
from hypothesis import strategies as st

ENTRY = {b"type": b"pump.state", b"site": b"m25-cobham", b"key": b"pump:3:state", b"data": b'{"pump":3}'}


def test_an_entry_becomes_an_event_with_its_frame() -> None:
    event = event_of(b"17-2", ENTRY)
    assert event is not None
    assert (event.id, event.type, event.site, event.key) == ((17, 2), "pump.state", "m25-cobham", "pump:3:state")
    assert event.frame == b'id: 17-2\nevent: pump.state\ndata: {"pump":3}\n\n'


@pytest.mark.parametrize(
    ("entry_id", "change"),
    [(b"x", {}), (b"1-1", {b"type": b"a\nb"}), (b"1-1", {b"type": b""}), (b"1-1", {b"data": None})],
)
def test_what_is_no_event_is_left_out(entry_id: bytes, change: dict[bytes, bytes | None]) -> None:
    fields = {name: value for name, value in {**ENTRY, **change}.items() if value is not None}
    assert event_of(entry_id, fields) is None


@given(st.binary(max_size=50))
def test_data_never_breaks_out_of_its_frame(data: bytes) -> None:
    event = event_of(b"1-1", {**ENTRY, b"data": data})
    assert event is not None
    head, _, body = event.frame.partition(b"data: ")
    assert head == b"id: 1-1\nevent: pump.state\n"
    assert body.endswith(b"\n\n")
    assert all(line.startswith(b"data: ") for line in body[:-2].splitlines()[1:])


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("1700-3", (1700, 3)),
        ("0-0", (0, 0)),
        ("1700", None),
        ("", None),
        ("a-b", None),
        ("-1-0", None),
        ("\u0661-\u0661", None),
    ],
)
def test_ids(text: str, parsed: tuple[int, int] | None) -> None:
    assert parse_id(text) == parsed


@given(st.tuples(st.integers(0, 2**62), st.integers(0, 2**62)))
def test_ids_survive_the_round_trip(stream_id: tuple[int, int]) -> None:
    assert parse_id(format_id(stream_id)) == stream_id


@pytest.mark.parametrize(
    ("accepted", "outcome"),
    [
        (LiveFilter(), True),
        (LiveFilter(sites=frozenset({"m25-cobham"})), True),
        (LiveFilter(sites=frozenset({"m1-leicester"})), False),
        (LiveFilter(types=frozenset({"pump.state", "alert.raised"})), True),
        (LiveFilter(types=frozenset({"alert.raised"})), False),
        (LiveFilter(frozenset({"m25-cobham"}), frozenset({"alert.raised"})), False),
        (LiveFilter(limited=(("pump", frozenset()),)), False),
        (LiveFilter(limited=(("pump", frozenset({"m25-cobham"})),)), True),
        (LiveFilter(limited=(("pum", frozenset()), ("sale", frozenset()))), True),
    ],
)
def test_filters(accepted: LiveFilter, outcome: bool) -> None:
    event = event_of(b"1-1", ENTRY)
    assert event is not None
    assert accepted.accepts(event) is outcome


def test_control_frames() -> None:
    assert greeting((5, 1), 1500) == b"retry: 1500\nid: 5-1\n\n"
    assert keep_alive(None) == b": keep-alive\n\n"
    assert keep_alive((5, 1)) == b": keep-alive\nid: 5-1\n\n"
    assert reset_frame((5, 1), "lost") == b'id: 5-1\nevent: reset\ndata: {"reason":"lost"}\n\n'


def test_a_chunk_is_framed_as_http_wants_it() -> None:
    assert chunk([b"0123456789", b"abcdef"]) == b"10\r\n0123456789abcdef\r\n"


def test_only_the_newest_of_a_key_is_kept_and_all_without_a_key() -> None:
    keys = [b"pump:1", b"", b"pump:2", b"pump:1", b""]
    made = [event_of(f"{n}-0".encode(), {**ENTRY, b"key": key}) for n, key in enumerate(keys)]
    events = [event for event in made if event is not None]
    assert [event.id[0] for event in without_superseded(events)] == [1, 2, 3, 4]
