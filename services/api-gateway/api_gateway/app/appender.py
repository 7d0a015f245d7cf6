"""One appender per replica puts whatever waits into the audit chain, many records in one transaction."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import asyncpg
from motorway_access.chain import Head, extend
from motorway_kit.db import AWAY, Connection, Pool, transaction
from motorway_kit.errors import Unavailable
from motorway_kit.log import get_logger

from api_gateway import metrics
from api_gateway.db import audit, calls
from api_gateway.domain.audit import Content, OutcomeNotRecorded
from api_gateway.domain.idempotency import Claim

log = get_logger(__name__)

WAITING_MAX = 2000
BATCH_MAX = 200
WAIT_S = 10.0
RETRY_S = 0.5
RETRIED = (*AWAY, asyncpg.TransactionRollbackError)
Clock = Callable[[], datetime]
Seal = Callable[[bytes], bytes]


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Ended:
    """A call that is over. `answer` is what is given again for its key, sealed; None: the key is free again."""

    content: Content
    claim: Claim | None = None
    answer: bytes | None = None
    recorded: "asyncio.Future[None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    @property
    def call_id(self) -> str:
        return str(self.content["record_id"])


class Appender:
    """`append` returns when the record is safe. All replicas take turns by a lock in the database."""

    def __init__(self, db: Pool, seal: Seal, clock: Clock = utc_now, waiting_max: int = WAITING_MAX) -> None:
        self._db, self._seal, self._clock, self._waiting_max = db, seal, clock, waiting_max
        self._waiting: asyncio.Queue[Ended] = asyncio.Queue()
        self._head: Head | None = None
        self._alone = False

    @property
    def waiting(self) -> int:
        """Records that no transaction has taken yet."""
        return self._waiting.qsize()

    def require_room(self) -> None:
        """Before anything is done. Raises Unavailable."""
        if self.waiting >= self._waiting_max:
            raise Unavailable("nothing can be recorded at the moment, so nothing is done; try again")

    async def append(self, ended: Ended) -> None:
        """Raises OutcomeNotRecorded when it is not safe in time; it stays in the queue nevertheless."""
        self._waiting.put_nowait(ended)
        try:
            async with asyncio.timeout(WAIT_S):
                await asyncio.shield(ended.recorded)
        except TimeoutError as error:
            raise OutcomeNotRecorded("this was done, but is not recorded yet: look before you repeat it") from error

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            batch = [await self._waiting.get()]
            while len(batch) < BATCH_MAX and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            metrics.audit_waiting.set(self._waiting.qsize())
            await self._safely(batch)

    async def _safely(self, batch: list[Ended]) -> None:
        """Try until the database is there. One record that it refuses must not take others with it."""
        while True:
            try:
                await self._committed(batch)
            except RETRIED as error:
                log.warning("audit records wait for the database", waiting=len(batch), error=repr(error))
                await asyncio.sleep(RETRY_S)
            except asyncpg.PostgresError as error:
                await self._one_by_one(batch, error)
                return
            else:
                return

    async def _one_by_one(self, batch: list[Ended], error: asyncpg.PostgresError) -> None:
        if len(batch) > 1:
            for ended in batch:
                await self._safely([ended])
            return
        metrics.audit_refused.inc()
        log.error("the database refuses an audit record", call_id=batch[0].call_id, error=repr(error))
        failure = OutcomeNotRecorded("this was done, but cannot be recorded: look before you repeat it")
        if not batch[0].recorded.done():
            batch[0].recorded.set_exception(failure)
            batch[0].recorded.exception()

    async def _committed(self, batch: Sequence[Ended]) -> None:
        with metrics.audit_append_seconds.time():
            mine = await self._written(batch)
        for ended in mine:
            metrics.audit_records.labels(ended.content["outcome"]).inc()
        for ended in batch:
            if not ended.recorded.done():
                ended.recorded.set_result(None)

    async def _written(self, batch: Sequence[Ended]) -> list[Ended]:
        """The database refuses what does not continue the chain, so where the chain stands is read only then, and as
        long as other replicas append too."""
        try:
            return await self._transacted(batch, self._head if self._alone else None)
        except asyncpg.IntegrityConstraintViolationError:
            if not self._alone:
                raise
            self._alone = False
            return await self._transacted(batch, None)

    async def _transacted(self, batch: Sequence[Ended], known: Head | None) -> list[Ended]:
        async with transaction(self._db) as conn:
            mine = await _ended(conn, batch)
            head = await self._chained(conn, mine, known) if mine else self._head
        self._head = head
        return mine

    async def _chained(self, conn: Connection, batch: Sequence[Ended], known: Head | None) -> Head:
        present = known or await audit.last_head(conn)
        if not known:
            self._alone = present is not None and present == self._head
            self._compare(present)
        today = self._clock().astimezone(UTC).date().isoformat()
        head, records = extend(present, today, [ended.content for ended in batch], self._seal)
        await audit.append(conn, head, records)
        if present and present.day < head.day:
            tell(present, "the audit of a day is complete")
        return head

    def _compare(self, present: Head | None) -> None:
        """A head older than one that was seen here: somebody has cut the chain, or restored a backup."""
        if self._head and (present is None or (present.day, present.records) < (self._head.day, self._head.records)):
            metrics.audit_went_back.inc()
            log.error("the audit chain went back", seen=vars(self._head), found=present and vars(present))


def tell(head: Head, event: str) -> None:
    """A witness outside of the database."""
    log.info(event, **vars(head))


async def _ended(conn: Connection, batch: Sequence[Ended]) -> list[Ended]:
    """What is still pending, which ends now: a call that the sweeper or a commit before has recorded is left out."""
    pending = await calls.end(conn, [calls.Ending(ended.call_id, ended.claim, ended.answer) for ended in batch])
    return [ended for ended in batch if ended.call_id in pending]
