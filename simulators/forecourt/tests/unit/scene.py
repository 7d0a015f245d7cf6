"""A small site whose pumps only the platform releases, and the platform's orders to it."""

from collections import defaultdict

from forecourt_simulator.config import SiteConfig, generate_sites
from forecourt_simulator.domain import State
from forecourt_simulator.messages import Outgoing
from forecourt_simulator.site import Site
from forecourt_simulator.state import Customer, PumpState, SiteState, load
from google.protobuf.message import Message
from motorway.iot.v1 import device_pb2 as pb

START_US = 1_790_000_000_000_000
SECOND_US = 1_000_000


def a_config(pumps: int = 2, **simulation: object) -> SiteConfig:
    quiet = {"customers_per_hour": 0, "authorisation": "pos", "tank_reading_interval_s": 3600}
    quiet |= {"batch_interval_s": 3600, "sample_interval_s": 3600}
    document = generate_sites(1, pumps)[0].model_dump(mode="json")
    return SiteConfig.model_validate({**document, "simulation": {**quiet, **simulation}})


class Scene:
    def __init__(self, config: SiteConfig | None = None, *, connected: bool = True) -> None:
        self.site = Site(config or a_config(), SiteState(seed=1, now_us=START_US))
        self.site.context.connected = connected
        self.said: list[Outgoing] = []
        self._commands = 0
        self.run(5)

    def run(self, seconds: float) -> None:
        self.site.run_until(self.site.now_us + round(seconds * SECOND_US))
        self.said += self.site.take_outbox()

    def run_until_in(self, number: int, *states: State, within_s: float = 400) -> None:
        for _ in range(round(within_s * 4)):
            if self.pump(number).point.state in states:
                return
            self.run(0.25)
        raise AssertionError(f"pump {number} is still {self.pump(number).point}")

    def restart(self) -> None:
        self.site = Site(self.site.config, load(self.site.snapshot()))

    def pump(self, number: int = 1) -> PumpState:
        return self.site.context.state.pumps[number]

    def come(self, number: int = 1, nozzle: int = 1, volume_ml: int = 20_000) -> None:
        self.site.forecourt.come(number, Customer(nozzle, volume_ml, 38.0, stay_s=1.0), 1.0)
        self.run(1.5)

    def order(self, **command: Message) -> pb.CommandResponse:
        self._commands += 1
        response = self.site.obey(pb.Command(command_id=f"c{self._commands}", **command))  # type: ignore[arg-type]
        self.said += self.site.take_outbox()
        return response

    def authorise(self, number: int = 1, token: str = "sale-1", **limits: object) -> pb.CommandResponse:
        return self.order(authorise=pb.Authorise(pump=number, release_token=token, **limits))  # type: ignore[arg-type]

    def control(self, action: str, number: int = 1) -> pb.CommandResponse:
        return self.order(control=pb.Control(pump=number, action=pb.PumpAction.Value(f"PUMP_ACTION_{action.upper()}")))

    def set_prices(self, price_set: int, *prices: tuple[int, int, int]) -> pb.CommandResponse:
        listed = [pb.NozzlePrice(pump=p, nozzle=n, unit_price_milli=milli) for p, n, milli in prices]
        return self.order(set_prices=pb.SetPrices(price_set=price_set, prices=listed))

    def states(self, number: int = 1) -> list[pb.PumpState]:
        found = [each for each in self.said if each.topic == f"pump/{number}/state"]
        return [pb.PumpState.FromString(each.payload) for each in found]

    def transactions(self, number: int = 1) -> list[pb.FuellingTransaction]:
        found = [each for each in self.said if each.topic == f"pump/{number}/transaction"]
        return [pb.FuellingTransaction.FromString(each.payload) for each in found]

    def bring_to(self, state: State, number: int = 1) -> None:
        """Pump in this state, with a customer whose nozzle is out where the state needs one."""
        match state:
            case State.INOPERATIVE:
                self.site.forecourt.cut_power(number, self.site.now_us + 3600 * SECOND_US)
            case State.CLOSED:
                assert self.control("close", number).accepted
            case State.CALLING | State.STARTED | State.FUELLING:
                self.come(number)
            case State.AUTHORISED:
                assert self.authorise(number, "before").accepted
            case State.SUSPENDED_STARTED | State.SUSPENDED_FUELLING:
                self.bring_to(State.STARTED if state is State.SUSPENDED_STARTED else State.FUELLING, number)
                assert self.control("suspend", number).accepted
        if state in (State.STARTED, State.FUELLING):
            assert self.authorise(number, "before").accepted
            self.run_until_in(number, state)
        assert self.pump(number).point.state is state


def refusal(response: pb.CommandResponse) -> tuple[int, str]:
    assert not response.accepted
    return response.refusal_code, response.refusal_reason


def assert_nothing_lost(scene: Scene) -> None:
    """What was told, and what runs, is what each nozzle's totaliser counted; and it left the tanks."""
    told: dict[tuple[int, int], int] = defaultdict(int)
    for number in scene.site.context.state.pumps:
        sold = scene.transactions(number)
        assert [each.sequence for each in sold] == list(range(1, len(sold) + 1))
        for each in sold:
            assert each.volume_total_before_ml == told[number, each.nozzle]
            told[number, each.nozzle] += each.volume_ml
            assert each.volume_total_after_ml == told[number, each.nozzle]
    total_ml = 0
    for number, pump in scene.site.context.state.pumps.items():
        for nozzle, totals in pump.nozzles.items():
            running_ml = pump.volume_ml if pump.delivering and pump.nozzle == nozzle else 0
            assert totals.volume_total_ml == told[number, nozzle] + running_ml
            assert totals.transactions_ml == told[number, nozzle]
            total_ml += totals.volume_total_ml
    assert sum(tank.state.dispensed_ul for tank in scene.site.yard.tanks.values()) == total_ml * 1000
