"""Everything a site must remember to go on exactly where it was, as plain data."""

from dataclasses import dataclass, field
from enum import StrEnum

import orjson
from pydantic import TypeAdapter

from forecourt_simulator.domain import IN_DELIVERY, FuellingPoint


class Task(StrEnum):
    """What can stand in a site's agenda."""

    CONFIGURE = "configure"
    OPEN = "open"
    EXPIRE = "expire"
    POWER_ON = "power_on"
    ARRIVE = "arrive"
    EARLY_BIRD = "early_bird"
    LIFT = "lift"
    AUTHORISE = "authorise"
    FIRST_FLOW = "first_flow"
    TICK = "tick"
    RESUME = "resume"
    RETURN = "return"
    LEAVE = "leave"
    READ_TANKS = "read_tanks"
    SAMPLE = "sample"
    SEND_BATCH = "send_batch"
    DELIVER = "deliver"
    TICK_DELIVERY = "tick_delivery"


class Suspension(StrEnum):
    NONE = "none"
    BEFORE_FLOW = "before_flow"
    DURING_FLOW = "during_flow"


class ProbeMode(StrEnum):
    NORMAL = "normal"
    OUT = "out"
    STUCK = "stuck"
    DEGRADED = "degraded"


@dataclass(slots=True)
class Customer:
    """What someone at the pump is going to do. `done` once they had their delivery or gave up.

    `stay_s` is how long they stand there after hanging up, None for as long as it takes to pay.
    """

    nozzle: int
    target_ml: int
    flow_l_min: float
    limited: bool = False
    changes_mind: bool = False
    takes_nothing: bool = False
    pre_authorised: bool = False
    suspension: Suspension = Suspension.NONE
    done: bool = False
    stay_s: float | None = None


@dataclass(slots=True)
class NozzleState:
    """Totalisers, the price of the next delivery, and the count and sums of the transactions made."""

    volume_total_ml: int = 0
    amount_total_minor: int = 0
    unit_price_milli: int = 0
    transactions: int = 0
    transactions_ml: int = 0
    transactions_minor: int = 0


@dataclass(frozen=True, slots=True)
class Authority:
    """What a release allows. No limit is 0, no nozzles named are all of them."""

    token: str = ""
    nozzles: tuple[int, ...] = ()
    max_amount_minor: int = 0
    max_volume_ml: int = 0

    @property
    def limited(self) -> bool:
        return bool(self.max_amount_minor or self.max_volume_ml)

    def allows(self, nozzle: int) -> bool:
        return not self.nozzles or nozzle in self.nozzles


@dataclass(slots=True)
class PumpState:
    """A fuelling point, its totalisers and the delivery in progress (`nozzle`, `volume_ml`, `unit_price_milli` …).

    `visit` numbers the plans of those who stand here: what the agenda holds of an earlier plan is out of date.
    `authority` is that of the authorisation in force, until `authorised_until_us` while the nozzles hang.
    `price_set` is the number for the next delivery, `delivery_price_set` that of the last begun. A delivery that the
    power cut at `cut_us` becomes a transaction when the power is back. `told_us` is the time of the last state told.
    """

    point: FuellingPoint = field(default_factory=FuellingPoint)
    nozzles: dict[int, NozzleState] = field(default_factory=dict)
    sequence: int = 0
    visit: int = 0
    customer: Customer | None = None
    volume_ml: int = 0
    total_before_ml: int = 0
    started_us: int = 0
    flow_from_us: int = 0
    flow_base_ml: int = 0
    flow_l_min: float = 0.0
    offline: bool = False
    nozzle: int = 0
    unit_price_milli: int = 0
    delivery_price_set: int = 0
    limit_ml: int | None = None
    price_set: int = 0
    authority: Authority = field(default_factory=Authority)
    authorised_until_us: int = 0
    last_token: str = ""
    emergency_stopped: bool = False
    closed_by_order: bool = False
    dark_until_us: int = 0
    cut_us: int = 0
    told_us: int = 0

    @property
    def delivering(self) -> bool:
        """A delivery is begun and its transaction not made."""
        return self.point.state in IN_DELIVERY or self.cut_us > 0


@dataclass(slots=True)
class TankState:
    """Stock in integer microlitres as it stands at `temperature_c`, and every cause that ever changed it."""

    product_ul: int
    water_ul: int
    temperature_c: float
    advanced_us: int
    initial_ul: int = 0
    delivered_ul: int = 0
    dispensed_ul: int = 0
    leaked_ul: int = 0
    stolen_ul: int = 0
    expansion_ul: int = 0
    leak_ul_h: int = 0
    leak_carry: int = 0
    ingress_ul_h: int = 0
    ingress_carry: int = 0
    theft_ul_h: int = 0
    theft_carry: int = 0
    theft_left_ul: int = 0
    drop_left_ul: int = 0
    drop_temperature_c: float = 0.0
    drop_advanced_us: int = 0
    ordered: bool = False
    probe: ProbeMode = ProbeMode.NORMAL
    stuck_level_mm: float = 0.0
    alarms: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ForcedRefusal:
    """The next `count` commands of this kind at this pump (0: any) are refused whatever they are."""

    command: str
    pump: int
    code: int
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """What the forecourt's display was told last; it is dark, and the sounder silent, from `until_us` on."""

    text: str
    severity: str
    sounder: bool
    until_us: int


Entry = tuple[int, int, Task, int, int]


@dataclass(slots=True)
class SiteState:
    """`agenda` is a heap of (time_us, order, task, pump or tank number, visit).

    `sign` is what the price sign shows, in thousandths per litre by grade.
    """

    seed: int
    now_us: int
    order: int = 0
    agenda: list[Entry] = field(default_factory=list)
    pumps: dict[int, PumpState] = field(default_factory=dict)
    tanks: dict[int, TankState] = field(default_factory=dict)
    streams: dict[str, int] = field(default_factory=dict)
    queue: int = 0
    skew_us: int = 0
    samples: list[tuple[int, list[float]]] = field(default_factory=list)
    transactions: int = 0
    zero_transactions: int = 0
    deliveries: int = 0
    sign: dict[str, int] = field(default_factory=dict)
    notice: ShownNotice | None = None
    notices: int = 0
    refusals: list[ForcedRefusal] = field(default_factory=list)
    dark_until_us: int = 0


_ADAPTER = TypeAdapter(SiteState)


def dump(state: SiteState) -> bytes:
    return orjson.dumps(state, option=orjson.OPT_NON_STR_KEYS)


def load(data: bytes) -> SiteState:
    """Reads a snapshot of this version or an older one. Raises pydantic.ValidationError for anything else."""
    return _ADAPTER.validate_json(data)
