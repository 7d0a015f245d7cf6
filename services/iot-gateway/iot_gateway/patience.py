"""Trying again until it works: what is held may wait, but must not be lost."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from motorway_kit.db import FAILURES
from motorway_kit.errors import Unavailable
from motorway_kit.log import get_logger

log = get_logger(__name__)
T = TypeVar("T")

FIRST_PAUSE_S, MAX_PAUSE_S = 0.2, 5.0
TEMPORARY = (Unavailable, *FAILURES)


async def until_done(what: str, action: Callable[[], Awaitable[T]]) -> T:
    """Repeat the action, with growing pauses, while its neighbour is away."""
    pause_s = FIRST_PAUSE_S
    while True:
        try:
            return await action()
        except TEMPORARY as error:
            tell = log.warning if pause_s == FIRST_PAUSE_S else log.debug
            tell("will be tried again", what=what, error=str(error) or type(error).__name__)
        await asyncio.sleep(pause_s)
        pause_s = min(pause_s * 2, MAX_PAUSE_S)
