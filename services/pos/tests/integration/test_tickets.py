"""Selling at the till, through the real door."""

import asyncio
from typing import Any

from motorway.pos.v1 import sale_pb2
from motorway_kit.ids import new_id

from .sales_world import Station, prepaid, state_of, tender, tenders_of, wish


async def test_a_customer_fuels_and_pays_in_cash(station: Station) -> None:
    sale = await station.open()
    assert (state_of(sale), sale.opened_by, sale.opened_shift_id) == ("AUTHORISED", "ann", station.shift_of["ann"])
    sale = await station.fuel(sale)
    assert (state_of(sale), sale.due_minor) == ("PAYABLE", 3_000)
    held = (await station.ask("bob", "LockSale", sale_id=sale.sale_id)).sale
    paid = await station.pay(held, "bob", given_minor=5_000)
    assert (state_of(paid), paid.cleared_by, paid.shift_id) == ("CLEARED PAID", "bob", station.shift_of["bob"])
    assert (paid.tenders[0].given_minor, paid.tenders[0].change_minor) == (5_000, 2_000)
    assert await station.receipts(paid.sale_id) == [("RECEIPT", "Counter 2", 1)]
    assert paid.receipt_id
    assert await station.told() == ["SaleAuthorised", "SalePayable", "SaleLockChanged", "SaleCompleted"]
    whole = await station.see(paid.sale_id)
    assert whole.sale == paid
    steps = [(step.what, step.actor) for step in whole.steps]
    assert steps == [("opened", "ann"), ("accepted", ""), ("fuelled", ""), ("locked", "bob"), ("cleared", "bob")]


async def test_two_cashiers_race_for_a_sale_and_one_gets_it(station: Station) -> None:
    sale = await station.payable()
    answers = await asyncio.gather(
        *(station.ask(who, "LockSale", sale_id=sale.sale_id) for who in ("ann", "bob")), return_exceptions=True
    )
    (refusal,) = [answer for answer in answers if isinstance(answer, Exception)]
    (held,) = [answer.sale for answer in answers if not isinstance(answer, BaseException)]
    winner = "ann" if held.shift_id == station.shift_of["ann"] else "bob"
    till = "Counter 1" if winner == "ann" else "Counter 2"
    assert refusal.reason == "SaleLockedElsewhere"  # type: ignore[attr-defined]
    assert (refusal.context["till"], refusal.context["cashier"]) == (till, winner)  # type: ignore[attr-defined]
    again = (await station.ask(winner, "LockSale", sale_id=sale.sale_id)).sale
    assert again.version == held.version


async def test_a_supervisor_takes_a_ticket_from_a_till(station: Station) -> None:
    held = await station.locked("ann")
    refusal = await station.refused("bob", "UnlockSale", sale_id=held.sale_id)
    assert (refusal.reason, refusal.context["cashier"]) == ("SaleLockedElsewhere", "ann")
    assert state_of((await station.ask("sue", "UnlockSale", sale_id=held.sale_id)).sale) == "PAYABLE"
    assert (
        await station.refused("ann", "AddTender", sale_id=held.sale_id, tender=tender(), idempotency_key="k")
    ).reason == ("SaleNotLocked")


async def test_shop_and_fuel_are_on_one_ticket(station: Station) -> None:
    held = await station.locked()
    line = {"sale_id": held.sale_id, "barcode": "96385074", "quantity": 2, "idempotency_key": "one"}
    mixed = (await station.ask("ann", "AddLine", **line)).sale
    assert (await station.ask("ann", "AddLine", **line)).sale == mixed
    assert (len(mixed.lines), mixed.due_minor, mixed.lines[1].item_id) == (2, 3_600, "coffee")
    reused = await station.refused("ann", "AddLine", **{**line, "quantity": 3})
    assert reused.reason == "IdempotencyKeyReused"
    away = {"sale_id": held.sale_id, "number": 2, "idempotency_key": "two"}
    assert (await station.ask("ann", "RemoveLine", **away)).sale.due_minor == 3_000
    fuel = await station.refused("ann", "RemoveLine", **{**away, "number": 1, "idempotency_key": "three"})
    assert fuel.reason == "FuelLineStays"


