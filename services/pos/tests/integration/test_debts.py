"""Customers who left without paying, through the real door."""

import asyncio
from typing import Any

from motorway.pos.v1 import sales_pb2
from motorway_kit.ids import new_id

from .sales_world import ACCOUNT, Station, account, balance, state_of, tender, tenders_of


async def gone(station: Station, registration: str = "AB12 CDE") -> sales_pb2.Debt:
    sale = await station.payable()
    seen = {"registration": registration, "note": "blue van", "photo_ref": "cam3/1200.jpg"}
    debt: sales_pb2.Debt = (await station.ask("ann", "RecordDriveOff", sale_id=sale.sale_id, **seen)).debt
    return debt


def state(debt: sales_pb2.Debt) -> str:
    return sales_pb2.DebtState.Name(debt.state).removeprefix("DEBT_STATE_")


def payment(debt: sales_pb2.Debt, *tenders: sales_pb2.NewTender, key: str = "") -> dict[str, Any]:
    return {"debt_id": debt.debt_id, "tenders": tenders or (tender(),), "idempotency_key": key or new_id()}


async def test_a_drive_off_clears_the_ticket_and_opens_a_debt(station: Station) -> None:
    held = await station.locked()
    seen = {"sale_id": held.sale_id, "registration": " ab12  cde ", "photo_ref": "cam3/1200.jpg"}
    first = await station.ask("ann", "RecordDriveOff", **seen)
    assert (state_of(first.sale), first.sale.due_minor) == ("CLEARED DRIVE_OFF", 3_000)
    debt = first.debt
    assert (state(debt), debt.amount_minor, debt.currency, debt.pump) == ("OPEN", 3_000, "GBP", 1)
    assert (debt.registration, debt.photo_ref, debt.recorded_by) == ("AB12 CDE", "cam3/1200.jpg", "ann")
    again = await station.ask("bob", "RecordDriveOff", **seen)
    assert (again.debt, again.sale) == (debt, first.sale)
    assert (await station.see(held.sale_id)).debt == debt
    assert (await station.told())[-1] == "DriveOffRecorded"
    assert await station.receipts(held.sale_id) == [("RECEIPT", "Counter 1", 1)]


async def test_a_drive_off_is_paid_later_in_another_shift(station: Station) -> None:
    debt = await gone(station)
    given = payment(debt, tender(amount_minor=1_000), tender(given_minor=2_500))
    for _ in range(2):
        done = await station.ask("bob", "SettleDebt", **given)
        assert (state(done.debt), done.debt.settled_by) == ("SETTLED", "bob")
        assert (state_of(done.sale), done.sale.due_minor) == ("CLEARED DRIVE_OFF", 0)
    bob = station.shift_of["bob"]
    assert tenders_of(done.sale) == [("CASH", 1_000, bob), ("CASH", 2_000, bob)]
    kinds = [("RECEIPT", "Counter 1", 1), ("DEBT_PAYMENT", "Counter 2", 1)]
    assert await station.receipts(debt.sale_id) == kinds
    assert done.debt.receipt_id not in ("", done.sale.receipt_id)
    other = await station.refused("bob", "SettleDebt", **payment(debt))
    assert other.reason == "DebtNotOpen"
    report = (await station.close_shift("bob", 13_000)).report
    assert (report.drawer.takings_minor, report.debts_paid.amount_minor) == (3_000, 3_000)


async def test_a_debt_is_paid_once_and_whole(station: Station) -> None:
    debt = await gone(station)
    for tenders, field in (
        ((tender(amount_minor=1),), "tenders"),
        ((tender(amount_minor=3_001),), "tenders[0].amount_minor"),
        ((), "tenders"),
        ((tender(amount_minor=1_000), tender(kind=0)), "tenders[1].kind"),
    ):
        refusal = await station.refused(
            "bob", "SettleDebt", debt_id=debt.debt_id, tenders=tenders, idempotency_key=new_id()
        )
        assert refusal.context["field"] == field
    answers = await asyncio.gather(
        *(station.ask(who, "SettleDebt", **payment(debt)) for who in ("ann", "bob", "sue")), return_exceptions=True
    )
    assert sorted(getattr(answer, "reason", "") for answer in answers) == ["", "DebtNotOpen", "DebtNotOpen"]


