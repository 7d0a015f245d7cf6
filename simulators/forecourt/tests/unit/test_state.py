"""What was stored goes on, also what an older version stored."""

from pathlib import Path

from forecourt_simulator.domain import State
from forecourt_simulator.site import Site
from forecourt_simulator.state import Authority, dump, load
from motorway.iot.v1 import device_pb2 as pb

from .scene import Scene, a_config

OLD = Path(__file__).parents[1] / "data" / "snapshot-before-prices.json"


def test_a_snapshot_of_before_there_were_orders_goes_on() -> None:
    state = load(OLD.read_bytes())
    assert [pump.point.state for pump in state.pumps.values()] == [State.CALLING, State.FUELLING]
    site = Site(a_config(authorisation="stand_alone"), state)
    site.run_until(site.now_us + 600_000_000)
    told = [each for each in site.take_outbox() if each.transaction]
    sold = {each.pump: pb.FuellingTransaction.FromString(each.payload) for each in reversed(told)}
    assert {number: each.unit_price_milli for number, each in sold.items()} == {1: 1529, 2: 1609}
    assert sold[2].volume_total_before_ml == 0
    assert all(each.amount_total_after_minor for each in sold.values())


def test_a_pump_is_stored_with_all_that_was_ordered() -> None:
    scene = Scene()
    scene.authorise(token="mine", nozzles=[1, 2], max_amount_minor=3_000, timeout_s=600)
    scene.set_prices(4, (1, 1, 1_500))
    stored = load(dump(scene.site.context.state))
    assert stored == scene.site.context.state
    assert stored.pumps[1].authority == Authority("mine", (1, 2), 3_000)
