"""The hold of a pre-pay is claimed before its pump is released: never a release without a claim."""

from collections.abc import Callable
from typing import NamedTuple

from motorway_kit.db import Connection, transaction
from motorway_kit.errors import MotorwayError, Timeout, Unavailable
from motorway_kit.log import get_logger

from pos import metrics
from pos.app.sale_steps import persistently, step
from pos.app.settling import settled
from pos.db import sales as store
from pos.db.prices import prices_of
from pos.domain import card_payment as rules
from pos.domain.card_payment import NOT_APPROVED, NOT_CLAIMED, OVERRUN_ML, UNAVAILABLE, unclaimed
from pos.domain.opening import amount_of
from pos.domain.sale import Sale, SaleState
from pos.domain.sale_steps import Fact, told
from pos.parts import Pos

log = get_logger(__name__)

NOT_OURS = ("PaymentNotFound", "PaymentClaimed", "NotAllowed", "InvalidInput")
"""Payments refuses the claim with these when the payment is none that the sale could give up."""


class Refusal(NamedTuple):
    """`ours`: the hold is, or may be, the sale's, and is given up."""

    reason: str
    ours: bool


async def claim_hold(parts: Pos, sale: Sale) -> Sale:
    """The sale, whose pump may be released when it is still REQUESTED and its hold is claimed; else REFUSED."""
    hold = unclaimed(sale)
    if hold is None or sale.state is not SaleState.REQUESTED:
        return sale
    margin_minor = await _margin_minor(parts, sale)
    try:
        payment = await parts.cards.claim(hold.payment_id, sale.sale_id, sale.site_id)
    except MotorwayError as error:
        return await refuse(parts, sale.sale_id, _refusal(error))
    if payment.approved_minor <= margin_minor or payment.currency != sale.currency:
        return await refuse(parts, sale.sale_id, Refusal(NOT_APPROVED, ours=True))
    metrics.claims.labels("claimed").inc()

    def claimed(current: Sale) -> tuple[Sale, str]:
        return rules.claimed(current, payment.approved_minor, margin_minor), "payment_claimed"

    return await _while_unclaimed(parts, sale.sale_id, claimed)


async def _margin_minor(parts: Pos, sale: Sale) -> int:
    """What may run over the limit of the pump, at the highest price of the site."""
    prices = await prices_of(parts.db, sale.site_id, sale.price_set)
    return amount_of(OVERRUN_ML, max(prices.values()), sale.currency)


def _refusal(error: MotorwayError) -> Refusal:
    """Without a certain answer it may be claimed."""
    unknown = isinstance(error, Timeout | Unavailable)
    return Refusal(UNAVAILABLE if unknown else NOT_APPROVED, ours=unknown or error.reason not in NOT_OURS)


async def refuse_unclaimed(parts: Pos, sale_id: str) -> Sale:
    """Whoever opened the sale died before its hold was known to be claimed: no order was sent to the pump."""
    return await refuse(parts, sale_id, Refusal(NOT_CLAIMED, ours=True))


async def refuse(parts: Pos, sale_id: str, refusal: Refusal) -> Sale:
    metrics.claims.labels(refusal.reason).inc()
    log.info("a hold was not claimed", sale=sale_id, reason=refusal.reason)

    def refused(sale: Sale) -> tuple[Sale, str]:
        known = sale if refusal.ours else rules.not_claimed(sale, refusal.reason)
        return told(known, Fact.REFUSED, refusal.reason), Fact.REFUSED

    return await _while_unclaimed(parts, sale_id, refused)


async def _while_unclaimed(parts: Pos, sale_id: str, change: Callable[[Sale], tuple[Sale, str]]) -> Sale:
    """Nothing changes when somebody else has decided meanwhile."""

    async def work() -> Sale:
        async with transaction(parts.db) as conn:
            return await _changed(conn, parts, sale_id, change)

    return await persistently(work)


async def _changed(conn: Connection, parts: Pos, sale_id: str, change: Callable[[Sale], tuple[Sale, str]]) -> Sale:
    current = await store.get_sale(conn, sale_id)
    assert current is not None  # sales are never removed
    if current.state is not SaleState.REQUESTED or unclaimed(current) is None:
        return current
    after, what = change(current)
    if after.state is current.state:
        return await store.save_sale(conn, after, what, "", parts.clock())
    return await settled(conn, parts, await step(conn, parts, current, after, what))
