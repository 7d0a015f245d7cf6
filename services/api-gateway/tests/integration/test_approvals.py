"""A supervisor vouches by PIN, at the cashier's till, for one call of the cashier's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from api_gateway.domain.tills import MAX_PIN_FAILURES
from motorway_access.roles import Operation

from .browser import Browser
from .conftest import Neighbours, PassedClock, RunningGateway
from .neighbours import SITE, make_site
from .people import API, OTHER, as_new, at, field_of, reason_of
from .records import audit
from .stub_sales import REFUND
from .test_tills import make_cashier, pin_in, till

ITS_PIN = "860391"
WISH = {"operation": "sales.approve", "target": f"refund/{REFUND}"}


@pytest.fixture(autouse=True)
def two_sites(neighbours: Neighbours) -> None:
    neighbours.pos.sites[OTHER] = make_site(OTHER)


class Counter:
    """Sam, a cashier, is in on the till; Jo, a supervisor, stands beside."""

    def __init__(self, browser: Browser, jo: str) -> None:
        self.browser, self.jo = browser, jo

    def after(self, clock: PassedClock) -> "Counter":
        """Long enough for the next attempt, and not for an idle cashier's session to end."""
        clock.turn(minutes=9)
        return self

    async def asks(self, **changed: Any) -> httpx.Response:
        wish = {"user_id": self.jo, "pin": ITS_PIN, **WISH, **changed}
        return await self.browser.post(f"{API}/auth/approvals", json=wish)

    async def token(self, **changed: Any) -> str:
        answer = await self.asks(**changed)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["token"])

    async def approves(self, token: str, refund: str = REFUND, **headers: str) -> httpx.Response:
        path = f"{API}/refunds/{refund}/approve"
        return await self.browser.post(path, json={"shift_id": "s1"}, headers={"X-Approval": token, **headers})


@asynccontextmanager
async def counter(gateway: RunningGateway) -> AsyncIterator[Counter]:
    jo = await make_cashier(gateway, "jo", at("supervisor"), pin=ITS_PIN)
    async with counter_of(gateway, "sam", jo) as desk:
        yield desk


@asynccontextmanager
async def counter_of(gateway: RunningGateway, cashier: str, supervisor: str = "") -> AsyncIterator[Counter]:
    user_id = await make_cashier(gateway, cashier)
    async with till(gateway) as (browser, _):
        assert (await pin_in(browser, user_id)).status_code == 200
        yield Counter(browser, supervisor)