async def test_an_account_pays_a_debt(station: Station) -> None:
    await account(station)
    debt = await gone(station)
    await station.ask("bob", "SettleDebt", **payment(debt, tender(ACCOUNT, account_id="acme")))
    assert await balance(station) == 3_000


async def test_a_debt_is_written_off_by_who_may_approve(station: Station) -> None:
    debt = await gone(station)
    request = {"debt_id": debt.debt_id, "reason": "no trace of the owner"}
    assert (await station.refused("ann", "WriteOffDebt", **request)).reason == "NotAllowed"
    assert (await station.refused("sue", "WriteOffDebt", **{**request, "reason": ""})).context["field"] == "reason"
    for _ in range(2):
        done = (await station.ask("sue", "WriteOffDebt", **request)).debt
        assert (state(done), done.settled_by, done.settled_reason) == ("WRITTEN_OFF", "sue", request["reason"])
    assert (await station.refused("bob", "SettleDebt", **payment(debt))).reason == "DebtNotOpen"


async def test_who_cannot_pay_leaves_a_name(station: Station) -> None:
    sale = await station.payable()
    nameless = await station.refused("ann", "RecordNoMeans", sale_id=sale.sale_id)
    assert nameless.context["field"] == "person"
    person = "Jo Smith, 1 High Street"
    done = await station.ask("ann", "RecordNoMeans", sale_id=sale.sale_id, person=person, note="forgot the wallet")
    assert (state_of(done.sale), done.debt.person) == ("CLEARED NO_MEANS", person)
    other = await station.refused("ann", "RecordDriveOff", sale_id=sale.sale_id, registration="A1")
    assert other.reason == "SaleAlreadyCleared"


async def test_a_debt_that_was_paid_can_be_refunded(station: Station) -> None:
    debt = await gone(station)
    wish = {"sale_id": debt.sale_id, "tender_kind": 1, "amount_minor": 3_000, "reason": "wrong driver"}
    before = await station.refused("ann", "RequestRefund", **wish, idempotency_key="r1")
    assert before.reason == "RefundTooHigh"
    await station.ask("bob", "SettleDebt", **payment(debt))
    refund = (await station.ask("ann", "RequestRefund", **wish, idempotency_key="r2")).refund
    done = await station.ask("sue", "ApproveRefund", refund_id=refund.refund_id)
    assert (done.sale.refunded_minor, state_of(done.sale)) == (3_000, "CLEARED DRIVE_OFF")


async def test_debts_are_listed(station: Station) -> None:
    first = await gone(station, "AB12 CDE")
    await gone(station, "ZZ9")
    await station.ask("sue", "WriteOffDebt", debt_id=first.debt_id, reason="no trace")

    async def found(**fields: Any) -> list[str]:
        return [debt.registration for debt in (await station.ask("ann", "ListDebts", **fields)).debts]

    assert await found() == ["ZZ9", "AB12 CDE"]
    assert await found(states=[sales_pb2.DEBT_STATE_OPEN]) == ["ZZ9"]
    assert await found(registration="ab12 ") == ["AB12 CDE"]
    page = await station.ask("ann", "ListDebts", page_size=1)
    assert await found(cursor=page.next_cursor) == ["AB12 CDE"]
    assert [sale.registration for sale in (await station.ask("ann", "ListSales", text="zz")).sales] == ["ZZ9"]
    assert await found(sites=["m1-leicester"]) == []
    for wrong in ({"cursor": "MQ"}, {"states": [9]}, {"registration": "a\0"}):
        assert (await station.refused("ann", "ListDebts", **wrong)).reason == "InvalidInput"
    for debt_id in ("x", new_id()):
        refusal = await station.refused("sue", "WriteOffDebt", debt_id=debt_id, reason="gone")
        assert refusal.reason == "DebtNotFound"
