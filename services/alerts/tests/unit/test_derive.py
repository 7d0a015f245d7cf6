"""Derived series, against numbers that anybody can check."""

from dataclasses import replace

import pytest
from alerts.domain.derive import Deriver
from alerts.domain.derive.delivery import Delivery
from alerts.domain.derive.stock import Stock
from alerts.domain.derive.usage import Usage
from alerts.domain.derive.volume import correction, density_at_15, usual_density
from alerts.domain.observation import Observation
from alerts.domain.rules.facts import NozzleFacts, PumpFacts, SiteFacts, TankFacts
from hypothesis import given, settings
from hypothesis import strategies as st

MINUTE_US, HOUR_US, DAY_US = 60_000_000, 3_600_000_000, 86_400_000_000
START_US = 1_790_000_000_000_000 // HOUR_US * HOUR_US
FACTS = SiteFacts(
    "s",
    tanks=(TankFacts(1, "diesel", 40_000, 38_800, 2_500), TankFacts(2, "e10", 20_000, 19_400, 2_500)),
    pumps=(PumpFacts(1, (NozzleFacts(1, "diesel", 1), NozzleFacts(2, "e10", 2, 1, 250))),),
)


class Feed:
    """Says what devices say, and gathers what follows from it: metric → values."""

    def __init__(self, deriver: Deriver | None = None) -> None:
        self.deriver = deriver or Deriver([FACTS])
        self.derived: dict[tuple[str, str], list[float]] = {}
        self.now_us = START_US

    def say(self, device: str, **values: float) -> None:
        for metric, value in values.items():
            for one in self.deriver.observe(Observation("s", device, metric, self.now_us, value, self.now_us)):
                self.derived.setdefault((one.device, one.metric), []).append(one.value)

    def read(self, volume_l: float, *, tank: int = 1, status: float = 3.0, celsius: float = 15.0) -> None:
        self.say(f"tank/{tank}", probe_status=status, total_observed_volume_l=volume_l)
        self.say(f"tank/{tank}", water_volume_l=20.0, density_kg_m3=836.0, temperature_c=celsius)

    def last(self, metric: str, device: str = "tank/1") -> float:
        return self.derived[device, metric][-1]

    def wait(self, minutes: float) -> None:
        self.now_us += round(minutes * MINUTE_US)


@pytest.mark.parametrize(
    ("density", "celsius", "factor"), [(721.4, 22.0, 0.9911), (990.3, 34.0, 0.9870), (836.0, 15.0, 1.0)]
)
def test_volume_correction_is_that_of_table_54b(density: float, celsius: float, factor: float) -> None:
    assert correction(density, celsius) == pytest.approx(factor, abs=5e-5)
    observed = density * correction(density, celsius)
    assert density_at_15(observed, celsius) == pytest.approx(density, abs=0.001)


def test_a_fuel_that_nobody_measured_has_a_usual_density() -> None:
    assert (usual_density("Diesel B7"), usual_density("super-97")) == (836.0, 745.0)


def test_what_follows_from_one_reading() -> None:
    feed = Feed()
    feed.read(30_000)
    assert feed.last("product_volume_l") == 29_980
    assert feed.last("ullage_l") == 8_800
    assert feed.last("fill_ratio") == pytest.approx(30_000 / 38_800)
    assert feed.last("delivering") == 0


def test_a_probe_that_does_not_work_says_nothing_and_neither_do_unknown_things() -> None:
    feed = Feed()
    feed.read(30_000, status=1.0)
    feed.read(30_000, tank=9)
    feed.say("tank/x", total_observed_volume_l=1.0)
    assert feed.derived == {}
    assert Deriver([]).observe(Observation("s", "tank/1", "probe_status", START_US, 3.0, START_US)) == []


