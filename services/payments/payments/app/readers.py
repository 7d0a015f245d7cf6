"""Card readers: registered, looked at, taken away, and stopped while they ask a customer."""

from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from payments.db import readers as store
from payments.domain.ids import is_id
from payments.domain.reader import (
    IdempotencyKeyReused,
    Location,
    Reader,
    ReaderBusy,
    ReaderNotFound,
    Registration,
    RegistrationCodeInvalid,
    Seen,
    check_registration,
    place_of,
)
from payments.parts import Payments
from payments.provider.errors import KeyRefused, OutcomeUnknown, RateLimited, Refused

log = get_logger(__name__)
SILENT = (OutcomeUnknown, RateLimited, KeyRefused)
"""Stripe does not answer now; nothing is wrong with what is asked."""


async def reader_for(db: "Pool | Connection", reader_id: str, site_id: str) -> Reader:
    """The reader that a customer of the site is asked with. Raises ReaderNotFound."""
    reader = await store.get(db, reader_id) if is_id(reader_id) else None
    if reader is None or reader.removed_at is not None or reader.site_id != site_id or not reader.stripe_id:
        raise ReaderNotFound("there is no such reader at this site", reader_id=reader_id, field="method.reader_id")
    return reader


async def list_readers(parts: Payments, site_id: str) -> tuple[list[Reader], bool]:
    """Those of a site, and whether Stripe has said how they are."""
    answered = True
    location = await store.location(parts.db, site_id)
    if location is not None and not location.is_fresh(parts.clock()):
        try:
            await _refresh(parts, location)
        except SILENT as error:
            log.warning("readers are shown as they were", site=site_id, error=error.message)
            answered = False
    return await store.of_site(parts.db, site_id), answered


async def register_reader(parts: Payments, wanted: Registration) -> Reader:
    """With the code that it shows. Harmless when repeated with the same key.

    Raises InvalidInput, RegistrationCodeInvalid, IdempotencyKeyReused, NotFound for the site, CountryUnknown,
    Unavailable.
    """
    check_registration(wanted)
    asked = await _asked(parts, wanted)
    if asked.stripe_id:
        return asked
    location = await _location(parts, wanted.site_id)
    code, label = wanted.registration_code, wanted.label
    try:
        seen = await parts.stripe.desk.register_reader(code, label, location, asked.reader_id)
    except Refused as error:
        await store.drop(parts.db, asked.reader_id)
        raise RegistrationCodeInvalid(error.message, field="registration_code") from error
    return await _registered(parts, asked.reader_id, seen)


async def remove_reader(parts: Payments, reader_id: str) -> Reader:
    """As it was. Harmless when repeated. Raises ReaderNotFound, NotAllowed, ReaderBusy, Unavailable."""
    reader = await _granted(parts, reader_id, Operation.READERS_MANAGE)
    if reader.removed_at is not None:
        return reader
    if reader.stripe_id:
        seen = await _seen(parts, reader)
        if seen is not None and seen.in_progress:
            raise ReaderBusy("the reader is asking a customer for a card", reader_id=reader_id)
        await parts.stripe.desk.remove_reader(reader.stripe_id)
    await store.remove(parts.db, reader_id, parts.clock())
    return reader


async def stop_reader(parts: Payments, reader_id: str) -> tuple[Reader, str]:
    """Take back what it asks its customer for: the reader, and the intent that it asked about (empty: none).

    Raises ReaderNotFound, NotAllowed, Unavailable.
    """
    reader = await _granted(parts, reader_id, Operation.PAYMENTS_TAKE)
    seen = None if reader.removed_at else await _seen(parts, reader)
    if seen is None:
        raise ReaderNotFound("there is no such reader", reader_id=reader_id)
    asked = seen.busy_with
    if asked:
        seen = await parts.stripe.desk.cancel_action(reader.stripe_id)
        await store.save_seen(parts.db, reader_id, seen)
    return await _found(parts, reader_id), asked


async def connection_token(parts: Payments, site_id: str) -> str:
    """For a reader that an app drives. A secret: never kept and never logged."""
    return await parts.stripe.desk.connection_token(await _location(parts, site_id))


async def _asked(parts: Payments, wanted: Registration) -> Reader:
    async with transaction(parts.db) as conn:
        await store.insert(conn, new_id(), wanted, current_caller().name, parts.clock())
        found = await store.of_key(conn, wanted.idempotency_key)
    assert found is not None
    reader, request_hash = found
    if request_hash != wanted.request_hash:
        raise IdempotencyKeyReused("the idempotency key was used for another request", field="idempotency_key")
    return reader


async def _location(parts: Payments, site_id: str) -> str:
    """The site at Stripe (tml_…), made when it is needed first."""
    location = await store.location(parts.db, site_id)
    if location is None:
        site = await parts.sales.get_site(site_id)
        place = place_of(site_id, site.name, site.time_zone, site.supplier.address)
        await store.insert_location(parts.db, site_id, await parts.stripe.desk.create_location(place))
        location = await store.location(parts.db, site_id)
    assert location is not None
    return location.stripe_id


async def _refresh(parts: Payments, location: Location) -> None:
    """Also finds readers whose registration was not answered."""
    seen = await parts.stripe.desk.readers(location.stripe_id)
    unanswered = await store.unanswered(parts.db, location.site_id)
    for each in seen:
        if each.reader_id in unanswered:
            await _registered(parts, each.reader_id, each)
    async with transaction(parts.db) as conn:
        await store.save_all_seen(conn, location.site_id, seen, parts.clock())


async def _registered(parts: Payments, reader_id: str, seen: Seen) -> Reader:
    async with transaction(parts.db) as conn:
        await store.supersede(conn, reader_id, seen.stripe_id, parts.clock())
        await store.save_seen(conn, reader_id, seen)
    return await _found(parts, reader_id)


async def _seen(parts: Payments, reader: Reader) -> Seen | None:
    """How it is now; None when Stripe knows it no more."""
    try:
        return await parts.stripe.desk.reader(reader.stripe_id)
    except Refused as error:
        if error.missing:
            return None
        raise


async def _granted(parts: Payments, reader_id: str, operation: Operation) -> Reader:
    reader = await _found(parts, reader_id)
    current_caller().require(operation, reader.site_id)
    return reader


async def _found(parts: Payments, reader_id: str) -> Reader:
    reader = await store.get(parts.db, reader_id) if is_id(reader_id) else None
    if reader is None:
        raise ReaderNotFound("there is no such reader", reader_id=reader_id)
    return reader
