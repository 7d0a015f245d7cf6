"""Keys, and answers that are given again."""

import pytest
from api_gateway.domain.idempotency import (
    DEAD_AFTER,
    HANDLER_S,
    Answer,
    IdempotencyKeyInvalid,
    is_kept,
    kept_headers,
    valid_key,
)
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize("key", ["a", "x" * 255, "8e03978e-40d5-43e8-bc93-6894a57f9324", "~!", "two words"])
def test_keys(key: str) -> None:
    assert valid_key(key) == valid_key(f'"{key}"') == key


@pytest.mark.parametrize("key", ["", '""', " ", " a", "a ", "x" * 256, "é", "a\nb", "\x7f", "\ud800"])
def test_no_keys(key: str) -> None:
    with pytest.raises(IdempotencyKeyInvalid):
        valid_key(key)


@given(
    st.integers(200, 599),
    st.lists(st.tuples(st.binary(max_size=9), st.binary(max_size=9)), max_size=4).map(tuple),
    st.binary(),
)
def test_an_answer_comes_back_as_it_was(status: int, headers: tuple[tuple[bytes, bytes], ...], body: bytes) -> None:
    answer = Answer(status, headers, body)
    assert Answer.from_bytes(answer.to_bytes()) == answer


def test_what_every_answer_has_anew_is_not_kept() -> None:
    headers = [(b"Content-Length", b"2"), (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2"), (b"etag", b'"1"')]
    assert kept_headers(headers) == tuple(headers[1:])


@pytest.mark.parametrize(
    ("status", "kept"),
    [(200, True), (201, True), (204, True), (404, True), (409, True), (422, True)]
    + [(status, False) for status in (401, 403, 408, 429, 500, 503, 504)],
)
def test_answers_that_the_next_time_may_be_others_are_not_kept(status: int, kept: bool) -> None:
    assert is_kept(status) is kept


def test_no_handler_lives_as_long_as_a_dead_one_is_waited_for() -> None:
    assert DEAD_AFTER.total_seconds() >= HANDLER_S + 10
