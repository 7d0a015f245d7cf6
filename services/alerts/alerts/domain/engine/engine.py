"""The engine: observations and occurrences in, changes of conditions out."""

import math
import re
from collections.abc import Iterable, Sequence

import orjson

from alerts.domain.conditions import Change
from alerts.domain.engine import keeping
from alerts.domain.engine.device import Device, Place, Series
from alerts.domain.engine.happening import Happening
from alerts.domain.engine.index import Index, Role
from alerts.domain.engine.looks import TRACKERS
from alerts.domain.engine.state import Book, Counts, StateRow
from alerts.domain.engine.timed import Deadlines
from alerts.domain.observation import Observation, Occurrence
from alerts.domain.rules.document import Happened, RuleDocument
from alerts.domain.rules.facts import SiteFacts, device_kind, devices_of

NAME = re.compile(r"[a-z0-9_./-]{1,64}")
"""Of a device. Others are not looked at."""
MAX_DEVICES = 20_000
"""Of a site: more than this is no forecourt, and memory is finite."""
WHOLE_SITE = "site"
"""The subject of rules that count at a site."""


class Engine:
    """Rules, and what is known of every series and subject.

    Everything given to it is believed at once; whoever keeps it stores the changes and `take_dirty` in one transaction,
    and begins again from the stored rows where that fails. Repeating what was given before is harmless.
    """

    def __init__(
        self, rules: Iterable[RuleDocument], facts: Iterable[SiteFacts], states: Iterable[StateRow] = ()
    ) -> None:
        """Documents that `parse_rule` gave, and the newest row of every device."""
        self._index = Index(rules)
        self._book = Book()
        self._deadlines = Deadlines()
        self._dirty: list[Device] = []
        self._lost: list[tuple[Device, keeping.Lost]] = []
        self._places = {one.site: Place(one.site, one) for one in facts}
        for row in states:
            self._load(row)

    @property
    def counts(self) -> Counts:
        return self._book.counts

    @property
    def metrics(self) -> frozenset[str]:
        """The metrics that some rule looks at; others need not be observed."""
        return frozenset(self._index.metrics)

    @property
    def occurrence_types(self) -> frozenset[str]:
        """The types of occurrences that some rule looks at."""
        return frozenset(self._index.roles)

    @property
    def next_deadline_us(self) -> int | None:
        """When `advance` has something to do, if nothing comes until then; never later."""
        return 0 if self._lost else self._deadlines.next_us

    def observe(self, observation: Observation) -> list[Change]:
        """A value of a series. One that is not newer than the newest of its series is only a sign of life."""
        series = self._book.series.get((observation.site, observation.device, observation.metric))
        if series is None:
            return self._observe_new(observation)
        device, counts = series.device, self._book.counts
        counts.evaluated += series.looks
        if not math.isfinite(observation.value):
            counts.failed += 1
        elif observation.time_us > series.time_us:
            self._observe_next(device, series, observation)
        else:
            counts.late += observation.time_us < series.time_us
            self._observe_late(device, series, observation.received_us)
        return self._found() if self._book.changes else []

    def occur(self, occurrence: Occurrence) -> list[Change]:
        """Something happened. What is told again has no other effect."""
        for role in self._index.roles.get(occurrence.type, ()):
            self._book.counts.evaluated += 1
            if self._is_meant(role, occurrence):
                self._tell(role, occurrence)
        return self._found()

    def advance(self, now_us: int) -> list[Change]:
        """Everything that was received up to `now_us` was given: durations end, absences show.

        With a backlog `now_us` is the time of receipt of the last message that was given.
        """
        for device, lost in self._lost:
            self._book.changes.append(keeping.ended(device, lost, now_us))
        self._lost.clear()
        while (waiting := self._deadlines.take(now_us)) is not None:
            waiting.pass_to(now_us - waiting.lag_us)
            self._soil(waiting.device)
            if isinstance(waiting, Happening):
                self._drop_idle(waiting)
            self._deadlines.put(waiting)
        return self._found()

    def set_rules(self, rules: Iterable[RuleDocument], now_us: int) -> list[Change]:
        """From now on these rules hold. What a rule that is gone, disabled or about something else said, ends."""
        before, self._index = self._index, Index(rules, self._index)
        changed = before.changed(self._index)
        if changed:
            for place in self._places.values():
                for device in place.devices.values():
                    self._bind(device, changed, now_us)
        return self._found()

    def set_facts(self, facts: SiteFacts, now_us: int) -> list[Change]:
        """The site is another; limits follow with the next values. What was said of equipment that is gone, ends."""
        place = self._places.setdefault(facts.site, Place(facts.site))
        gone = devices_of(place.facts) - devices_of(facts)
        place.facts = facts
        for device in place.devices.values():
            if device.thing in gone:
                self._forget_device(device, now_us)
            else:
                self._adapt(device, facts)
        return self._found()

    def forget_site(self, site: str, now_us: int) -> list[Change]:
        """The site is gone: its conditions end."""
        place = self._places.pop(site, Place(site))
        for device in place.devices.values():
            self._forget_device(device, now_us)
        return self._found()

    def take_dirty(self) -> Sequence[StateRow]:
        """What must be stored since the last call: of each device that changed its newest row."""
        rows = {}
        for device in self._dirty:
            device.is_dirty = False
            row = rows[device.place.site, device.name] = keeping.row_of(device)
            if row.state is None:
                device.leave()
        self._dirty = []
        return list(rows.values())

    def _forget_device(self, device: Device, now_us: int) -> None:
        for tracker in device.everything():
            tracker.close(now_us)
        device.clear()
        self._soil(device)

    def _adapt(self, device: Device, facts: SiteFacts) -> None:
        device.forget_facts()
        for tracker in device.everything():
            bound = self._index.binders[tracker.bound.rule.rule_id].at(facts.site, device.thing, facts.time_zone)
            tracker.rebind(bound or tracker.bound)
        device.index()

    def _observe_new(self, observation: Observation) -> list[Change]:
        """Of a device that is not known yet, or of a metric that nobody looks at there."""
        kind = device_kind(observation.device)
        if kind not in self._index.metrics.get(observation.metric, ()):
            return []
        place = self._places.get(observation.site)
        if NAME.fullmatch(observation.device) is None or (place is not None and len(place.devices) >= MAX_DEVICES):
            self._book.counts.failed += 1
            return []
        device = self._device(observation.site, observation.device)
        return self.observe(observation) if observation.metric in device.series else []

    def _observe_next(self, device: Device, series: Series, observation: Observation) -> None:
        time_us, value = observation.time_us, observation.value
        for tracker in series.restless:
            if tracker.due_us is not None and tracker.due_us < time_us:
                tracker.pass_to(time_us - 1)
        series.time_us, series.received_us, series.value = time_us, observation.received_us, value
        lag_us = observation.received_us - time_us
        device.lag_us = lag_us if lag_us > 0 else 0
        if not device.is_dirty:
            self._soil(device)
        is_calm = series.low <= value <= series.high
        for tracker in series.restless if is_calm else series.trackers:
            tracker.observe(time_us, observation.metric, value)
            if tracker.due_us is not None:
                self._deadlines.put(tracker)
        if not is_calm or series.is_unsettled:
            series.calm_down()

    def _observe_late(self, device: Device, series: Series, received_us: int) -> None:
        if received_us > series.received_us:
            series.received_us = received_us
            self._soil(device)
        for tracker in series.restless:
            tracker.observe_late(received_us)
            self._deadlines.put(tracker)

    def _soil(self, device: Device) -> None:
        """It must be stored."""
        if not device.is_dirty:
            device.is_dirty = True
            self._dirty.append(device)

    def _is_meant(self, role: Role, occurrence: Occurrence) -> bool:
        if role.where is None:
            return True
        names = {"site": occurrence.site, "subject": occurrence.subject, **occurrence.fields}
        holds = role.where.holds(names)
        self._book.counts.failed += holds is None
        return bool(holds)

    def _tell(self, role: Role, occurrence: Occurrence) -> None:
        rule = role.binder.rule
        when = rule.when
        assert isinstance(when, Happened)
        subject = occurrence.subject if when.per == "subject" else WHOLE_SITE
        device = self._device(occurrence.site, subject)
        happening = device.happenings.get(rule.rule_id)
        if happening is None:
            bound = role.binder.at(occurrence.site, device.thing, device.place.time_zone)
            if bound is None:
                self._forget_unseen(device)
                return
            happening = device.happenings[rule.rule_id] = Happening(bound, device)
        (happening.begin if role.begins else happening.finish)(occurrence)
        self._soil(device)
        self._drop_idle(happening)
        self._deadlines.put(happening)

    def _forget_unseen(self, device: Device) -> None:
        """Nothing looks at it: subjects come and go, and memory is finite."""
        if not (device.is_dirty or device.series or device.happenings):
            device.leave()

    def _drop_idle(self, happening: Happening) -> None:
        if happening.is_idle:
            happening.device.happenings.pop(happening.bound.rule.rule_id, None)

    def _device(self, site: str, name: str) -> Device:
        place = self._places.get(site)
        if place is None:
            place = self._places[site] = Place(site)
        device = place.devices.get(name)
        if device is None:
            device = place.devices[name] = Device(place, name, self._book)
            self._bind(device, set(self._index.binders), 0)
        return device

    def _load(self, row: StateRow) -> None:
        """A row that cannot be understood any more is forgotten."""
        device = self._device(row.site, row.device)
        try:
            found = self._remember(device, orjson.loads(row.state or b"{}"))
        except (LookupError, TypeError, ValueError):
            self._book.counts.failed += 1
            device.leave()
            return
        self._lost += [(device, lost) for lost in found]
        if found:
            self._soil(device)
        for tracker in device.everything():
            self._deadlines.put(tracker)

    def _remember(self, device: Device, kept: keeping.Kept) -> list[keeping.Lost]:
        for rule_id in kept.get("e", ()):
            binder = self._index.binders.get(rule_id)
            bound = None if binder is None else binder.at(device.place.site, device.thing, device.place.time_zone)
            if bound is not None and isinstance(bound.when, Happened):
                device.happenings[rule_id] = Happening(bound, device)
        return keeping.load(device, kept)

    def _bind(self, device: Device, rule_ids: set[str], now_us: int) -> None:
        """Let these rules look at the device as they are now, or no more."""
        for rule_id in rule_ids & (device.trackers.keys() | device.happenings.keys()):
            self._rebind(device, rule_id, now_us)
        for binder in self._index.kinds.get(device_kind(device.name), ()) if device.is_whole else ():
            rule_id = binder.rule.rule_id
            bound = binder.at(device.place.site, device.name, device.place.time_zone)
            if rule_id in rule_ids and rule_id not in device.trackers and bound is not None:
                device.trackers[rule_id] = TRACKERS[type(bound.when)](bound, device)
        device.index()

    def _rebind(self, device: Device, rule_id: str, now_us: int) -> None:
        binder = self._index.binders.get(rule_id)
        bound = None if binder is None else binder.at(device.place.site, device.thing, device.place.time_zone)
        for tracker in [one for one in device.everything() if one.bound.rule.rule_id == rule_id]:
            self._soil(device)
            if bound is not None and bound.shape == tracker.bound.shape:
                tracker.rebind(bound)
            else:
                tracker.close(now_us)
                device.drop(rule_id)

    def _found(self) -> list[Change]:
        if not self._book.changes:
            return []
        found, self._book.changes = self._book.changes, []
        return found
