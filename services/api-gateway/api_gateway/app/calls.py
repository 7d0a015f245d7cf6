"""State-changing calls: begun in the database before they are served, ended together with their audit record."""

import asyncio
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from typing import TypeVar

from motorway_access.tokens import Signer
from motorway_kit.db import AWAY, FAILURES, Connection, Pool
from motorway_kit.errors import Unavailable
from motorway_kit.log import get_logger
from motorway_kit.runtime import Runtime

from api_gateway import metrics
from api_gateway.app.appender import Appender, Ended, tell
from api_gateway.credentials.sealing import Sealer
from api_gateway.db import audit
from api_gateway.db import calls as db
from api_gateway.domain.audit import UNKNOWN, Call, Effect, content_of
from api_gateway.domain.idempotency import (
    RETRY_AFTER_S,
    Answer,
    Claim,
    IdempotencyInProgress,
    IdempotencyKeyReused,
    is_kept,
)

log = get_logger(__name__)
T = TypeVar("T")

ANSWER_S = 5.0
SWEEP_S = 15.0
WITNESS_S = 3600.0


@dataclass(frozen=True)
class Calls:
    """What keeping calls works with."""

    db: Pool
    appender: Appender
    sealer: Sealer

    async def begin(self, call: Call, claim: Claim | None) -> Answer | None:
        """The answer given before where this is a repetition; None: serve it, then `end` it.

        Raises IdempotencyKeyReused, IdempotencyInProgress, or Unavailable: then nothing was done.
        """
        self.appender.require_room()
        if claim is None:
            await self._known(lambda conn: db.begin(conn, asdict(call)))
            return None
        for _ in range(2):
            if await self._known(lambda conn: db.begin_once(conn, asdict(call), claim)):
                return None
            if answer := await self._held(claim):
                return answer
        raise _in_progress()

    async def _held(self, claim: Claim) -> Answer | None:
        """None when the key may be claimed once more."""
        held = await self._known(lambda conn: db.held(conn, claim))
        if held is None:
            return None
        if not hmac.compare_digest(held.fingerprint, claim.fingerprint):
            raise IdempotencyKeyReused("this key stands for another request", field="Idempotency-Key")
        if held.answer is not None:
            metrics.idempotent_replays.inc()
            return Answer.from_bytes(self.sealer.open(held.answer, _context(held.call_id)))
        if not held.is_old:
            raise _in_progress()
        await self.bury(held.call_id)
        return None

    async def end(self, call: Call, effect: Effect, claim: Claim | None, answer: Answer | None) -> None:
        """Returns when the record, and the answer for repetitions, are safe. Raises OutcomeNotRecorded."""
        kept = answer is not None and is_kept(answer.status)
        sealed = self.sealer.seal(answer.to_bytes(), _context(call.record_id)) if claim and answer and kept else None
        await self.appender.append(Ended(content_of(asdict(call), effect), claim, sealed))

    async def bury(self, call_id: str | None = None) -> None:
        """Put down calls whose process died as of unknown outcome; all of them, or this one."""
        dead = await self._known(lambda conn: db.dead(conn, call_id))
        endings = (self.appender.append(Ended(content_of(call, UNKNOWN))) for call in dead)
        await asyncio.gather(*endings)

    async def _known(self, query: Callable[[Connection], Awaitable[T]]) -> T:
        try:
            async with asyncio.timeout(ANSWER_S), self.db.acquire(timeout=ANSWER_S) as conn:
                return await query(conn)
        except AWAY as error:
            raise Unavailable("nothing was done: the database does not answer") from error


def _context(call_id: str) -> str:
    return f"answer/{call_id}"


def _in_progress() -> IdempotencyInProgress:
    return IdempotencyInProgress("the first request with this key is being served", retry_after_s=RETRY_AFTER_S)


async def _sweep(calls: Calls) -> None:
    """What dead processes left, and keys whose day is over."""
    while True:
        try:
            await calls.bury()
            async with calls.db.acquire(timeout=ANSWER_S) as conn:
                while await db.remove_expired(conn) == db.REMOVE_CHUNK:
                    pass
        except (*FAILURES, Unavailable) as error:
            log.warning("sweeping calls has to wait", error=repr(error))
        await asyncio.sleep(SWEEP_S)


async def _witness(calls: Calls) -> None:
    """Tell the log where the chain stands."""
    while True:
        try:
            async with calls.db.acquire(timeout=ANSWER_S) as conn:
                if head := await audit.last_head(conn):
                    tell(head, "the audit stands here")
        except FAILURES as error:
            log.warning("the head of the audit chain is not known", error=repr(error))
        await asyncio.sleep(WITNESS_S)


@asynccontextmanager
async def keeping(run: Runtime, pool: Pool, signer: Signer, key_secret: str) -> AsyncIterator[Calls]:
    """With its work in the background; records are appended until the last call is answered, after that work stops."""
    calls = Calls(pool, Appender(pool, signer.seal), Sealer(key_secret))
    appending = asyncio.create_task(calls.appender.run(), name="audit appender")
    run.background("audit appender", _shielded(appending))
    run.background("call sweeper", _sweep(calls))
    run.background("audit witness", _witness(calls))
    try:
        yield calls
    finally:
        appending.cancel()
        await asyncio.wait([appending])


async def _shielded(task: asyncio.Task[None]) -> None:
    """Fails as the task fails; its own cancellation leaves the task alone."""
    await asyncio.shield(task)
