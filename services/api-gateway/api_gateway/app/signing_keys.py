"""The keys of access tokens: made ahead of use, replaced in time, shared by all replicas through the database."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from joserfc.jwk import ECKey
from motorway_kit.db import FAILURES, Connection, Pool, transaction
from motorway_kit.log import get_logger

from api_gateway import metrics
from api_gateway.credentials.sealing import SealBroken, Sealer
from api_gateway.credentials.tokens import ALGORITHM, AccessTokens, Clock, KeyRing
from api_gateway.db import signing_keys as db
from api_gateway.db.signing_keys import StoredKey
from api_gateway.domain.signing_keys import PUBLISHED_AHEAD, KeyAge, KeyPlan, KeyPolicy, plan

log = get_logger(__name__)
CURVE = "P-256"
REFRESH_S = 30.0
RENEW_S = 1.0


@dataclass
class SigningKeys:
    """`public` is what /.well-known/jwks.json says, as of the last `load`."""

    db: Pool
    sealer: Sealer
    policy: KeyPolicy
    clock: Clock
    public: list[dict[str, Any]] = field(init=False, default_factory=list)
    _renewed_at: float = field(init=False, default=0.0)

    async def load(self) -> KeyRing:
        """The keys as they are to be used now; makes what is due and removes what is over."""
        async with self.db.acquire() as conn:
            keys = await db.all_keys(conn)
        if self._plan(keys) != KeyPlan(None, ()):
            keys = await self._maintained()
        self.public = [_published(key) for key in keys]
        return self._ring(keys)

    async def renew(self, tokens: AccessTokens) -> None:
        """For a token of a key that another replica made just now; nothing where they were read a moment ago."""
        now = asyncio.get_running_loop().time()
        if now >= self._renewed_at + RENEW_S:
            self._renewed_at = now
            tokens.ring = await self.load()

    async def rotate(self, *, at_once: bool) -> str:
        """Make a new key now, and return its id. `at_once`: no other is valid from now on, for one that leaked."""
        async with transaction(self.db) as conn:
            await db.lock_keys(conn)
            if at_once:
                await db.remove_keys(conn, [key.kid for key in await db.all_keys(conn)])
            now = self.clock()
            return await self._make(conn, now if at_once else now + PUBLISHED_AHEAD)

    def _plan(self, keys: list[StoredKey]) -> KeyPlan:
        return plan([self._age(key) for key in keys], self.policy, self.clock())

    def _age(self, key: StoredKey) -> KeyAge:
        return KeyAge(key.kid, key.active_from, self._opened(key) is not None)

    def _opened(self, key: StoredKey) -> ECKey | None:
        """None when `key_secret` is another than the one it was sealed with."""
        try:
            return ECKey.import_key(self.sealer.open(key.private_key, _context(key.kid)))
        except SealBroken as error:
            log.warning("a signing key cannot be opened; another one is made", kid=key.kid, error=str(error))
            return None

    async def _maintained(self) -> list[StoredKey]:
        """Another replica may have done it meanwhile, so look again under the lock."""
        async with transaction(self.db) as conn:
            await db.lock_keys(conn)
            due = self._plan(await db.all_keys(conn))
            if due.make_active_from is not None:
                await self._make(conn, due.make_active_from)
            await db.remove_keys(conn, due.forget)
            return await db.all_keys(conn)

    async def _make(self, conn: Connection, active_from: datetime) -> str:
        key = ECKey.generate_key(CURVE)
        kid = key.thumbprint()
        sealed = self.sealer.seal(key.as_pem(private=True), _context(kid))
        await db.add_key(conn, StoredKey(kid, key.as_dict(private=False), sealed, self.clock(), active_from))
        log.info("signing key made", kid=kid, active_from=active_from.isoformat())
        metrics.signing_keys_made.inc()
        return kid

    def _ring(self, keys: list[StoredKey]) -> KeyRing:
        opened = [(key.active_from, self._opened(key)) for key in keys]
        private = [(active_from, key) for active_from, key in opened if key is not None]
        return KeyRing(private, {key.kid: ECKey.import_key(key.public_key) for key in keys})


def _context(kid: str) -> str:
    return f"signing_key/{kid}"


def _published(key: StoredKey) -> dict[str, Any]:
    return {**key.public_key, "kid": key.kid, "use": "sig", "alg": ALGORITHM}


async def keep_fresh(keys: SigningKeys, tokens: AccessTokens) -> None:
    """Use the keys as they are in the database; the old ones stay in use while it is away."""
    while True:
        await asyncio.sleep(REFRESH_S)
        try:
            tokens.ring = await keys.load()
        except FAILURES as error:
            log.warning("signing keys could not be read", error=repr(error))
