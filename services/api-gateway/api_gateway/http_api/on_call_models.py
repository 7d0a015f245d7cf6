"""Recipients, rotas and escalation policies as the API says them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from api_gateway.http_api.alert_models import AlertSeverity
from api_gateway.http_api.common import SLUG, Model
from api_gateway.http_api.documents import PRINTABLE, Kept, Name, Sites, Slug
from api_gateway.http_api.moments import Moment, plausible

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9](:00)?$", examples=["22:00"])]
Day = Literal["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]


class Contact(Model):
    channel: str = Field(pattern=SLUG, examples=["ops-mail"])
    address: str = Field(
        default="",
        max_length=254,
        pattern=PRINTABLE,
        description="Empty where the channel knows",
        examples=["jo@example.com"],
    )


class WeeklyHours(Model):
    days: list[Day] = Field(default_factory=list, max_length=7, description="Empty: every day")
    start: Clock
    end: Clock = Field(description="Not after the start: on the next day", examples=["07:00"])


class QuietHours(Model):
    hours: WeeklyHours
    up_to: AlertSeverity = Field(default=AlertSeverity.WARNING, description="What is graver is told all the same")


class RecipientContent(Model):
    name: Name
    sites: Sites = Field(default_factory=list)
    enabled: bool = Field(default=True, strict=True)
    time_zone: str = Field(default="UTC", max_length=64, pattern=PRINTABLE, examples=["Europe/London"])
    user_id: str = Field(default="", max_length=100, pattern=PRINTABLE, description="Whose devices Web Push reaches")
    contacts: list[Contact] = Field(min_length=1, max_length=10, description="Told on all of them at once")
    quiet: list[QuietHours] = Field(default_factory=list, max_length=20)


class Recipient(RecipientContent, Kept):
    id: str = Field(examples=["jo"])


class RecipientList(Model):
    items: list[Recipient]


class RotaContent(Model):
    name: Name
    sites: Sites = Field(default_factory=list)
    enabled: bool = Field(default=True, strict=True)
    time_zone: str = Field(max_length=64, pattern=PRINTABLE, examples=["Europe/London"])
    members: list[Slug] = Field(
        min_length=1, max_length=50, description="Recipients in the order of their turns", examples=[["jo", "sam"]]
    )
    first_day: Annotated[date, AfterValidator(plausible)] = Field(examples=["2026-11-30"])
    handover: Clock = Field(default="09:00", description="Local time at which turns change", examples=["09:00"])
    turn_days: int = Field(default=7, strict=True, ge=1, le=28)


class Rota(RotaContent, Kept):
    id: str = Field(examples=["night"])


class RotaList(Model):
    items: list[Rota]


class RotaOverride(Model):
    override_id: str
    recipient: str = Field(examples=["jo"])
    starts_at: datetime
    ends_at: datetime
    reason: str = Field(examples=["swap with Sam"])
    made_by: str = Field(examples=["jo.smith"])
    made_at: datetime


class RotaDetail(Rota):
    overrides: list[RotaOverride] = Field(description="Stand-ins that are not over, in the order of their begin")


class NewOverride(Model):
    recipient: str = Field(pattern=SLUG, examples=["jo"])
    starts_at: Moment
    ends_at: Moment
    reason: str = Field(default="", max_length=200, pattern=PRINTABLE, examples=["swap with Sam"])


class DutyQuery(BaseModel):
    start: Moment | None = Field(default=None, description="Without it: now")
    end: Moment | None = Field(default=None, description="Without it: only who is on call at the start")


class Duty(Model):
    recipient: str = Field(examples=["jo"])
    starts_at: datetime
    ends_at: datetime
    override_id: str = Field(description="Empty for a regular turn")


class DutyList(Model):
    items: list[Duty]


class EscalationTargetKind(StrEnum):
    RECIPIENT = "RECIPIENT"
    ROTA = "ROTA"
    CHANNEL = "CHANNEL"


class EscalationTarget(Model):
    kind: EscalationTargetKind
    id: str = Field(pattern=SLUG, examples=["night"])


class EscalationStep(Model):
    after_s: int = Field(
        default=0, strict=True, ge=0, le=86_400, description="From the raise, or from the repetition's begin"
    )
    targets: list[EscalationTarget] = Field(min_length=1, max_length=20)


class PolicyContent(Model):
    name: Name
    sites: Sites = Field(default_factory=list)
    enabled: bool = Field(default=True, strict=True)
    severities: list[AlertSeverity] = Field(default_factory=list, max_length=3, description="Empty: any")
    rules: list[Annotated[str, Field(pattern=r"^[a-z0-9_*?.-]{1,64}$")]] = Field(
        default_factory=list, max_length=100, description="Ids or patterns; empty: any", examples=[["tank_*"]]
    )
    steps: list[EscalationStep] = Field(min_length=1, max_length=10)
    repeat_every_s: int = Field(default=3600, strict=True, ge=60, le=604_800)
    repeats: int = Field(default=0, strict=True, ge=0, le=100, description="How often the steps are gone through again")
    tell_end: bool = Field(default=True, strict=True, description="Who was told is told that it is over")


class EscalationPolicy(PolicyContent, Kept):
    id: str = Field(examples=["usual"])


class EscalationPolicyList(Model):
    items: list[EscalationPolicy]
