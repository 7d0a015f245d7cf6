"""`python -m api_gateway.rotate_keys [--at-once]`: a new key for access tokens, before its time."""

import argparse
import asyncio

import asyncpg
from motorway_kit.log import configure_logging
from motorway_kit.settings import load

from api_gateway.app.identity import signing_keys
from api_gateway.settings import Settings


def main() -> None:
    parser = argparse.ArgumentParser("api_gateway.rotate_keys", description=__doc__)
    parser.add_argument("--at-once", action="store_true", help="forget the others: for a key that leaked")
    wanted, settings = parser.parse_args(), load(Settings)
    configure_logging("api-gateway", settings.log_level)
    asyncio.run(_rotate(settings, at_once=wanted.at_once))


async def _rotate(settings: Settings, *, at_once: bool) -> None:
    async with asyncpg.create_pool(settings.database_url, min_size=1, max_size=1) as pool:
        await signing_keys(settings, pool).rotate(at_once=at_once)


if __name__ == "__main__":
    main()
