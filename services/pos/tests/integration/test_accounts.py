"""Account customers, through the real doors."""

import asyncio
from collections.abc import Callable
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from motorway.pos.v1 import accounts_pb2 as pb
from motorway.pos.v1 import accounts_pb2_grpc
from motorway_access.roles import Role
from motorway_access.testing import CallerKeys, calling
from motorway_kit.errors import Conflict, InvalidInput, MotorwayError, NotFound
from motorway_kit.grpc_client import Remote
from pos.parts import Pos

from .account_world import ACCOUNT, SITE, charged, entries, get, pay, put, put_vehicle, terms
from .sites import a_site, apply

OTHER = "m1-leicester"


@pytest_asyncio.fixture
async def accounts(client_of: Callable[[Any], Any], client: Remote) -> Remote:
    """The service of accounts, and two sites."""
    await apply(client, a_site())
    await apply(client, a_site(OTHER))
    remote: Remote = await client_of(accounts_pb2_grpc.AccountsServiceStub)
    return remote


async def reason(call: Any) -> tuple[str, dict[str, str]]:
    with pytest.raises(MotorwayError) as caught:
        await call
    return caught.value.reason, caught.value.context


async def test_an_account_is_opened_read_and_changed(accounts: Remote) -> None:
    opened = await put(accounts, terms())
    assert (opened.version, opened.state, opened.available_minor) == (1, pb.ACCOUNT_STATE_ACTIVE, 50_000)
    assert await put(accounts, terms()) == opened == await get(accounts)
    changed = await put(accounts, terms(name="Acme plc", credit_limit_minor=0), expected=1)
    assert (changed.version, changed.name, changed.available_minor) == (2, "Acme plc", 0)
    stale = await reason(put(accounts, terms(name="Lost"), expected=1))
    assert (stale[0], stale[1]["stored"]) == ("VersionMismatch", "2")
    assert (await reason(get(accounts, "nobody")))[0] == "AccountNotFound"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sites": [SITE, "m6-nowhere"]}, "sites[1]"),
        ({"home_site": "m6-nowhere", "sites": []}, "home_site"),
        ({"home_site": OTHER}, "home_site"),
        ({"email": "x"}, "email"),
        ({"credit_limit_minor": -1}, "credit_limit_minor"),
    ],
)
async def test_wrong_terms_change_nothing(accounts: Remote, changes: dict[str, Any], field: str) -> None:
    before = await put(accounts, terms())
    with pytest.raises(InvalidInput) as refused:
        await put(accounts, terms(**changes))
    assert refused.value.context["field"] == field
    assert await get(accounts) == before


async def test_accounts_opened_at_once_are_one(accounts: Remote) -> None:
    made = await asyncio.gather(*(put(accounts, terms()) for _ in range(6)))
    assert {account.version for account in made} == {1}


async def test_charges_and_payments_make_the_ledger(accounts: Remote, parts: Pos, keys: CallerKeys) -> None:
    await put(accounts, terms())
    first = await charged(parts, keys, 30_000)
    await charged(parts, keys, -5_000, sale_id=first.sale_id, tender_number=2)
    await pay(accounts, 20_000)
    await charged(parts, keys, 45_000)
    told = await entries(accounts)
    kinds = [pb.AccountEntryKind.Name(entry.kind).removeprefix("ACCOUNT_ENTRY_KIND_") for entry in told]
    assert kinds == ["CHARGE", "CREDIT", "PAYMENT", "CHARGE"]
    assert [entry.number for entry in told] == [1, 2, 3, 4]
    assert [entry.balance_minor for entry in told] == [30_000, 25_000, 5_000, 50_000]
    assert (told[0].sale_id, told[0].site_id, told[0].recorded_by) == (first.sale_id, SITE, "test")
    account = await get(accounts)
    assert (account.balance_minor, account.available_minor) == (50_000, 0)
    assert account.version == 1


async def test_the_ledger_is_read_in_pages(accounts: Remote, parts: Pos, keys: CallerKeys) -> None:
    await put(accounts, terms())
    for amount in range(1, 6):
        await charged(parts, keys, amount)
    seen, cursor = [], ""
    while True:
        request = pb.ListAccountEntriesRequest(account_id=ACCOUNT, page_size=2, cursor=cursor)
        page = await accounts.call("ListAccountEntries", request)
        seen += [entry.number for entry in page.entries]
        if not (cursor := page.next_cursor):
            break
    assert seen == [5, 4, 3, 2, 1]
    wrong = pb.ListAccountEntriesRequest(account_id=ACCOUNT, cursor="eA==")
    assert (await reason(accounts.call("ListAccountEntries", wrong)))[1]["field"] == "cursor"


async def test_two_charges_at_once_do_not_pass_the_limit(accounts: Remote, parts: Pos, keys: CallerKeys) -> None:
    await put(accounts, terms())
    answers = await asyncio.gather(*(charged(parts, keys, 20_000) for _ in range(6)), return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, MotorwayError)]
    assert [error.reason for error in refused] == ["AccountLimitExceeded"] * 4
    assert {error.context["available_minor"] for error in refused} == {"10000"}
    assert (await get(accounts)).balance_minor == 40_000
    assert [entry.balance_minor for entry in await entries(accounts)] == [20_000, 40_000]


