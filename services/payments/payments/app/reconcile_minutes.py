"""Every minute: holds whose sale is over or says nothing, questions that stay open, webhooks that did not come."""

from collections.abc import Sequence
from datetime import timedelta

from motorway.pos.v1 import sale_pb2
from motorway_kit.errors import InvalidInput, MotorwayError, NotFound
from motorway_kit.log import get_logger

from payments.app import payments, snapshots, webhooks
from payments.app.comparing import Run
from payments.db import compared as store
from payments.domain.comparison import Known
from payments.domain.reconciliation import Break, BreakClass
from payments.provider.errors import Refused

log = get_logger(__name__)

ASK_AFTER = timedelta(minutes=10)
"""How long a sale is left alone with its hold: a fuelling takes its time."""
UNDECIDED = timedelta(hours=12)
EXPIRES_WITHIN = timedelta(hours=12)
QUESTION_AGE = timedelta(hours=1)
OVERLAP = timedelta(minutes=10)
FIRST = timedelta(days=1)
AT_ONCE = 200
ENDED = frozenset({sale_pb2.SALE_STATE_REFUSED, sale_pb2.SALE_STATE_ENDED, sale_pb2.SALE_STATE_VOIDED})


async def watch_open_ends(run: Run) -> None:
    """Whatever began and is not over."""
    await _missed_webhooks(run)
    await _old_questions(run)
    await _undecided(run)
    await _expiring(run)


async def _missed_webhooks(run: Run) -> None:
    """Events that Stripe could not deliver, or all where it has nowhere to, are taken in as if they had come."""
    undelivered = bool(run.parts.settings.webhook_secrets)
    async for event in run.parts.stripe.books.events(run.since(OVERLAP, FIRST), undelivered=undelivered):
        try:
            await webhooks.take_event(run.parts, event)
        except InvalidInput as error:
            log.warning("an event cannot be read", reason=error.reason)
        await run.looked_at()


async def _old_questions(run: Run) -> None:
    """The worker goes on asking; that it does so for an hour is for people."""
    questions = await store.old_questions(run.parts.db, run.at - QUESTION_AGE)
    await run.looked_at(len(questions))
    await run.all_of(BreakClass.QUESTION_TOO_OLD, [_too_old(run, question) for question in questions])


def _too_old(run: Run, question: store.Question) -> Break:
    return Break(
        break_class=BreakClass.QUESTION_TOO_OLD,
        found_at=run.at,
        site_id=question.site_id,
        payment_id=question.payment_id,
        amount_minor=question.amount_minor,
        currency=question.currency,
        details=f"what became of {question.kind} is not known",
    )


async def _undecided(run: Run) -> None:
    """Ask pos what became of the sale. Only what is over for certain gives up the hold."""
    late = []
    for known in await store.undecided(run.parts.db, run.at - ASK_AFTER, AT_ONCE):
        await run.looked_at()
        if await _is_over(run, known):
            await payments.fix_amount(run.parts, known.payment_id, known.sale_id, 0, "sale_ended")
            await run.heal(known.broken(BreakClass.HOLD_UNDECIDED, run.at, "its sale is over"), "nothing is taken")
        elif run.at - known.state_at >= UNDECIDED:
            late.append(known.broken(BreakClass.HOLD_UNDECIDED, run.at, "its sale does not say what it takes"))
    await run.all_of(BreakClass.HOLD_UNDECIDED, late)


async def _is_over(run: Run, known: Known) -> bool:
    """Whether its sale ended with nothing to pay, or never was: it is written down before it claims a hold."""
    try:
        sale = (await run.parts.sales.get_sale(known.sale_id)).sale
    except NotFound:
        return True
    except MotorwayError as error:
        log.info("a sale cannot be asked for", sale=known.sale_id, reason=error.reason)
        return False
    nothing = sale.state == sale_pb2.SALE_STATE_CLEARED and sale.clearing == sale_pb2.CLEARING_ZERO
    return sale.state in ENDED or nothing


async def _expiring(run: Run) -> None:
    """The capture of what is fixed is looked after; the rest a person must decide before the bank lets go."""
    expiring = await store.expiring(run.parts.db, run.at + EXPIRES_WITHIN)
    for known in expiring:
        await run.looked_at()
        if known.take_minor is not None:
            await _look_after(run, known)
    await run.all_of(BreakClass.HOLD_EXPIRES, _undecided_among(run, expiring))


async def _look_after(run: Run, known: Known) -> None:
    """One that Stripe does not know keeps nobody from the others; the hourly run tells of it."""
    await run.parts.stripe.books.pace()
    try:
        await snapshots.refresh(run.parts, known.payment_id)
    except Refused as error:
        log.warning("a hold cannot be looked at", payment_id=known.payment_id, code=error.stripe_code)


def _undecided_among(run: Run, expiring: Sequence[Known]) -> list[Break]:
    return [
        known.broken(BreakClass.HOLD_EXPIRES, run.at, f"to be captured before {known.capture_before:%Y-%m-%d %H:%M}Z")
        for known in expiring
        if known.take_minor is None
    ]
