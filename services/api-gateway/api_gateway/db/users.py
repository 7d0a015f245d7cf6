"""The users table."""

from motorway_kit.db import AWAY, Connection, Pool
from motorway_kit.errors import Unavailable

from api_gateway.domain.identity import User

ANSWER_S = 5.0


async def find_user(db: Pool, username: str) -> User | None:
    """Raises Unavailable when the database does not answer."""
    sql = "SELECT user_id::text, username, password_hash FROM app_user WHERE username = $1"
    try:
        async with db.acquire(timeout=ANSWER_S) as conn:
            row = await conn.fetchrow(sql, username, timeout=ANSWER_S)
    except AWAY as error:
        raise Unavailable("signing in is not possible at the moment: the database does not answer") from error
    return User(row["user_id"], row["username"], row["password_hash"]) if row else None


async def has_users(conn: Connection) -> bool:
    """Also keeps others from adding the first user until the transaction ends."""
    await conn.execute("LOCK TABLE app_user IN SHARE ROW EXCLUSIVE MODE")
    return bool(await conn.fetchval("SELECT EXISTS (SELECT FROM app_user)"))


async def add_user(conn: Connection, user: User) -> None:
    await conn.execute(
        "INSERT INTO app_user (user_id, username, password_hash) VALUES ($1, $2, $3)",
        user.user_id,
        user.username,
        user.password_hash,
    )
