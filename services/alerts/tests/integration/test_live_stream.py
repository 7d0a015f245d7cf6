"""Events in through RabbitMQ, entries out through Redis."""

from collections.abc import Sequence

import pytest
from motorway.iot.v1 import events_pb2
from motorway.payments.v1 import events_pb2 as payments
from motorway.payments.v1 import payment_pb2
from motorway.pos.v1 import events_pb2 as pos
from motorway.pos.v1 import sale_pb2
from motorway_kit.testing import wait_until
from motorway_kit.testing_engines import RedisServer, killed

from .stand import (
    ALARM,
    RUNNING,
    SITE,
    STATE,
    TANK,
    Stand,
    a_payment,
    alarm,
    at,
    bundle,
    connection,
    running,
    sale,
    state,
    tank,
)


@pytest.fixture
def looking() -> Sequence[str]:
    return ("console_leak", "controller_offline", "device_alarm")


async def test_what_devices_say_is_on_the_live_stream(stand: Stand) -> None:
    await stand.publish(bundle(running(1), state(2), tank(3), alarm(4)), sale(7), connection(9, 3, online=True))
    await stand.live_reaches(7)
    time = "2026-11-01T08:00:0{}.000Z"
    assert await stand.live("pump.running") == [
        {"site": SITE, "pump": 1, "time": time.format(1), "nozzle": 2, "volume_ml": 1000, "amount_minor": 150,
         "unit_price_milli": 1499, "flow_rate_l_min": 38.5}
    ]  # fmt: skip
    assert await stand.live("pump.state") == [
        {"site": SITE, "pump": 1, "time": time.format(2), "state": "CALLING", "state_number": 4, "nozzle": 2,
         "reason": "out"}
    ]  # fmt: skip
    assert await stand.live("tank.reading") == [
        {"site": SITE, "tank": 1, "time": time.format(3), "probe_status": "OPERATIVE", "product_level_mm": 1200.5,
         "water_level_mm": None, "temperature_c": None, "density_kg_m3": None, "total_observed_volume_l": None,
         "water_volume_l": None}
    ]  # fmt: skip
    assert await stand.live("device.alarm") == [
        {"site": SITE, "device": "tank/1", "code": "leak", "severity": "CRITICAL", "active": True,
         "text": "Leak in tank 1", "time": time.format(4)}
    ]  # fmt: skip
    assert await stand.live("pump.transaction") == [
        {"site": SITE, "pump": 1, "sequence": 7, "nozzle": 2, "grade": "e10", "volume_ml": 30000, "amount_minor": 4497,
         "currency": "GBP", "unit_price_milli": 1499, "started_at": time.format(7),
         "finished_at": "2026-11-01T08:00:57.250Z", "offline": False}
    ]  # fmt: skip
    assert await stand.live("controller.connection") == [
        {"site": SITE, "online": True, "software_version": "", "time": time.format(9), "version": 3}
    ]  # fmt: skip
    (alert,) = await stand.live("alert.raised")
    assert (alert["rule"], alert["device"], alert["severity"]) == ("console_leak", "tank/1", "CRITICAL")
    assert (alert["state"], alert["raised_at"], alert["acknowledged_at"]) == ("RAISED", time.format(4), None)


async def test_a_running_total_never_comes_after_the_state_that_ended_it(stand: Stand) -> None:
    await stand.publish(bundle(running(1)))
    await stand.live_reaches(1)
    await stand.publish(bundle(running(2), state(3)), bundle(running(4), state(5)))
    times = [entry["time"][17:19] for entry in await stand.live_reaches(5)]
    assert times == ["01", "02", "03", "04", "05"]


async def test_what_is_delivered_again_adds_nothing(stand: Stand) -> None:
    once = [bundle(running(1), state(2), tank(3)), bundle(alarm(4), state(5), running(6)), sale(1), sale(2)]
    again = [bundle(state(5), tank(3)), bundle(alarm(4), running(6))]
    offline = connection(9, 1, online=False)
    await stand.publish(*once, offline, *once, *again, offline, *reversed(once), bundle(state(99)))
    await wait_until(lambda: _has(stand, "08:01:39"))
    await stand.live_reaches(1, "alert.raised")
    kinds = ("pump.state", "device.alarm", "pump.transaction", "controller.connection", "alert.raised")
    assert [len(await stand.live(kind)) for kind in kinds] == [3, 1, 2, 1, 1]
    readings = await stand.live("pump.running", "tank.reading")
    assert sorted(entry["time"][17:19] for entry in readings) == ["01", "03", "06"]
    assert len(await stand.alerts()) == 1


async def _has(stand: Stand, time: str) -> bool:
    return any(time in entry["time"] for entry in await stand.live("pump.state"))


async def test_running_totals_are_gathered_and_states_are_not(stand: Stand) -> None:
    for i in range(20):
        totals = [running(i + j / 1000, i * 500 + j) for j in range(500)]
        await stand.publish(bundle(*totals, *(state(i + j / 100, pump=2) for j in range(10))))
    await stand.live_reaches(200, "pump.state")

    async def newest_is_shown() -> bool:
        return bool((await stand.live("pump.running"))[-1]["volume_ml"] == 9999)

    await wait_until(newest_is_shown)
    assert len(await stand.live("pump.running")) <= 20
    assert len(await stand.live("pump.state")) == 200


