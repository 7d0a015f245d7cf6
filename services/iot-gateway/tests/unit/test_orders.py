"""What an order must be, what is known of it, and which orders are the same."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from iot_gateway.domain.errors import IdempotencyKeyReused
from iot_gateway.domain.orders import LoggedOrder, Order, Outcome, known_answer, new_order, outcome_of, valid_key
from motorway.iot.v1 import device_pb2 as device
from motorway_kit.errors import InvalidInput

SITE = "m25-cobham"
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def authorise(**changes: Any) -> device.Command:
    return device.Command(authorise=device.Authorise(**{"pump": 3, "release_token": "s1", **changes}))


def control(**changes: Any) -> device.Command:
    return device.Command(control=device.Control(**{"pump": 3, "action": device.PUMP_ACTION_SUSPEND, **changes}))


def price(**changes: Any) -> device.NozzlePrice:
    return device.NozzlePrice(**{"pump": 3, "nozzle": 1, "unit_price_milli": 1459, **changes})


def prices(*items: device.NozzlePrice, price_set: int = 7) -> device.Command:
    return device.Command(set_prices=device.SetPrices(price_set=price_set, prices=items))


def shown(*items: tuple[str, int]) -> device.Command:
    lines = [device.GradePrice(grade=grade, unit_price_milli=milli) for grade, milli in items]
    return device.Command(show_prices=device.ShowPrices(prices=lines))


def notice(**changes: Any) -> device.Command:
    usual = {"text": "Leak in tank 1", "severity": device.NOTICE_SEVERITY_CRITICAL, "sounder": True, "display_s": 60}
    return device.Command(notice=device.Notice(**{**usual, **changes}))


def stop(pump: int = 0) -> device.Command:
    return device.Command(emergency_stop=device.EmergencyStop(pump=pump))


GOOD = [
    (authorise(), "authorise", 3),
    (authorise(nozzles=[1, 2], max_amount_minor=5000, max_volume_ml=0, price_set=7, timeout_s=90), "authorise", 3),
    (control(), "control_suspend", 3),
    (control(action=device.PUMP_ACTION_TERMINATE), "control_terminate", 3),
    (stop(), "emergency_stop", 0),
    (stop(999), "emergency_stop", 999),
    (device.Command(restart=device.Restart(pump=2)), "restart", 2),
    (prices(price(), price(nozzle=2)), "set_prices", 3),
    (prices(price(), price(pump=4)), "set_prices", 0),
    (shown(("e10", 1459), ("diesel", 1529)), "show_prices", 0),
    (device.Command(ask_pumps=device.AskPumps(pump=1)), "ask_pumps", 1),
    (notice(), "notice", 0),
    (notice(display_s=0, sounder=False), "notice", 0),
]


@pytest.mark.parametrize(("command", "kind", "pump"), GOOD)
def test_an_order_knows_its_kind_and_its_pump(command: device.Command, kind: str, pump: int) -> None:
    assert new_order(SITE, command) == Order(SITE, pump, kind, command)


BAD = [
    ("pump", authorise(pump=0)),
    ("pump", authorise(pump=1000)),
    ("release_token", authorise(release_token="")),
    ("release_token", authorise(release_token="x" * 65)),
    ("release_token", authorise(release_token="a\x00b")),
    ("nozzles", authorise(nozzles=[0])),
    ("nozzles", authorise(nozzles=[100])),
    ("nozzles", authorise(nozzles=[1, 1])),
    ("max_amount_minor", authorise(max_amount_minor=-1)),
    ("max_volume_ml", authorise(max_volume_ml=-1)),
    ("price_set", authorise(price_set=2**31)),
    ("timeout_s", authorise(timeout_s=86_401)),
    ("pump", control(pump=0)),
    ("action", control(action=0)),
    ("action", control(action=6)),
    ("pump", stop(1000)),
    ("pump", device.Command(restart=device.Restart(pump=1000))),
    ("pump", device.Command(ask_pumps=device.AskPumps(pump=1000))),
    ("price_set", prices(price(), price_set=0)),
    ("prices", prices()),
    ("prices", prices(price(), price())),
    ("prices[1].pump", prices(price(), price(pump=0))),
    ("prices[0].nozzle", prices(price(nozzle=0))),
    ("prices[0].unit_price_milli", prices(price(unit_price_milli=0))),
    ("prices", shown()),
    ("prices", shown(("e10", 1), ("e10", 2))),
    ("prices[0].grade", shown(("E 10", 1))),
    ("prices[1].unit_price_milli", shown(("e10", 1), ("diesel", -1))),
    ("text", notice(text=" ")),
    ("text", notice(text="two\nlines")),
    ("text", notice(text="x" * 201)),
    ("severity", notice(severity=0)),
    ("display_s", notice(display_s=3_601)),
]


@pytest.mark.parametrize(("field", "command"), BAD)
def test_an_order_that_cannot_be_meant_is_refused_with_its_field(field: str, command: device.Command) -> None:
    with pytest.raises(InvalidInput) as caught:
        new_order(SITE, command)
    assert (caught.value.reason, caught.value.context["field"]) == ("InvalidOrder", field)


def test_the_site_must_be_one() -> None:
    with pytest.raises(InvalidInput) as caught:
        new_order("M25 Cobham", stop())
    assert caught.value.context["field"] == "site"


@pytest.mark.parametrize("key", ["x" * 201, "a\x00"])
def test_a_key_that_cannot_be_kept_is_refused(key: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        valid_key(key)
    assert caught.value.context["field"] == "idempotency_key"


numbers = st.integers(0, 2**32 - 1)
signed = st.integers(-(2**63), 2**63 - 1)


@given(
    pump=numbers, token=st.text(max_size=70), nozzles=st.lists(numbers, max_size=4), amount=signed, price_set=numbers
)
def test_whatever_is_let_through_is_within_its_limits(
    pump: int, token: str, nozzles: list[int], amount: int, price_set: int
) -> None:
    command = authorise(pump=pump, release_token=token, nozzles=nozzles, max_amount_minor=amount, price_set=price_set)
    try:
        order = new_order(SITE, command)
    except InvalidInput:
        return
    assert 1 <= order.pump <= 999
    assert 0 < len(token) <= 64
    assert token.isprintable()
    assert amount >= 0
    assert all(1 <= nozzle <= 99 for nozzle in nozzles)


def logged(order: Order, response: device.CommandResponse | None = None) -> LoggedOrder:
    outcome, answered_at, body = Outcome.UNKNOWN, None, b""
    if response is not None:
        outcome, answered_at, body = outcome_of(response), NOW, response.SerializeToString()
    command = order.command.SerializeToString()
    known = (outcome, 0, "", order.request_hash, command, body)
    return LoggedOrder("id", order.site, order.pump, order.kind, "jo", NOW, answered_at, *known)


@pytest.mark.parametrize("accepted", [True, False])
def test_the_same_order_again_has_the_known_answer(accepted: bool) -> None:
    order, response = new_order(SITE, authorise()), device.CommandResponse(accepted=accepted, refusal_code=0x2E)
    assert known_answer(logged(order, response), order) == response
    assert known_answer(logged(order), order) is None


@pytest.mark.parametrize("other", [authorise(pump=4), authorise(max_amount_minor=1), stop(3)])
def test_another_order_with_the_key_of_an_earlier_one_is_refused(other: device.Command) -> None:
    earlier = logged(new_order(SITE, authorise()))
    for order in (new_order(SITE, other), new_order("m1-leicester", authorise())):
        with pytest.raises(IdempotencyKeyReused):
            known_answer(earlier, order)
