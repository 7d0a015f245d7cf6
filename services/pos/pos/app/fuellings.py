"""A finished fuelling is booked once, on its sale, its totalisers checked. Nothing that was delivered is refused."""

from collections.abc import Sequence
from datetime import UTC, datetime

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import events_pb2
from motorway_kit import outbox
from motorway_kit.db import Connection, transaction
from motorway_kit.ids import new_id

from pos import events, metrics
from pos.app.card_amounts import amounts
from pos.app.sale_steps import ACTOR, persistently, told_by
from pos.app.settling import settled
from pos.app.sightings import sale_id_of
from pos.db import meters as store
from pos.db import sales as sale_store
from pos.domain.fuelling import Facts, Fuelling, findings, line_of, unclaimed
from pos.domain.meters import Checked, Discrepancy, DiscrepancyKind, Finding, Gap, check_meters
from pos.domain.sale import Fuel, Sale
from pos.domain.sale_steps import fuelled, takes_fuel
from pos.parts import Pos


async def book_received(parts: Pos, received: events_pb2.FuellingTransactionReceived) -> Sale | None:
    """The sale on which the transaction is now; None when it was booked before.

    Its site, pump and sequence are what it is known by, so that the event's id need not be kept.
    """
    fuelling = fuelling_of(received)

    async def work() -> Sale | None:
        async with transaction(parts.db) as conn:
            return await book(conn, parts, fuelling)

    return await persistently(work)


async def book(conn: Connection, parts: Pos, fuelling: Fuelling) -> Sale | None:
    """In the caller's transaction. Raises SaleChanged."""
    fuel = fuelling.fuel
    checked = await store.lock_pump(conn, fuelling.site_id, fuel.pump)
    facts = await store.facts_of(conn, fuelling)
    if facts.booked:
        metrics.duplicates.inc()
        return None
    known = await _sale_of(conn, fuelling)
    before = known or unclaimed(fuelling, new_id(), facts.currency)
    line = line_of(fuelling, facts.grade, before)
    after = fuelled(before, line, parts.clock(), clear_zero=facts.clear_zero)
    sale = await _saved(conn, parts, known, after)
    await store.insert_fuelling(conn, fuelling, sale.sale_id, line.number)
    metrics.fuellings.labels(sale.origin.name.lower()).inc()
    gaps = [Gap(fuel.nozzle, fuel.sequence, one) for one in findings(fuelling, facts)]
    await _note(conn, parts, fuelling.site_id, fuel.pump, gaps)
    if fuel.sequence == checked + 1:
        await _check(conn, parts, fuelling, facts)
    return await settled(conn, parts, sale)


async def _sale_of(conn: Connection, fuelling: Fuelling) -> Sale | None:
    """The sale that the token names, if it is one of this site that has no fuelling yet and is not settled."""
    sale_id = sale_id_of(fuelling.release_token)
    sale = await sale_store.get_sale(conn, sale_id) if sale_id else None
    return sale if sale and sale.site_id == fuelling.site_id and takes_fuel(sale) else None


async def _saved(conn: Connection, parts: Pos, known: Sale | None, after: Sale) -> Sale:
    if known is not None:
        saved = sale_store.next_version(after)
        told = [*amounts(known, saved), *told_by(known.state, saved)]
        return await sale_store.save_and_tell(conn, after, sale_store.Step("fuelled", ACTOR, parts.clock()), told)
    await sale_store.insert_sale(conn, after, None, None, "fuelled")
    for event in (*amounts(None, after), *told_by(None, after)):
        await outbox.append(conn, event, subject=after.site_id)
    return after


async def _check(conn: Connection, parts: Pos, fuelling: Fuelling, facts: Facts) -> None:
    """Check this transaction, and those that waited for it: what follows without a gap in the numbers."""
    nozzle, before = fuelling.fuel.nozzle, fuelling.fuel.sequence - 1
    meters = {} if facts.meter is None else {nozzle: facts.meter}
    checked = check_meters(before, [fuelling.metered], meters)
    await _keep(conn, parts, fuelling.site_id, fuelling.fuel.pump, checked)
    if facts.followed and checked.sequence > before:
        await check_on(conn, parts, fuelling.site_id, fuelling.fuel.pump, checked.sequence)


async def check_on(conn: Connection, parts: Pos, site_id: str, pump: int, after: int) -> None:
    """Check what is booked behind a number, as far as the numbers have no gap."""
    while True:
        booked, meters = await store.unchecked(conn, site_id, pump, after)
        checked = check_meters(after, booked, meters)
        if checked.sequence == after:
            return
        await _keep(conn, parts, site_id, pump, checked)
        after = checked.sequence


async def _keep(conn: Connection, parts: Pos, site_id: str, pump: int, checked: Checked) -> None:
    await store.save_checked(conn, site_id, pump, checked)
    await _note(conn, parts, site_id, pump, checked.gaps)


async def _note(conn: Connection, parts: Pos, site_id: str, pump: int, gaps: Sequence[Gap]) -> None:
    """Open a discrepancy for each finding at a transaction of the pump."""
    at = parts.clock()
    for one in await store.insert_discrepancies(conn, [_discrepancy(site_id, pump, gap, at) for gap in gaps]):
        metrics.discrepancies.labels(one.kind).inc()
        if one.kind == DiscrepancyKind.TOTALISER_GAP:
            await outbox.append(conn, events.totaliser_gap_found(one), subject=one.site_id)


def _discrepancy(site_id: str, pump: int, gap: Gap, at: datetime) -> Discrepancy:
    finding: Finding = gap.finding
    return Discrepancy(
        discrepancy_id=new_id(),
        site_id=site_id,
        kind=finding.kind,
        pump=pump,
        nozzle=gap.nozzle,
        sequence=gap.sequence,
        expected=finding.expected,
        found=finding.found,
        unit=finding.unit,
        found_at=at,
    )


def fuelling_of(received: events_pb2.FuellingTransactionReceived) -> Fuelling:
    """A transaction without a beginning began when it ended."""
    sent = received.transaction
    fuel = Fuel(
        pump=received.pump,
        nozzle=sent.nozzle,
        grade_id=sent.grade,
        sequence=sent.sequence,
        volume_ml=sent.volume_ml,
        unit_price_milli=sent.unit_price_milli,
        price_set=sent.price_set,
        volume_total_before_ml=sent.volume_total_before_ml,
        volume_total_after_ml=sent.volume_total_after_ml,
        started_at=_utc(sent.started_at if sent.HasField("started_at") else sent.finished_at),
        finished_at=_utc(sent.finished_at),
        offline=sent.offline,
        end_reason=sent.end_reason,
    )
    return Fuelling(
        site_id=received.site,
        fuel=fuel,
        amount_minor=sent.amount_minor,
        currency=sent.currency,
        release_token=sent.release_token,
        amount_total_before_minor=sent.amount_total_before_minor,
        amount_total_after_minor=sent.amount_total_after_minor,
        received_at=_utc(received.received_at),
    )


def _utc(time: Timestamp) -> datetime:
    return time.ToDatetime(UTC)
