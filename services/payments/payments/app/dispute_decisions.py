"""What people decide about a dispute goes to Stripe, once: evidence, or giving in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit.db import transaction
from motorway_kit.log import get_logger

from payments.app.disputes import apply, granted, keep
from payments.app.evidence import evidence_for
from payments.db import disputes as store
from payments.db.disputes import Bundle
from payments.domain.dispute import (
    Decision,
    Dispute,
    DisputeAnswerRefused,
    DisputeSnapshot,
    asked_anew,
    asks_first,
    check_note,
    decide,
    undone,
)
from payments.parts import Payments
from payments.provider.errors import KeyRefused, KeyReused, OutcomeUnknown, RateLimited, Refused

log = get_logger(__name__)
LEASE = timedelta(seconds=30)
BATCH = 10
SILENT = (OutcomeUnknown, RateLimited, KeyRefused)


class Decided(NamedTuple):
    """The dispute as it is now, and as it was."""

    dispute: Dispute
    previous: Dispute


async def submit_evidence(parts: Payments, dispute_id: str, note: str) -> Decided:
    """Send receipt, pump transaction and times. Harmless when repeated.

    Raises DisputeNotFound, NotAllowed, InvalidInput, DisputeNotOpen, DisputeAnswerRefused, Unavailable when pos cannot
    be asked; when Stripe does not answer it is sent again by itself.
    """
    said = check_note(note)
    previous = await granted(parts, dispute_id, Operation.DISPUTES_MANAGE)
    if previous.decision is Decision.SUBMIT:
        return await _sent(parts, previous, previous)
    decide(previous, Decision.SUBMIT, current_caller().name, parts.clock())
    return await _decided(parts, previous, Decision.SUBMIT, await evidence_for(parts, previous, said))


async def accept_dispute(parts: Payments, dispute_id: str) -> Decided:
    """Give in. Harmless when repeated. Raises DisputeNotFound, NotAllowed, DisputeNotOpen, DisputeAnswerRefused."""
    previous = await granted(parts, dispute_id, Operation.DISPUTES_MANAGE)
    if previous.decision is Decision.ACCEPT:
        return await _sent(parts, previous, previous)
    return await _decided(parts, previous, Decision.ACCEPT, None)


async def send_waiting(parts: Payments) -> None:
    """What was decided and Stripe has not answered."""
    now = parts.clock()
    for dispute_id in await store.claim(parts.db, now, now + LEASE, BATCH):
        dispute = await store.get(parts.db, dispute_id)
        if dispute is not None:
            try:
                await _sent(parts, dispute, dispute)
            except DisputeAnswerRefused as error:
                log.warning("an answer to a dispute was refused", dispute=dispute_id, error=error.message)


async def _decided(parts: Payments, previous: Dispute, decision: Decision, bundle: Bundle | None) -> Decided:
    async with transaction(parts.db) as conn:
        locked = await store.lock(conn, previous.dispute_id)
        assert locked is not None
        if locked.decision is not decision:
            locked = decide(locked, decision, current_caller().name, parts.clock())
            await keep(conn, locked, parts.clock())
            if bundle is not None:
                await store.save_bundle(conn, locked.dispute_id, bundle)
    return await _sent(parts, locked, previous)


async def _sent(parts: Payments, dispute: Dispute, previous: Dispute) -> Decided:
    if dispute.is_on_its_way:
        try:
            await _carry_on(parts, dispute)
        except SILENT as error:
            log.warning("an answer to a dispute is sent later", dispute=dispute.dispute_id, error=error.message)
    after = await store.get(parts.db, dispute.dispute_id)
    assert after is not None
    return Decided(after, previous)


async def _carry_on(parts: Payments, dispute: Dispute) -> None:
    if asks_first(dispute, parts.clock()):
        await apply(parts, await parts.stripe.desk.dispute(dispute.stripe_id))
        dispute = await _changed(parts, dispute, lambda one: asked_anew(one, parts.clock()))
        if not dispute.is_on_its_way:
            return
    try:
        await apply(parts, await _answer(parts, dispute))
    except (Refused, KeyReused) as error:
        await _refused(parts, dispute, error.message)


async def _refused(parts: Payments, dispute: Dispute, why: str) -> None:
    """It has arrived all the same, or it is taken back here."""
    await apply(parts, await parts.stripe.desk.dispute(dispute.stripe_id))
    after = await _changed(parts, dispute, undone)
    if after.decision is None:
        raise DisputeAnswerRefused(why, dispute=dispute.dispute_id)


async def _answer(parts: Payments, dispute: Dispute) -> DisputeSnapshot:
    desk, stripe_id = parts.stripe.desk, dispute.stripe_id
    if dispute.decision is Decision.ACCEPT:
        return await desk.close_dispute(stripe_id, dispute.key("close"))
    bundle = await store.bundle(parts.db, dispute.dispute_id)
    assert bundle is not None
    if bundle.receipt_pdf and not bundle.file_id:
        bundle = replace(bundle, file_id=await desk.upload_receipt(bundle.receipt_pdf, dispute.key("file")))
        async with transaction(parts.db) as conn:
            await store.save_bundle(conn, dispute.dispute_id, bundle)
    receipt = {"receipt": bundle.file_id} if bundle.file_id else {}
    return await desk.submit_evidence(stripe_id, {**bundle.texts, **receipt}, dispute.key("submit"))


async def _changed(parts: Payments, dispute: Dispute, change: Callable[[Dispute], Dispute]) -> Dispute:
    """As it is kept then: only one whose decision is on its way is changed."""
    async with transaction(parts.db) as conn:
        locked = await store.lock(conn, dispute.dispute_id)
        assert locked is not None
        if locked.is_on_its_way:
            locked = change(locked)
            await keep(conn, locked, parts.clock())
    return locked
