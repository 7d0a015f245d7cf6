"""Tills: enrolled, listed, revoked; and cashiers who come in by PIN."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from motorway_access.caller import Caller, CallerKind
from motorway_access.roles import Operation
from motorway_kit.db import Pool, transaction
from motorway_kit.errors import MotorwayError
from motorway_kit.ids import new_id

from api_gateway import metrics
from api_gateway.app.identity import Identity
from api_gateway.app.known_sites import require_site
from api_gateway.app.sessions import SignedIn, begin_session, end_sessions_of_till
from api_gateway.app.sign_in import Origin
from api_gateway.app.users import Administration
from api_gateway.db import tills
from api_gateway.db.tills import ROLES
from api_gateway.domain import tills as rules
from api_gateway.domain.sessions import Method, SignIn
from api_gateway.domain.tills import Cashier, PinLocked, Till, TillNotEnrolled, TillSecret, WrongPin


@dataclass(frozen=True)
class PinAttempt:
    """A PIN typed on a till, and from where."""

    user_id: str
    origin: Origin
    pin: str = field(repr=False)


async def list_tills(db: Pool, caller: Caller, site: str | None, before: str | None, count: int) -> list[Till]:
    """At most one more than the count, newest first. Raises NotAllowed for a site that the caller may not read."""
    within = caller.narrowed(Operation.TILLS_READ, [site] if site else [])
    return await tills.page(db, within, before, count + 1)


async def enrol_till(
    office: Administration, caller: Caller, site: str, name: str, now: datetime
) -> tuple[Till, TillSecret]:
    """The secret is for the browser only. Raises NotAllowed or UnknownSite."""
    caller.require(Operation.TILLS_MANAGE, site)
    await require_site(office.pos, site)
    till = Till(new_id(), site, name, now, caller.name)
    secret = rules.new_secret(till.till_id)
    async with transaction(office.db) as conn:
        await tills.add(conn, till, secret.digest)
    return till, secret


async def revoke_till(office: Administration, caller: Caller, till_id: str, now: datetime) -> tuple[Till, Till]:
    """Before and after; its sessions end. Repeating it changes nothing. Raises TillNotFound, NotAllowed."""
    before = rules.require_seen(caller, await tills.get(office.db, till_id), Operation.TILLS_MANAGE)
    async with transaction(office.db) as conn:
        await tills.revoke(conn, till_id, now)
        await end_sessions_of_till(office.sessions, conn, till_id)
    return before, replace(before, revoked_at=before.revoked_at or now)


async def unlock_pin(identity: Identity, caller: Caller, till_id: str, user_id: str) -> tuple[Till, Cashier]:
    """A supervisor vouches for a cashier of the till's site. Raises TillNotFound, NotAllowed, CashierNotFound."""
    till = rules.require_seen(caller, await tills.get(identity.db, till_id), Operation.TILLS_MANAGE)
    cashier = rules.require_cashier(await tills.cashier(identity.db, till.site, user_id))
    await tills.forget_failures(identity.db, user_id)
    await identity.failures.forgive(_subject(till, user_id))
    return till, cashier


async def till_of(db: Pool, shown: str) -> Till:
    """By the cookie of its browser. Raises TillNotEnrolled."""
    till_id = rules.id_in(shown)
    found = await tills.find(db, till_id) if till_id else None
    if found is None or not rules.is_secret_of(shown, found[1]):
        raise TillNotEnrolled("this browser is not a till")
    return found[0]


async def till_name_at(db: Pool, caller: Caller, site: str) -> str:
    """Of the till of the site on which the caller is in by PIN; empty for everybody else."""
    if caller.kind is not CallerKind.USER:
        return ""
    till = await tills.of_session(db, caller.session_id)
    return till.name if till is not None and till.site == site else ""


async def cashiers_of(db: Pool, till: Till) -> list[Cashier]:
    """Who may come in by PIN."""
    return await tills.cashiers(db, till.site)


async def sign_in_by_pin(identity: Identity, shown: str, attempt: PinAttempt) -> SignedIn:
    """Whoever was in on this till is out. Raises TillNotEnrolled, WrongPin, PinLocked, TooManyFailures."""
    till = await till_of(identity.db, shown)
    try:
        await require_pin(identity, till, attempt)
    except MotorwayError as error:
        metrics.sign_ins.labels(Method.PIN, error.reason).inc()
        raise
    sign_in = SignIn(
        user_id=attempt.user_id,
        method=Method.PIN,
        address=attempt.origin.address,
        user_agent=attempt.origin.user_agent,
        till_id=till.till_id,
        site=till.site,
        lifetime=rules.PIN_SESSION,
        idle=rules.PIN_IDLE,
    )
    signed_in = await begin_session(identity.sessions, sign_in)
    async with transaction(identity.db) as conn:
        await tills.note_use(conn, till.till_id, identity.clock())
        ended = await tills.end_earlier_sessions(conn, signed_in.session, identity.clock())
    identity.sessions.forget(ended)
    metrics.sign_ins.labels(Method.PIN, "accepted").inc()
    return signed_in


async def require_pin(identity: Identity, till: Till, attempt: PinAttempt, roles: Sequence[str] = ROLES) -> Cashier:
    """Whoever has one of these roles at the till's site, and this PIN. Raises WrongPin, PinLocked, TooManyFailures."""
    async with identity.failures.attempt(_subject(till, attempt.user_id), attempt.origin.address):
        return await _right(identity, till, attempt, roles)


async def _right(identity: Identity, till: Till, attempt: PinAttempt, roles: Sequence[str]) -> Cashier:
    """Takes the same time for a user that has no PIN here. Raises WrongPin or PinLocked."""
    cashier = await tills.cashier(identity.db, till.site, attempt.user_id, roles)
    if cashier is not None and cashier.locked:
        raise PinLocked("too many wrong PINs; a supervisor must unlock it")
    matches = await identity.passwords.matches(cashier.pin_hash if cashier else None, attempt.pin)
    if cashier is None or not matches:
        if cashier is not None:
            await tills.count_failure(identity.db, attempt.user_id)
        raise WrongPin("wrong PIN")
    await tills.forget_failures(identity.db, attempt.user_id)
    return cashier


def _subject(till: Till, user_id: str) -> str:
    """Failures are counted for a user on a till, apart from those of passwords."""
    return f"pin/{till.till_id}/{user_id}"
