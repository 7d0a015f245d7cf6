"""All that goes on by itself for notifications."""

import asyncio

from alerts.app.planning import keep_planning
from alerts.app.sending import Sender, keep_house
from alerts.parts import Alerts


async def keep_notifying(parts: Alerts) -> None:
    """Plan, send, measure and tidy up, for ever."""
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(keep_planning(parts))
        tasks.create_task(Sender(parts).run())
        tasks.create_task(keep_house(parts))