async def test_a_shop_ticket_needs_no_pump(station: Station) -> None:
    sale = await station.open(kind="SHOP")
    assert (state_of(sale), sale.shift_id) == ("LOCKED", station.shift_of["ann"])
    await station.ask("ann", "AddLine", sale_id=sale.sale_id, item_id="coffee", idempotency_key="a")
    half = await station.pay(sale, amount_minor=100)
    assert (state_of(half), half.due_minor) == ("LOCKED", 200)
    paid = await station.pay(sale)
    assert (state_of(paid), [amount for _, amount, _ in tenders_of(paid)]) == ("CLEARED PAID", [100, 200])


async def test_a_repeated_tender_is_taken_once(station: Station) -> None:
    held = await station.locked()
    request = {"sale_id": held.sale_id, "tender": tender(amount_minor=1_000), "idempotency_key": "t1"}
    answers = await asyncio.gather(*(station.ask("ann", "AddTender", **request) for _ in range(4)))
    assert {answer.sale.due_minor for answer in answers} == {2_000}
    other = {**request, "tender": tender(amount_minor=900)}
    assert (await station.refused("ann", "AddTender", **other)).reason == "IdempotencyKeyReused"
    someone = await station.refused("ann", "AddTender", **{**request, "idempotency_key": ""})
    assert someone.context["field"] == "idempotency_key"


async def test_a_tender_is_given_back_before_clearing(station: Station) -> None:
    held = await station.locked()
    await station.pay(held, amount_minor=1_000)
    for _ in range(2):
        back = (await station.ask("ann", "RemoveTender", sale_id=held.sale_id, number=1)).sale
        assert (back.due_minor, [t.reverses for t in back.tenders]) == (3_000, [0, 1])
    assert state_of(await station.pay(held)) == "CLEARED PAID"
    late = await station.refused("ann", "RemoveTender", sale_id=held.sale_id, number=3)
    assert late.reason == "SaleAlreadyCleared"


async def test_wrong_tenders_name_their_field_and_change_nothing(station: Station) -> None:
    held = await station.locked()
    for given, field in (
        (tender(amount_minor=3_001), "amount_minor"),
        (tender(amount_minor=-1), "amount_minor"),
        (tender(kind=0), "tender.kind"),
        (tender(kind=9), "tender.kind"),
        (tender(kind=sale_pb2.TENDER_KIND_ACCOUNT), "account_id"),
    ):
        refusal = await station.refused(
            "ann", "AddTender", sale_id=held.sale_id, tender=given, idempotency_key=new_id()
        )
        assert refusal.context["field"] == field
    assert (await station.see(held.sale_id)).sale == held


async def test_a_shop_ticket_is_voided_and_fuel_is_not(station: Station) -> None:
    shop = await station.open(kind="SHOP")
    for _ in range(2):
        voided = (await station.ask("ann", "VoidSale", sale_id=shop.sale_id, reason="changed mind")).sale
        assert (state_of(voided), voided.reason) == ("VOIDED", "changed mind")
    held = await station.locked()
    refusal = await station.refused("ann", "VoidSale", sale_id=held.sale_id, reason="changed mind")
    assert refusal.reason == "FuelCannotBeVoided"


async def test_a_ticket_with_something_on_it_is_voided_by_who_may_approve(station: Station) -> None:
    shop = await station.open(kind="SHOP")
    await station.ask("ann", "AddLine", sale_id=shop.sale_id, item_id="coffee", quantity=1, idempotency_key=new_id())
    wish = {"sale_id": shop.sale_id, "reason": "changed mind"}
    assert (await station.refused("ann", "VoidSale", **wish)).reason == "NotAllowed"
    assert state_of((await station.see(shop.sale_id)).sale) == "LOCKED"
    for _ in range(2):
        assert state_of((await station.vouched("ann", "sue", "VoidSale", **wish)).sale) == "VOIDED"


