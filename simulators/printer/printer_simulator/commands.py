"""What of a job would stand on paper: its letters, without what steers the printer (Epson's command reference)."""

CODE_PAGE = "cp858"
ESC, GS, DLE = 0x1B, 0x1D, 0x10
AFTER_ESC = {ord("@"): 0, ord("2"): 0}
CUT_WITH_FEED = (65, 66, 97, 98, 103, 104)
PICTURE = "[picture {width}x{height}]"


def text_of(content: bytes) -> str:
    """The lines, with a word for each picture."""
    letters, place = bytearray(), 0
    while place < len(content):
        code = content[place]
        if code in (ESC, GS):
            place, shown = _command(content, place)
            letters += shown
        elif code == DLE:
            place += 3
        else:
            letters.append(code)
            place += 1
    return letters.decode(CODE_PAGE, errors="replace")


def _command(content: bytes, place: int) -> tuple[int, bytes]:
    """Where it ends, and what it shows."""
    name = content[place + 1] if place + 1 < len(content) else 0
    if content[place] == ESC:
        return place + 2 + AFTER_ESC.get(name, 1), b""
    if name == ord("V"):
        kind = content[place + 2] if place + 2 < len(content) else 0
        return place + (4 if kind in CUT_WITH_FEED else 3), b""
    if content[place + 1 : place + 3] == b"v0":
        return _picture(content, place)
    return place + 3, b""


def _picture(content: bytes, place: int) -> tuple[int, bytes]:
    """GS v 0 m xL xH yL yH: so many bytes in a row, and rows."""
    across = int.from_bytes(content[place + 4 : place + 6], "little")
    rows = int.from_bytes(content[place + 6 : place + 8], "little")
    return place + 8 + across * rows, PICTURE.format(width=across * 8, height=rows).encode() + b"\n"
