"""What is known of one device, or of one subject of occurrences."""

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from alerts.domain.engine.state import Book
from alerts.domain.rules.facts import SiteFacts, device_facts

if TYPE_CHECKING:
    from alerts.domain.engine.happening import Happening
    from alerts.domain.engine.tracker import Tracker

NEVER_US = -1


class Place:
    """A site: its facts, and its devices by name."""

    __slots__ = ("devices", "facts", "site")

    def __init__(self, site: str, facts: SiteFacts | None = None) -> None:
        self.site, self.facts = site, facts
        self.devices: dict[str, Device] = {}

    @property
    def time_zone(self) -> str:
        return "UTC" if self.facts is None else self.facts.time_zone


class Series:
    """The newest value of a series, and who looks at it.

    From `low` to `high` nothing is new to those of `trackers` that are not in `restless`.
    """

    __slots__ = (
        "device",
        "high",
        "is_unsettled",
        "looks",
        "low",
        "received_us",
        "restless",
        "time_us",
        "trackers",
        "value",
    )

    def __init__(self, device: "Device") -> None:
        self.device = device
        self.time_us = self.received_us = NEVER_US
        self.value = 0.0
        self.trackers: tuple[Tracker, ...] = ()
        self.looks = 0
        self.restless: tuple[Tracker, ...] = ()
        self.low, self.high = -math.inf, math.inf
        self.is_unsettled = False

    def look_at(self, trackers: "list[Tracker]") -> None:
        self.trackers, self.looks = tuple(trackers), len(trackers)
        self.calm_down()

    def calm_down(self) -> None:
        """Find out anew who must look at every value. To be called when trackers changed."""
        bands = [tracker.band() for tracker in self.trackers]
        known = [band for band in bands if band is not None]
        self.low = max((low for low, _ in known), default=-math.inf)
        self.high = min((high for _, high in known), default=math.inf)
        self.restless = tuple(one for one, band in zip(self.trackers, bands, strict=True) if band is None)
        self.is_unsettled = any(one.settles for one in self.restless)


class Device:
    """`trackers` of series by the id of their rule; `series` by their metric."""

    __slots__ = ("_facts", "book", "happenings", "is_dirty", "lag_us", "name", "place", "series", "trackers")

    def __init__(self, place: Place, name: str, book: Book) -> None:
        self.place, self.name, self.book = place, name, book
        self.trackers: dict[str, Tracker] = {}
        self.happenings: dict[str, Happening] = {}
        self.series: dict[str, Series] = {}
        self.is_dirty = False
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

    @property
    def is_whole(self) -> bool:
        """It is no part of a device that only occurrences are about."""
        return ":" not in self.name

    def everything(self) -> "Iterator[Tracker | Happening]":
        yield from self.trackers.values()
        yield from self.happenings.values()

    def drop(self, rule_id: str) -> None:
        self.trackers.pop(rule_id, None)
        self.happenings.pop(rule_id, None)

    def index(self) -> None:
        """To be called when there are other trackers, or when they changed."""
        looks: dict[str, list[Tracker]] = {}
        for tracker in self.trackers.values():
            for metric in tracker.bound.metrics:
                looks.setdefault(metric, []).append(tracker)
        known, self.series = self.series, {}
        for metric, trackers in looks.items():
            series = self.series[metric] = known.pop(metric) if metric in known else Series(self)
            self.book.series[self.place.site, self.name, metric] = series
            series.look_at(trackers)
        self._unlist(known)

    def clear(self) -> None:
        self.trackers.clear()
        self.happenings.clear()
        self.index()

    def leave(self) -> None:
        """There is nothing to be known of it any more."""
        self.place.devices.pop(self.name, None)
        self.clear()

    def _unlist(self, metrics: Iterable[str]) -> None:
        for metric in metrics:
            del self.book.series[self.place.site, self.name, metric]

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
