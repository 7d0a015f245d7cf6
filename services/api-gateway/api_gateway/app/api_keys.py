"""Keys of machines: made, listed, revoked, and found by what a request shows."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motorway_access.caller import Caller
from motorway_access.roles import Operation
from motorway_kit.db import AWAY, Pool, transaction
from motorway_kit.errors import Unavailable
from motorway_kit.ids import new_id

from api_gateway.app.known_sites import require_existing
from api_gateway.app.users import Administration
from api_gateway.db import api_keys
from api_gateway.db.bindings import areas_of
from api_gateway.domain import api_keys as rules
from api_gateway.domain.administration import require_givable
from api_gateway.domain.api_keys import ApiKey, ApiKeyNotFound, InvalidApiKey, NewSecret
from api_gateway.domain.grants import Binding, resolved


@dataclass(frozen=True)
class NewKey:
    """`operations`: only these; empty: whatever the roles allow. Without an end it is a year."""

    name: str
    bindings: tuple[Binding, ...]
    operations: Sequence[Operation]
    expires_at: datetime | None


@dataclass(frozen=True)
class FoundKey:
    """A key that counts, with what it may do now."""

    key: ApiKey
    caller: Caller


async def list_keys(db: Pool, before: str | None, count: int) -> list[ApiKey]:
    """At most one more than the count, newest first."""
    return await api_keys.page(db, before, count + 1)


async def create_key(office: Administration, caller: Caller, new: NewKey, now: datetime) -> tuple[ApiKey, NewSecret]:
    """Raises KeyMakesKey, InvalidInput with its field, and what `require_givable` raises."""
    rules.require_maker(caller)
    ends_at = rules.checked_end(new.expires_at, now)
    areas = await areas_of(office.db, new.bindings)
    require_givable(caller, new.bindings, areas)
    rules.require_useful(new.operations, resolved(new.bindings, areas))
    await require_existing(office.pos, new.bindings)
    secret = rules.new_secret()
    key = ApiKey(
        api_key_id=new_id(),
        name=new.name,
        prefix=secret.prefix,
        bindings=tuple(sorted(set(new.bindings))),
        operations=tuple(sorted(set(new.operations))),
        created_at=now,
        created_by=caller.name,
        expires_at=ends_at,
    )
    async with transaction(office.db) as conn:
        await api_keys.add(conn, key, secret)
    return key, secret


async def revoke_key(db: Pool, caller: Caller, api_key_id: str, now: datetime) -> tuple[ApiKey, ApiKey]:
    """Before and after; repeating it changes nothing. Raises ApiKeyNotFound, KeyMakesKey."""
    rules.require_maker(caller)
    before = await _existing(db, api_key_id)
    await api_keys.revoke(db, api_key_id, now)
    return before, await _existing(db, api_key_id)


async def _existing(db: Pool, api_key_id: str) -> ApiKey:
    key = await api_keys.get(db, api_key_id)
    if key is None:
        raise ApiKeyNotFound("there is no such key")
    return key


async def find_key(db: Pool, shown: str, now: datetime) -> FoundKey:
    """Who shows this. Raises InvalidApiKey, or Unavailable when the database does not answer.

    Two queries: whoever asks for every request remembers the answer for a few seconds.
    """
    prefix = rules.prefix_of(shown)
    try:
        found = await api_keys.find(db, prefix)
        if found is None or not hmac.compare_digest(found[1], rules.digest_of(shown)) or not found[0].counts(now):
            raise InvalidApiKey("this API key is not known, was revoked or is over")
        key = found[0]
        if key.use_is_news(now):
            await api_keys.note_use(db, key.api_key_id, now, now - rules.USE_NOTED)
        return FoundKey(key, key.caller(await areas_of(db, key.bindings)))
    except AWAY as error:
        raise Unavailable("nobody can be recognised: the database does not answer") from error
