"""Silences (ISA-18.2: shelving) and maintenance windows (out of service): with a reason and an end, never for ever."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from motorway_kit.errors import Conflict, InvalidInput, NotFound

from alerts.domain.conditions import Alert, Severity, Suppression
from alerts.domain.incident import STORM_RULE

MAX_REASON = 500


class SilenceNotFound(NotFound):
    """There is no silence of that id."""


class SilenceOver(Conflict):
    """A silence that is over, or was cancelled, cannot be cancelled."""


class Kind(StrEnum):
    SILENCE = "SILENCE"
    MAINTENANCE = "MAINTENANCE"


LONGEST = {Kind.SILENCE: timedelta(days=7), Kind.MAINTENANCE: timedelta(days=30)}
SUPPRESSION = {Kind.SILENCE: Suppression.SHELVED, Kind.MAINTENANCE: Suppression.OUT_OF_SERVICE}


@dataclass(frozen=True, slots=True)
class Silence:
    """No sites: everywhere. No rule, no device: any; device `pump` is every pump. `critical`: critical ones too."""

    silence_id: str
    kind: Kind
    sites: tuple[str, ...]
    rule: str
    device: str
    critical: bool
    reason: str
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    created_by: str
    cancelled_at: datetime | None = None
    cancelled_by: str = ""

    def in_force(self, now: datetime) -> bool:
        return self.cancelled_at is None and self.starts_at <= now < self.ends_at

    def covers(self, alert: Alert) -> bool:
        """The alert of a storm stands for others: only what silences the whole site silences it."""
        condition = alert.condition
        if condition.rule == STORM_RULE and (self.rule or self.device):
            return False
        return (
            (not self.sites or condition.site in self.sites)
            and self.rule in ("", condition.rule)
            and self.device in ("", condition.device, condition.device.split("/")[0])
            and (self.critical or alert.severity is not Severity.CRITICAL)
        )


def checked(silence: Silence) -> Silence:
    """Raises InvalidInput for one without a reason, that is over, or that lasts too long."""
    if not silence.reason.strip():
        raise InvalidInput("say why nobody is to be called", field="reason")
    if len(silence.reason) > MAX_REASON:
        raise InvalidInput(f"a reason has at most {MAX_REASON} characters", field="reason")
    if silence.rule == STORM_RULE:
        raise InvalidInput("stands for alerts that are not silenced: silence those", field="rule")
    if silence.ends_at <= max(silence.starts_at, silence.created_at):
        raise InvalidInput("it must end after it begins, and in the future", field="ends_at")
    longest = LONGEST[silence.kind]
    if silence.ends_at - silence.starts_at > longest:
        raise InvalidInput(f"a {silence.kind.lower()} lasts at most {longest.days} days", field="ends_at")
    return silence


def cancel(silence: Silence, actor: str, now: datetime) -> Silence:
    """Raises SilenceOver. Cancelling again changes nothing."""
    if silence.cancelled_at is not None:
        return silence
    if silence.ends_at <= now:
        raise SilenceOver("it is over already", silence_id=silence.silence_id)
    return replace(silence, cancelled_at=now, cancelled_by=actor)


def considered(alert: Alert, silences: Iterable[Silence], *, is_head: bool = False) -> Alert:
    """The open alert under the silences in force: suppressed by one of them, by its incident, or by nothing any more.

    The head of an incident is what people are called for: the incident suppresses only the others.

    Of several a maintenance window comes first, then the one that lasts longest. An alert that calls for nobody
    because of its incident does so only for as long as it did.
    """
    covering = [silence for silence in silences if silence.covers(alert)]
    if covering:
        first = max(covering, key=lambda silence: (silence.kind is Kind.MAINTENANCE, silence.ends_at))
        return replace(alert, silence_id=first.silence_id, suppression=SUPPRESSION[first.kind])
    if not alert.silence_id:
        return alert
    grouped = Suppression.INCIDENT if alert.incident_id and not is_head else Suppression.NONE
    return replace(alert, silence_id="", suppression=grouped)
