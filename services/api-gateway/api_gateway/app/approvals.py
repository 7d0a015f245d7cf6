"""Somebody with more rights vouches at a till for one call of whoever is in there."""

from dataclasses import dataclass
from hashlib import sha256

from motorway_access.caller import Caller
from motorway_access.roles import Operation
from motorway_kit.db import transaction
from motorway_kit.ids import new_id

from api_gateway.app.identity import Identity
from api_gateway.app.tills import PinAttempt, require_pin, till_of
from api_gateway.db import approvals, tills
from api_gateway.domain import approvals as rules
from api_gateway.domain.approvals import GivenApproval
from api_gateway.domain.tills import Cashier, TillSecret, digest_of, id_in, new_secret


@dataclass(frozen=True)
class ApprovalWish:
    """What is to be approved, to be done to what."""

    operation: Operation
    target: str


async def approvers(identity: Identity, shown: str, caller: Caller, operation: Operation) -> list[Cashier]:
    """Whose PIN at this till approves it. Raises TillNotEnrolled, NotAllowed."""
    till = await till_of(identity.db, shown)
    caller.require(Operation.SALES_SELL, till.site)
    return await tills.cashiers(identity.db, till.site, rules.roles_for(operation))


async def approve(
    identity: Identity, shown: str, caller: Caller, attempt: PinAttempt, wish: ApprovalWish
) -> tuple[GivenApproval, TillSecret]:
    """For one call within a minute; wrong PINs count as those of signing in.

    Raises InvalidInput, TillNotEnrolled, NotAllowed, WrongPin, PinLocked, TooManyFailures.
    """
    rules.sound_wish(wish.operation, wish.target)
    till = await till_of(identity.db, shown)
    caller.require(Operation.SALES_SELL, till.site)
    approver = await require_pin(identity, till, attempt, rules.roles_for(wish.operation))
    secret = new_secret(new_id())
    given = GivenApproval(
        approval_id=id_in(secret.text),
        operation=wish.operation,
        target=wish.target,
        site=till.site,
        till_id=till.till_id,
        session_id=caller.session_id,
        approver_id=approver.user_id,
        approver_name=approver.username,
        expires_at=identity.clock() + rules.LIFETIME,
    )
    async with transaction(identity.db) as conn:
        await approvals.add(conn, given, secret.digest)
    return given, secret


async def redeem(identity: Identity, caller: Caller, shown: str, target: str, call: str) -> GivenApproval:
    """What is vouched for; it is spent. `call`: its Idempotency-Key, by which a repetition is the same call.

    Raises ApprovalRefused.
    """
    approval_id = id_in(shown)
    if not approval_id or not caller.session_id:
        raise rules.refused()
    secret, mark = (approval_id, digest_of(shown)), sha256(f"{target}\n{call}".encode()).digest()
    given = await approvals.use(identity.db, secret, caller.session_id, mark, identity.clock())
    if given is None or given.target != target:
        raise rules.refused()
    return given
