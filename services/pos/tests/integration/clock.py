"""A clock that the test moves."""

from datetime import datetime, timedelta


class ManualClock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> None:
        """`clock.forward(hours=2)`"""
        self.now += timedelta(**amount)
