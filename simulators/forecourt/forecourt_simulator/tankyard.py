"""Tanks, their gauges, deliveries and the slow sensors of a site."""

from forecourt_simulator import gauge, messages, sensors
from forecourt_simulator.context import SiteContext
from forecourt_simulator.fuel import DENSITY_15_KG_M3, family
from forecourt_simulator.state import TankState, Task
from forecourt_simulator.tank import (
    UL_PER_L,
    Cylinder,
    Tank,
    ambient_temperature_c,
    ground_temperature_c,
)

DROP_TICK_S = 5.0


class TankYard:
    def __init__(self, context: SiteContext) -> None:
        self._context = context
        self._columns = sensors.columns(context.config)
        self.tanks: dict[int, Tank] = {}
        for config in context.config.tanks:
            if config.number not in context.state.tanks:
                context.state.tanks[config.number] = self._filled(config.number, config.capacity_ml)
            self.tanks[config.number] = Tank(
                state=context.state.tanks[config.number],
                shape=Cylinder(config.capacity_ml / 1000, config.diameter_tenth_mm / 10),
                max_safe_fill_ul=config.max_safe_fill_ml * 1000,
                density_15_kg_m3=DENSITY_15_KG_M3[family(config.grade_id)],
                thermal_expansion=context.config.simulation.thermal_expansion,
            )

    def start(self) -> None:
        """First readings after the controller's start; intervals keep to multiples of themselves in UTC."""
        simulation = self._context.config.simulation
        self._every(simulation.tank_reading_interval_s, Task.READ_TANKS)
        self._every(simulation.sample_interval_s, Task.SAMPLE)
        self._every(simulation.batch_interval_s, Task.SEND_BATCH)

    def read_tanks(self) -> None:
        self._every(self._context.config.simulation.tank_reading_interval_s, Task.READ_TANKS)
        if self._context.dark:
            return
        for number, tank in self.tanks.items():
            self.advance(tank)
            seen = gauge.observe(tank, self._context.stream(f"tank/{number}"))
            self._context.say(messages.tank_reading(number, self._context.reported_us, seen))
            self._compare_alarms(number, tank, gauge.alarms(tank, seen))
            self._order_if_low(number, tank)

    def sample(self) -> None:
        self._every(self._context.config.simulation.sample_interval_s, Task.SAMPLE)
        if self._context.dark:
            return
        values = sensors.sample(self._context.state, self.tanks, self._context.stream("sensors"))
        self._context.state.samples.append((self._context.reported_us, values))

    def send_batch(self) -> None:
        self._every(self._context.config.simulation.batch_interval_s, Task.SEND_BATCH)
        if self._context.state.samples and not self._context.dark:
            self._context.say(messages.batch(self._columns, self._context.state.samples))
            self._context.state.samples = []

    def deliver(self, number: int, volume_l: float | None = None) -> None:
        """The lorry is there: it drops what brings the tank to its safe fill, warmed or cooled by the journey.

        A volume that is named is dropped whether it fits or not.
        """
        tank, stream = self.tanks[number], self._context.stream("deliveries")
        self.advance(tank)
        room_l = (tank.max_safe_fill_ul - tank.total_observed_ul()) // UL_PER_L
        temperature_c = ambient_temperature_c(self._context.now_us) + stream.normalvariate(0.0, 1.5)
        fitting_l = max(round(room_l * stream.uniform(0.9, 0.99)), 0)
        tank.state.drop_left_ul = round((fitting_l if volume_l is None else volume_l) * UL_PER_L)
        tank.state.drop_temperature_c = temperature_c
        tank.state.drop_advanced_us = self._context.now_us
        self._context.after(DROP_TICK_S, Task.TICK_DELIVERY, number)

    def tick_delivery(self, number: int) -> None:
        tank, now_us = self.tanks[number], self._context.now_us
        self.advance(tank)
        rate_l_min = self._context.config.simulation.delivery_rate_l_min
        flowed_ul = round(rate_l_min * (now_us - tank.state.drop_advanced_us) / 60)
        flowed_ul = min(flowed_ul, tank.state.drop_left_ul)
        tank.receive(flowed_ul, tank.state.drop_temperature_c)
        tank.state.drop_left_ul -= flowed_ul
        tank.state.drop_advanced_us = now_us
        if tank.state.drop_left_ul:
            self._context.after(DROP_TICK_S, Task.TICK_DELIVERY, number)
        else:
            tank.state.ordered = False
            self._context.state.deliveries += 1

    def advance(self, tank: Tank) -> None:
        """Brings slow causes up to now, before anyone looks or changes a rate."""
        tank.advance(self._context.now_us, ground_temperature_c(self._context.now_us))

    def _order_if_low(self, number: int, tank: Tank) -> None:
        simulation = self._context.config.simulation
        fill = tank.state.product_ul / UL_PER_L / tank.shape.capacity_l
        if fill < simulation.reorder_fill and not tank.state.ordered:
            tank.state.ordered = True
            hours = (simulation.delivery_lead_min_h, simulation.delivery_lead_max_h)
            wait_h = self._context.stream("deliveries").uniform(*hours)
            self._context.after(wait_h * 3600, Task.DELIVER, number)

    def _compare_alarms(self, number: int, tank: Tank, holding: dict[str, tuple[str, str]]) -> None:
        device = f"tank/{number}"
        for code in sorted(holding.keys() - set(tank.state.alarms)):
            self._say_alarm(messages.Notice(device, code, *holding[code], active=True))
        for code in sorted(set(tank.state.alarms) - holding.keys()):
            self._say_alarm(messages.Notice(device, code, "info", "", active=False))
        tank.state.alarms = sorted(holding)

    def _say_alarm(self, notice: messages.Notice) -> None:
        self._context.say(messages.alarm(self._context.reported_us, notice))

    def _every(self, interval_s: float, task: Task) -> None:
        interval_us = round(interval_s * 1e6)
        self._context.at((self._context.now_us // interval_us + 1) * interval_us, task)

    def _filled(self, number: int, capacity_ml: int) -> TankState:
        simulation, stream = self._context.config.simulation, self._context.stream(f"initial/{number}")
        fill = stream.uniform(simulation.initial_fill_min, simulation.initial_fill_max)
        product_ul = round(capacity_ml * fill) * 1000
        return TankState(
            product_ul=product_ul,
            initial_ul=product_ul,
            water_ul=round(capacity_ml * stream.uniform(0.0002, 0.0008)) * 1000,
            temperature_c=ground_temperature_c(self._context.now_us) + stream.uniform(-1, 1),
            advanced_us=self._context.now_us,
        )
