"""Rules of alerts, as they are written and shown. The alerts service says what each of their words may be."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from api_gateway.http_api.alert_models import AlertSeverity
from api_gateway.http_api.common import SLUG, Model

RULE_ID = r"^[a-z][a-z0-9_]{0,62}$"
CLOCK = r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"
MAX_S = 31 * 86_400

Slug = Annotated[str, Field(pattern=SLUG)]
Seconds = Annotated[float, Field(ge=0, le=MAX_S, strict=True)]
Expression = Annotated[str, Field(min_length=1, max_length=1000, examples=["tank.capacity_l * 0.1"])]
Condition = Annotated[str, Field(min_length=1, max_length=1000, examples=['kind == "card_shortfall"'])]
Number = Annotated[float, Field(strict=True)]
Limit = Annotated[Number | Expression | None, Field(union_mode="left_to_right")]
Metric = Annotated[str, Field(max_length=200, examples=["product_volume_l"])]


class RuleTimed(Model):
    device: str = Field(max_length=63, description="Kind of device", examples=["tank", "pump", "pump/nozzle"])
    for_s: Seconds = Field(default=0, description="How long it must hold before the alert is raised", examples=[60])
    clear_for_s: Seconds = Field(default=0, description="How long it must be over before the alert ends", examples=[0])


class RuleLimits(RuleTimed):
    """Exactly one of `above` and `below`; each limit is a number, or CEL over facts such as `tank.capacity_l * 0.1`."""

    metric: Metric
    above: Limit = Field(default=None, examples=[50])
    below: Limit = Field(default=None, examples=["tank.capacity_l * 0.1"])
    clear: Limit = Field(default=None, description="Where it ends (hysteresis); without it at the limit", examples=[45])


class RuleThreshold(RuleLimits):
    kind: Literal["threshold"]


class RuleRate(RuleLimits):
    """The change of the value per hour."""

    kind: Literal["rate"]
    window_s: Seconds = Field(examples=[3600])


class RuleAggregate(StrEnum):
    MIN = "min"
    MAX = "max"
    MEAN = "mean"
    SUM = "sum"
    COUNT = "count"
    CHANGE = "change"


class RuleWindow(RuleLimits):
    """An aggregate of the values in the window that ends now."""

    kind: Literal["window"]
    aggregate: RuleAggregate
    window_s: Seconds = Field(examples=[3600])


class RuleAbsence(RuleTimed):
    """A series that was seen once gives nothing for `for_s`."""

    kind: Literal["absence"]
    metric: Metric


class RuleCompare(RuleTimed):
    """CEL over several series of one device and its facts."""

    kind: Literal["compare"]
    metrics: list[Metric] = Field(min_length=1, max_length=8, examples=[["delivering", "fill_ratio"]])
    holds: Expression = Field(examples=["delivering == 1.0 && fill_ratio > 1.0"])
    ends: Condition | None = Field(default=None, description="Without it: where `holds` is over")
    max_age_s: Seconds = Field(default=86_400, description="A value older than that is not known", examples=[86_400])


class RuleState(RuleTimed):
    """The value is one of these."""

    kind: Literal["state"]
    metric: Metric
    values: list[Number] = Field(min_length=1, max_length=32, examples=[[1]])


class RuleHappening(Model):
    type: str = Field(max_length=200, description="Type of the occurrence", examples=["pos.debt_ended"])
    where: Condition | None = Field(default=None, description="CEL over its fields")


class RulePer(StrEnum):
    SUBJECT = "subject"
    SITE = "site"


class RuleEvent(Model):
    """Something happened, and did not end within `for_s`; or it happened several times."""

    kind: Literal["event"]
    type: str = Field(max_length=200, description="Type of the occurrence", examples=["pos.drive_off"])
    where: Condition | None = Field(default=None, description="CEL over its fields")
    per: RulePer = Field(default=RulePer.SUBJECT, description="What is counted and ended together")
    count: int = Field(default=1, strict=True, ge=1, le=100, examples=[1])
    within_s: Seconds | None = Field(default=None, description="With a count above 1")
    for_s: Seconds = Field(default=0, examples=[900])
    ends: list[RuleHappening] = Field(default=[], max_length=10, description="Of the same subject; empty: by hand")
    after_s: Seconds | None = Field(default=None, description="It ends by itself so long after the last occurrence")
    severity_field: Annotated[str, Field(max_length=63, examples=["severity"])] | None = Field(
        default=None, description="The field of the occurrence that says how grave it is"
    )


RuleWhen = Annotated[
    RuleThreshold | RuleRate | RuleWindow | RuleAbsence | RuleCompare | RuleState | RuleEvent,
    Field(discriminator="kind", description="What must be so"),
]


class RuleDay(StrEnum):
    MON = "MON"
    TUE = "TUE"
    WED = "WED"
    THU = "THU"
    FRI = "FRI"
    SAT = "SAT"
    SUN = "SUN"


class RuleHours(Model):
    days: list[RuleDay] = Field(default=list(RuleDay), min_length=1, max_length=7)
    start: str = Field(pattern=CLOCK, examples=["06:00"])
    end: str = Field(pattern=CLOCK, description="Not after the start: on the next day", examples=["22:00"])


class RuleScheduleSide(StrEnum):
    INSIDE = "inside"
    OUTSIDE = "outside"


class RuleSchedule(Model):
    """The rule looks inside, or outside, of these hours of the week, in the site's time zone."""

    apply: RuleScheduleSide = RuleScheduleSide.INSIDE
    hours: list[RuleHours] = Field(min_length=1, max_length=50)


