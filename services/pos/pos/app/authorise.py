"""Releasing a pump for a sale: checked before, ordered, and its outcome known in the end."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from motorway.iot.v1 import device_pb2
from motorway_kit.db import Connection, transaction
from motorway_kit.errors import (
    Conflict,
    InvalidInput,
    MotorwayError,
    NotFound,
    PermissionDenied,
    Timeout,
    Unauthenticated,
    Unavailable,
)
from motorway_kit.log import get_logger
from motorway_kit.tracing import timed

from pos import metrics
from pos.app.prices import recheck
from pos.app.pumps import known_status
from pos.app.resolver import SEND_WITHIN, ask_about
from pos.app.sale_steps import persistently, step
from pos.app.settling import settled
from pos.app.sightings import newest, sightings_of
from pos.db import pumps as store
from pos.db import sales as sale_store
from pos.domain.card_payment import unclaimed
from pos.domain.pump import Sighting, Stack, check_release
from pos.domain.sale import Sale, SaleNotFound, SaleState
from pos.domain.sale_steps import Fact, fact_of, told
from pos.domain.site import Site
from pos.parts import Pos

log = get_logger(__name__)

OTHER_PRICES = "price_set_differs"
NOT_SENT = "ControllerOffline"
EXPIRED = "NoAnswer"
"""Reasons of the iot-gateway: it sent nothing; it sent the order, and that has expired without an answer."""
NOT_TAKEN = (InvalidInput, NotFound, Conflict, PermissionDenied, Unauthenticated)
"""With these it refuses the order before it is sent; whatever else it fails with, the order may be on its way."""
TOO_LATE = "not_sent"


class Outcome(NamedTuple):
    """What became of an order, and what the pump said of itself."""

    fact: Fact
    reason: str = ""
    code: int = 0
    sightings: Sequence[Sighting] = ()


async def require_known(parts: Pos, site_id: str, pump: int) -> None:
    """Before the transaction of `may_release`: a pump of which nothing was ever heard is asked.

    Raises PumpStateUnknown, NoAnswer (Timeout), Unavailable.
    """
    await known_status(parts, site_id, pump)


async def may_release(conn: Connection, site: Site, pump: int) -> None:
    """Whether the pump may be authorised now. Until the end of the transaction nobody else gets the same answer.

    Raises PumpStateUnknown, PumpRefused, TooManyUnpaid.
    """
    status = await store.lock_status(conn, site.site_id, pump)
    unpaid, requested = await store.open_on_pump(conn, site.site_id, pump)
    check_release(status, pump, Stack(unpaid, site.max_unpaid, requested))


async def authorise(parts: Pos, sale: Sale) -> Sale:
    """Order the pump of a sale in REQUESTED to be released, and return the sale as it is then.

    AUTHORISED (or further) when the pump took the order; REFUSED with `reason` and `refusal_code` when it did not, or
    when it is known that nothing was sent or that the pump knows nothing of it; REQUESTED while nothing is known: then
    the pump is asked later on. A sale in another state is returned as it is, and one whose hold is not claimed.
    """
    if sale.state is not SaleState.REQUESTED or unclaimed(sale) is not None:
        return sale
    with timed(metrics.authorising):
        ordered = await _ordered(parts, sale)
    if ordered.reason:
        log.info("release refused", site=sale.site_id, pump=sale.pump, sale=sale.sale_id, reason=ordered.reason)
    metrics.authorisations.labels("refused" if ordered.reason else ordered.state.name.lower()).inc()
    return ordered


async def _ordered(parts: Pos, sale: Sale) -> Sale:
    """An order is not sent when its pump might be asked about it before it comes there."""
    if parts.clock() - sale.opened_at > SEND_WITHIN:
        return await _recorded(parts, sale, Outcome(Fact.REFUSED, TOO_LATE))
    try:
        answer = await parts.pumps.authorise(sale.site_id, _order(sale), sale.sale_id)
    except MotorwayError as error:
        return await _failed(parts, sale, error)
    if answer.refusal_reason == OTHER_PRICES:
        await recheck(parts, sale.site_id)
    return await _recorded(parts, sale, _outcome(sale, answer, sightings_of(parts, sale.site_id, answer)))


async def _failed(parts: Pos, sale: Sale, error: MotorwayError) -> Sale:
    if isinstance(error, NOT_TAKEN) or error.reason == NOT_SENT:
        return await _recorded(parts, sale, Outcome(Fact.REFUSED, snake(error.reason)))
    return await (_asked if error.reason == EXPIRED else _as_it_is)(parts, sale)


def _outcome(sale: Sale, answer: device_pb2.CommandResponse, sightings: Sequence[Sighting]) -> Outcome:
    """A pump whose nozzle was out already is Started by the order. One that works for the sale did not refuse it."""
    facts = {fact_of(sighting.state) for sighting in sightings if sighting.release_token == sale.sale_id}
    if not (answer.accepted or facts):
        return Outcome(Fact.REFUSED, answer.refusal_reason, answer.refusal_code, sightings)
    return Outcome(Fact.STARTED if Fact.STARTED in facts else Fact.ACCEPTED, sightings=sightings)


def _order(sale: Sale) -> device_pb2.Authorise:
    return device_pb2.Authorise(
        pump=sale.pump,
        release_token=sale.sale_id,
        nozzles=sale.nozzles,
        max_amount_minor=sale.max_amount_minor,
        max_volume_ml=sale.max_volume_ml,
        price_set=sale.price_set,
    )


async def _asked(parts: Pos, sale: Sale) -> Sale:
    """The order has expired: the pump knows. Who cannot be reached now is asked later."""
    try:
        return await ask_about(parts, sale)
    except (Timeout, Unavailable):
        return await _as_it_is(parts, sale)


async def _as_it_is(parts: Pos, sale: Sale) -> Sale:
    """A state or a transaction of the pump may have settled it meanwhile."""
    return await sale_store.get_sale(parts.db, sale.sale_id) or sale


async def _recorded(parts: Pos, sale: Sale, outcome: Outcome) -> Sale:
    """The sale is read again only when a message of the pump was faster."""
    known = [sale]

    async def work() -> Sale:
        async with transaction(parts.db) as conn:
            if outcome.sightings:
                await store.store_sightings(conn, newest(outcome.sightings), parts.clock())
            current = known.pop() if known else await _load(conn, sale.sale_id)
            after = told(current, outcome.fact, outcome.reason, outcome.code)
            if after is current:
                return current
            return await settled(conn, parts, await step(conn, parts, current, after, outcome.fact))

    return await persistently(work)


async def _load(conn: Connection, sale_id: str) -> Sale:
    sale = await sale_store.get_sale(conn, sale_id)
    if sale is None:
        raise SaleNotFound("there is no such sale", sale=sale_id)
    return sale


def snake(name: str) -> str:
    """`controller_offline` for ControllerOffline."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
