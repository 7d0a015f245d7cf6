"""What is kept about a person, through the HTTP door: told, planned, erased, and never copied into the audit."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
from motorway.payments.v1 import desk_pb2

from .conftest import Neighbours, RunningGateway
from .people import API, at, everywhere, make_user, token_of
from .stub_personal_data import CONFIRMED

DATA = f"{API}/personal-data"
ACCOUNT = {"kind": "ACCOUNT", "value": "acme-haulage"}
TODAY = {"start": f"{datetime.now(UTC):%Y-%m-%d}", "end": f"{datetime.now(UTC):%Y-%m-%d}"}
PLATE = {"kind": "REGISTRATION", "value": "AB12 CDE"}


async def asked(http: httpx.AsyncClient, what: str, subject: object, **more: object) -> dict[str, Any]:
    answer = await http.post(f"{DATA}/{what}", json={"subject": subject, **more})
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


async def newest_audit(gateway: RunningGateway) -> asyncpg.Record:
    conn = await asyncpg.connect(gateway.settings.database_url)
    try:
        (newest,) = await conn.fetch("SELECT * FROM audit_record ORDER BY day DESC, sequence DESC LIMIT 1")
    finally:
        await conn.close()
    return newest


async def test_an_account_is_told_from_every_service_and_the_audit_keeps_how_much(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        told = await asked(http, "exports", ACCOUNT)
    sections = {(section["service"], section["name"]): section for section in told["sections"]}
    assert [row["registration"] for row in sections["pos", "vehicles"]["rows"]] == ["AB12CDE", "EF34GHI"]
    assert sections["payments", "cards"]["total"] == 1
    kept = await newest_audit(gateway)
    assert (kept["operation"], kept["target"]) == ("personal_data.export", "account/acme-haulage")
    assert '"pos vehicles":2' in kept["after"].replace(": ", ":")
    assert "AB12CDE" not in str(dict(kept))


async def test_a_registration_is_not_written_into_the_audit(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        plan = await asked(http, "erasure-plans", PLATE)
        await asked(http, "erasures", PLATE, confirmation=plan["confirmation"])
    kept = await newest_audit(gateway)
    assert kept["target"] == f"person/{hashlib.sha256(b'REGISTRATION/ab12 cde').hexdigest()[:16]}"
    assert "ab12" not in str(dict(kept)).lower()


async def test_an_account_is_erased_as_it_was_confirmed_with_its_cards(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    async with gateway.client() as http:
        plan = await asked(http, "erasure-plans", ACCOUNT)
        books = next(section for section in plan["sections"] if section["name"] == "entries")
        assert (books["kept"], books["reason"], books["kept_until"][:4]) == (17, "TAX_RECORDS", "2037")
        answer = await http.post(f"{DATA}/erasures", json={"subject": ACCOUNT, "confirmation": "another"})
        assert (answer.status_code, answer.json()["reason"]) == (409, "ErasurePlanChanged")
        assert neighbours.personal_data.erased == []
        await asked(http, "erasures", ACCOUNT, confirmation=plan["confirmation"])
    (erased,) = neighbours.personal_data.erased
    assert (erased.subject.account_id, erased.confirmation) == ("acme-haulage", CONFIRMED)
    assert isinstance(neighbours.saved_cards.asked, desk_pb2.RemoveSavedCardRequest)


async def test_what_stands_in_the_way_is_named(gateway: RunningGateway, neighbours: Neighbours) -> None:
    neighbours.personal_data.hindrances = ["ACCOUNT_NOT_SETTLED"]
    async with gateway.client() as http:
        plan = await asked(http, "erasure-plans", ACCOUNT)
        assert plan["hindrances"] == ["ACCOUNT_NOT_SETTLED"]
        wish = {"subject": ACCOUNT, "confirmation": plan["confirmation"]}
        answer = await http.post(f"{DATA}/erasures", json=wish)
    assert (answer.status_code, answer.json()["reason"]) == (409, "ErasureHindered")
    assert answer.json()["context"]["hindrances"] == "ACCOUNT_NOT_SETTLED"
    assert neighbours.personal_data.erased == []


async def test_a_user_is_told_and_forgotten_once_disabled_but_not_by_the_audit(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        made = await make_user(http, "jo.leaver", at("cashier"))
        await token_of(gateway, "jo.leaver")
        subject = {"kind": "USER", "value": made["user_id"]}
        told = {section["name"]: section for section in (await asked(http, "exports", subject))["sections"]}
        (user,) = told["user"]["rows"]
        assert user["username"] == "jo.leaver"
        assert "password_hash" not in user
        assert told["sessions"]["total"] == 1
        plan = await asked(http, "erasure-plans", subject)
        assert plan["hindrances"] == ["USER_NOT_DISABLED"]
        await http.patch(f"{API}/users/{made['user_id']}", json={"disabled": True})
        plan = await asked(http, "erasure-plans", subject)
        await asked(http, "erasures", subject, confirmation=plan["confirmation"])
        left = (await http.get(f"{API}/users/{made['user_id']}")).json()
        assert (left["username"], left["display_name"], left["email"]) == (f"erased-{made['user_id']}", "", None)
        again = await asked(http, "erasures", subject, confirmation="whatever")
        assert not any(section["erased"] for section in again["sections"])
        verified = (await http.get(f"{API}/audit/verification", params=TODAY)).json()
    assert verified["intact"]
    assert (await gateway.sign_in(username="jo.leaver")).status_code == 401


async def test_who_is_bound_to_a_site_may_not(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        for name, grant, expected in (
            ("area.here", at("area_manager"), 403),
            ("area.all", everywhere("area_manager"), 200),
            ("auditor.all", everywhere("auditor"), 403),
        ):
            await make_user(http, name, grant)
            async with gateway.client(token=await token_of(gateway, name)) as theirs:
                answer = await theirs.post(f"{DATA}/erasure-plans", json={"subject": ACCOUNT})
            assert answer.status_code == expected, name
