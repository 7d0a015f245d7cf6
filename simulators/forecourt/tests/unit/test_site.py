"""A simulated day: what the site says must be consistent in itself and with its own state."""

import functools
from collections import defaultdict

import pytest
from forecourt_simulator import domain
from forecourt_simulator.config import SiteConfig, generate_sites
from forecourt_simulator.ledger import Ledger, Reading
from forecourt_simulator.messages import Outgoing
from forecourt_simulator.site import Site
from forecourt_simulator.state import SiteState, load
from motorway.iot.v1 import device_pb2 as pb

START_US = 1_790_000_000_000_000
HOUR_US = 3_600_000_000


def a_config(**simulation: object) -> SiteConfig:
    quick = {"tank_reading_interval_s": 300, "batch_interval_s": 600, "sample_interval_s": 300, "reorder_fill": 0.8}
    document = generate_sites(1, pumps=4)[0].model_dump(mode="json")
    return SiteConfig.model_validate({**document, "simulation": {**quick, **simulation}})


def run(site: Site, hours: float, step_s: float = 3600.0) -> list[Outgoing]:
    said, end_us = [], site.now_us + round(hours * HOUR_US)
    while site.now_us < end_us:
        site.run_until(min(end_us, site.now_us + round(step_s * 1e6)))
        said += site.take_outbox()
    return said


@functools.cache
def a_day() -> tuple[Site, list[Outgoing]]:
    shares = {"suspended_share": 0.3, "zero_transaction_share": 0.1, "change_of_mind_share": 0.1}
    site = Site(a_config(**shares), SiteState(seed=7, now_us=START_US))
    return site, run(site, 24)


def transactions(said: list[Outgoing]) -> dict[int, list[pb.FuellingTransaction]]:
    found = defaultdict(list)
    for message in said:
        if message.transaction:
            found[message.pump].append(pb.FuellingTransaction.FromString(message.payload))
    return found


def test_a_day_is_busy() -> None:
    site, said = a_day()
    assert site.context.state.transactions > 200
    assert site.context.state.zero_transactions > 5
    assert site.context.state.deliveries > 0
    assert sum(message.topic.endswith("reading") for message in said) == 4 * 288


def test_totalisers_run_on_without_a_gap() -> None:
    site, said = a_day()
    for pump, sold in transactions(said).items():
        assert [each.sequence for each in sold] == list(range(1, len(sold) + 1))
        volume: dict[int, int] = defaultdict(int)
        amount: dict[int, int] = defaultdict(int)
        for each in sold:
            assert each.volume_total_before_ml == volume[each.nozzle]
            assert each.amount_total_before_minor == amount[each.nozzle]
            assert each.volume_total_after_ml - each.volume_total_before_ml == each.volume_ml
            assert each.amount_total_after_minor - each.amount_total_before_minor == each.amount_minor
            assert each.started_at.ToMicroseconds() <= each.finished_at.ToMicroseconds()
            volume[each.nozzle], amount[each.nozzle] = each.volume_total_after_ml, each.amount_total_after_minor
        for number, nozzle in site.context.state.pumps[pump].nozzles.items():
            assert nozzle.volume_total_ml >= volume[number]
            assert nozzle.amount_total_minor == amount[number]


def test_stock_is_what_came_less_what_the_nozzles_gave() -> None:
    site, _ = a_day()
    for number, tank in site.yard.tanks.items():
        through_nozzles = sum(
            site.context.state.pumps[pump.number].nozzles[nozzle.number].volume_total_ml
            for pump in site.config.pumps
            for nozzle in pump.nozzles
            if nozzle.tank == number
        )
        assert tank.state.dispensed_ul == through_nozzles * 1000
        assert tank.balance_ul() == 0
        assert tank.state.expansion_ul != 0


def test_without_expansion_stock_needs_no_correction() -> None:
    site = Site(a_config(thermal_expansion=False), SiteState(seed=3, now_us=START_US))
    run(site, 12)
    for tank in site.yard.tanks.values():
        state = tank.state
        assert state.product_ul == state.initial_ul + state.delivered_ul - state.dispensed_ul


def test_amounts_follow_price_and_volume() -> None:
    site, said = a_day()
    for sold in transactions(said).values():
        for each in sold:
            assert each.unit_price_milli == site.config.unit_price_milli(each.grade)
            assert each.amount_minor == (each.volume_ml * each.unit_price_milli + 5_000) // 10_000


def test_states_follow_the_ifsf_machine() -> None:
    _, said = a_day()
    allowed = {(1, 2), (2, 3), (3, 4), (3, 5), (4, 3), (4, 6), (5, 6), (6, 3), (6, 7), (6, 8), (7, 6), (7, 3)}
    allowed |= {(8, 3), (8, 9), (9, 8), (9, 3)}
    last: dict[str, int] = {}
    seen = set()
    for message in said:
        if message.topic.endswith("/state"):
            state = pb.PumpState.FromString(message.payload)
            if message.topic in last:
                seen.add((last[message.topic], state.state))
            last[message.topic] = state.state
    assert seen <= allowed
    assert {after for _, after in seen} == set(map(int, domain.State)) - {1}


