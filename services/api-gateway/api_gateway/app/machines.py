"""API keys of requests, remembered for a few seconds."""

from motorway_access.tokens import Memory
from motorway_kit.db import Pool

from api_gateway.app.api_keys import FoundKey, find_key
from api_gateway.app.sessions import KNOWN_S
from api_gateway.credentials.tokens import Clock
from api_gateway.domain.sessions import digest_of


class Machines:
    """Whoever shows a key. One that was revoked elsewhere may still be served here for `KNOWN_S`."""

    def __init__(self, db: Pool, clock: Clock) -> None:
        self._db, self._clock = db, clock
        self._known: Memory[bytes, FoundKey] = Memory(lambda: clock().timestamp())

    async def find(self, shown: str) -> FoundKey:
        """Raises InvalidApiKey, or Unavailable when the database is needed and away."""
        digest = digest_of(shown)
        if found := self._known.get(digest):
            return found
        now = self._clock()
        found = await find_key(self._db, shown, now)
        until = min(now.timestamp() + KNOWN_S, found.key.expires_at.timestamp())
        self._known.put(digest, found, until)
        return found
