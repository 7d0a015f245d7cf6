"""Everything a site must remember to go on exactly where it was, as plain data."""

from dataclasses import dataclass, field
from enum import StrEnum

import orjson
from pydantic import TypeAdapter

from forecourt_simulator.domain import FuellingPoint


class Task(StrEnum):
    """What can stand in a site's agenda."""

    CONFIGURE = "configure"
    OPEN = "open"
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
    """What someone at the pump is going to do."""

    nozzle: int
    target_ml: int
    flow_l_min: float
    limited: bool = False
    changes_mind: bool = False
    takes_nothing: bool = False
    pre_authorised: bool = False
    suspension: Suspension = Suspension.NONE


@dataclass(slots=True)
class NozzleState:
    volume_total_ml: int = 0
    amount_total_minor: int = 0


@dataclass(slots=True)
class PumpState:
    """A fuelling point, its totalisers and the delivery in progress (`volume_ml`, `total_before_ml` …)."""

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


Entry = tuple[int, int, Task, int, int]


@dataclass(slots=True)
class SiteState:
    """`agenda` is a heap of (time_us, order, task, pump or tank number, visit)."""

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


_ADAPTER = TypeAdapter(SiteState)


def dump(state: SiteState) -> bytes:
    return orjson.dumps(state, option=orjson.OPT_NON_STR_KEYS)


def load(data: bytes) -> SiteState:
    """Raises pydantic.ValidationError when the snapshot is not one of this version."""
    return _ADAPTER.validate_json(data)
