"""Who is on call: people who take turns, and those who stand in for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from motorway_kit.errors import InvalidInput, NotFound
from pydantic import Field

from alerts.domain.documents import Document, Slug, Zone, zone

LONGEST_STAND_IN = timedelta(days=92)
LONGEST_PLAN = timedelta(days=366)


class OverrideNotFound(NotFound):
    """The rota has no such stand-in."""


class Rota(Document):
    """The members take turns of `turn_days`, in their order, from the first day at the hour of `handover`, local time.

    The day on which the clocks change has its handover at the same local time.
    """

    time_zone: Zone
    members: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=50)]
    first_day: date
    handover: time = time(9)
    turn_days: Annotated[int, Field(ge=1, le=28)] = 7


@dataclass(frozen=True, slots=True)
class StandIn:
    """`recipient` is on call from `starts_at` until before `ends_at`, whoever's turn it is. The latest made counts."""

    override_id: str
    recipient: str
    starts_at: datetime
    ends_at: datetime
    reason: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Duty:
    """`override_id` is empty for a regular turn."""

    recipient: str
    starts_at: datetime
    ends_at: datetime
    override_id: str = ""


def duty_at(rota: Rota, overrides: Sequence[StandIn], at: datetime) -> Duty:
    """Who is on call at `at`, in a span in which nothing changes. Before the first day the first member is."""
    turn = _turn(rota, at)
    holding = [each for each in overrides if each.starts_at <= at < each.ends_at]
    winner = max(holding, key=_newest, default=None)
    changes = [moment for each in overrides for moment in (each.starts_at, each.ends_at)]
    starts_at = max(moment for moment in (turn.starts_at, *changes) if moment <= at)
    ends_at = min(moment for moment in (turn.ends_at, *changes) if moment > at)
    if winner is None:
        return Duty(turn.recipient, starts_at, ends_at)
    return Duty(winner.recipient, starts_at, ends_at, winner.override_id)


def duties(rota: Rota, overrides: Sequence[StandIn], start: datetime, end: datetime) -> Iterator[Duty]:
    """One after the other without a gap, from `start` until `end`. Raises InvalidInput for more than a year."""
    if not start < end <= start + LONGEST_PLAN:
        raise InvalidInput("the end must be after the start, by a year at most", field="end")
    while start < end:
        duty = duty_at(rota, overrides, start)
        yield Duty(duty.recipient, start, min(duty.ends_at, end), duty.override_id)
        start = duty.ends_at


def check_span(override: StandIn) -> None:
    """Raises InvalidInput."""
    if not override.starts_at < override.ends_at <= override.starts_at + LONGEST_STAND_IN:
        longest = f"by {LONGEST_STAND_IN.days} days at most"
        raise InvalidInput(f"ends_at must be after starts_at, {longest}", field="ends_at")


def _turn(rota: Rota, at: datetime) -> Duty:
    local = at.astimezone(zone(rota.time_zone))
    day = local.date() if local.time() >= rota.handover else local.date() - timedelta(days=1)
    number = max(0, (day - rota.first_day).days // rota.turn_days)
    first = rota.first_day + timedelta(days=number * rota.turn_days)
    begins = _handover(rota, first) if day >= rota.first_day else at
    ends = _handover(rota, first + timedelta(days=rota.turn_days))
    return Duty(rota.members[number % len(rota.members)], begins, ends)


def _handover(rota: Rota, day: date) -> datetime:
    return datetime.combine(day, rota.handover, zone(rota.time_zone)).astimezone(UTC)


def _newest(override: StandIn) -> tuple[datetime, str]:
    return override.made_at, override.override_id
