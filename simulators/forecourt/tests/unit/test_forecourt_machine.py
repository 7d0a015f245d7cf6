"""Whatever is ordered and whatever happens, in any order: no volume is lost and no limit is passed."""

from collections.abc import Callable

import hypothesis.strategies as st
from forecourt_simulator.domain import RELEASED, State
from forecourt_simulator.errors import SimulatorError
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from motorway.iot.v1 import device_pb2 as pb

from .scene import SECOND_US, Scene, a_config, assert_nothing_lost

PUMPS = st.sampled_from([1, 2])
NOZZLES = st.sampled_from([1, 2, 3])
ACTIONS = st.sampled_from(["open", "close", "suspend", "resume", "terminate"])
CONFIG = a_config(
    customers_per_hour=60,
    authorisation="fallback",
    suspended_share=0.3,
    zero_transaction_share=0.1,
    change_of_mind_share=0.1,
)


class ForecourtMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.scene = Scene(CONFIG)
        self.limits: dict[str, int] = {}

    @rule(seconds=st.sampled_from([0.1, 0.7, 3.0, 11.0, 60.0, 400.0]))
    def time_passes(self, seconds: float) -> None:
        self.scene.run(seconds)

    @rule(number=PUMPS, limit_ml=st.sampled_from([0, 1, 700, 9_000]), nozzles=st.lists(NOZZLES, max_size=2))
    def authorise(self, number: int, limit_ml: int, nozzles: list[int]) -> None:
        token = f"sale-{len(self.limits)}"
        self.limits[token] = limit_ml
        answer = self.scene.authorise(number, token, max_volume_ml=limit_ml, nozzles=nozzles)
        if answer.accepted:
            assert answer.pumps[0].release_token == token
            assert State(answer.pumps[0].state) in RELEASED

    @rule(number=PUMPS, action=ACTIONS)
    def control(self, number: int, action: str) -> None:
        self.scene.control(action, number)

    @rule(number=st.sampled_from([0, 1, 2]))
    def emergency_stop(self, number: int) -> None:
        assert self.scene.order(emergency_stop=pb.EmergencyStop(pump=number)).accepted

    @rule(number=st.sampled_from([0, 1, 2]))
    def restart(self, number: int) -> None:
        assert self.scene.order(restart=pb.Restart(pump=number)).accepted

    @rule(number=PUMPS, nozzle=NOZZLES, milli=st.integers(900, 2_000))
    def set_prices(self, number: int, nozzle: int, milli: int) -> None:
        assert self.scene.set_prices(milli, (number, nozzle, milli)).accepted

    @rule(number=PUMPS, nozzle=NOZZLES)
    def somebody_lifts(self, number: int, nozzle: int) -> None:
        self._if_possible(lambda: self.scene.site.forecourt.lift_now(number, nozzle))

    @rule(number=PUMPS)
    def somebody_hangs_up(self, number: int) -> None:
        self._if_possible(lambda: self.scene.site.forecourt.hang_up_now(number))

    @rule(number=st.sampled_from([0, 1, 2]), seconds=st.sampled_from([1.0, 20.0]))
    def power_cut(self, number: int, seconds: float) -> None:
        self.scene.site.forecourt.cut_power(number, self.scene.site.now_us + round(seconds * SECOND_US))

    @rule(connected=st.booleans())
    def line(self, connected: bool) -> None:
        self.scene.site.set_connected(connected)

    @rule()
    def simulator_restarts(self) -> None:
        self.scene.run(0)
        self.scene.restart()

    @invariant()
    def nothing_is_lost(self) -> None:
        self.scene.run(0)
        assert_nothing_lost(self.scene)

    @invariant()
    def no_limit_is_passed(self) -> None:
        for number in (1, 2):
            for sold in self.scene.transactions(number):
                limit_ml = self.limits.get(sold.release_token, 0)
                assert not limit_ml or sold.volume_ml <= limit_ml
                assert sold.amount_minor == (sold.volume_ml * sold.unit_price_milli + 5_000) // 10_000

    @invariant()
    def a_stopped_pump_gives_nothing(self) -> None:
        for number in (1, 2):
            pump = self.scene.pump(number)
            assert not (pump.emergency_stopped and pump.point.state > 2)
            assert (pump.point.state in RELEASED) or not pump.authority.token or pump.cut_us
            assert pump.customer or not pump.point.nozzle

    def teardown(self) -> None:
        """Everybody leaves in the end."""
        self.scene.order(emergency_stop=pb.EmergencyStop())
        self.scene.run(900)
        assert not any(pump.delivering for pump in self.scene.site.context.state.pumps.values())
        assert_nothing_lost(self.scene)

    @staticmethod
    def _if_possible(act: Callable[[], None]) -> None:
        try:
            act()
        except SimulatorError:
            return


TestForecourtMachine = ForecourtMachine.TestCase
TestForecourtMachine.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
