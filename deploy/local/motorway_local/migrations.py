"""The migrations of the services, as `python -m <service> migrate` applies them, without five starts of Python."""

import asyncio

import asyncpg
from motorway_kit.db import migrate
from motorway_kit.errors import MotorwayError

from motorway_local.platform import Platform
from motorway_local.services import SERVICES, Service
from motorway_local.steps import StepFailed


async def apply(platform: Platform) -> None:
    """All services at once. Raises StepFailed."""
    await asyncio.gather(*(_apply(platform, service) for service in SERVICES))


async def _apply(platform: Platform, service: Service) -> None:
    directory = platform.code / "services" / service.name / service.package / "migrations"
    try:
        await migrate(platform.database_url(service.package, service.owner), directory)
    except (asyncpg.PostgresError, MotorwayError, OSError) as error:
        raise StepFailed(f"{service.name}: {error}", platform.home.log("postgresql")) from error
