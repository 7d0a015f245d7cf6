"""Replicas of what keeps calls, without the doors around it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from api_gateway.app.calls import Calls

FIRST, LAST = date(2000, 1, 1), date(2099, 1, 1)


@asynccontextmanager
async def appending(*replicas: Calls) -> AsyncIterator[None]:
    """Their appenders work while the block runs."""
    tasks = [asyncio.create_task(calls.appender.run()) for calls in replicas]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
