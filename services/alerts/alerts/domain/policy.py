"""Escalation policies: who is told of an alert, and who next while nobody acknowledges it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from alerts.domain.conditions import Severity
from alerts.domain.documents import Document, Part, Slug

DAY_S = 86_400


class TargetKind(StrEnum):
    RECIPIENT = "RECIPIENT"
    ROTA = "ROTA"
    CHANNEL = "CHANNEL"


class Target(Part):
    """A recipient, whoever is on call in a rota, or a channel itself (its own address, webhook, display)."""

    kind: TargetKind
    id: Slug


class Step(Part):
    """`after_s` counts from the raise, or from the beginning of the repetition."""

    after_s: Annotated[int, Field(ge=0, le=DAY_S)] = 0
    targets: Annotated[tuple[Target, ...], Field(min_length=1, max_length=20)]

    @property
    def after(self) -> timedelta:
        return timedelta(seconds=self.after_s)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of one round: its place, when it is due, and who is told then."""

    number: int
    round: int
    after: timedelta
    targets: tuple[Target, ...]


class Policy(Document):
    """For the alerts of its sites that have one of the severities (none: any), and one of the rules (none: any).

    A rule may be a pattern, `tank_*`. The steps are gone through, and again every `repeat_every_s`, `repeats` times,
    until somebody acknowledges the alert or it ends. With `tell_end` those who were told are told that it is over.
    """

    severities: Annotated[tuple[Severity, ...], Field(max_length=3)] = ()
    rules: Annotated[tuple[Annotated[str, Field(pattern=r"^[a-z0-9_*?.-]{1,64}$")], ...], Field(max_length=100)] = ()
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=10)]
    repeat_every_s: Annotated[int, Field(ge=60, le=7 * DAY_S)] = 3600
    repeats: Annotated[int, Field(ge=0, le=100)] = 0
    tell_end: bool = True

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if any(later.after_s <= earlier.after_s for earlier, later in pairwise(self.steps)):
            raise ValueError("each step's after_s must be more than that of the step before")
        if self.repeats and self.steps[-1].after_s >= self.repeat_every_s:
            raise ValueError("repeat_every_s must be more than after_s of the last step")
        return self

    @property
    def targets(self) -> Iterator[tuple[str, Target]]:
        """Each with its path."""
        for place, step in enumerate(self.steps):
            for number, target in enumerate(step.targets):
                yield f"steps.{place}.targets.{number}", target

    def matches(self, site: str, severity: Severity, rule: str) -> bool:
        """Whether it is for such an alert. The alerts of no site are for policies of all sites."""
        here = not self.sites or site in self.sites
        grave = not self.severities or severity in self.severities
        meant = not self.rules or any(fnmatchcase(rule, pattern) for pattern in self.rules)
        return self.enabled and here and grave and meant

    def stage(self, number: int) -> Stage | None:
        """The stages are numbered through all rounds; None after the last one."""
        turn, place = divmod(number, len(self.steps))
        if turn > self.repeats:
            return None
        step = self.steps[place]
        return Stage(number, turn, timedelta(seconds=turn * self.repeat_every_s) + step.after, step.targets)
