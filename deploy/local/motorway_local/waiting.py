"""Waiting for processes, and noticing those that keep ending."""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from motorway_local.platform import Home, Platform
from motorway_local.rest import Client, Unreachable
from motorway_local.steps import StepFailed, Steps
from motorway_local.supervisor import Supervisor

LIVES = 5
POLL_S = 0.1
READY = 200


class Waiting:
    """Waits in the name of a step. A program that needs more than a few lives is given up."""

    def __init__(self, home: Home, supervisor: Supervisor, steps: Steps) -> None:
        self._home, self._supervisor, self._steps = home, supervisor, steps
        self._pids: dict[str, set[int]] = defaultdict(set)

    def until_ready(self, checks: Mapping[str, Callable[[], bool]], timeout_s: float) -> None:
        """Returns when every check, by the name of its program, was true once. Raises StepFailed."""
        deadline = time.monotonic() + timeout_s
        pending = dict(checks)
        while pending := {name: check for name, check in pending.items() if not check()}:
            self._steps.detail("waiting for " + ", ".join(pending))
            self._give_up_on_dying(pending)
            if time.monotonic() > deadline:
                slow = next(iter(pending))
                raise StepFailed(f"{', '.join(pending)} not ready after {timeout_s:.0f} s", self._home.log(slow))
            time.sleep(POLL_S)

    def _give_up_on_dying(self, pending: Mapping[str, object]) -> None:
        for name, info in self._supervisor.states().items():
            if info["pid"]:
                self._pids[name].add(info["pid"])
            if name in pending and (info["statename"] == "FATAL" or len(self._pids[name]) > LIVES):
                raise StepFailed(f"{name} does not stay alive {info['spawnerr']}".rstrip(), self._home.log(name))


def readiness(platform: Platform, package: str) -> Mapping[str, Any] | None:
    """What /readyz says, None while there is no answer."""
    try:
        _, document = Client(platform.address(f"{package}_ops"), timeout_s=3).get("/readyz")
    except Unreachable:
        return None
    return document if isinstance(document, dict) else None


def is_ready(platform: Platform, package: str) -> bool:
    said = readiness(platform, package)
    return said is not None and bool(said["ready"])


def answers(address: str) -> bool:
    """True when something speaks HTTP there."""
    try:
        Client(address, timeout_s=3).get("/")
    except Unreachable:
        return False
    return True
