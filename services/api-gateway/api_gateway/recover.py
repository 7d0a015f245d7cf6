"""`python -m api_gateway.recover USER [--password] [--second-factor]`: let somebody in whom nobody else can let in.

Unlocks the account; on request makes a new password, which it prints, and forgets the second factor. For whoever may
read the service's settings, when the last administrator is locked out.
"""

import argparse
import asyncio

import asyncpg
from motorway_kit.db import Connection
from motorway_kit.log import configure_logging, get_logger
from motorway_kit.settings import load

from api_gateway.app.identity import system_clock
from api_gateway.credentials.failures import counted_failures
from api_gateway.credentials.passwords import Passwords
from api_gateway.db import accounts, sessions, users
from api_gateway.domain.administration import new_password
from api_gateway.domain.identity import normal_username
from api_gateway.domain.sessions import EndReason
from api_gateway.settings import Settings

log = get_logger(__name__)


def main() -> None:
    parser = argparse.ArgumentParser("api_gateway.recover", description=__doc__)
    parser.add_argument("username")
    parser.add_argument("--password", action="store_true", help="make a new one")
    parser.add_argument("--second-factor", action="store_true", help="forget it")
    wanted, settings = parser.parse_args(), load(Settings)
    configure_logging("api-gateway", settings.log_level)
    print(asyncio.run(_recover(settings, wanted)))  # noqa: T201 - for whoever asked


async def _recover(settings: Settings, wanted: argparse.Namespace) -> str:
    username = normal_username(wanted.username)
    async with counted_failures(settings.redis_url, system_clock) as failures:
        await failures.forgive(username)
    conn = await asyncpg.connect(settings.database_url)
    try:
        async with conn.transaction():
            return await _changed(conn, username, wanted)
    finally:
        await conn.close()


async def _changed(conn: Connection, username: str, wanted: argparse.Namespace) -> str:
    user = await users.find_by_name(conn, username)
    if user is None:
        raise SystemExit(f"there is no user {username}")
    await accounts.unlock(conn, user.user_id)
    if wanted.second_factor:
        await accounts.forget_second_factor(conn, user.user_id)
    log.warning("account recovered", user_id=user.user_id, password=wanted.password, second_factor=wanted.second_factor)
    if not wanted.password:
        return f"{username} may sign in again"
    password = new_password()
    await accounts.set_password(conn, user.user_id, await Passwords().hash(password))
    await sessions.end_all(conn, user.user_id, EndReason.PASSWORD_CHANGED, system_clock())
    return f"{username} signs in with {password} and must change it then"


if __name__ == "__main__":
    main()
