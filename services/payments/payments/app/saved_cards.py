"""Cards that account customers leave on file: asked for, kept, listed, and forgotten."""

from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.log import get_logger

from payments.app.card_setup import carried_on
from payments.db import saved_cards as store
from payments.domain.ids import is_id
from payments.domain.saved_card import (
    LOOK_AGAIN,
    CardSetup,
    CardSetupDiffers,
    CardSetupNotFound,
    SavedCard,
    SavedCardNotFound,
    SetupRequest,
    SetupState,
    check_request,
)
from payments.parts import Payments
from payments.provider.errors import KeyRefused, OutcomeUnknown, RateLimited

log = get_logger(__name__)
BATCH = 20
LEASE = LOOK_AGAIN


async def card_for(db: "Pool | Connection", saved_card_id: str, account_id: str) -> SavedCard:
    """The card of an account that is charged. Raises SavedCardNotFound."""
    card = await store.card(db, saved_card_id) if is_id(saved_card_id) else None
    if card is None or card.removed_at is not None or card.account_id != account_id:
        raise SavedCardNotFound("the account has no such card", saved_card_id=saved_card_id)
    return card


async def start_setup(parts: Payments, wanted: SetupRequest) -> CardSetup:
    """Ask for a card. What becomes of it: `get_setup`. The same request again has no effect.

    Raises InvalidInput, CardSetupDiffers, NotFound for account or reader, NotAllowed for the account.
    """
    check_request(wanted)
    await parts.sales.check_account(wanted.account_id)
    now = parts.clock()
    new = CardSetup(wanted, SetupState.PENDING, now, current_caller().name)
    async with transaction(parts.db) as conn:
        await store.insert_setup(conn, new, now + LOOK_AGAIN)
        setup = await store.setup(conn, wanted.setup_id)
    assert setup is not None
    if setup.request != wanted:
        raise CardSetupDiffers("this id was used for another setup", field="setup_id")
    return await _carried_on_if_possible(parts, setup)


async def get_setup(parts: Payments, setup_id: str) -> CardSetup:
    """As Stripe tells it now. Raises CardSetupNotFound, NotAllowed."""
    setup = await store.setup(parts.db, setup_id) if is_id(setup_id) else None
    if setup is None:
        raise CardSetupNotFound("nobody asked for such a setup", setup_id=setup_id)
    current_caller().require(Operation.ACCOUNTS_READ, setup.request.site_id)
    return await _carried_on_if_possible(parts, setup)


async def list_cards(parts: Payments, account_id: str) -> list[SavedCard]:
    """Newest first. Raises NotFound, NotAllowed."""
    await parts.sales.check_account(account_id)
    return list(await store.cards_of(parts.db, account_id))


async def remove_card(parts: Payments, saved_card_id: str) -> SavedCard:
    """It is charged no more from now on; Stripe forgets it now or soon. As it was. Harmless when repeated.

    Raises SavedCardNotFound, NotAllowed for the account.
    """
    card = await store.card(parts.db, saved_card_id) if is_id(saved_card_id) else None
    if card is None:
        raise SavedCardNotFound("there is no such card", saved_card_id=saved_card_id)
    await parts.sales.check_account(card.account_id)
    await store.remove_card(parts.db, saved_card_id, current_caller().name, parts.clock())
    await detach_removed(parts)
    return card


async def look_at(parts: Payments, stripe_id: str) -> bool:
    """Because Stripe has told of it (seti_…). False: it is not known here."""
    setup = await store.setup_of_stripe(parts.db, stripe_id)
    if setup is not None:
        await carried_on(parts, setup)
    return setup is not None


async def look_at_waiting(parts: Payments) -> None:
    """Those that nobody has finished, whether Stripe tells of them or not."""
    now = parts.clock()
    for setup_id in await store.claim_setups(parts.db, now, now + LEASE, BATCH):
        setup = await store.setup(parts.db, setup_id)
        if setup is not None:
            await _carried_on_if_possible(parts, setup)


async def detach_removed(parts: Payments) -> None:
    """What was removed here is forgotten at Stripe, as soon as Stripe answers."""
    for saved_card_id, stripe_id in await store.to_detach(parts.db, BATCH):
        try:
            await parts.stripe.desk.detach(stripe_id)
        except (OutcomeUnknown, RateLimited, KeyRefused) as error:
            log.warning("a card is detached later", card=saved_card_id, error=error.message)
            return
        await store.detached(parts.db, saved_card_id, parts.clock())


async def _carried_on_if_possible(parts: Payments, setup: CardSetup) -> CardSetup:
    """As it stands if Stripe does not answer."""
    try:
        return await carried_on(parts, setup)
    except (OutcomeUnknown, RateLimited, KeyRefused) as error:
        log.warning("a card setup is carried on later", setup=setup.setup_id, error=error.message)
    return setup
