"""What is known of a condition: its changes and its alerts, and what a further change makes of them."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from alerts.domain.chatter import damped
from alerts.domain.conditions import Alert, Around, Change, follow

PLACE = attrgetter("position")
RAISED = attrgetter("raised_position")


@dataclass(slots=True)
class History:
    """Of one condition, from somewhere before the first change that is to be taken; both in order of position."""

    changes: list[Change] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)

    def take(self, change: Change, alert_id: str) -> list[Alert] | None:
        """The alerts as they become, step by step; None when the change is known. A new alert gets `alert_id`."""
        index = bisect_left(self.changes, change.position, key=PLACE)
        if index < len(self.changes) and self.changes[index].position == change.position:
            return None
        steps = damped(change, follow(change, self._around(index), alert_id), self.alerts)
        self.changes.insert(index, change)
        self.put(steps)
        return steps

    def put(self, steps: Iterable[Alert]) -> None:
        """Keep the alerts as they have become."""
        for step in steps:
            self.alerts = [alert for alert in self.alerts if alert.alert_id != step.alert_id]
            insort(self.alerts, step, key=RAISED)

    def _around(self, index: int) -> Around:
        before = self.changes[index - 1] if index else None
        after = self.changes[index] if index < len(self.changes) else None
        row = Around(before, after).row
        of_row = [alert for alert in self.alerts if row is not None and alert.raised_position <= row.position]
        return Around(before, after, of_row[-1] if of_row else None)
