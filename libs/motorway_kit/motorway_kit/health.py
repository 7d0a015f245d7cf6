"""Readiness: named checks that dependencies register, and facts worth showing beside them."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable

Check = Callable[[], bool | Awaitable[bool]]
CHECK_TIMEOUT_S = 2.0


class Health:
    """The readiness checks of one process. `info` is shown in /readyz as it is."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}
        self.info: dict[str, str] = {}
        self.started = False

    def register(self, name: str, check: Check) -> None:
        self._checks[name] = check

    async def results(self) -> dict[str, bool]:
        """Every check's outcome; `started` is false until the wiring is complete."""
        checks = dict(self._checks)  # wiring may register more meanwhile
        outcomes = await asyncio.gather(*(_run(check) for check in checks.values()))
        return {"started": self.started, **dict(zip(checks, outcomes, strict=True))}

    async def ready(self) -> bool:
        return all((await self.results()).values())


async def _run(check: Check) -> bool:
    try:
        async with asyncio.timeout(CHECK_TIMEOUT_S):
            outcome = check()
            return await outcome if inspect.isawaitable(outcome) else outcome
    except Exception:  # noqa: BLE001 - a failing check is the answer, whatever it failed with
        return False
