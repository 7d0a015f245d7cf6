"""The steps of a card setup: each is taken once, and found out about when it is not known whether it was."""

from dataclasses import replace

from motorway_kit.db import transaction
from motorway_kit.ids import new_id

from payments.app.readers import reader_for
from payments.db import saved_cards as store
from payments.domain.reader import ReaderNotFound
from payments.domain.saved_card import (
    CardSetup,
    SavedCard,
    SetupMethod,
    SetupSnapshot,
    SetupState,
    apply,
    failed,
    is_too_old,
)
from payments.parts import Payments
from payments.provider.errors import Declined, KeyReused, Refused


async def carried_on(parts: Payments, setup: CardSetup) -> CardSetup:
    """The setup after whatever can be done for it now. Raises OutcomeUnknown, RateLimited, KeyRefused."""
    if setup.state.is_over:
        return setup
    try:
        return await _steps(parts, setup)
    except (Refused, KeyReused) as error:
        return await _save(parts, failed(setup, getattr(error, "stripe_code", "key_reused")))
    except ReaderNotFound:
        return await _save(parts, failed(setup, "reader_not_found"))


async def _steps(parts: Payments, setup: CardSetup) -> CardSetup:
    if not setup.stripe_id:
        customer = await _customer(parts, setup.request.account_id)
        made = await parts.stripe.desk.create_setup(setup, customer)
        setup = await _save(parts, replace(setup, stripe_id=made.stripe_id))
    snapshot = await parts.stripe.desk.setup(setup.stripe_id)
    if snapshot.wants_card or snapshot.status == "requires_action":
        if is_too_old(setup, parts.clock()):
            snapshot = await parts.stripe.desk.cancel_setup(setup)
        elif snapshot.wants_card:
            return await _presented(parts, setup)
    return await _taken_in(parts, setup, snapshot)


async def _presented(parts: Payments, setup: CardSetup) -> CardSetup:
    if setup.request.method is SetupMethod.READER:
        return await _at_reader(parts, setup)
    try:
        snapshot = await parts.stripe.desk.confirm_setup(setup, parts.settings.public_url)
    except Declined as error:
        return await _save(parts, failed(setup, error.decline_code or error.stripe_code))
    return await _taken_in(parts, setup, snapshot)


async def _at_reader(parts: Payments, setup: CardSetup) -> CardSetup:
    reader = await reader_for(parts.db, setup.request.reader_id, setup.request.site_id)
    if not setup.reader_asked:
        await parts.stripe.desk.ask_reader_for_card(setup, reader.stripe_id)
        return await _save(parts, replace(setup, reader_asked=True))
    seen = await parts.stripe.desk.reader(reader.stripe_id)
    if seen.asked != setup.stripe_id:
        return await _given_up(parts, setup, "reader_stopped")
    return await _given_up(parts, setup, seen.failure_code) if seen.failure_code else setup


async def _given_up(parts: Payments, setup: CardSetup, reason: str) -> CardSetup:
    """Unless it has succeeded meanwhile."""
    try:
        await parts.stripe.desk.cancel_setup(setup)
    except Refused:
        return await _taken_in(parts, setup, await parts.stripe.desk.setup(setup.stripe_id))
    return await _save(parts, failed(setup, reason))


async def _taken_in(parts: Payments, setup: CardSetup, snapshot: SetupSnapshot) -> CardSetup:
    after = apply(setup, snapshot)
    if after.state is not SetupState.SUCCEEDED:
        return await _save(parts, after)
    card = SavedCard(
        saved_card_id=new_id(),
        account_id=setup.request.account_id,
        customer_id=await store.customer(parts.db, setup.request.account_id),
        card=await parts.stripe.desk.card(snapshot.payment_method),
        saved_at=parts.clock(),
        saved_by=setup.asked_by,
    )
    return await _save(parts, after, card)


async def _save(parts: Payments, setup: CardSetup, card: SavedCard | None = None) -> CardSetup:
    """As it is kept: one that another has brought to its end meanwhile stays so."""
    async with transaction(parts.db) as conn:
        kept = await store.lock_setup(conn, setup.setup_id)
        if kept is None or kept.state.is_over:
            return kept or setup
        if card is not None:
            setup = replace(setup, saved_card_id=await store.insert_card(conn, card))
        await store.save_setup(conn, setup)
    return setup


async def _customer(parts: Payments, account_id: str) -> str:
    """The account at Stripe (cus_…), made when it is needed first."""
    known = await store.customer(parts.db, account_id)
    if not known:
        await store.save_customer(parts.db, account_id, await parts.stripe.desk.create_customer(account_id))
        known = await store.customer(parts.db, account_id)
    return known
