"""Orders that make a site misbehave. Each is a small document with a unit in every name."""

from collections.abc import Callable
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from forecourt_simulator import messages, orders
from forecourt_simulator.clock import SECOND_US
from forecourt_simulator.errors import InvalidInput, UnknownTarget
from forecourt_simulator.faults import Loss, monotonic
from forecourt_simulator.gauge import true_level_mm
from forecourt_simulator.runner import SiteRunner
from forecourt_simulator.state import Customer, ForcedRefusal, ProbeMode
from forecourt_simulator.tank import UL_PER_L, Tank


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TankOrder(Order):
    tank: int

    def find(self, runner: SiteRunner) -> Tank:
        """The tank, brought up to now. Raises UnknownTarget."""
        if self.tank not in runner.site.yard.tanks:
            raise UnknownTarget(f"tank {self.tank} does not exist")
        tank = runner.site.yard.tanks[self.tank]
        runner.site.yard.advance(tank)
        return tank


class Leak(TankOrder):
    """Product is lost at this rate from now on; 0 mends it."""

    rate_l_h: float = Field(ge=0)


class Water(TankOrder):
    """Water comes in at this rate from now on; 0 stops it."""

    rate_l_h: float = Field(ge=0)


class Theft(TankOrder):
    volume_l: float = Field(gt=0)
    rate_l_min: float = Field(default=80.0, gt=0)


class Probe(TankOrder):
    mode: ProbeMode


class Delivery(TankOrder):
    """A lorry comes at once, with what fits or with this volume."""

    volume_l: float | None = Field(default=None, gt=0, le=100_000)


class Disconnect(Order):
    """The line is dead for that long, in real seconds."""

    seconds: float = Field(gt=0, le=86_400)


class ClockSkew(Order):
    """The controller's clock is ahead by that much; 0 sets it right."""

    seconds: float = Field(ge=-86_400, le=86_400)


class Repeat(Order):
    count: int = Field(gt=0, le=100_000)


class Alarm(Order):
    device: str = Field(default="controller", pattern=r"^[a-z0-9_/-]{1,64}$")
    code: str = Field(pattern=r"^[a-z0-9_]{1,48}$")
    severity: Literal["info", "warning", "critical"] = "warning"
    text: str = ""
    active: bool = True


class PumpOrder(Order):
    pump: int


class Lift(PumpOrder):
    nozzle: int = 1


class Arrive(PumpOrder):
    """A customer comes, lifts the nozzle after `wait_s` simulated seconds and wants this much."""

    nozzle: int = 1
    volume_ml: int = Field(gt=0, le=1_000_000)
    wait_s: float = Field(default=0.0, ge=0, le=86_400)
    flow_l_min: float = Field(default=38.0, gt=0, le=10_000)
    stay_s: float = Field(default=2.0, ge=0, le=86_400)


class HangUp(PumpOrder):
    """Whoever holds the nozzle hangs it up now."""


class PowerCut(Order):
    """The site, or one pump, has no electricity for that many simulated seconds."""

    pump: int = 0
    seconds: float = Field(gt=0, le=86_400)


class Refuse(Order):
    """The next commands of a kind are refused, with this reason."""

    pump: int = 0
    command: Literal["any", *orders.KINDS] = "any"  # type: ignore[valid-type]
    code: int = Field(default=0, ge=0, le=255)
    reason: str = Field(pattern=r"^[a-z0-9_]{1,48}$")
    count: int = Field(default=1, gt=0, le=100_000)


class Silence(Order):
    """The next `count` are lost, and all during that many real seconds."""

    count: int = Field(default=0, ge=0, le=100_000)
    seconds: float = Field(default=0.0, ge=0, le=86_400)

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.count or self.seconds):
            raise ValueError("count or seconds must be given")
        return self


class Untold(PumpOrder):
    """Volume that no transaction tells of."""

    nozzle: int = 1
    ml: int = Field(gt=0, le=10_000_000)


def leak(runner: SiteRunner, order: Leak) -> None:
    order.find(runner).state.leak_ul_h = round(order.rate_l_h * UL_PER_L)


def water(runner: SiteRunner, order: Water) -> None:
    order.find(runner).state.ingress_ul_h = round(order.rate_l_h * UL_PER_L)


def theft(runner: SiteRunner, order: Theft) -> None:
    state = order.find(runner).state
    state.theft_left_ul += round(order.volume_l * UL_PER_L)
    state.theft_ul_h = round(order.rate_l_min * 60 * UL_PER_L)