async def test_garbage_in_a_bundle_does_not_hold_up_the_rest(stand: Stand) -> None:
    wrong = events_pb2.DeviceMessage.FromString(state(1))
    wrong.payload = b"\xff\xff\xff"
    strange = alarm(3, code="a\x00b")
    events = bundle(state(2), strange)
    for kind in (STATE, RUNNING, TANK, ALARM, events_pb2.MESSAGE_KIND_TELEMETRY):
        wrong.kind = kind
        events.messages.append(wrong)
    await stand.publish(events, sale(1))
    await stand.live_reaches(1, "alert.raised")
    assert len(await stand.live("pump.state", "device.alarm", "pump.transaction")) == 3
    assert [alert.key for alert in await stand.alerts()] == [f"device_alarm:{SITE}:tank/1:ab"]


async def test_with_redis_dead_alerts_are_stored_and_nothing_is_lost(stand: Stand, redis_server: RedisServer) -> None:
    assert redis_server.engine is not None
    await stand.publish(bundle(*(state(second) for second in range(50))))
    await stand.live_reaches(50)
    async with killed(redis_server.engine):
        await stand.publish(*(bundle(state(50 + i), alarm(50 + i, code=f"code_{i}")) for i in range(15)), sale(1))
        await wait_until(lambda: _stored(stand, 15))
    await stand.live_reaches(15, "alert.raised")
    await stand.live_reaches(1, "pump.transaction")
    kinds = ("pump.state", "device.alarm", "pump.transaction", "alert.raised")
    assert [len(await stand.live(kind)) for kind in kinds] == [65, 15, 1, 15]


async def _stored(stand: Stand, count: int) -> bool:
    return len(await stand.alerts()) == count


async def test_what_pos_tells_is_on_the_live_stream(stand: Stand) -> None:
    fuel = sale_pb2.FuelLine(pump=3, grade_id="e10", volume_ml=30_000)
    told = sale_pb2.Sale(
        sale_id="s1", site_id=SITE, kind=sale_pb2.SALE_KIND_POST_PAY, state=sale_pb2.SALE_STATE_PAYABLE,
        origin=sale_pb2.SALE_ORIGIN_POS, currency="GBP", pump=3, total_minor=4497, due_minor=4497, opened_at=at(1),
        lines=[sale_pb2.SaleLine(number=1, fuel=fuel)], version=4,
    )  # fmt: skip
    await stand.publish(pos.SalePayable(sale=told), pos.ShiftClosed(site_id=SITE, shift_id="f1", over_short_minor=-5))
    (sale_entry, shift_entry) = await stand.live_reaches(2)
    assert (sale_entry["what"], sale_entry["state"], sale_entry["version"]) == ("payable", "PAYABLE", 4)
    assert (sale_entry["pump"], sale_entry["grade"], sale_entry["due_minor"]) == (3, "e10", 4497)
    assert (shift_entry["state"], "over_short_minor" in shift_entry) == ("CLOSED", False)


async def test_what_tills_did_without_a_line_is_on_the_live_stream(stand: Stand) -> None:
    found = pos.OfflineConflictFound(
        operation_id="o1", site_id=SITE, till="Counter 1", outcome="conflict", reasons=["TOO_OLD"], owed_minor=300,
        currency="GBP", at=at(1),
    )  # fmt: skip
    await stand.publish(
        pos.OfflineOperationsReplayed(site_id=SITE, device_id="d1", applied=2, conflicts=1, pending=4, at=at(2)),
        found,
        pos.OfflineConflictResolved(operation_id="o1", site_id=SITE, resolved_by="sue"),
    )
    await stand.live_reaches(3, "offline.replayed", "offline.conflict")
    (replayed,) = await stand.live("offline.replayed")
    opened, resolved = await stand.live("offline.conflict")
    assert (replayed["applied"], replayed["conflicts"], replayed["pending"]) == (2, 1, 4)
    assert (opened["state"], opened["outcome"], opened["reasons"]) == ("OPEN", "CONFLICT", ["TOO_OLD"])
    assert (resolved["state"], resolved["resolved_by"]) == ("RESOLVED", "sue")


async def test_what_payments_tells_is_on_the_live_stream(stand: Stand) -> None:
    payment = a_payment(state=payment_pb2.PAYMENT_STATE_AUTHORISED, version=3)
    refund = payment_pb2.CardRefund(
        refund_id="r1", payment_id="p1", site_id=SITE, state=payment_pb2.CARD_REFUND_STATE_FAILED, updated_at=at(2)
    )
    await stand.publish(
        payments.PaymentAuthorised(payment=payment),
        payments.CardRefundSettled(refund=refund),
        payments.DisputeChanged(dispute_id="d1", payment_id="p1", site_id=SITE, status="won"),
        payments.ReconciliationBreakFound(break_id="b1", break_class="orphan_hold", site_id=SITE, found_at=at(3)),
        payments.ReconciliationBreakResolved(break_id="b1", site_id=SITE, resolution="healed"),
    )
    types = ("payment.changed", "card_refund.changed", "dispute.changed", "break.changed")
    await stand.live_reaches(5, *types)
    (shown,) = await stand.live("payment.changed")
    assert (shown["what"], shown["state"], shown["purpose"], shown["method"]) == (
        "authorised", "AUTHORISED", "HOLD", "READER",
    )  # fmt: skip
    assert (shown["card_brand"], shown["card_last4"], shown["version"], shown["site"]) == ("visa", "4242", 3, SITE)
    (given,) = await stand.live("card_refund.changed")
    assert (given["refund_id"], given["state"], given["time"]) == ("r1", "FAILED", "2026-11-01T08:00:02.000Z")
    (dispute,) = await stand.live("dispute.changed")
    assert (dispute["dispute_id"], dispute["status"], dispute["evidence_due_by"]) == ("d1", "won", None)
    assert sorted(one["state"] for one in await stand.live("break.changed")) == ["OPEN", "RESOLVED"]