async def test_a_charge_and_a_lower_limit_at_once_agree(accounts: Remote, parts: Pos, keys: CallerKeys) -> None:
    await put(accounts, terms())
    await asyncio.gather(
        charged(parts, keys, 30_000), put(accounts, terms(credit_limit_minor=20_000)), return_exceptions=True
    )
    account = await get(accounts)
    assert account.credit_limit_minor == 20_000
    assert account.balance_minor == sum(entry.amount_minor for entry in await entries(accounts))


async def test_a_blocked_account_is_not_charged_until_it_is_unblocked(
    accounts: Remote, parts: Pos, keys: CallerKeys
) -> None:
    await put(accounts, terms())
    first = await charged(parts, keys, 1_000)
    block = pb.BlockAccountRequest(account_id=ACCOUNT, reason="two statements unpaid")
    blocked = await accounts.call("BlockAccount", block)
    assert (blocked.account.state, blocked.previous.state) == (pb.ACCOUNT_STATE_BLOCKED, pb.ACCOUNT_STATE_ACTIVE)
    assert (await accounts.call("BlockAccount", block)).account == blocked.account
    refused = await reason(charged(parts, keys, 1))
    assert refused[0] == "AccountBlocked"
    await charged(parts, keys, -1_000, sale_id=first.sale_id)
    await pay(accounts, 500)
    assert (await put(accounts, terms(name="Acme plc"))).blocked_reason == "two statements unpaid"
    await accounts.call("UnblockAccount", pb.UnblockAccountRequest(account_id=ACCOUNT))
    await charged(parts, keys, 1)
    assert (await get(accounts)).balance_minor == -499


async def test_a_payment_is_recorded_once(accounts: Remote) -> None:
    await put(accounts, terms())
    paid = await pay(accounts, 20_000, "p1")
    assert await pay(accounts, 20_000, "p1") == paid
    assert (paid.account.balance_minor, paid.entry.reference, paid.entry.kind) == (
        -20_000,
        "BACS 4711",
        pb.ACCOUNT_ENTRY_KIND_PAYMENT,
    )
    assert (await reason(pay(accounts, 20_001, "p1")))[0] == "IdempotencyKeyReused"
    at_once = await asyncio.gather(*(pay(accounts, 5, "p2") for _ in range(5)))
    assert {answer.entry.number for answer in at_once} == {2}
    came_back = await pay(accounts, -20_000)
    assert came_back.account.balance_minor == -5
    assert (await reason(pay(accounts, 0)))[1]["field"] == "amount_minor"


async def test_an_account_is_charged_for_its_vehicles_only(accounts: Remote, parts: Pos, keys: CallerKeys) -> None:
    await put(accounts, terms())
    await put_vehicle(accounts, odometer_required=True, limit_minor=10_000)
    vehicle: dict[str, Any] = {"vehicle_id": "ab12cde", "odometer_km": 48_000}
    refusals: tuple[tuple[dict[str, Any], str], ...] = (
        ({}, "VehicleUnknown"),
        ({"vehicle_id": "XX1"}, "VehicleUnknown"),
        ({"vehicle_id": "AB12CDE"}, "OdometerRequired"),
    )
    for fields, wanted in refusals:
        assert (await reason(charged(parts, keys, 1_000, **fields)))[0] == wanted
    first = await charged(parts, keys, 7_000, **vehicle)
    over = await reason(charged(parts, keys, 3_001, sale_id=first.sale_id, **vehicle))
    assert (over[0], over[1]["available_minor"]) == ("VehicleLimitExceeded", "3000")
    await charged(parts, keys, 10_000, vehicle_id="AB12CDE", odometer_km=4_800)
    told = await entries(accounts)
    assert [(e.registration, e.odometer_km, e.odometer_backwards) for e in told] == [
        ("AB12CDE", 48_000, False),
        ("AB12CDE", 4_800, True),
    ]
    await put_vehicle(accounts, blocked=True)
    assert (await reason(charged(parts, keys, 1, **vehicle)))[0] == "VehicleBlocked"


async def test_vehicles_are_put_and_removed(accounts: Remote, parts: Pos, keys: CallerKeys) -> None:
    await put(accounts, terms())
    await charged(parts, keys, 1)
    two = await put_vehicle(accounts, "ZZ9", grades=["diesel", "e10"], note="Van 7")
    two = await put_vehicle(accounts, "AB12 CDE")
    assert [(v.registration, list(v.grades)) for v in two.vehicles] == [("AB12CDE", []), ("ZZ9", ["diesel", "e10"])]
    assert (await put_vehicle(accounts, "ab12cde")).version == two.version == 3
    gone = pb.RemoveVehicleRequest(account_id=ACCOUNT, registration="zz 9")
    assert [v.registration for v in (await accounts.call("RemoveVehicle", gone)).account.vehicles] == ["AB12CDE"]
    with pytest.raises(NotFound) as missing:
        await accounts.call("RemoveVehicle", gone)
    assert missing.value.reason == "VehicleNotFound"
    assert (await reason(put_vehicle(accounts, "?")))[1]["field"] == "registration"


