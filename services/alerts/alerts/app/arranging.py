"""Channels, recipients, rotas and policies: who may change them, and that they fit each other."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from motorway_access.caller import Caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.errors import InvalidInput

from alerts.app.rules import VersionMismatch
from alerts.db import documents as store
from alerts.db import rotas
from alerts.db.documents import Stored
from alerts.domain.channel import Channel, Email, Sms, check_secret
from alerts.domain.documents import Document, DocumentKind, DocumentNotFound
from alerts.parts import Alerts
from alerts.sealing import SealBroken

READ: Mapping[DocumentKind, Operation] = {
    DocumentKind.CHANNEL: Operation.NOTIFICATIONS_READ,
    DocumentKind.RECIPIENT: Operation.ON_CALL_READ,
    DocumentKind.ROTA: Operation.ON_CALL_READ,
    DocumentKind.POLICY: Operation.ON_CALL_READ,
}
MANAGE: Mapping[DocumentKind, Operation] = {
    DocumentKind.CHANNEL: Operation.CHANNELS_MANAGE,
    DocumentKind.RECIPIENT: Operation.ON_CALL_MANAGE,
    DocumentKind.ROTA: Operation.ON_CALL_MANAGE,
    DocumentKind.POLICY: Operation.ON_CALL_MANAGE,
}


class Put(NamedTuple):
    """As it is now, and as it was; the same when nothing was left to change."""

    stored: Stored
    previous: Stored | None


def secret_use(channel_id: str) -> str:
    """What the secret of a channel is sealed for."""
    return f"channel/{channel_id}"


def require_all(caller: Caller, operation: Operation, document: Document) -> None:
    """At each of its sites; one for every site takes a caller who may everywhere. Raises NotAllowed."""
    for site in document.sites or ("",):
        caller.require(operation, site)


def require_one(caller: Caller, operation: Operation, document: Document) -> None:
    """At one of its sites. Raises NotAllowed."""
    scope = caller.scope(operation)
    if not document.sites or any(map(scope.covers, document.sites)):
        caller.require(operation)
    else:
        caller.require(operation, document.sites[0])


async def list_documents(db: Pool, caller: Caller, kind: DocumentKind, sites: Iterable[str]) -> list[Stored]:
    """Those of the sites (none: all that the caller may see), and those of every site. Raises NotAllowed."""
    return await store.list_documents(db, kind, caller.narrowed(READ[kind], sites))


async def get_document(db: "Pool | Connection", caller: Caller, kind: DocumentKind, document_id: str) -> Stored:
    """Raises DocumentNotFound, NotAllowed."""
    stored = await _found(db, kind, document_id)
    require_one(caller, READ[kind], stored.document)
    return stored


async def put_document(
    parts: Alerts, caller: Caller, kind: DocumentKind, document: Document, expected_version: int | None
) -> Put:
    """Make or change it.

    Raises NotAllowed, InvalidInput for what does not fit, DocumentInUse for whom it would not, VersionMismatch unless
    the expected version is stored (0: none is; None: any will do).
    """
    now = parts.clock()
    async with transaction(parts.db) as conn:
        await store.lock(conn)
        previous = await store.get(conn, kind, document.id)
        for each in (document, previous.document) if previous else (document,):
            require_all(caller, MANAGE[kind], each)
        _require_version(previous, expected_version)
        document, sealed = _sealed(parts, document, previous)
        everything = await store.arrangements(conn, now)
        everything.with_document(document).check(kind, document.id)
        if previous and (previous.document, previous.sealed) == (document, sealed):
            return Put(previous, previous)
        stored = Stored(document, previous.version + 1 if previous else 1, now, caller.name, sealed)
        await store.save(conn, kind, stored)
    return Put(stored, previous)


async def remove_document(parts: Alerts, caller: Caller, kind: DocumentKind, document_id: str) -> Stored:
    """What it was. Raises DocumentNotFound, NotAllowed, DocumentInUse."""
    async with transaction(parts.db) as conn:
        await store.lock(conn)
        previous = await _found(conn, kind, document_id)
        require_all(caller, MANAGE[kind], previous.document)
        everything = await store.arrangements(conn, parts.clock())
        everything.without(kind, document_id).check(kind, document_id)
        await store.remove(conn, kind, document_id)
        if kind is DocumentKind.ROTA:
            await rotas.remove_all(conn, document_id)
    return previous


def _require_version(stored: Stored | None, expected: int | None) -> None:
    version = stored.version if stored else 0
    if expected not in (None, version):
        raise VersionMismatch("it has another version", expected=expected, stored=version)


async def _found(db: "Pool | Connection", kind: DocumentKind, document_id: str) -> Stored:
    stored = await store.get(db, kind, document_id)
    if stored is None:
        raise DocumentNotFound(f"there is no such {kind.lower()}", id=document_id)
    return stored


def _sealed(parts: Alerts, document: Document, previous: Stored | None) -> tuple[Document, bytes | None]:
    """A channel without its secret, and that sealed: the given one, or the one it had."""
    if not isinstance(document, Channel):
        return document, None
    former = previous.document if previous else None
    kept = previous.sealed if previous and isinstance(former, Channel) and former.kind is document.kind else None
    if kept is None:
        check_secret(document)
    if not document.secret:
        if kept is not None and isinstance(former, Channel) and _place(former) != _place(document):
            raise InvalidInput("another address needs its secret again", field="config")
        return document, kept
    use, bare = secret_use(document.id), document.with_secret("")
    if kept is not None and _is_sealed_in(parts, kept, document):
        return bare, kept
    return bare, parts.ways.sealer.seal(document.secret, use)


def _is_sealed_in(parts: Alerts, kept: bytes, channel: Channel) -> bool:
    """Not, where it cannot be opened: with another key_secret every secret is given again."""
    try:
        return parts.ways.sealer.open(kept, secret_use(channel.id)) == channel.secret
    except SealBroken:
        return False


def _place(channel: Channel) -> object:
    """Where its secret is sent to: it must not be given to whoever changes that."""
    match channel.config:
        case Email(host=host, port=port, security=security):
            return host, port, security
        case Sms(url=url, header=header):
            return url, header
    return None