class RuleOtherwise(Model):
    """What is otherwise; what is left out stays as the rule says."""

    device: str = Field(default="", max_length=100, description="Empty: every device of the site", examples=["tank/2"])
    enabled: bool | None = Field(default=None, strict=True)
    severity: AlertSeverity | None = None
    above: Limit = Field(default=None, examples=[60])
    below: Limit = Field(default=None, examples=[1.5])
    clear: Limit = Field(default=None, examples=[2])
    for_s: Seconds | None = None
    clear_for_s: Seconds | None = None


class RuleOverride(RuleOtherwise):
    site: Slug = Field(examples=["m25-cobham"])


class RuleContent(Model):
    name: str = Field(min_length=1, max_length=100, examples=["Tank low"])
    text: str = Field(
        min_length=1, max_length=300, description="Of its alerts; `{value:.1f}`, `{device}`, facts and fields in braces"
    )
    response: str = Field(default="", max_length=2000, description="What to do")
    severity: AlertSeverity
    enabled: bool = Field(default=True, strict=True)
    sites: list[Slug] = Field(default=[], max_length=10_000, description="Empty: every site")
    when: RuleWhen
    schedule: RuleSchedule | None = None
    overrides: list[RuleOverride] = Field(default=[], max_length=1000, description="What is otherwise at some sites")


class RuleWish(RuleContent):
    reason: str = Field(default="", max_length=300, description="Why, for whoever reads the versions")


class RuleOtherwiseWish(Model):
    overrides: list[RuleOtherwise] = Field(max_length=1000, description="Empty: nothing is otherwise")
    reason: str = Field(default="", max_length=300, description="Why, for whoever reads the versions")


class NamedRule(RuleContent):
    rule_id: str = Field(pattern=RULE_ID, examples=["tank_low"])


class RuleOrigin(StrEnum):
    LIBRARY = "LIBRARY"
    OWN = "OWN"


class AlertRule(NamedRule):
    version: int = Field(description="Grows with every change", examples=[2])
    origin: RuleOrigin
    modified: bool = Field(description="A ready rule that somebody changed: it does not follow the library any more")
    changed_at: datetime
    changed_by: str = Field(examples=["jo.smith"])


class AlertRulePage(Model):
    items: list[AlertRule]
    next_cursor: str


class AlertRuleVersion(Model):
    version: int
    rule: NamedRule | None = Field(description="None: it was deleted then")
    changed_at: datetime
    changed_by: str = Field(examples=["jo.smith"])
    reason: str


class AlertRuleVersionPage(Model):
    items: list[AlertRuleVersion]
    next_cursor: str


class ReadyRule(NamedRule):
    followed: bool = Field(description="The stored rule is this one")
    deleted: bool = Field(description="The stored rule was deleted")


class ReadyRuleList(Model):
    items: list[ReadyRule]


class DryRunAlert(Model):
    site: str
    key: str
    device: str
    severity: AlertSeverity
    text: str
    raised_at: datetime
    cleared_at: datetime | None = Field(description="None: open at the end of the range")


class DryRunSite(Model):
    site: str
    alerts: int


class DryRun(Model):
    total: int = Field(description="How many alerts the rule would have raised", examples=[14])
    sites: list[DryRunSite]
    alerts: list[DryRunAlert] = Field(description="The first of them, at most 500")
    looked_at: int = Field(description="Values and occurrences that were looked at")
