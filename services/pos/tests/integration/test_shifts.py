"""Shifts through the real door: opened, found, their cash moved."""

import asyncio

import pytest
from motorway.pos.v1 import events_pb2, shifts_pb2
from motorway_access.roles import Role
from motorway_access.testing import CallerKeys, calling
from motorway_kit.db import transaction
from motorway_kit.errors import Conflict, InvalidInput, MotorwayError, NotFound, PermissionDenied
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from pos.app.shifts import shift_for
from pos.domain.shift import NoOpenShift, ShiftNotFound, ShiftOfAnother
from pos.parts import Pos

from .shift_world import SITE, being, close, move, open_shift, refused


async def test_a_shift_is_opened_and_told(shifts: Remote, keys: CallerKeys, parts: Pos) -> None:
    with being(keys, "ann"):
        shift = await open_shift(shifts)
    assert (shift.till, shift.cashier, shift.cashier_id, shift.currency) == ("Counter 1", "ann", "id-ann", "GBP")
    assert (shift.state, shift.mode) == (shifts_pb2.SHIFT_STATE_OPEN, shifts_pb2.SHIFT_MODE_PER_CASHIER)
    assert not shift.HasField("expected_minor")
    body = await parts.db.fetchval("SELECT body FROM outbox WHERE type = 'motorway.pos.v1.ShiftOpened'")
    assert events_pb2.ShiftOpened.FromString(body).shift_id == shift.shift_id


async def test_a_till_and_a_cashier_have_one_open_shift(shifts: Remote, keys: CallerKeys) -> None:
    with being(keys, "ann"):
        await open_shift(shifts)
        assert await refused(open_shift(shifts, "Counter 2"), Conflict) == "CashierHasOpenShift"
    with being(keys, "bob"):
        assert await refused(open_shift(shifts), Conflict) == "TillHasOpenShift"
        await open_shift(shifts, "Counter 2")


async def test_of_many_that_open_a_shift_at_once_one_does(shifts: Remote, keys: CallerKeys) -> None:
    async def attempt(number: int) -> str:
        with being(keys, f"cashier-{number}"):
            return (await open_shift(shifts)).shift_id

    results = await asyncio.gather(*map(attempt, range(6)), return_exceptions=True)
    assert [type(result) for result in results].count(str) == 1
    assert {result.reason for result in results if isinstance(result, MotorwayError)} == {"TillHasOpenShift"}


