"""PINs of cashiers on a till: what is one, and which are too easily guessed. No I/O.

A PIN opens nothing but a till that was enrolled (NIST SP 800-63B-4, 3.1.1.2: a short secret is enough beside a device
that is checked as well, as long as guesses are limited and the usual ones refused).
"""

import re
from datetime import date
from itertools import pairwise

from motorway_kit.errors import InvalidInput

PIN = re.compile(r"[0-9]{4,12}")
CHOSEN = """
0007 0070 0420 0852 1004 1007 1023 1029 1112 1122 1123 1233 1313 1342 1379 1397 1470 1472 1475 1478 1590 2233 2468
2486 2580 3344 4200 4455 5150 5566 5683 6677 6969 7410 7412 7788 8520 8675 8899 9512 9631 9731 9876 9900
11223 12344 12369 14702 14789 15963 24680 25800 36987 74123 85200 95123
001122 102030 111222 112211 112233 121314 123654 147258 147852 159357 159753 223344 258369 258456 369258 445566
456123 456789 486248 520520 741852 753951 778899 789456 852456 951753 963852 987123
1472580 1234560 5201314 8675309 12344321 11223344 14725836 14789632 74108520 147258369 741852963 963852741 1029384756
"""
"""Those that people choose most (published lists of leaked PINs, and the shapes of the keypad)."""
USUAL = frozenset(CHOSEN.split())


class WeakPin(InvalidInput):
    """Not 4 to 12 digits, or one of those that are guessed first."""


def checked_pin(pin: str) -> str:
    """The same PIN. Raises WeakPin."""
    if not PIN.fullmatch(pin):
        raise WeakPin("a PIN has 4 to 12 digits", field="pin")
    if is_usual(pin):
        raise WeakPin("this PIN is guessed too easily: no runs, no repetitions, no dates", field="pin")
    return pin


def is_usual(pin: str) -> bool:
    """A run (1234, 8642, 0000), a repetition (1212), a date in any usual order, or one that many people choose."""
    return pin in USUAL or _is_run(pin) or _repeats(pin) or _is_date(pin)


def _is_run(pin: str) -> bool:
    """Each digit follows the one before by the same step; 0 follows 9."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(steps) == 1


def _repeats(pin: str) -> bool:
    sizes = [size for size in range(1, len(pin) // 2 + 1) if len(pin) % size == 0]
    return any(pin == pin[:size] * (len(pin) // size) for size in sizes)


def _is_date(pin: str) -> bool:
    """A year of 1900 to 2099, or day, month and year in the orders of Europe, America and ISO 8601."""
    match len(pin):
        case 4:
            return pin[:2] in ("19", "20") or _is_day(pin[:2], pin[2:])
        case 6:
            return _is_day(pin[:2], pin[2:4]) or _is_day(pin[2:4], pin[4:])
        case 8:
            day_first = pin[4:6] in ("19", "20") and _is_day(pin[:2], pin[2:4])
            return day_first or (pin[:2] in ("19", "20") and _is_day(pin[4:6], pin[6:]))
    return False


def _is_day(first: str, second: str) -> bool:
    return any(_exists(int(month), int(day)) for month, day in ((first, second), (second, first)))


def _exists(month: int, day: int) -> bool:
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True
