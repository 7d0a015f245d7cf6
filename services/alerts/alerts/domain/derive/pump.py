"""What a pump does that a tank must know, and how fast it delivers."""

from dataclasses import dataclass, field

IN_DELIVERY = frozenset({6, 7, 8, 9})
"""IFSF: Started, Suspended Started, Fuelling, Suspended Fuelling."""
FUELLING = 8
SETTLE_US = 20_000_000
MISSING_US = 600_000_000
FLOW_FROM_L = 5.0
FLOWS = 3


@dataclass(slots=True)
class PumpWork:
    """`begun_us` is when the delivery began that runs or was the last; `flowed` whether fuel came in it.

    `told_us` is the end of the last transaction that was told, `nozzle` the one that is out (0: none, or not known).
    """

    newest_us: int = 0
    state: int = 0
    nozzle: int = 0
    used_nozzle: int = 0
    begun_us: int = 0
    ended_us: int = 0
    flowed: bool = False
    told_us: int = 0
    volume_l: float = 0.0
    fastest_l_min: float = 0.0
    flows: list[float] = field(default_factory=list)

    def change(self, time_us: int, state: int) -> float | None:
        """A new state. When a delivery ends with it: the fastest flow of the last three, once three are known."""
        before, self.state = self.state, state
        if state in IN_DELIVERY and before not in IN_DELIVERY:
            self.begun_us, self.flowed, self.volume_l, self.fastest_l_min = time_us, False, 0.0, 0.0
        if state in IN_DELIVERY and self.nozzle:
            self.used_nozzle = self.nozzle
        self.flowed = self.flowed or state == FUELLING
        if before in IN_DELIVERY and state not in IN_DELIVERY:
            self.ended_us = time_us
            return self._flow()
        return None

    def run(self, flow_l_min: float) -> None:
        self.fastest_l_min = max(self.fastest_l_min, flow_l_min)

    def is_still(self, time_us: int, nozzles: frozenset[int]) -> bool:
        """Nothing moves through these nozzles, and what did is told.

        A transaction that never comes is waited for 10 min. A pump that never said how it is, is not still.
        """
        if self.state == 0:
            return False
        if self.used_nozzle and self.used_nozzle not in nozzles:
            return True
        if self.state in IN_DELIVERY or time_us - self.ended_us < SETTLE_US:
            return False
        owed = self.flowed and self.told_us < self.begun_us
        return not owed or time_us - self.ended_us > MISSING_US

    def _flow(self) -> float | None:
        if self.volume_l < FLOW_FROM_L or self.fastest_l_min <= 0:
            return None
        self.flows = [*self.flows, self.fastest_l_min][-FLOWS:]
        return max(self.flows) if len(self.flows) == FLOWS else None