async def test_the_same_wish_with_its_key_is_one_shift(shifts: Remote, keys: CallerKeys) -> None:
    key = new_id()
    with being(keys, "ann"):
        opened = await asyncio.gather(*(open_shift(shifts, key=key) for _ in range(4)))
        assert len({shift.shift_id for shift in opened}) == 1
        assert await refused(open_shift(shifts, "Counter 2", key), Conflict) == "IdempotencyKeyReused"


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"till": ""}, "till"), ({"float_minor": -1}, "float_minor"), ({"mode": 9}, "mode")],
)
async def test_a_wrong_wish_opens_nothing(shifts: Remote, fields: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        await open_shift(shifts, **fields)  # type: ignore[arg-type]
    assert caught.value.context["field"] == field
    listed = await shifts.call("ListShifts", shifts_pb2.ListShiftsRequest())
    assert list(listed.shifts) == []


async def test_a_shift_needs_a_key_and_a_site(shifts: Remote) -> None:
    request = shifts_pb2.OpenShiftRequest(site_id=SITE, till="Counter 1")
    assert await refused(shifts.call("OpenShift", request), InvalidInput) == "InvalidInput"
    assert await refused(open_shift(shifts, site_id="nowhere"), NotFound) == "SiteNotFound"


async def test_the_current_shift_is_ones_own_else_the_tills(shifts: Remote, keys: CallerKeys) -> None:
    async def current(till: str = "") -> str:
        request = shifts_pb2.GetCurrentShiftRequest(site_id=SITE, till=till)
        return str((await shifts.call("GetCurrentShift", request)).shift.shift_id)

    with being(keys, "ann"):
        shift = await open_shift(shifts, mode=shifts_pb2.SHIFT_MODE_PER_TILL)
        assert await current("elsewhere") == shift.shift_id
    with being(keys, "bob"):
        assert await current("Counter 1") == shift.shift_id
        assert await refused(current(), NotFound) == "ShiftNotFound"


async def test_shifts_are_listed_newest_first_page_by_page(shifts: Remote, keys: CallerKeys) -> None:
    made = []
    for number in range(5):
        with being(keys, f"cashier-{number}"):
            made.append((await open_shift(shifts, f"Counter {number}")).shift_id)
    await close(shifts, made[1])
    open_state = shifts_pb2.SHIFT_STATE_OPEN
    first = await shifts.call("ListShifts", shifts_pb2.ListShiftsRequest(page_size=3, state=open_state))
    rest = await shifts.call(
        "ListShifts", shifts_pb2.ListShiftsRequest(page_size=3, state=open_state, cursor=first.next_cursor)
    )
    assert [shift.shift_id for shift in [*first.shifts, *rest.shifts]] == [made[4], made[3], made[2], made[0]]
    assert rest.next_cursor == ""
    with pytest.raises(InvalidInput):
        await shifts.call("ListShifts", shifts_pb2.ListShiftsRequest(cursor="x"))


async def test_cash_movements_are_numbered_without_gaps_and_come_once(shifts: Remote, keys: CallerKeys) -> None:
    key = new_id()
    with being(keys, "ann"):
        shift_id = (await open_shift(shifts)).shift_id
        await asyncio.gather(*(move(shifts, shift_id, "SAFE_DROP", 100 + number) for number in range(5)))
        same = await asyncio.gather(*(move(shifts, shift_id, "NO_SALE", 0, idempotency_key=key) for _ in range(3)))
        assert len({movement.number for movement in same}) == 1
        again = move(shifts, shift_id, "PAID_IN", 5, idempotency_key=key)
        assert await refused(again, Conflict) == "IdempotencyKeyReused"
        listed = await shifts.call("ListCashMovements", shifts_pb2.ListCashMovementsRequest(shift_id=shift_id))
    assert [movement.number for movement in listed.movements] == [1, 2, 3, 4, 5, 6]
    assert listed.movements[5].actor == "ann"


async def test_only_who_may_moves_the_cash_of_another(shifts: Remote, keys: CallerKeys) -> None:
    with being(keys, "ann"):
        shift_id = (await open_shift(shifts)).shift_id
    with being(keys, "bob"):
        assert await refused(move(shifts, shift_id, "PAID_IN", 5), PermissionDenied) == "ShiftOfAnother"
        of_till = await open_shift(shifts, "Counter 2", mode=shifts_pb2.SHIFT_MODE_PER_TILL)
    with being(keys, "sue", Role.SUPERVISOR):
        assert (await move(shifts, shift_id, "PAID_IN", 5)).number == 1
    with being(keys, "ann"):
        assert (await move(shifts, of_till.shift_id, "SAFE_DROP", 5, reason="")).number == 1


async def test_a_closed_shift_moves_no_cash(shifts: Remote) -> None:
    shift_id = (await open_shift(shifts)).shift_id
    await close(shifts, shift_id, 10_000)
    assert await refused(move(shifts, shift_id, "PAID_IN", 5), Conflict) == "ShiftAlreadyClosed"


async def test_sales_find_the_shift_that_they_belong_to(shifts: Remote, keys: CallerKeys, parts: Pos) -> None:
    async def found(shift_id: str = "", site: str = SITE) -> str:
        async with transaction(parts.db) as conn:
            return (await shift_for(conn, site, shift_id)).shift_id

    with being(keys, "ann"):
        own = (await open_shift(shifts)).shift_id
        assert await found() == await found(own) == own
        assert await refused(found(new_id()), ShiftNotFound) == "ShiftNotFound"
        assert await refused(found("x"), ShiftNotFound) == "ShiftNotFound"
        assert await refused(found(own, "m1-leicester"), ShiftNotFound) == "ShiftNotFound"
    with being(keys, "bob"):
        assert await refused(found(), NoOpenShift) == "NoOpenShift"
        assert await refused(found(own), ShiftOfAnother) == "ShiftOfAnother"
        of_till = (await open_shift(shifts, "Counter 2", mode=shifts_pb2.SHIFT_MODE_PER_TILL)).shift_id
    with being(keys, "ann"):
        assert await found(of_till) == of_till
        await close(shifts, own, 10_000)
        assert await refused(found(own), NoOpenShift) == "NoOpenShift"


async def test_a_shift_of_an_unknown_id_is_not_found(shifts: Remote, keys: CallerKeys) -> None:
    for method, request in (
        ("GetShift", shifts_pb2.GetShiftRequest(shift_id="x")),
        ("GetXReport", shifts_pb2.GetXReportRequest(shift_id=new_id())),
        ("GetZReport", shifts_pb2.GetZReportRequest(shift_id=new_id())),
        ("ListCashMovements", shifts_pb2.ListCashMovementsRequest(shift_id=new_id())),
        ("CloseShift", shifts_pb2.CloseShiftRequest(shift_id=new_id(), counted_minor=0, idempotency_key="k")),
    ):
        with calling(keys, Role.ADMIN):
            assert await refused(shifts.call(method, request), NotFound) == "ShiftNotFound"
