"""How an export is cut into lines."""

import pytest
from motorway_cli.audit_sources import by_line_feed


@pytest.mark.parametrize(
    ("chunks", "wanted"),
    [
        ([], []),
        ([b"a\nb\n"], [b"a", b"b"]),
        ([b"a", b"b\nc", b"\n", b"d"], [b"ab", b"c", b"d"]),
        (["é\u2028\x85\u2029x\n".encode()], ["é\u2028\x85\u2029x".encode()]),
        ([b"\xe2\x80", b"\xa8\n"], ["\u2028".encode()]),
    ],
)
def test_only_a_line_feed_ends_a_line(chunks: list[bytes], wanted: list[bytes]) -> None:
    assert list(by_line_feed(chunks)) == wanted
