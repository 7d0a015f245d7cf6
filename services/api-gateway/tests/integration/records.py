"""What the tests of audit and idempotency share: the records, and hands that no application has."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import asyncpg
from api_gateway.app.appender import Appender
from api_gateway.app.calls import Calls
from api_gateway.credentials.sealing import Sealer
from api_gateway.domain.audit import Call, Effect, Outcome
from motorway_access.testing import CallerKeys
from motorway_kit.db import Pool
from motorway_kit.ids import new_id

from .conftest import RunningGateway

ACCEPTED = Effect(Outcome.ACCEPTED, 200)
SECRET = "a secret of more than thirty-two characters"


async def audit(gateway: RunningGateway, **query: Any) -> list[dict[str, Any]]:
    """The records that the API gives, newest first."""
    async with gateway.client() as http:
        response = await http.get("/api/v1/audit", params=query)
    assert response.status_code == 200, response.text
    items: list[dict[str, Any]] = response.json()["items"]
    return items


async def findings(gateway: RunningGateway) -> list[tuple[str, int, str]]:
    async with gateway.client() as http:
        report = (await http.get("/api/v1/audit/verification")).json()
    found = [(f["kind"], f["sequence"], f["record_id"]) for day in report["days"] for f in day["findings"]]
    assert report["intact"] == (not found)
    return found


@asynccontextmanager
async def superuser(url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Somebody who may do everything to the database, without triggers and rules."""
    conn = await asyncpg.connect(owned_by_postgres(url))
    try:
        await conn.execute("SET session_replication_role = replica")
        yield conn
    finally:
        await conn.close()


def owned_by_postgres(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=f"postgres@{parts.netloc.rpartition('@')[2]}").geturl()


def make_call(**fields: Any) -> Call:
    named = dict.fromkeys(Call.__dataclass_fields__, "") | {"roles": ["admin"], "actor_name": "ann", "site": "m1"}
    return Call(**{**named, "record_id": new_id(), "at": "2026-11-23T07:00:00.000001Z", **fields})


class Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC) - timedelta(days=30)

    def __call__(self) -> datetime:
        return self.now


def make_calls(db: Pool, keys: CallerKeys, clock: Clock | None = None) -> Calls:
    """As one replica has them; its appender is to be run."""
    return Calls(db, Appender(db, keys.signer.seal, clock or Clock()), Sealer(SECRET))