def test_a_delivery_is_what_came_and_what_was_sold_meanwhile() -> None:
    """1244 → 3231 with 7 sold meanwhile, in the noise of waves."""
    delivery, sold = Delivery(), 0.0
    volumes = [1244.0, 1244.5, 1243.8, 1900.0, 2600.0, 3240.0, 3231.0]
    ended = [delivery.follow(START_US + i * MINUTE_US, volume, sold) for i, volume in enumerate(volumes)]
    assert delivery.active
    ended += [delivery.follow(START_US + (7 + i) * MINUTE_US, 3231.0 - 7.0, 7.0) for i in range(5)]
    assert [each for each in ended if each is not None] == pytest.approx([3224.0 - 1243.8 + 7.0])
    assert not delivery.active


def test_noise_is_no_delivery() -> None:
    delivery = Delivery()
    for i in range(200):
        assert delivery.follow(START_US + i * 10_000_000, 10_000 + 40 * (i % 3), 0.0) is None
        assert not delivery.active


def test_a_leak_is_slow_and_a_theft_is_a_step() -> None:
    stock, lost_l = Stock(), 0.0
    for minute in range(0, 26 * 60, 2):
        lost_l += 300.0 if minute == 600 else 0.1
        stock.see(START_US + minute * MINUTE_US, 20_000 - lost_l)
    end_us = START_US + 26 * HOUR_US
    slow_l, _ = stock.leak_24h_l(end_us)
    assert slow_l == pytest.approx(-72, abs=2)
    assert stock.unexplained_l == pytest.approx(-lost_l, abs=1)
    assert stock.changed_1h_l(end_us) == pytest.approx(-3, abs=0.6)


def test_what_is_sold_is_explained_and_what_is_delivered_is_not_compared() -> None:
    stock = Stock()
    for minute in range(240):
        stock.sell(10.0)
        if minute == 120:
            stock.begin_anew()
        stock.see(START_US + minute * MINUTE_US, 20_000 - 10.0 * minute + (15_000 if minute >= 120 else 0))
    assert stock.unexplained_l == pytest.approx(0)
    assert stock.sold_l == 2400


def test_days_left_are_by_the_sales_of_a_week_once_a_day_is_known() -> None:
    usage = Usage()
    for hour in range(24):
        usage.follow(START_US + hour * HOUR_US, hour * 100.0)
        assert usage.days_left(6000) is None
    usage.follow(START_US + 24 * HOUR_US, 2400.0)
    assert usage.days_left(6000) == pytest.approx(2.5)
    usage.follow(START_US + 8 * DAY_US, 2400.0)
    assert usage.days_left(6000) is None


def test_a_sale_is_compared_when_its_transaction_is_told() -> None:
    """While fuel flows, and until the totaliser is told, nothing is compared; then it adds up."""
    feed = Feed()
    feed.say("pump/1/nozzle/1", volume_total_l=1000.0)
    feed.say("pump/1", nozzle=0, state=3)
    for _ in range(4):
        feed.wait(1)
        feed.read(30_000)
    figures = len(feed.derived["tank/1", "unexplained_l"])
    feed.say("pump/1", nozzle=1, state=8)
    feed.wait(1)
    feed.read(29_960)
    feed.say("pump/1", nozzle=0, state=3)
    feed.wait(2)
    feed.read(29_960)
    assert len(feed.derived["tank/1", "unexplained_l"]) == figures
    feed.say("pump/1/nozzle/1", volume_total_l=1040.0)
    for _ in range(4):
        feed.wait(1)
        feed.read(29_960)
    assert feed.last("unexplained_l") == pytest.approx(0, abs=1e-6)


def test_a_blend_is_taken_from_both_of_its_tanks() -> None:
    feed = Feed()
    feed.say("pump/1/nozzle/2", volume_total_l=100.0)
    feed.wait(1)
    feed.say("pump/1/nozzle/2", volume_total_l=140.0)
    feed.say("pump/1/nozzle/2", volume_total_l=140.0)
    feed.say("pump/1", state=3)
    for tank, sold_l in ((1, 10.0), (2, 30.0)):
        for _ in range(3):
            feed.wait(1)
            feed.read(10_000, tank=tank)
        assert feed.deriver._sites["s"].stocks.tanks[tank].stock.sold_l == pytest.approx(sold_l)


