"""What controllers answered goes into the command log, a moment after whoever asked has it."""

import uuid
from collections.abc import Sequence

from motorway.iot.v1 import device_pb2
from motorway_kit.db import Pool, transaction
from motorway_kit.log import get_logger

from iot_gateway import metrics
from iot_gateway.db import orders as store
from iot_gateway.domain.orders import Answer, outcome_of
from iot_gateway.lane import Lane
from iot_gateway.patience import until_done
from iot_gateway.pki import utc_now

log = get_logger(__name__)

GATHER_S = 0.005
MAX_BATCH, MAX_BATCH_BYTES = 200, 4 * 2**20
MAX_STRAYS = 1000


class AnswerLog:
    """Answers on their way to the database. One that is lost on the way leaves its order UNKNOWN, which is true."""

    def __init__(self, db: Pool) -> None:
        self._db = db
        self._lane = Lane[Answer](GATHER_S, MAX_BATCH, MAX_BATCH_BYTES)

    def put(self, site: str, command_id: str, response: device_pb2.CommandResponse) -> None:
        self._lane.put(Answer(site, command_id, response, utc_now()), response.ByteSize())

    def put_stray(self, site: str, command_id: str, response: device_pb2.CommandResponse) -> None:
        """One that nobody waits for any more. It counts for the site's own order only; the first answer stands."""
        metrics.late_answers.inc()
        log.info("late answer", site=site, command=command_id[:80], outcome=outcome_of(response))
        if _is_id(command_id) and len(self._lane) < MAX_STRAYS:
            self.put(site, command_id, response)

    async def run(self) -> None:
        await self._lane.work(self._record, workers=1)

    async def _record(self, batch: Sequence[Answer]) -> None:
        await until_done("answers", lambda: self._save(batch))

    async def _save(self, batch: Sequence[Answer]) -> None:
        async with transaction(self._db) as conn:
            await store.save_answers(conn, batch)


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
