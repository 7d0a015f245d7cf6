import pytest
from printer_simulator.commands import text_of


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\x1b@Coffee\n", "Coffee\n"),
        (b"\x1bt\x13\xd5 3\n", "€ 3\n"),
        (b"\x1ba\x01\x1bE\x01\x1d!\x01Total\n\x1dV\x00", "Total\n"),
        (b"\x1dv0\x00\x02\x00\x03\x00\x10\x04\x02\x1b@\nafter\n", "[picture 16x3]\nafter\n"),
        (b"a\x1dVA\x03b\x10\x04\x02c", "abc"),
        (b"", ""),
        (b"cut off\x1b", "cut off"),
        (b"cut off\x1dv0\x00", "cut off[picture 0x0]\n"),
    ],
)
def test_what_steers_the_printer_is_no_text(content: bytes, text: str) -> None:
    assert text_of(content) == text
