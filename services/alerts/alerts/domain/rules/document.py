"""What a rule says. All of it is data; `parse_rule` reads and checks it."""

from collections.abc import Mapping
from datetime import time
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from alerts.domain.conditions import Severity

DAY_S = 86_400
MAX_WINDOW_S = 31 * DAY_S


def _limit(value: object) -> float | str:
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf"):
        return float(value)
    raise ValueError("must be a number or an expression over facts of the site")


def _listed(value: object) -> object:
    return (value,) if isinstance(value, Mapping | BaseModel) else value


Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,62}(\.[a-z0-9_]{1,62})*$")]
DeviceKind = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,30}(/[a-z][a-z_]{0,30})?$")]
Device = Annotated[str, Field(pattern=r"^([a-z0-9_.:/-]{1,100})?$")]
SiteId = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$")]
Limit = Annotated[float | str, BeforeValidator(_limit)]
"""A number, or CEL over the facts of the device: `tank.safe_fill_l * 0.97`."""
Expression = Annotated[str, Field(min_length=1, max_length=1000)]
"""CEL."""
Seconds = Annotated[float, Field(ge=0, le=MAX_WINDOW_S)]
WindowSeconds = Annotated[float, Field(ge=10, le=MAX_WINDOW_S)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Timed(Part):
    """Holds for `for_s` before the alert is raised, and is over for `clear_for_s` before it ends."""

    for_s: Seconds = 0
    clear_for_s: Seconds = 0


class OfDevices(Timed):
    """`device` is the kind of device, `tank` for `tank/1`, `pump/nozzle` for `pump/3/nozzle/2`."""

    device: DeviceKind


class Compared(OfDevices):
    """Exactly one of `above` and `below`. `clear` is where it ends (hysteresis); without it, at the limit."""

    metric: Name
    above: Limit | None = None
    below: Limit | None = None
    clear: Limit | None = None

    @model_validator(mode="after")
    def one_limit(self) -> Self:
        if (self.above is None) == (self.below is None):
            raise ValueError("needs one of above and below")
        return self


class Threshold(Compared):
    """The value is above or below the limit."""

    kind: Literal["threshold"]


class Rate(Compared):
    """The change of the value per hour, over the window; none until the values reach back half of it."""

    kind: Literal["rate"]
    window_s: WindowSeconds


class Aggregate(StrEnum):
    MIN = "min"
    MAX = "max"
    MEAN = "mean"
    SUM = "sum"
    COUNT = "count"
    CHANGE = "change"


class Window(Compared):
    """An aggregate of the values in the window that ends now. `change` is the newest less the oldest."""

    kind: Literal["window"]
    aggregate: Aggregate
    window_s: WindowSeconds


class Absence(OfDevices):
    """A series that was seen once gave nothing for `for_s`, by the time of receipt."""

    kind: Literal["absence"]
    metric: Name
    for_s: Annotated[float, Field(ge=1, le=MAX_WINDOW_S)]


class Compare(OfDevices):
    """`holds` is CEL over series of one device (and its facts); looked at whenever one changes, once all are known.

    Between `holds` and `ends` (where there is one) it stays as it was. A value older than `max_age_s` is not known.
    """

    kind: Literal["compare"]
    metrics: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=8)]
    holds: Expression
    ends: Expression | None = None
    max_age_s: Annotated[float, Field(ge=1, le=MAX_WINDOW_S)] = DAY_S


class StateOf(OfDevices):
    """The value is one of `values`, for `for_s`."""

    kind: Literal["state"]
    metric: Name
    values: Annotated[tuple[float, ...], Field(min_length=1, max_length=32)]


class Happening(Part):
    """A type of occurrence, and which of them: CEL over its fields."""

    type: Name
    where: Expression | None = None


class Happened(Part):
    """Something happened, `count` times within `within_s` to one subject (or at one site).

    Raised after `for_s`, unless `ends` came in the meantime. Ends with `ends` of the same subject, `after_s` after the
    last occurrence, or by hand. With `severity_field` the occurrence says how grave it is.
    """

    kind: Literal["event"]
    type: Name
    where: Expression | None = None
    per: Literal["subject", "site"] = "subject"
    count: Annotated[int, Field(ge=1, le=100)] = 1
    within_s: Annotated[float, Field(ge=1, le=MAX_WINDOW_S)] | None = None
    for_s: Seconds = 0
    ends: Annotated[tuple[Happening, ...], BeforeValidator(_listed), Field(max_length=10)] = ()
    after_s: Annotated[float, Field(ge=1, le=MAX_WINDOW_S)] | None = None
    severity_field: Slug | None = None

    @model_validator(mode="after")
    def counted(self) -> Self:
        if (self.count > 1) != (self.within_s is not None):
            raise ValueError("count above 1 and within_s belong together")
        if self.count > 1 and self.for_s:
            raise ValueError("what is counted cannot wait for for_s")
        return self


When = Annotated[
    Threshold | Rate | Window | Absence | Compare | StateOf | Happened,
    Field(discriminator="kind"),
]
SeriesWhen = Threshold | Rate | Window | Absence | Compare | StateOf


class Day(StrEnum):
    MON = "MON"
    TUE = "TUE"
    WED = "WED"
    THU = "THU"
    FRI = "FRI"
    SAT = "SAT"
    SUN = "SUN"


class Hours(Part):
    """From `start` to `end` on the named days; an end that is not after the start is on the next day."""

    days: Annotated[tuple[Day, ...], Field(min_length=1, max_length=7)] = tuple(Day)
    start: time
    end: time


class Schedule(Part):
    """When the rule looks: inside of the weekly hours, or outside, in the site's time zone."""

    apply: Literal["inside", "outside"] = "inside"
    hours: Annotated[tuple[Hours, ...], Field(min_length=1, max_length=50)]


class Override(Part):
    """Otherwise at one site, or for one device there; what is left out stays as the rule says."""

    site: SiteId
    device: Device = ""
    enabled: bool | None = None
    severity: Severity | None = None
    above: Limit | None = None
    below: Limit | None = None
    clear: Limit | None = None
    for_s: Seconds | None = None
    clear_for_s: Seconds | None = None


class RuleDocument(Part):
    """One rule. `text` may name `{device}`, `{value:.1f}`, `{limit}`, facts (`{tank.grade}`), metrics or fields.

    `response` says what to do. No `sites` means every site.
    """

    rule_id: Slug
    version: Annotated[int, Field(ge=1)] = 1
    name: Annotated[str, Field(min_length=1, max_length=100)]
    text: Annotated[str, Field(min_length=1, max_length=300)]
    response: Annotated[str, Field(max_length=2000)] = ""
    severity: Severity
    enabled: bool = True
    sites: Annotated[tuple[SiteId, ...], Field(max_length=10_000)] = ()
    when: When
    schedule: Schedule | None = None
    overrides: Annotated[tuple[Override, ...], Field(max_length=1000)] = ()