async def test_a_vehicle_is_changed_as_it_was_seen(accounts: Remote) -> None:
    await put(accounts, terms())
    assert (await put_vehicle(accounts, expected=1, note="Van 7")).version == 2
    stale = await reason(put_vehicle(accounts, expected=1, note="Van 8"))
    assert (stale[0], stale[1]["stored"]) == ("VersionMismatch", "2")
    assert (await put_vehicle(accounts, expected=1, note="Van 7")).version == 2


async def test_what_nobody_can_have_written_is_not_searched(accounts: Remote) -> None:
    for text in ("a\0", "a" * 101):
        _, context = await reason(accounts.call("ListAccounts", pb.ListAccountsRequest(search=text)))
        assert context["field"] == "search"


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ({}, ["acme", "b_rown", "zeta"]),
        ({"search": "ac"}, ["acme"]),
        ({"search": "haul"}, ["acme", "zeta"]),
        ({"search": "ab 12"}, ["b_rown"]),
        ({"search": "b_"}, ["b_rown"]),
        ({"search": "%"}, []),
        ({"site_id": OTHER}, ["b_rown", "zeta"]),
        ({"state": pb.ACCOUNT_STATE_BLOCKED}, ["zeta"]),
    ],
)
async def test_accounts_are_searched(accounts: Remote, search: dict[str, Any], found: list[str]) -> None:
    for account_id, name, sites in (
        ("acme", "Acme Haulage", [SITE]),
        ("b-rown", "B_rown", [OTHER]),
        ("zeta", "Zeta haul", []),
    ):
        home = sites[0] if sites else SITE
        await put(accounts, terms(account_id=account_id, name=name, home_site=home, sites=sites))
    vehicle = pb.Vehicle(registration="AB12CDE")
    await accounts.call("PutVehicle", pb.PutVehicleRequest(account_id="b-rown", vehicle=vehicle))
    await accounts.call("BlockAccount", pb.BlockAccountRequest(account_id="zeta", reason="unpaid"))
    ids, cursor = [], ""
    while True:
        page = await accounts.call("ListAccounts", pb.ListAccountsRequest(page_size=2, cursor=cursor, **search))
        ids += [account.account_id for account in page.accounts]
        if not (cursor := page.next_cursor):
            break
    assert ids == [name.replace("_", "-") for name in found]


async def test_the_ledger_is_never_changed(accounts: Remote, parts: Pos, keys: CallerKeys) -> None:
    await put(accounts, terms())
    await charged(parts, keys, 1)
    for change in ("UPDATE account_entry SET amount_minor = 0", "DELETE FROM account_entry", "TRUNCATE account_entry"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await parts.db.execute(change)


async def test_the_currency_stays_once_there_is_an_entry(accounts: Remote, parts: Pos, keys: CallerKeys) -> None:
    await put(accounts, terms(currency="EUR"))
    await put(accounts, terms())
    assert (await reason(charged(parts, keys, 1, currency="EUR")))[0] == "AccountCurrencyDiffers"
    await charged(parts, keys, 1)
    with pytest.raises(Conflict) as refused:
        await put(accounts, terms(currency="EUR"))
    assert refused.value.reason == "AccountHasEntries"


async def test_who_changes_where_an_account_is_valid_must_be_allowed_there(accounts: Remote, keys: CallerKeys) -> None:
    both = terms(sites=[SITE, OTHER])
    with calling(keys, Role.STATION_MANAGER, sites=[SITE]):
        await put(accounts, terms())
        for wanted in (both, terms(sites=[])):
            assert (await reason(put(accounts, wanted)))[0] == "NotAllowed"
        assert (await reason(put(accounts, terms(account_id="new", sites=[]))))[0] == "NotAllowed"
    await put(accounts, both)
    with calling(keys, Role.STATION_MANAGER, sites=[SITE]):
        assert (await put(accounts, terms(sites=[SITE, OTHER], name="Acme plc"))).name == "Acme plc"
        assert (await reason(put(accounts, terms())))[0] == "NotAllowed"


async def test_an_account_for_all_sites_is_read_anywhere_and_managed_everywhere(
    accounts: Remote, keys: CallerKeys
) -> None:
    await put(accounts, terms(sites=[]))
    with calling(keys, Role.STATION_MANAGER, sites=[OTHER]):
        assert (await get(accounts)).name == "Acme Haulage Ltd"
        listed = await accounts.call("ListAccounts", pb.ListAccountsRequest())
        assert [account.account_id for account in listed.accounts] == [ACCOUNT]
        assert (await reason(put_vehicle(accounts)))[0] == "NotAllowed"
    with calling(keys, Role.FINANCE):
        assert (await put_vehicle(accounts)).version == 2
