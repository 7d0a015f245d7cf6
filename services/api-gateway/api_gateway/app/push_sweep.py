"""Devices that take Web Push are told only of what their users may see now."""

import asyncio
from uuid import UUID

from motorway.alerts.v1 import channels_pb2 as pb
from motorway_access.caller import EVERYTHING, Caller, CallerKind, Grant, acting
from motorway_access.roles import Operation, Role
from motorway_access.tokens import Signer
from motorway_kit.db import FAILURES, Pool
from motorway_kit.errors import MotorwayError
from motorway_kit.log import get_logger

from api_gateway.clients import Service
from api_gateway.db import accounts
from api_gateway.db.bindings import areas_of
from api_gateway.domain.grants import resolved

log = get_logger(__name__)
SWEEP_S = 60.0
SWEEPER = Caller(
    kind=CallerKind.USER,
    subject="push-sweep",
    name="push sweep",
    grants=(Grant(Role.AUDITOR, EVERYTHING),),
    limited_to=frozenset({Operation.USERS_READ}),
)
"""Nothing but `ListSubscribers` is asked so."""


async def sweep_subscribers(alerts: Service, pool: Pool, signer: Signer) -> None:
    """Once a minute; several replicas may do it at once. Roles, areas and users change in more ways than one, and this
    sees all of them.
    """
    while True:
        try:
            await renew_subscribers(alerts, pool, signer)
        except (MotorwayError, *FAILURES) as error:
            log.warning("what devices are told of could not be renewed", error=repr(error))
        await asyncio.sleep(SWEEP_S)


async def renew_subscribers(alerts: Service, pool: Pool, signer: Signer) -> None:
    """Each user asks for it, with the roles of this moment."""
    with acting(SWEEPER, signer.sign):
        found = await alerts.call("ListSubscribers", pb.ListSubscribersRequest(), pb.ListSubscribersResponse)
    for user_id in found.user_ids:
        with acting(await _as_now(pool, user_id), signer.sign):
            await alerts.call("RenewSubscriptions", pb.RenewSubscriptionsRequest(), pb.RenewSubscriptionsResponse)


async def _as_now(pool: Pool, user_id: str) -> Caller:
    """Who is gone or disabled may nothing."""
    account = await accounts.get(pool, user_id) if _is_id(user_id) else None
    if account is None or account.disabled:
        return Caller(CallerKind.USER, user_id, "")
    grants = resolved(account.bindings, await areas_of(pool, account.bindings))
    return Caller(CallerKind.USER, user_id, account.username, grants)


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
