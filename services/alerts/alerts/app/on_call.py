"""Who is on call, and who stands in."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from motorway_access.caller import Caller
from motorway_access.roles import Operation
from motorway_kit.db import transaction
from motorway_kit.errors import Conflict, InvalidInput
from motorway_kit.ids import new_id

from alerts.app.arranging import get_document, require_all
from alerts.db import documents as store
from alerts.db import rotas
from alerts.domain.documents import DocumentKind
from alerts.domain.rota import Duty, OverrideNotFound, Rota, StandIn, check_span, duties, duty_at
from alerts.parts import Alerts

MAX_REASON, MAX_KEY = 200, 200


class IdempotencyKeyReused(Conflict):
    """The key stands for another request."""


async def list_duties(parts: Alerts, caller: Caller, rota_id: str, start: datetime, end: datetime | None) -> list[Duty]:
    """Over that time, or at its start. Raises DocumentNotFound, NotAllowed, InvalidInput."""
    rota = await _rota(parts, caller, rota_id)
    overrides = await rotas.overrides_of(parts.db, rota_id, start)
    return [duty_at(rota, overrides, start)] if end is None else list(duties(rota, overrides, start, end))


async def current_overrides(parts: Alerts, rota_id: str) -> list[StandIn]:
    """Those that are not over."""
    return await rotas.overrides_of(parts.db, rota_id, parts.clock())


async def add_override(parts: Alerts, caller: Caller, rota_id: str, wanted: StandIn, key: str) -> StandIn:
    """`wanted` without who makes it. Raises DocumentNotFound, NotAllowed, InvalidInput, IdempotencyKeyReused."""
    _check(wanted, key)
    said = rota_id, wanted.recipient, wanted.starts_at, wanted.ends_at, wanted.reason
    asked = sha256(repr(said).encode()).digest()
    override = StandIn(new_id(), *said[1:], caller.name, parts.clock())
    async with transaction(parts.db) as conn:
        await store.lock(conn)
        rota = (await get_document(conn, caller, DocumentKind.ROTA, rota_id)).document
        require_all(caller, Operation.ON_CALL_MANAGE, rota)
        recipient = await store.get(conn, DocumentKind.RECIPIENT, wanted.recipient)
        if recipient is None or not recipient.document.serves(rota.sites):
            raise InvalidInput(f"{wanted.recipient} is no recipient for all sites of the rota", field="recipient")
        if await rotas.insert(conn, rota_id, override, key, asked):
            return override
        kept = await rotas.kept(conn, key)
    if (kept.rota, kept.request_hash) != (rota_id, asked):
        raise IdempotencyKeyReused("the idempotency key was used for another request", field="idempotency_key")
    return kept.override


async def remove_override(parts: Alerts, caller: Caller, rota_id: str, override_id: str) -> StandIn:
    """What it was. Raises DocumentNotFound, NotAllowed, OverrideNotFound, InvalidInput."""
    async with transaction(parts.db) as conn:
        rota = (await get_document(conn, caller, DocumentKind.ROTA, rota_id)).document
        require_all(caller, Operation.ON_CALL_MANAGE, rota)
        removed = await rotas.remove(conn, rota_id, sound_id(override_id, "override_id"))
    if removed is None:
        raise OverrideNotFound("the rota has no such stand-in", override_id=override_id)
    return removed


def sound_id(text: str, field: str) -> str:
    """Raises InvalidInput for what is no UUID."""
    try:
        return str(UUID(text))
    except ValueError as error:
        raise InvalidInput(f"{field} is no UUID", field=field) from error


def sound_key(key: str) -> str:
    """Raises InvalidInput."""
    if not 1 <= len(key) <= MAX_KEY or not key.isprintable():
        raise InvalidInput(f"must be 1 to {MAX_KEY} printable characters", field="idempotency_key")
    return key


def _check(wanted: StandIn, key: str) -> None:
    sound_key(key)
    check_span(wanted)
    if len(wanted.reason) > MAX_REASON or (wanted.reason and not wanted.reason.isprintable()):
        raise InvalidInput(f"must be at most {MAX_REASON} printable characters", field="reason")


async def _rota(parts: Alerts, caller: Caller, rota_id: str) -> Rota:
    document = (await get_document(parts.db, caller, DocumentKind.ROTA, rota_id)).document
    assert isinstance(document, Rota), "it is of that kind"
    return document
