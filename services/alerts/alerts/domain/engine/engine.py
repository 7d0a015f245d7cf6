"""The engine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alerts.domain.conditions import Change
from alerts.domain.engine.state import StateRow
from alerts.domain.observation import Observation, Occurrence
from alerts.domain.rules.document import RuleDocument
from alerts.domain.rules.facts import SiteFacts


@dataclass(slots=True)
class Counts:
    """Since the engine was made. `late` observations were older than the newest of their series; `failed` are
    expressions that could not be evaluated."""

    evaluated: int = 0
    late: int = 0
    failed: int = 0


class Engine:
    """Rules, and what is known of every series and subject.

    Everything given to it is believed at once; whoever keeps it stores the changes and `take_dirty` in one transaction,
    and begins again from the stored rows where that fails. Repeating what was given before is harmless.
    """

    def __init__(
        self, rules: Iterable[RuleDocument], facts: Iterable[SiteFacts], states: Iterable[StateRow] = ()
    ) -> None:
        self.counts = Counts()

    @property
    def metrics(self) -> frozenset[str]:
        """The metrics that some rule looks at; others need not be observed."""
        return frozenset()

    @property
    def occurrence_types(self) -> frozenset[str]:
        """The types of occurrences that some rule looks at."""
        return frozenset()

    @property
    def next_deadline_us(self) -> int | None:
        """When `advance` has something to do, if nothing comes until then."""
        return None

    def observe(self, observation: Observation) -> list[Change]:
        """A value of a series."""
        return []

    def occur(self, occurrence: Occurrence) -> list[Change]:
        """Something happened."""
        return []

    def advance(self, now_us: int) -> list[Change]:
        """Everything that was received up to `now_us` was given: durations end, absences show.

        With a backlog `now_us` is the time of receipt of the last message that was given.
        """
        return []

    def set_rules(self, rules: Iterable[RuleDocument], now_us: int) -> list[Change]:
        """From now on these rules hold. What a rule that is gone, disabled or about something else said, ends."""
        return []

    def set_facts(self, facts: SiteFacts) -> None:
        """The site is another; limits follow with the next values."""

    def forget_site(self, site: str, now_us: int) -> list[Change]:
        """The site is gone: its conditions end."""
        return []

    def take_dirty(self) -> Sequence[StateRow]:
        """What must be stored since the last call."""
        return []
