"""Telling somebody what is kept about them, and forgetting it: customers at pos and payments, users here."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import orjson
from motorway.payments.v1 import desk_pb2
from motorway.pos.v1 import accounts_pb2
from motorway.pos.v1 import personal_data_pb2 as pb
from motorway_kit.db import Connection, transaction
from motorway_kit.errors import InvalidInput

from api_gateway.app.identity import Identity
from api_gateway.clients import COMMAND_DEADLINE_S, Neighbours
from api_gateway.db import personal_data as store
from api_gateway.domain.administration import UserNotFound, new_password
from api_gateway.domain.personal_data import (
    Hindrance,
    KeepReason,
    Plan,
    Planned,
    Section,
    Subject,
    SubjectKind,
)

POS, PAYMENTS, HERE = "pos", "payments", "api-gateway"
AUDIT_ROWS = 1000


@dataclass(frozen=True)
class Records:
    """Where things about persons lie."""

    identity: Identity
    neighbours: Neighbours


async def export(records: Records, subject: Subject) -> list[Section]:
    """Raises AccountNotFound, UserNotFound, InvalidInput, NotAllowed."""
    if subject.kind is SubjectKind.USER:
        return await _of_user(records, subject)
    return [*await _of_customer(records, subject), *await _cards_told(records, subject)]


async def plan(records: Records, subject: Subject) -> Plan:
    """Raises AccountNotFound, UserNotFound, InvalidInput, NotAllowed."""
    if subject.kind is SubjectKind.USER:
        async with transaction(records.identity.db) as conn:
            return await _planned_of_user(conn, subject)
    return await _planned_of_customer(records, subject)


async def erase(records: Records, subject: Subject, confirmation: str) -> Plan:
    """What was done; where nothing is left, nothing is asked either.

    Raises ErasureHindered, ErasurePlanChanged, AccountNotFound, UserNotFound, InvalidInput, NotAllowed.
    """
    if subject.kind is SubjectKind.USER:
        return await _user_erased(records.identity, subject, confirmation)
    planned = await _planned_of_customer(records, subject)
    if planned.erases:
        planned.require(confirmation)
        for card_id, site in await _cards(records, subject):
            await _card_removed(records.neighbours, card_id, site)
        request = pb.ErasePersonalDataRequest(subject=_message(subject), confirmation=planned.inner)
        await records.neighbours.pos.call("ErasePersonalData", request, pb.ErasePersonalDataResponse)
    return planned


async def _of_customer(records: Records, subject: Subject) -> list[Section]:
    found: dict[str, list[dict[str, object]]] = {}
    request = pb.ExportPersonalDataRequest(subject=_message(subject))
    async for portion in records.neighbours.pos.stream("ExportPersonalData", request):
        found.setdefault(portion.section, []).extend(map(orjson.loads, portion.rows))
    return [Section(POS, name, rows, len(rows)) for name, rows in found.items()]


async def _planned_of_customer(records: Records, subject: Subject) -> Plan:
    request = pb.PlanErasureRequest(subject=_message(subject))
    answer = await records.neighbours.pos.call("PlanErasure", request, pb.PlanErasureResponse)
    sections = list(map(_section, answer.plan.sections))
    if subject.kind is SubjectKind.ACCOUNT:
        sections.append(Planned(PAYMENTS, "cards", len(await _cards(records, subject)), 0))
        async with transaction(records.identity.db) as conn:
            about = await store.audit_about(conn, subject.target)
        sections.append(_audit(about))
    return Plan(subject, sections, [Hindrance(name) for name in answer.plan.hindrances], answer.plan.confirmation)


def _section(told: pb.PlannedSection) -> Planned:
    until = told.kept_until.ToDatetime() if told.HasField("kept_until") else None
    reason = KeepReason(pb.KeepReason.Name(told.reason).removeprefix("KEEP_REASON_").replace("UNSPECIFIED", "NONE"))
    return Planned(POS, told.name, told.erased, told.kept, reason, until)


def _audit(count: int) -> Planned:
    return Planned(HERE, "audit", 0, count, KeepReason.AUDIT_TRAIL if count else KeepReason.NONE)


def _message(subject: Subject) -> pb.DataSubject:
    match subject.kind:
        case SubjectKind.ACCOUNT:
            return pb.DataSubject(account_id=subject.value)
        case SubjectKind.REGISTRATION:
            return pb.DataSubject(registration=subject.value)
    return pb.DataSubject(email=subject.value)


async def _cards(records: Records, subject: Subject) -> Sequence[tuple[str, str]]:
    """Id of each card on file of an account, and the site from which it is asked for."""
    if subject.kind is not SubjectKind.ACCOUNT:
        return []
    asked = accounts_pb2.GetAccountRequest(account_id=subject.value)
    account = (await records.neighbours.pos.call("GetAccount", asked, accounts_pb2.GetAccountResponse)).account
    wish = desk_pb2.ListSavedCardsRequest(account_id=subject.value, site_id=account.home_site)
    answer = await records.neighbours.payments.call("ListSavedCards", wish, desk_pb2.ListSavedCardsResponse)
    return [(card.saved_card_id, account.home_site) for card in answer.cards]


async def _cards_told(records: Records, subject: Subject) -> list[Section]:
    cards = [{"saved_card_id": card_id, "site": site} for card_id, site in await _cards(records, subject)]
    return [Section(PAYMENTS, "cards", cards, len(cards))] if subject.kind is SubjectKind.ACCOUNT else []


async def _card_removed(neighbours: Neighbours, card_id: str, site: str) -> None:
    request = desk_pb2.RemoveSavedCardRequest(saved_card_id=card_id, site_id=site)
    answer = desk_pb2.RemoveSavedCardResponse
    await neighbours.payments.call("RemoveSavedCard", request, answer, timeout_s=COMMAND_DEADLINE_S)


async def _of_user(records: Records, subject: Subject) -> list[Section]:
    user_id = _user_id(subject)
    async with transaction(records.identity.db) as conn:
        found = {name: await store.rows(conn, name, user_id) for name in store.ROWS}
        audit, total = await store.audit_rows(conn, user_id, AUDIT_ROWS)
    if not found["user"]:
        raise UserNotFound("there is no such user", user=user_id)
    sections = [Section(HERE, name, rows, len(rows)) for name, rows in found.items()]
    return [*sections, Section(HERE, "audit", audit, total)]


async def _planned_of_user(conn: Connection, subject: Subject) -> Plan:
    user_id = _user_id(subject)
    disabled = await store.locked(conn, user_id)
    if disabled is None:
        raise UserNotFound("there is no such user", user=user_id)
    found = {name: await store.rows(conn, name, user_id) for name in store.ROWS}
    if str(found["user"][0]["username"]).startswith("erased-"):
        found["user"] = []
    sections = [Planned(HERE, name, len(rows), 0) for name, rows in found.items()]
    _, audited = await store.audit_rows(conn, user_id, 0)
    return Plan(subject, [*sections, _audit(audited)], [] if disabled else [Hindrance.USER_NOT_DISABLED])


async def _user_erased(identity: Identity, subject: Subject, confirmation: str) -> Plan:
    unknown = await identity.passwords.hash(new_password())
    async with transaction(identity.db) as conn:
        planned = await _planned_of_user(conn, subject)
        if planned.erases:
            planned.require(confirmation)
            await store.forget(conn, _user_id(subject), unknown)
    return planned


def _user_id(subject: Subject) -> str:
    try:
        return str(UUID(subject.value))
    except ValueError:
        raise InvalidInput("this is no id of a user", field="subject.value") from None
