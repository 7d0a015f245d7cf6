"""What can be done with account customers.

Who may do something at one of an account's sites may do it with the account; an account for all sites is managed by
whoever may do so everywhere.
"""

from collections.abc import Callable
from typing import NamedTuple

from motorway_access.caller import Caller, NotAllowed, current_caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.errors import InvalidInput
from motorway_kit.log import get_logger

from pos.db import account_ledger as ledger
from pos.db import accounts as store
from pos.db import sites
from pos.domain import account as rules
from pos.domain.account import Account, AccountCharge, AccountNotFound, AccountState, Vehicle
from pos.domain.account_ledger import Entry, Payment, after, check_charge, entry_of_charge, entry_of_payment
from pos.domain.account_ledger import sound_payment as sound
from pos.domain.checks import check_line
from pos.domain.idempotency import require_same, sound_key
from pos.domain.site import VersionMismatch
from pos.parts import Pos

log = get_logger(__name__)

READ, MANAGE = Operation.ACCOUNTS_READ, Operation.ACCOUNTS_MANAGE


class Changed(NamedTuple):
    """The account as it is now, and as it was."""

    account: Account
    previous: Account | None


class Paid(NamedTuple):
    entry: Entry
    account: Account


async def charge(conn: Connection, charge: AccountCharge) -> None:
    """Put a tender of a sale on the account, in the transaction that writes the sale; a negative amount gives back.

    The sale must be written already: its grades are looked up. Raises AccountNotFound, AccountNotValidHere,
    AccountBlocked, AccountLimitExceeded, AccountCurrencyDiffers, VehicleUnknown, VehicleBlocked, VehicleLimitExceeded,
    GradeNotAllowed, OdometerRequired, InvalidInput.
    """
    account = _found(await store.lock_account(conn, charge.account_id), charge.account_id)
    grades = await ledger.grades_of_sale(conn, charge.sale_id)
    borne = await ledger.charged_for_sale(conn, account.account_id, charge.sale_id)
    check_charge(account, charge, grades, borne)
    entry = entry_of_charge(account, charge, current_caller().name)
    await ledger.add_entry(conn, entry, after(account, entry))


async def put_account(parts: Pos, wanted: Account, expected_version: int | None) -> Changed:
    """Create the account or replace its terms; the same again changes nothing. State and vehicles stay.

    Raises InvalidInput, VersionMismatch, AccountHasEntries, NotAllowed.
    """
    terms = rules.sound_account(wanted)
    async with transaction(parts.db) as conn:
        await store.create_lock(conn, terms.account_id)
        stored = await store.lock_account(conn, terms.account_id)
        _require_terms(current_caller(), stored, terms)
        await _require_sites(conn, terms)
        account = rules.with_terms(stored, terms, parts.clock())
        await _saved(conn, stored, account, expected_version)
    return Changed(account, stored)


async def get_account(db: Pool, account_id: str) -> Account:
    """Raises AccountNotFound, NotAllowed."""
    account = _found(await store.get_account(db, account_id), account_id)
    require(READ, account)
    return account


async def list_accounts(db: Pool, search: store.Search, after_id: str, limit: int) -> tuple[list[Account], bool]:
    """At most `limit` accounts in order of id, and whether there are more."""
    accounts = await store.list_accounts(db, search, after_id, limit + 1)
    return accounts[:limit], len(accounts) > limit


async def block_account(db: Pool, account_id: str, reason: str) -> Changed:
    """Nothing is charged any more. Repeating it changes nothing. Raises AccountNotFound, NotAllowed, InvalidInput."""
    return await _change(db, account_id, lambda account: rules.blocked(account, reason))


async def unblock_account(db: Pool, account_id: str) -> Changed:
    """Repeating it changes nothing. Raises AccountNotFound, NotAllowed."""
    return await _change(db, account_id, rules.unblocked)


async def put_vehicle(db: Pool, account_id: str, vehicle: Vehicle, expected_version: int | None = None) -> Changed:
    """Add the vehicle or replace it. Repeating it changes nothing.

    Raises AccountNotFound, NotAllowed, InvalidInput, VersionMismatch.
    """
    sound_vehicle = rules.sound_vehicle(vehicle)
    return await _change(db, account_id, lambda account: rules.with_vehicle(account, sound_vehicle), expected_version)


