"""Cards at a till: which way the customer pays, and what comes of it."""

import asyncio
from random import Random
from typing import Any

import pytest
from cashier_simulator.cards import CardDesk

SALE = {"sale_id": "s-1"}
READERS = [
    {"reader_id": "r-away", "till": "robot-1", "status": "offline"},
    {"reader_id": "r-other", "till": "Counter 1", "status": "online"},
    {"reader_id": "r-mine", "till": "robot-1", "status": "online"},
]


class StubApi:
    """Answers as a platform on which every card payment ends in this state at once."""

    def __init__(self, ends: str, readers: list[dict[str, str]]) -> None:
        self.ends, self.readers = ends, readers
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def get(self, path: str, **_: str) -> Any:
        return {"items": self.readers} if path == "/readers" else self._sale()

    async def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        self.asked.append((path, body or {}))
        return {"payment_id": "p-1", "state": self.ends} if path == "/payments" else self._sale()

    def _sale(self) -> dict[str, Any]:
        return {"card_payments": [{"payment_id": "p-1", "state": self.ends}]}


def a_desk(ends: str, readers: list[dict[str, str]]) -> tuple[CardDesk, StubApi]:
    api = StubApi(ends, readers)
    return CardDesk(api, "m25-cobham", "robot-1", Random(1)), api  # type: ignore[arg-type]


@pytest.mark.parametrize(("ends", "paid"), [("CAPTURED", True), ("ENDED", False)])
async def test_a_ticket_is_paid_unless_the_card_is_declined(ends: str, paid: bool) -> None:
    desk, api = a_desk(ends, READERS)
    assert await desk.pay(SALE) is paid
    assert [path for path, _ in api.asked] == ["/sales/s-1/card-payments"]


@pytest.mark.parametrize(("ends", "payment"), [("AUTHORISED", "p-1"), ("DECLINED", "")])
async def test_a_hold_that_is_not_approved_is_given_up(ends: str, payment: str) -> None:
    desk, api = a_desk(ends, [])
    assert await desk.hold(10_000, "GBP") == payment
    assert [path for path, _ in api.asked] == ["/payments", "/payments/p-1/cancel"][: 1 if payment else 2]


async def test_only_the_reader_of_the_own_till_asks_and_one_customer_at_a_time() -> None:
    desk, api = a_desk("CAPTURED", READERS)
    for _ in range(20):
        await asyncio.gather(desk.pay(SALE), desk.pay(SALE))
    methods = [body["method"] for _, body in api.asked]
    assert {method["reader_id"] for method in methods if method["kind"] == "READER"} == {"r-mine"}
    assert any(method["kind"] == "PAYMENT_METHOD" for method in methods)
