"""Evaluates rules incrementally, value by value. Pure: no input, no output, no clock."""

from alerts.domain.engine.engine import Engine
from alerts.domain.engine.state import Counts, StateRow

__all__ = ["Counts", "Engine", "StateRow"]