async def remove_vehicle(db: Pool, account_id: str, registration: str) -> Changed:
    """Raises AccountNotFound, NotAllowed, VehicleNotFound."""
    return await _change(db, account_id, lambda account: rules.without_vehicle(account, registration))


async def list_entries(db: Pool, account_id: str, before: int | None, limit: int) -> tuple[list[Entry], bool]:
    """At most `limit` entries, newest first, and whether there are more. Raises AccountNotFound, NotAllowed."""
    await get_account(db, account_id)
    entries = await ledger.list_entries(db, account_id, before, limit + 1)
    return entries[:limit], len(entries) > limit


async def record_payment(parts: Pos, payment: Payment, key: str) -> Paid:
    """Money received on the account, once for each key.

    Raises AccountNotFound, NotAllowed, InvalidInput, IdempotencyKeyReused.
    """
    sound(payment)
    sound_key(key)
    async with transaction(parts.db) as conn:
        account = _found(await store.lock_account(conn, payment.account_id), payment.account_id)
        require(MANAGE, account)
        if known := await ledger.entry_by_key(conn, key):
            entry, request = known
            require_same(request, payment.fingerprint)
            return Paid(entry, account)
        entry = entry_of_payment(account, payment, parts.clock(), current_caller().name)
        account = after(account, entry)
        await ledger.add_entry(conn, entry, account, key, payment.fingerprint)
    log.info("account payment", account=account.account_id, entry=entry.number)
    return Paid(entry, account)


def require(operation: Operation, account: Account) -> None:
    """Raises NotAllowed. An account for all sites is read by whoever reads at any."""
    caller = current_caller()
    if not account.sites and operation is MANAGE:
        _require_everything(caller)
    elif not account.sites or not any(caller.may(operation, site) for site in account.sites):
        caller.require(operation, account.sites[0] if account.sites else None)


def _require_everything(caller: Caller) -> None:
    if not caller.scope(MANAGE).everything:
        raise NotAllowed(f"{caller.name} may not do {MANAGE} everywhere", operation=MANAGE)


def _require_terms(caller: Caller, stored: Account | None, wanted: Account) -> None:
    if stored is not None:
        require(MANAGE, stored)
    touched = rules.sites_touched(stored, wanted)
    if touched is None:
        _require_everything(caller)
    for site in touched or ():
        caller.require(MANAGE, site)


async def _require_sites(conn: Connection, account: Account) -> None:
    """Raises InvalidInput for a site that does not exist."""
    known = await sites.existing(conn, [account.home_site, *account.sites])
    for i, site in enumerate(account.sites):
        if site not in known:
            raise InvalidInput(f"sites[{i}] is no site", field=f"sites[{i}]", site=site)
    if account.home_site not in known:
        raise InvalidInput("home_site is no site", field="home_site", site=account.home_site)


async def _change(
    db: Pool, account_id: str, change: Callable[[Account], Account], expected: int | None = None
) -> Changed:
    async with transaction(db) as conn:
        stored = _found(await store.lock_account(conn, account_id), account_id)
        require(MANAGE, stored)
        account = change(stored)
        await _saved(conn, stored, account, expected)
    return Changed(account, stored)


async def _saved(conn: Connection, stored: Account | None, account: Account, expected: int | None) -> None:
    """Raises VersionMismatch when it changes another version than the expected one (0: no account yet)."""
    version = stored.version if stored else 0
    if account.version == version:
        return
    if expected not in (None, version):
        raise VersionMismatch(
            "the account has another version", account=account.account_id, expected=expected, stored=version
        )
    await store.save_account(conn, account)
    log.info("account changed", account=account.account_id, version=account.version, state=account.state.name)


def _found(account: Account | None, account_id: str) -> Account:
    if account is None:
        raise AccountNotFound("there is no such account", account=account_id)
    return account


def search_of(text: str, site_id: str, state: AccountState | None) -> store.Search:
    """What the caller may find. Raises NotAllowed for a site of others, InvalidInput."""
    caller, text = current_caller(), text.strip()
    check_line(text, "search")
    if site_id:
        caller.require(READ, site_id)
    plain = rules.plain_registration(text)
    return store.Search(caller.scope(READ), site_id, state, text, plain if plain.isalnum() else "")
