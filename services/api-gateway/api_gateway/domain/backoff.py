"""How long to wait after failures (NIST SP 800-63B-4, 3.2.2). No I/O."""

from dataclasses import dataclass

LONGEST_WAIT_S = 900
MAX_FAILURES = 100
"""In a row for one account; then it is locked (SP 800-63B-4, 3.2.2: no more than 100)."""


@dataclass(frozen=True)
class Allowance:
    """`free` failures cost nothing; each one more doubles the wait. All is forgotten `memory_s` after the last."""

    free: int
    memory_s: int

    def wait_s(self, failures: int) -> int:
        """After so many failures in a row: 0, 0, then 1, 2, 4 … 900 seconds."""
        over = failures - self.free
        return 0 if over < 0 else min(2 ** min(over, 30), LONGEST_WAIT_S)


PER_USER = Allowance(free=3, memory_s=30 * 24 * 3600)
PER_ADDRESS = Allowance(free=50, memory_s=3600)
"""Many people may be behind one address."""
