"""What pumps say of themselves: kept, and told to the sales concerned."""

from collections.abc import Iterable, Sequence
from datetime import UTC
from uuid import UUID

from motorway.iot.v1 import device_pb2
from motorway_kit.db import Connection, transaction

from pos.app.sale_steps import persistently, step
from pos.db import pumps as store
from pos.domain.pump import PumpState, Sighting
from pos.domain.sale_steps import Fact, fact_of, told
from pos.parts import Pos

STATES = frozenset(map(int, PumpState))


async def hear(parts: Pos, sightings: Sequence[Sighting]) -> None:
    """Keep what pumps said, in the order in which it came. Raises SaleBusy."""
    if not sightings:
        return
    if not _facts(sightings):
        await store.store_sightings(parts.db, newest(sightings), parts.clock())
        return

    async def work() -> None:
        async with transaction(parts.db) as conn:
            await keep_sightings(conn, parts, sightings)

    await persistently(work)


async def keep_sightings(conn: Connection, parts: Pos, sightings: Sequence[Sighting]) -> None:
    """In the caller's transaction: the newest of each pump is kept; each moves the sale whose token it names.

    Doing it again changes nothing: newer wins by the pump's time, and a sale that went on does not go back.
    Raises SaleChanged.
    """
    await store.store_sightings(conn, newest(sightings), parts.clock())
    if facts := _facts(sightings):
        rows = [(token, site, fact is Fact.STARTED) for (token, site), fact in facts.items()]
        for sale, started in await store.told_sales(conn, rows):
            fact = Fact.STARTED if started else Fact.ACCEPTED
            await step(conn, parts, sale, told(sale, fact), fact)


def newest(sightings: Iterable[Sighting]) -> list[Sighting]:
    """The newest of each pump; the later one of equal times."""
    kept: dict[tuple[str, int], Sighting] = {}
    for sighting in sightings:
        key = sighting.site_id, sighting.pump
        if key not in kept or sighting.time >= kept[key].time:
            kept[key] = sighting
    return list(kept.values())


def _facts(sightings: Iterable[Sighting]) -> dict[tuple[str, str], Fact]:
    """(token, site) → the furthest that was seen of it. What is no UUID is no token of ours."""
    facts: dict[tuple[str, str], Fact] = {}
    for sighting in sightings:
        if (token := sale_id_of(sighting.release_token)) is not None:
            fact = fact_of(sighting.state)
            if fact is Fact.STARTED or (token, sighting.site_id) not in facts:
                facts[token, sighting.site_id] = fact
    return facts


def sale_id_of(token: str) -> str | None:
    """The sale id that a release token is; None for what none of ours can be."""
    try:
        return token if str(UUID(token)) == token else None
    except ValueError:
        return None


def sightings_of(parts: Pos, site_id: str, answer: device_pb2.CommandResponse) -> list[Sighting]:
    """From the reports of an answer, of the time that it names by the site's clock (ours, if it names none)."""
    time = answer.time.ToDatetime(UTC) if answer.HasField("time") else parts.clock()
    return [
        Sighting(
            site_id=site_id,
            pump=report.pump,
            state=PumpState(report.state),
            nozzle=report.nozzle,
            release_token=report.release_token,
            time=time,
            emergency_stopped=report.emergency_stopped,
        )
        for report in answer.pumps
        if report.state in STATES
    ]
