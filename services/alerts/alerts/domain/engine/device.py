"""What is known of one device, or of one subject of occurrences."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from alerts.domain.engine.state import Book
from alerts.domain.rules.facts import SiteFacts, device_facts

if TYPE_CHECKING:
    from alerts.domain.engine.happening import Happening
    from alerts.domain.engine.tracker import Tracker

Seen = tuple[int, int, float]
"""The newest of a series: its time, its time of receipt, its value."""


class Place:
    """A site: its facts, and its devices by name."""

    __slots__ = ("devices", "facts", "site")

    def __init__(self, site: str, facts: SiteFacts | None = None) -> None:
        self.site, self.facts = site, facts
        self.devices: dict[str, Device] = {}

    @property
    def time_zone(self) -> str:
        return "UTC" if self.facts is None else self.facts.time_zone


class Device:
    """`trackers` of series by the id of their rule, `by_metric` the same by what they look at."""

    __slots__ = ("_facts", "book", "by_metric", "happenings", "lag_us", "name", "place", "seen", "trackers")

    def __init__(self, place: Place, name: str, book: Book) -> None:
        self.place, self.name, self.book = place, name, book
        self.seen: dict[str, Seen] = {}
        self.trackers: dict[str, Tracker] = {}
        self.by_metric: dict[str, tuple[Tracker, ...]] = {}
        self.happenings: dict[str, Happening] = {}
        self.lag_us = 0
        self._facts: dict[str, Any] | None = None

    @property
    def facts(self) -> dict[str, Any]:
        if self._facts is None:
            self._facts = device_facts(self.place.facts, self.thing)
        return self._facts

    @property
    def thing(self) -> str:
        """The device: a subject of occurrences may be about something of it, `tank/1:leak`."""
        return self.name.partition(":")[0]

    def everything(self) -> "Iterator[Tracker | Happening]":
        yield from self.trackers.values()
        yield from self.happenings.values()

    def drop(self, rule_id: str) -> None:
        self.trackers.pop(rule_id, None)
        self.happenings.pop(rule_id, None)

    def index(self) -> None:
        """To be called when there are other trackers."""
        by_metric: dict[str, list[Tracker]] = {}
        for tracker in self.trackers.values():
            for metric in tracker.bound.metrics:
                by_metric.setdefault(metric, []).append(tracker)
        self.by_metric = {metric: tuple(trackers) for metric, trackers in by_metric.items()}

    def clear(self) -> None:
        self.seen.clear()
        self.trackers.clear()
        self.happenings.clear()
        self.index()

    def forget_facts(self) -> None:
        self._facts = None

    def names(self) -> dict[str, Any]:
        """What texts may say of it."""
        words = self.thing.split("/")
        number = words[1] if len(words) > 1 else ""
        return {"site": {"id": self.place.site, "name": self.place.site}, **self.facts} | {
            "site_id": self.place.site,
            "device": " ".join(words),
            "number": number,
        }