def probe(runner: SiteRunner, order: Probe) -> None:
    tank = order.find(runner)
    tank.state.probe = order.mode
    tank.state.stuck_level_mm = round(true_level_mm(tank), 1)


def delivery(runner: SiteRunner, order: Delivery) -> None:
    if order.find(runner).state.drop_left_ul:
        raise InvalidInput(f"tank {order.tank} is being filled")
    runner.site.yard.deliver(order.tank, order.volume_l)


def disconnect(runner: SiteRunner, order: Disconnect) -> None:
    runner.uplink.disconnect_for(order.seconds)


def clock_skew(runner: SiteRunner, order: ClockSkew) -> None:
    runner.site.context.state.skew_us = round(order.seconds * SECOND_US)


def duplicate(runner: SiteRunner, order: Repeat) -> None:
    runner.uplink.faults.duplicate += order.count


def reorder(runner: SiteRunner, order: Repeat) -> None:
    runner.uplink.faults.reorder += order.count


def alarm(runner: SiteRunner, order: Alarm) -> None:
    context = runner.site.context
    context.say(messages.alarm(context.reported_us, messages.Notice(**order.model_dump())))


def arrive(runner: SiteRunner, order: Arrive) -> None:
    customer = Customer(order.nozzle, order.volume_ml, order.flow_l_min, stay_s=order.stay_s)
    runner.site.forecourt.come(order.pump, customer, order.wait_s)


def hang_up(runner: SiteRunner, order: HangUp) -> None:
    runner.site.forecourt.hang_up_now(order.pump)


def power_cut(runner: SiteRunner, order: PowerCut) -> None:
    site = runner.site
    site.forecourt.cut_power(order.pump, site.now_us + round(order.seconds * SECOND_US))
    runner.uplink.power(on=not site.context.dark)


def refuse(runner: SiteRunner, order: Refuse) -> None:
    if order.pump:
        runner.site.forecourt.pumps.check_pump(order.pump)
    runner.site.context.state.refusals.append(ForcedRefusal(**order.model_dump()))


def mute(runner: SiteRunner, order: Silence) -> None:
    _lose(runner.uplink.faults.mute, order)


def deaf(runner: SiteRunner, order: Silence) -> None:
    _lose(runner.uplink.faults.deaf, order)


def _lose(loss: Loss, order: Silence) -> None:
    loss.count += order.count
    loss.until = max(loss.until, monotonic() + order.seconds)


def lose_transaction(runner: SiteRunner, order: Untold) -> None:
    """Fuel leaves and both totalisers move, but there is no transaction of it."""
    runner.site.forecourt.pumps.check_nozzle(order.pump, order.nozzle)
    runner.site.forecourt.pumps.lose(order.pump, order.nozzle, order.ml)


def skip_totaliser(runner: SiteRunner, order: Untold) -> None:
    """The volume totaliser jumps, and nothing flowed."""
    runner.site.forecourt.pumps.check_nozzle(order.pump, order.nozzle)
    runner.site.forecourt.pumps.skip(order.pump, order.nozzle, order.ml)


def lift(runner: SiteRunner, order: Lift) -> None:
    runner.site.forecourt.lift_now(order.pump, order.nozzle)


SCENARIOS: dict[str, tuple[type[Order], Callable[..., None]]] = {
    "leak": (Leak, leak),
    "theft": (Theft, theft),
    "water": (Water, water),
    "probe": (Probe, probe),
    "delivery": (Delivery, delivery),
    "disconnect": (Disconnect, disconnect),
    "clock-skew": (ClockSkew, clock_skew),
    "duplicate": (Repeat, duplicate),
    "reorder": (Repeat, reorder),
    "alarm": (Alarm, alarm),
    "lift": (Lift, lift),
    "arrive": (Arrive, arrive),
    "hang-up": (HangUp, hang_up),
    "power-cut": (PowerCut, power_cut),
    "refuse": (Refuse, refuse),
    "mute": (Silence, mute),
    "deaf": (Silence, deaf),
    "lose-transaction": (Untold, lose_transaction),
    "skip-totaliser": (Untold, skip_totaliser),
}


def play(runner: SiteRunner, name: str, document: dict[str, object]) -> None:
    """Carries out a scenario and puts its effect on disk. Raises UnknownTarget, InvalidInput, PumpOccupied."""
    if name not in SCENARIOS:
        raise UnknownTarget(f"there is no scenario {name}; there are {', '.join(sorted(SCENARIOS))}")
    shape, carry_out = SCENARIOS[name]
    try:
        order = shape.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidInput(f"{'.'.join(map(str, first['loc'])) or name}: {first['msg']}") from error
    carry_out(runner, order)
    runner.save()
