"""Each ready rule of sales, prices, money and the platform itself: what must raise it, and that it ends."""

from forecourt_simulator.config import Authorisation
from motorway.payments.v1 import events_pb2, payment_pb2
from motorway.pos.v1 import events_pb2 as pos

from .world import World, a_config

QUIET = a_config(customers_per_hour=0, reorder_fill=0)


def fuel(world: World, pump: int = 1) -> None:
    """A customer takes 20 l and stands there for long."""
    world.play("arrive", pump=pump, volume_ml=20_000, stay_s=7200)
    world.run(120)


def test_a_pump_releases_itself() -> None:
    world = World(a_config(customers_per_hour=0, reorder_fill=0, authorisation=Authorisation.STAND_ALONE))
    world.till.releases = world.till.takes_money = False
    fuel(world)
    assert "Pump 1" in world.run_until("sale_unauthorised", within_s=120).text
    world.till.takes_money = True
    world.run_until_over("sale_unauthorised", within_s=300)


def test_nobody_pays() -> None:
    world = World(QUIET)
    world.till.takes_money = False
    fuel(world)
    world.run(600)
    assert not world.raised["sale_unpaid"]
    assert "GBP" in world.run_until("sale_unpaid", within_s=600).text
    world.till.takes_money = True
    world.run_until_over("sale_unpaid", within_s=60)


def test_somebody_drives_off() -> None:
    world = World(QUIET)
    fuel(world)
    sale = world.till.drive_off()
    world.run_until("drive_off", within_s=60)
    world.till.pay_debt(sale)
    world.run_until_over("drive_off", within_s=60)


def test_a_totaliser_jumps() -> None:
    world = World(QUIET)
    fuel(world)
    world.play("hang-up", pump=1) if world.site.context.state.pumps[1].point.nozzle else None
    world.play("skip-totaliser", pump=1, nozzle=1, ml=5_000)
    fuel(world, pump=2)
    assert not world.raised["totaliser_gap"]
    world.site.context.state.pumps[1].customer = None
    fuel(world)
    gap = world.run_until("totaliser_gap", within_s=120)
    resolved = pos.DiscrepancyResolved(
        discrepancy_id=gap.condition.key.rpartition("/")[2], site_id=QUIET.site_id, resolution="pump_test"
    )
    world.tell(resolved)
    world.run_until_over("totaliser_gap", within_s=60)


def test_a_pump_does_not_take_its_price() -> None:
    world = World(QUIET)
    world.till.set_prices(range(1, 9), range(1, 4))
    world.play("refuse", pump=5, command="set_prices", reason="price_set_differs", code=0x35)
    world.till.set_prices(range(1, 9), range(1, 4))
    world.run(240)
    assert not world.raised["price_unconfirmed"]
    assert "Price set 2" in world.run_until("price_unconfirmed", within_s=120).text
    world.till.tell_prices([])
    world.run_until_over("price_unconfirmed", within_s=60)


def a_payment(world: World, shortfall_minor: int) -> payment_pb2.Payment:
    return payment_pb2.Payment(
        payment_id="p1",
        sale_id="s1",
        site_id=world.config.site_id,
        currency="GBP",
        amount_minor=5000,
        shortfall_minor=shortfall_minor,
    )


def test_a_card_pays_too_little() -> None:
    world = World(QUIET)
    world.tell(events_pb2.PaymentCaptured(payment=a_payment(world, 0)))
    world.tell(events_pb2.PaymentCaptured(payment=a_payment(world, 337)))
    assert "3.37 GBP" in world.run_until("card_shortfall", within_s=60).text
    world.tell(pos.DebtEnded(debt_id="d", site_id=world.config.site_id, sale_id="s1", kind="card_shortfall"))
    world.run_until_over("card_shortfall", within_s=60)


def test_what_a_till_did_without_a_line_cannot_be_booked_as_it_was_meant() -> None:
    world = World(QUIET)
    words, site = "The sale was paid elsewhere.", QUIET.site_id
    found = pos.OfflineConflictFound(
        operation_id="o1", site_id=site, till="t1", series="t1/off-a", number=7, words=words
    )
    world.tell(found)
    change = world.run_until("offline_conflict", within_s=60)
    assert change.text == "Till t1, no. 7 of t1/off-a: The sale was paid elsewhere."
    world.tell(pos.OfflineConflictResolved(operation_id="o1", site_id=site, resolution="given", resolved_by="jo"))
    world.run_until_over("offline_conflict", within_s=60)


def test_a_card_pays_nothing() -> None:
    world = World(QUIET)
    world.tell(events_pb2.PaymentEnded(payment=a_payment(world, 0)))
    world.tell(events_pb2.PaymentEnded(payment=a_payment(world, 5000)))
    world.run_until("card_unpaid", within_s=60)
    assert set(world.raised) == {"card_unpaid"}


def test_a_bank_disputes_a_payment() -> None:
    world = World(QUIET)
    dispute = events_pb2.DisputeChanged(
        dispute_id="d1", site_id=world.config.site_id, amount_minor=5000, currency="GBP", reason="fraudulent"
    )
    dispute.status = "needs_response"
    world.tell(dispute)
    world.run_until("open_dispute", within_s=60)
    dispute.status = "under_review"
    world.run(1)
    world.tell(dispute)
    world.run_until_over("open_dispute", within_s=60)


def test_stripe_says_something_else() -> None:
    world = World(QUIET)
    world.tell(events_pb2.ReconciliationBreakFound(break_id="b1", break_class="missing_in_stripe"))
    assert "missing in stripe" in world.run_until("reconciliation_break", within_s=60).text
    world.run(1)
    world.tell(events_pb2.ReconciliationBreakResolved(break_id="b1", break_class="missing_in_stripe"))
    world.run_until_over("reconciliation_break", within_s=60)


def test_messages_cannot_be_handled() -> None:
    world = World(QUIET)
    world.tell_observation("", "queue/pos", "dead_letters", 2)
    assert world.run_until("dead_letters", within_s=120).text.startswith("2 messages")
    world.tell_observation("", "queue/pos", "dead_letters", 0)
    world.run_until_over("dead_letters", within_s=60)


def test_an_outbox_is_not_emptied() -> None:
    world = World(QUIET)
    for age_s in (5, 70, 130, 190):
        world.tell_observation("", "service/pos", "outbox_age_s", age_s)
        world.run(60)
    assert world.is_open("outbox_age")
    world.tell_observation("", "service/pos", "outbox_age_s", 0)
    world.run_until_over("outbox_age", within_s=60)


def test_a_certificate_ends() -> None:
    world = World(QUIET)
    world.tell_observation(QUIET.site_id, "controller", "certificate_days_left", 29.5)
    world.run_until("certificate_expiring", within_s=60)
    assert not world.raised["certificate_expired"]
    world.tell_observation(QUIET.site_id, "controller", "certificate_days_left", 2.5)
    world.run_until("certificate_expired", within_s=60)
    world.tell_observation(QUIET.site_id, "controller", "certificate_days_left", 397)
    world.run_until_over("certificate_expiring", within_s=60)
    assert not world.open
