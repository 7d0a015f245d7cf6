"""Numbers of payment cards (PAN), which no process of ours takes, keeps or logs (ADR 0039).

A card number has 13 to 19 digits, the last of which is a Luhn check digit (ISO/IEC 7812-1). It may be written in groups
with a space or a hyphen between. Issuers' numbers begin with 22 to 27 or with 3 to 9: times do not, whether they count
from 1970 or are written as 20261124083000.
"""

import re
from collections.abc import Iterator

from motorway_kit.errors import InvalidInput

SHORTEST, LONGEST = 13, 19
SHORTEST_OF_A_NUMBER = 14
"""Of what came as a number and not as a text: amounts of money have fewer digits, and so had the last cards of 13."""
MASK = "[card number removed]"
BARCODE_FIELDS = frozenset({"barcode", "item_id", "search"})
"""Where an EAN-13 is no card number, though one in ten of them passes for one."""

_SEPARATORS = " \u00a0\u2009\u202f\u2010\u2011\u2012\u2013-"
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_BETWEEN = bytes(sorted(set(_SEPARATORS.encode())))
_ENOUGH = b"0" * SHORTEST
_RUN = re.compile(rf"(?<![\w+])(?<![0-9][.,])[0-9]+(?!\w)(?:[{_SEPARATORS}][0-9]+(?!\w))*(?![.,][0-9])")
_GROUP = re.compile("[0-9]+")
_ISSUED = re.compile("[3-9]|2[2-7]")
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
_DOUBLED = "0246813579"


class CardNumberRefused(InvalidInput):
    """Something that was sent looks like a card number. `field` names it; the number itself is never repeated."""

    def __init__(self, field: str) -> None:
        super().__init__(
            "this looks like the number of a payment card, which is never taken: leave it out", field=field
        )


def may_hold(data: bytes) -> bool:
    """Whether UTF-8 text may hold a card number. Quick, and always right when it says no."""
    return _ENOUGH in data.translate(_ZEROS, _BETWEEN)


def holds_card_number(text: str, field: str = "") -> bool:
    """Whether there is one in the text; `field` is the name of what the text was given for."""
    if field in BARCODE_FIELDS and is_ean13(text):
        return False
    return may_hold(text.encode(errors="replace")) and next(_spans(text), None) is not None


def is_of_a_card(number: float) -> bool:
    """Whether a number, as JSON has them, is that of a card."""
    if number < 10 ** (SHORTEST_OF_A_NUMBER - 1) or number >= 10**LONGEST or number != int(number):
        return False
    return _is_card_number(str(int(number)))


def is_ean13(text: str) -> bool:
    """Thirteen digits with their check digit (GS1 General Specifications, 7.9)."""
    if len(text) != SHORTEST or not (text.isascii() and text.isdigit()):
        return False
    return sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(text)) % 10 == 0


def masked(text: str) -> str:
    """The text without its card numbers."""
    if not may_hold(text.encode(errors="replace")):
        return text
    kept, at = [], 0
    for start, end in _spans(text):
        kept += [text[at:start], MASK]
        at = end
    return "".join([*kept, text[at:]])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the card numbers are, from the left, none within another."""
    uuids: list[tuple[int, int]] | None = None
    for run in _RUN.finditer(text):
        if run.end() - run.start() < SHORTEST:
            continue
        for start, end in _in_groups(text, [group.span() for group in _GROUP.finditer(text, *run.span())]):
            uuids = [uuid.span() for uuid in _UUID.finditer(text)] if uuids is None else uuids
            if not any(first <= start and end <= last for first, last in uuids):
                yield start, end


def _in_groups(text: str, groups: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Whole groups, next to each other, that are a card number together: an expiry date may stand beside them."""
    after = 0
    for index, (start, _) in enumerate(groups):
        if start < after or text[start] in "01":
            continue
        digits, found = "", 0
        for first, last in groups[index : index + LONGEST]:
            digits += text[first:last]
            if len(digits) > LONGEST:
                break
            found = last if _is_card_number(digits) else found
        if found:
            after = found
            yield start, found


def _is_card_number(digits: str) -> bool:
    return SHORTEST <= len(digits) <= LONGEST and _ISSUED.match(digits) is not None and _is_luhn(digits)


def _is_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    plain = sum(map(int, digits[::-2]))
    return (plain + sum(int(_DOUBLED[int(digit)]) for digit in digits[-2::-2])) % 10 == 0
