"""What is kept about a person is told, and forgotten where it may be, through the real door."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import orjson
import pytest
import pytest_asyncio
from motorway.pos.v1 import accounts_pb2 as accounts_pb
from motorway.pos.v1 import accounts_pb2_grpc, personal_data_pb2_grpc
from motorway.pos.v1 import personal_data_pb2 as pb
from motorway_access.guard import outgoing
from motorway_access.roles import Role
from motorway_access.testing import Ask, CallerKeys, calling, contradictions, refusals
from motorway_kit.db import transaction
from motorway_kit.errors import Conflict, InvalidInput, NotFound
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.ids import new_id
from pos.db.debts import insert_debt
from pos.db.personal_data import ERASED
from pos.domain.debt import Debt, DebtKind, Seen
from pos.grpc_api.personal_data import RULES
from pos.parts import Pos

from .account_world import ACCOUNT, SITE, charged, get, pay, put, put_vehicle, terms
from .pump_world import a_site, opened, with_site

PLATE = "AB12CDE"


@dataclass
class Office:
    """Whoever answers what a person asks."""

    door: Remote
    accounts: Remote
    keys: CallerKeys

    async def told(self, subject: pb.DataSubject) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        with calling(self.keys, Role.ADMIN):
            request = pb.ExportPersonalDataRequest(subject=subject)
            async for portion in self.door.stream("ExportPersonalData", request):
                found.setdefault(portion.section, []).extend(map(orjson.loads, portion.rows))
        return found

    async def planned(self, subject: pb.DataSubject) -> pb.ErasurePlan:
        with calling(self.keys, Role.ADMIN):
            plan: pb.ErasurePlan = (await self.door.call("PlanErasure", pb.PlanErasureRequest(subject=subject))).plan
        return plan

    async def erased(self, subject: pb.DataSubject, confirmation: str) -> pb.ErasurePlan:
        request = pb.ErasePersonalDataRequest(subject=subject, confirmation=confirmation)
        with calling(self.keys, Role.ADMIN):
            plan: pb.ErasurePlan = (await self.door.call("ErasePersonalData", request)).plan
        return plan


@pytest_asyncio.fixture
async def office(address: str, keys: CallerKeys, parts: Pos) -> AsyncIterator[Office]:
    await with_site(parts, a_site(SITE))
    async with (
        remote(personal_data_pb2_grpc.PersonalDataServiceStub, address, metadata=outgoing) as door,
        remote(accounts_pb2_grpc.AccountsServiceStub, address, metadata=outgoing) as accounts,
    ):
        yield Office(door, accounts, keys)


def account(account_id: str = ACCOUNT) -> pb.DataSubject:
    return pb.DataSubject(account_id=account_id)


def counts(plan: pb.ErasurePlan) -> dict[str, tuple[int, int]]:
    return {section.name: (section.erased, section.kept) for section in plan.sections}


async def test_an_account_is_told_and_then_forgotten_but_for_its_books(parts: Pos, office: Office) -> None:
    accounts, keys = office.accounts, office.keys
    with calling(keys, Role.ADMIN):
        await put(accounts, terms())
        await put_vehicle(accounts, PLATE)
    sale_id = (await charged(parts, keys, 2_000, vehicle_id=PLATE)).sale_id
    exported = await office.told(account())
    assert exported["account"][0]["email"] == "accounts@acme.example"
    assert [row["registration"] for row in exported["vehicles"]] == [PLATE]
    assert [row["sale_id"] for row in exported["entries"]] == [sale_id]

    plan = await office.planned(account())
    assert plan.hindrances == ["ACCOUNT_NOT_SETTLED"]
    assert await _refusal(office, plan.confirmation) == "ErasureHindered"
    with calling(keys, Role.ADMIN):
        await pay(accounts, 2_000)
    assert await _refusal(office, plan.confirmation) == "ErasurePlanChanged"
    assert (await office.told(account()))["account"] != []

    plan = await office.planned(account())
    found = counts(plan)
    assert (found["account"], found["vehicles"], found["entries"]) == ((1, 0), (1, 0), (0, 2))
    entries = next(section for section in plan.sections if section.name == "entries")
    assert entries.reason == pb.KEEP_REASON_TAX_RECORDS
    assert entries.kept_until.ToDatetime(tzinfo=UTC).year == parts.clock().year + 11
    await office.erased(account(), plan.confirmation)
    with calling(keys, Role.ADMIN):
        left = await get(accounts)
    assert (left.name, list(left.address), left.email, list(left.vehicles)) == (ERASED, [], "", [])
    assert left.state == accounts_pb.ACCOUNT_STATE_BLOCKED
    again = await office.erased(account(), "whatever")
    assert not any(section.erased for section in again.sections)


async def _refusal(office: Office, confirmation: str) -> str:
    with pytest.raises(Conflict) as refused:
        await office.erased(account(), confirmation)
    return refused.value.reason


async def test_a_vehicle_is_forgotten_unless_it_owes(parts: Pos, office: Office) -> None:
    owes, paid = [await opened(parts, site_id=SITE, pump=pump) for pump in (1, 2)]
    seen = Seen(PLATE, person="tall, red jacket")
    async with transaction(parts.db) as conn:
        for sale in (owes, paid):
            debt = Debt(new_id(), sale.sale_id, SITE, DebtKind.DRIVE_OFF, 1, "GBP", 1, seen, "x", parts.clock())
            await insert_debt(conn, debt)
            await conn.execute("UPDATE sale SET registration = $2 WHERE sale_id = $1", sale.sale_id, PLATE)
        await conn.execute("UPDATE debt SET state = 2 WHERE sale_id = $1", paid.sale_id)
    vehicle = pb.DataSubject(registration="ab12 cde")
    assert [row["person"] for row in (await office.told(vehicle))["debts"]] == ["tall, red jacket"] * 2
    plan = await office.planned(vehicle)
    assert (counts(plan)["debts"], counts(plan)["sales"]) == ((1, 1), (1, 1))
    assert {section.reason for section in plan.sections if section.kept} == {pb.KEEP_REASON_OPEN_CLAIM}
    await office.erased(vehicle, plan.confirmation)
    left = await office.told(vehicle)
    assert [row["sale_id"] for row in left["debts"]] == [owes.sale_id]
    assert [row["sale_id"] for row in left["sales"]] == [owes.sale_id]


async def test_an_address_that_nobody_knows_has_nothing(office: Office) -> None:
    nobody = pb.DataSubject(email="Nobody@Example.com")
    assert await office.told(nobody) == {"mails": [], "accounts": []}
    assert counts(await office.planned(nobody)) == {"mails": (0, 0), "accounts": (0, 0)}


@pytest.mark.parametrize(
    ("subject", "field"),
    [
        (pb.DataSubject(), "subject"),
        (pb.DataSubject(account_id="No Slug"), "account_id"),
        (pb.DataSubject(registration="- -"), "registration"),
        (pb.DataSubject(email="nobody"), "email"),
    ],
)
async def test_whoever_is_nobody_is_refused_by_its_field(office: Office, subject: pb.DataSubject, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await office.planned(subject)
    assert refused.value.context["field"] == field


async def test_an_account_that_is_none_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        await office.told(account("nobody"))


@pytest_asyncio.fixture
async def ask(address: str) -> AsyncIterator[Ask]:
    async with remote(personal_data_pb2_grpc.PersonalDataServiceStub, address, metadata=outgoing) as stub:

        async def call(method: str, site: str) -> object:
            who = pb.DataSubject(email="nobody@example.com")
            match method:
                case "ExportPersonalData":
                    request = pb.ExportPersonalDataRequest(subject=who)
                    return [portion async for portion in stub.stream(method, request)]
                case "PlanErasure":
                    return await stub.call(method, pb.PlanErasureRequest(subject=who))
            return await stub.call(method, pb.ErasePersonalDataRequest(subject=who))

        yield call


async def test_personal_data_is_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    assert await contradictions(keys, RULES, ask) == []


async def test_a_call_without_a_caller_is_refused(ask: Ask) -> None:
    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")