async def test_a_refund_is_given_with_the_supervisors_pin(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with counter(gateway) as desk:
        alone = await desk.browser.post(f"{API}/refunds/{REFUND}/approve", json={"shift_id": "s1"})
        given = await desk.approves(await desk.token())
        me = (await desk.browser.me()).json()
    assert (reason_of(alone), given.status_code) == ((403, "NotAllowed"), 200)
    assert me["username"] == "sam"
    asked, caller = neighbours.sales.asked, neighbours.sales.caller
    assert (asked.refund_id, asked.shift_id) == (REFUND, "s1")
    assert (caller.name, caller.decider(Operation.SALES_APPROVE)) == ("sam", "jo")
    assert not caller.may(Operation.SALES_APPROVE, OTHER)


async def test_both_are_in_the_audit(gateway: RunningGateway) -> None:
    async with counter(gateway) as desk:
        token = await desk.token()
        await desk.approves(token)
    done, vouched = (await audit(gateway))[:2]
    assert (vouched["actor_name"], vouched["operation"], vouched["target"]) == ("jo", "sales.sell", WISH["target"])
    assert (vouched["after"]["asked_by"]["username"], vouched["site"]) == ("sam", SITE)
    assert (done["actor_name"], done["after"]["approved_by"]) == ("sam", {"user_id": desk.jo, "username": "jo"})
    assert token not in str((vouched, done))
    assert ITS_PIN not in str((vouched, done))


async def test_an_approval_is_spent_by_one_call(gateway: RunningGateway) -> None:
    async with counter(gateway) as desk:
        token = await desk.token()
        first = await desk.approves(token, **{"Idempotency-Key": "once"})
        repeated = await desk.approves(token, **{"Idempotency-Key": "once"})
        second = await desk.approves(token, **{"Idempotency-Key": "twice"})
    assert [first.status_code, repeated.status_code] == [200, 200]
    assert reason_of(second) == (403, "ApprovalRefused")


async def test_an_approval_is_for_one_thing_and_one_session_and_a_minute(
    gateway: RunningGateway, clock: PassedClock
) -> None:
    other_refund = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e99"
    async with counter(gateway) as desk, counter_of(gateway, "pat") as elsewhere:
        wrong_thing = await desk.approves(await desk.token(), other_refund)
        token = await desk.token()
        stolen = await elsewhere.approves(token)
        clock.turn(seconds=61)
        late = await desk.approves(token)
        forged = await desk.approves("01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42." + "x" * 43)
    for answer in (wrong_thing, stolen, late, forged):
        assert reason_of(answer) == (403, "ApprovalRefused")


async def test_only_calls_that_say_so_take_an_approval(gateway: RunningGateway) -> None:
    async with counter(gateway) as desk:
        path, headers = f"{API}/refunds/{REFUND}/decline", {"X-Approval": await desk.token()}
        declined = await desk.browser.post(path, json={"reason": "no"}, headers=headers)
        elsewhere = await desk.asks(target="account/acme")
        other = await desk.asks(operation="shifts.manage")
    assert (reason_of(declined), field_of(declined)) == ((422, "ApprovalNotTaken"), (422, "X-Approval"))
    assert (field_of(elsewhere), field_of(other)) == ((422, "target"), (422, "operation"))


async def test_who_may_not_approve_cannot_vouch(gateway: RunningGateway) -> None:
    async with counter(gateway) as desk:
        pat = await make_cashier(gateway, "pat", pin="5028")
        far = await make_cashier(gateway, "far", at("supervisor", OTHER), pin="5028")
        refused = [reason_of(await desk.asks(user_id=user, pin="5028")) for user in (pat, far)]
        shown = await desk.browser.get(f"{API}/auth/approvers", params={"operation": "sales.approve"})
    assert refused == [(401, "WrongPin")] * 2
    assert shown.json() == {"items": [{"user_id": desk.jo, "display_name": "Jo"}]}


async def test_wrong_pins_slow_down_and_lock_as_at_signing_in(gateway: RunningGateway, clock: PassedClock) -> None:
    async with counter(gateway) as desk:
        for _ in range(3):
            assert reason_of(await desk.asks(pin="0000")) == (401, "WrongPin")
        slowed = await desk.asks()
        for _ in range(MAX_PIN_FAILURES - 3):
            assert reason_of(await desk.after(clock).asks(pin="0000")) == (401, "WrongPin")
            await desk.browser.refresh()
        locked = await desk.after(clock).asks()
        still_in = await desk.browser.me()
    assert reason_of(slowed) == (429, "TooManyFailures")
    assert reason_of(locked) == (403, "PinLocked")
    assert still_in.json()["username"] == "sam"


async def test_a_browser_that_is_no_till_asks_nobody(gateway: RunningGateway) -> None:
    async with as_new(gateway, "sue", at("cashier")) as (http, _):
        wish = {"user_id": REFUND, "pin": ITS_PIN, **WISH}
        assert reason_of(await http.post(f"{API}/auth/approvals", json=wish)) == (404, "TillNotEnrolled")


async def test_a_ticket_is_voided_with_the_supervisors_pin(gateway: RunningGateway, neighbours: Neighbours) -> None:
    sale = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e77"
    async with counter(gateway) as desk:
        headers = {"X-Approval": await desk.token(target=f"sale/{sale}"), "Idempotency-Key": "void-1"}
        path, body = f"{API}/sales/{sale}/void", {"reason": "changed mind", "shift_id": "s1"}
        answers = [await desk.browser.post(path, json=body, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert neighbours.sales.caller.decider(Operation.SALES_APPROVE) == "jo"


async def test_a_pump_is_released_for_own_use_with_the_supervisors_pin(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    """The pump stands in the body."""
    body = {"site": SITE, "kind": "OWN_USE", "pump": 3, "shift_id": "s1", "note": "the van"}
    async with counter(gateway) as desk:
        sales, token = f"{API}/sales", {"X-Approval": await desk.token(target="pump/3")}
        unread = await desk.browser.post(sales, content=b"[", headers=token)
        given = await desk.browser.post(sales, json=body, headers=token)
        other = {"X-Approval": await desk.token(target="pump/2")}
        elsewhere = await desk.browser.post(sales, json=body, headers=other)
    assert (reason_of(unread), reason_of(elsewhere)) == ((422, "ApprovalNotTaken"), (403, "ApprovalRefused"))
    assert given.status_code == 201, given.text
    assert neighbours.sales.caller.decider(Operation.SALES_APPROVE) == "jo"
    done = next(one for one in await audit(gateway) if one["target"].startswith("sale/"))
    assert (done["actor_name"], done["after"]["approved_by"]["username"]) == ("sam", "jo")
