"""The users table."""

from motorway_kit.db import Connection, Pool

from api_gateway.domain import User


async def find_user(conn: "Connection | Pool", username: str) -> User | None:
    row = await conn.fetchrow(
        "SELECT user_id::text, username, password_hash FROM app_user WHERE username = $1", username
    )
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