async def test_a_closed_shift_sells_nothing(station: Station) -> None:
    sale = await station.payable()
    await station.close_shift("ann", 10_000)
    for method, fields in (
        ("LockSale", {"sale_id": sale.sale_id}),
        ("OpenSale", wish()),
        ("GiveChange", {"sale_id": sale.sale_id}),
    ):
        assert (await station.refused("ann", method, **fields)).reason == "NoOpenShift"
    named = await station.refused("ann", "LockSale", sale_id=sale.sale_id, shift_id=station.shift_of["ann"])
    assert named.reason == "NoOpenShift"
    other = await station.refused("ann", "LockSale", sale_id=sale.sale_id, shift_id=station.shift_of["bob"])
    assert other.reason == "ShiftOfAnother"


async def test_unknown_sales_are_not_found(station: Station) -> None:
    for sale_id in ("nonsense", new_id(), ""):
        assert (await station.refused("ann", "LockSale", sale_id=sale_id)).reason == "SaleNotFound"
        assert (await station.refused("ann", "GetSale", sale_id=sale_id)).reason == "SaleNotFound"


async def test_sales_are_found_by_what_is_known_of_them(station: Station) -> None:
    paid = await station.pay(await station.locked())
    open_ = await station.payable()
    shop = await station.open("bob", "SHOP")

    async def found(**fields: Any) -> list[str]:
        return [sale.sale_id for sale in (await station.ask("ann", "ListSales", **fields)).sales]

    assert await found() == [shop.sale_id, open_.sale_id, paid.sale_id]
    assert await found(states=[sale_pb2.SALE_STATE_PAYABLE]) == [open_.sale_id]
    assert await found(kinds=[sale_pb2.SALE_KIND_SHOP]) == [shop.sale_id]
    assert await found(pump=1) == [open_.sale_id, paid.sale_id]
    assert await found(shift_id=station.shift_of["bob"]) == [shop.sale_id]
    assert await found(text="1") == await found(text=paid.receipt_id) == [paid.sale_id]
    assert await found(sites=["m1-leicester"]) == []
    first = await station.ask("ann", "ListSales", page_size=2)
    rest = await station.ask("ann", "ListSales", page_size=2, cursor=first.next_cursor)
    assert [sale.sale_id for sale in (*first.sales, *rest.sales)] == await found()
    assert rest.next_cursor == ""
    for wrong in (
        {"cursor": "MQ"},
        {"cursor": "%"},
        {"states": [99]},
        {"kinds": [0]},
        {"text": "a\0"},
        {"pump": 2**31},
    ):
        assert (await station.refused("ann", "ListSales", **wrong)).reason == "InvalidInput"


async def test_a_prepayment_delivered_exactly_clears_itself(station: Station) -> None:
    sale = await station.open(**prepaid(3_000))
    assert (state_of(sale), sale.due_minor) == ("AUTHORISED", -3_000)
    done = await station.fuel(sale)
    assert (state_of(done), done.shift_id, done.cleared_by) == ("CLEARED PAID", station.shift_of["ann"], "")
    assert await station.receipts(sale.sale_id) == [("RECEIPT", "Counter 1", 1)]
    assert (await station.told())[-1] == "SaleCompleted"


async def test_change_of_a_prepayment_is_given_by_another_till(station: Station) -> None:
    sale = await station.fuel(await station.open(**prepaid(5_000, tender(given_minor=6_000))))
    assert (state_of(sale), sale.due_minor) == ("PAYABLE", -2_000)
    await station.close_shift("ann", 15_000)
    given = await station.ask("bob", "GiveChange", sale_id=sale.sale_id)
    assert (given.cash_minor, given.account_minor, state_of(given.sale)) == (2_000, 0, "CLEARED PAID")
    assert tenders_of(given.sale)[1] == ("CASH", -2_000, station.shift_of["bob"])
    again = await station.ask("bob", "GiveChange", sale_id=sale.sale_id)
    assert (again.cash_minor, again.sale) == (2_000, given.sale)
    assert await station.receipts(sale.sale_id) == [("RECEIPT", "Counter 2", 1)]


async def test_without_a_surplus_no_change_is_given(station: Station) -> None:
    sale = await station.payable()
    assert (await station.refused("ann", "GiveChange", sale_id=sale.sale_id)).reason == "NoChangeDue"
    paid = await station.pay((await station.ask("ann", "LockSale", sale_id=sale.sale_id)).sale)
    assert (await station.refused("ann", "GiveChange", sale_id=paid.sale_id)).reason == "SaleAlreadyCleared"