def test_without_an_attendant_customers_give_up() -> None:
    site = Site(a_config(authorisation="pos"), SiteState(seed=3, now_us=START_US))
    said = run(site, 6)
    assert not transactions(said)
    assert sum(message.topic.endswith("/state") for message in said) > 50


def test_flow_is_between_35_and_40_litres_a_minute() -> None:
    _, said = a_day()
    long_ones = [each for sold in transactions(said).values() for each in sold if each.volume_ml > 40_000]
    for each in long_ones:
        minutes = (each.finished_at.ToMicroseconds() - each.started_at.ToMicroseconds()) / 6e7
        assert each.volume_ml / 1000 / minutes < 40


def decoded(message: Outgoing) -> list[Reading]:
    """The readings of a payload, by the rules of the platform and not by the simulator's code."""
    device = message.topic.rsplit("/", 1)[0]
    match message.topic.rsplit("/", 1)[-1]:
        case "state":
            state = pb.PumpState.FromString(message.payload)
            return [Reading(device, "state", state.time.ToMicroseconds(), float(state.state))]
        case "reading":
            seen = pb.TankReading.FromString(message.payload)
            names = {
                "product_level_mm": "product_level",
                "water_level_mm": "water_level",
                "temperature_c": "temperature",
            }
            names |= {"density_kg_m3": "density", "total_observed_volume_l": "total_observed_volume"}
            names |= {"water_volume_l": "water_volume", "probe_status": "probe_status"}
            told = [field.name for field, _ in seen.ListFields() if field.name in names]
            at_us = seen.time.ToMicroseconds()
            return [Reading(device, names[name], at_us, float(getattr(seen, name))) for name in told]
        case "transaction":
            sale = pb.FuellingTransaction.FromString(message.payload)
            nozzle, at_us = f"{device}/nozzle/{sale.nozzle}", sale.finished_at.ToMicroseconds()
            return [
                Reading(nozzle, "volume_total", at_us, sale.volume_total_after_ml / 1000),
                Reading(nozzle, "amount_total", at_us, sale.amount_total_after_minor / 100),
            ]
        case "telemetry":
            batch = pb.TelemetryBatch.FromString(message.payload)
            columns = zip(batch.device_index, batch.metric_index, batch.time_delta_us, batch.value, strict=True)
            base = batch.base_time.ToMicroseconds()
            return [Reading(batch.devices[d], batch.metrics[m], base + dt, v) for d, m, dt, v in columns]
        case _:
            return []


def test_the_ledger_is_what_the_payloads_say() -> None:
    _, said = a_day()
    booked, read = Ledger(), Ledger()
    for message in said:
        booked.add(message.readings)
        read.add(decoded(message))
    assert booked.as_json() == read.as_json()
    assert booked.readings() > 10_000


@pytest.mark.parametrize("step_s", [1.0, 777.7])
def test_same_seed_same_history_whatever_the_pace(step_s: float) -> None:
    paced = run(Site(a_config(), SiteState(seed=5, now_us=START_US)), 3, step_s)
    assert paced == run(Site(a_config(), SiteState(seed=5, now_us=START_US)), 3)
    assert paced != run(Site(a_config(), SiteState(seed=6, now_us=START_US)), 3)


def test_a_snapshot_goes_on_as_if_nothing_had_been() -> None:
    straight = Site(a_config(), SiteState(seed=5, now_us=START_US))
    run(straight, 6)
    broken = Site(a_config(), SiteState(seed=5, now_us=START_US))
    run(broken, 2.51)
    resumed = Site(a_config(), load(broken.snapshot()))
    run(resumed, 3.49)
    assert load(resumed.snapshot()) == load(straight.snapshot())


def test_time_never_runs_backwards_after_standing_still() -> None:
    site = Site(a_config(), SiteState(seed=5, now_us=START_US))
    run(site, 2)
    site.postpone(5 * HOUR_US)
    later = [message for message in run(site, 1) if message.topic != "telemetry"]
    assert min(reading.time_us for message in later for reading in message.readings) > START_US + 7 * HOUR_US
    assert all(tank.balance_ul() == 0 for tank in site.yard.tanks.values())


def test_a_blend_comes_from_two_tanks_in_its_ratio() -> None:
    document = a_config(customers_per_hour=30).model_dump(mode="json")
    for pump in document["pumps"]:
        pump["nozzles"] = [
            {"number": 1, "grade_id": "unleaded-95", "tank": 1, "second_tank": 3, "second_tank_per_mille": 300}
        ]
    site = Site(SiteConfig.model_validate(document), SiteState(seed=3, now_us=START_US))
    run(site, 3)
    given_ml = sum(pump.nozzles[1].volume_total_ml for pump in site.context.state.pumps.values())
    dispensed_ml = [site.yard.tanks[number].state.dispensed_ul // 1000 for number in (1, 2, 3, 4)]
    assert sum(dispensed_ml) == given_ml > 100_000
    assert abs(dispensed_ml[2] - 0.3 * given_ml) <= len(site.config.pumps)
