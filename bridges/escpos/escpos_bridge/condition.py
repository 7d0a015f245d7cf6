"""What a printer says of itself: the real-time status of ESC/POS (DLE EOT n).

Bits as in Epson's command reference for TM printers, n = 2 and n = 4.
"""

from enum import StrEnum

ASK = b"\x10\x04\x02\x10\x04\x04"
"""Why it is off line, and its paper. One byte answers each."""
FIXED, FIXED_AS = 0x93, 0x12
COVER_OPEN, STOPPED_FOR_PAPER, FAULT = 0x04, 0x20, 0x40
PAPER_END, PAPER_NEAR_END = 0x60, 0x0C


class Condition(StrEnum):
    """UNKNOWN: it says nothing, as many printers on USB do."""

    READY = "READY"
    PAPER_LOW = "PAPER_LOW"
    OUT_OF_PAPER = "OUT_OF_PAPER"
    COVER_OPEN = "COVER_OPEN"
    FAULT = "FAULT"
    UNKNOWN = "UNKNOWN"


def condition_of(answer: bytes) -> Condition:
    """What the two bytes mean that answer `ASK`; the worst first."""
    if len(answer) != 2 or any(byte & FIXED != FIXED_AS for byte in answer):
        return Condition.UNKNOWN
    cause, paper = answer
    if cause & COVER_OPEN:
        return Condition.COVER_OPEN
    if cause & STOPPED_FOR_PAPER or paper & PAPER_END:
        return Condition.OUT_OF_PAPER
    if cause & FAULT:
        return Condition.FAULT
    return Condition.PAPER_LOW if paper & PAPER_NEAR_END else Condition.READY