def test_the_flow_of_three_customers() -> None:
    feed = Feed()
    for flow in (38.0, 14.0, 15.0, 13.0):
        feed.say("pump/1", nozzle=1, state=8)
        for seconds in (5, 10, 15):
            feed.wait(seconds / 60)
            feed.say("pump/1", flow_rate_l_min=flow if seconds > 5 else 2.0, running_volume_l=seconds * flow / 60)
        feed.wait(1)
        feed.say("pump/1", nozzle=1, running_volume_l=20.0, flow_rate_l_min=0.0)
        feed.say("pump/1", nozzle=0, state=3)
    assert feed.derived["pump/1", "flow_of_3_l_min"] == [38.0, 15.0]


def test_what_is_remembered_goes_on_after_a_restart_and_totalisers_make_it_good() -> None:
    """Stocks are ten minutes old when the process dies, and 100 l were sold since."""
    feed = Feed()
    feed.say("pump/1/nozzle/1", volume_total_l=1000.0)
    feed.say("pump/1", nozzle=0, state=3)
    for _ in range(12):
        feed.wait(1)
        feed.read(30_000)
    rows = feed.deriver.take_dirty()
    assert {(row.site, row.device) for row in rows} == {("s", "stocks"), ("s", "pumps")}
    again = Feed(Deriver([FACTS], rows))
    again.now_us = feed.now_us + 10 * MINUTE_US
    again.say("pump/1/nozzle/1", volume_total_l=1100.0)
    for _ in range(4):
        again.wait(1)
        again.read(29_900)
    assert again.last("unexplained_l") == pytest.approx(0, abs=1e-6)
    again.deriver.forget_site("s")
    assert {row.state for row in again.deriver.take_dirty()} == {None}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["read", "sell", "pump", "old"]), st.integers(0, 50)), max_size=40))
def test_late_and_repeated_values_change_nothing(steps: list[tuple[str, int]]) -> None:
    """Everything is told twice, the second time after something newer: the same follows as from telling it once."""

    def play(*, again: bool) -> dict[tuple[str, str], list[float]]:
        feed, total_l, volume_l, told = Feed(), 1000.0, 30_000.0, list[tuple[int, str, float]]()
        for what, amount in steps:
            feed.wait(1)
            match what:
                case "read":
                    feed.read(volume_l)
                    told.append((feed.now_us, "read", volume_l))
                case "sell":
                    total_l, volume_l = total_l + amount, volume_l - amount
                    feed.say("pump/1/nozzle/1", volume_total_l=total_l)
                    told.append((feed.now_us, "sell", total_l))
                case "pump":
                    feed.say("pump/1", state=3 if amount % 2 else 8)
                case "old" if again and told:
                    _tell_late(feed, told)
        return feed.derived

    assert play(again=True) == play(again=False)


def _tell_late(feed: Feed, told: list[tuple[int, str, float]]) -> None:
    newest = {kind: max(at for at, each, _ in told if each == kind) for _, kind, _ in told}
    now_us = feed.now_us
    for at, kind, value in told:
        if at < newest[kind]:
            feed.now_us = at
            feed.read(value) if kind == "read" else feed.say("pump/1/nozzle/1", volume_total_l=value)
    feed.now_us = now_us


def test_a_tank_that_is_gone_is_forgotten_and_another_of_its_number_begins_anew() -> None:
    feed = Feed()
    for _ in range(12):
        feed.wait(1)
        feed.read(30_000)
    feed.deriver.set_facts(replace(FACTS, tanks=(), pumps=()))
    rows = {row.device: row.state for row in feed.deriver.take_dirty()}
    assert (rows["pumps"], b'"tanks":{}' in (rows["stocks"] or b"")) == (b"{}", True)
    feed.deriver.set_facts(FACTS)
    assert feed.deriver.take_dirty() == []
