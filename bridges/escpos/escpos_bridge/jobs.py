"""Printing: one job after the other, each once."""

import time
from collections import OrderedDict
from hashlib import sha256
from threading import Lock

from escpos_bridge.condition import ASK, Condition, condition_of
from escpos_bridge.errors import CoverOpen, KeyReused, OutOfPaper, PrinterFault, Refusal
from escpos_bridge.lines import Line, Printer

ANSWER_S = 0.4
REMEMBERED = 500
REFUSALS: dict[Condition, type[Refusal]] = {
    Condition.OUT_OF_PAPER: OutOfPaper,
    Condition.COVER_OPEN: CoverOpen,
    Condition.FAULT: PrinterFault,
}


class Jobs:
    """What was printed is remembered by its key, so that a till whose answer got lost prints no second original."""

    def __init__(self, printer: Printer) -> None:
        self._printer, self._turn = printer, Lock()
        self._done: OrderedDict[str, bytes] = OrderedDict()

    def print(self, content: bytes, key: str = "") -> bool:
        """Whether it was printed now; False: it had been printed under the key before.

        Raises KeyReused, PrinterAway, OutOfPaper, CoverOpen, PrinterFault.
        """
        mark = sha256(content).digest()
        with self._turn:
            if key in self._done:
                if self._done[key] != mark:
                    raise KeyReused("this key belongs to another job")
                return False
            self._send(content)
            if key:
                self._remember(key, mark)
        return True

    def condition(self) -> Condition:
        """Raises PrinterAway."""
        with self._turn, self._printer.open() as line:
            return asked(line)

    def _send(self, content: bytes) -> None:
        with self._printer.open() as line:
            condition = asked(line)
            refusal = REFUSALS.get(condition)
            if refusal is not None:
                raise refusal(f"the printer says {condition}")
            line.write(content)

    def _remember(self, key: str, mark: bytes) -> None:
        self._done[key] = mark
        if len(self._done) > REMEMBERED:
            self._done.popitem(last=False)


def asked(line: Line) -> Condition:
    """A printer that says nothing, or nonsense, is UNKNOWN; it is printed on all the same."""
    line.write(ASK)
    answer, until = b"", time.monotonic() + ANSWER_S
    while len(answer) < 2 and (left := until - time.monotonic()) > 0:
        more = line.read(2 - len(answer), left)
        if not more:
            break
        answer += more
    return condition_of(answer)
