"""Devices as rows that are stored, and back."""

from typing import Any, NamedTuple

import orjson

from alerts.domain.conditions import Change, Condition, Severity, position
from alerts.domain.engine.device import Device
from alerts.domain.engine.state import StateRow
from alerts.domain.engine.tracker import Phase
from alerts.domain.rules.hours import EPOCH, MICROSECOND

Kept = dict[str, Any]


class Lost(NamedTuple):
    """What a rule said last that is not known any more: the place and the time of its beginning."""

    rule_id: str
    place: int
    time_us: int


def row_of(device: Device) -> StateRow:
    """`s` are the newest values, `r` what rules about series know, `e` those about occurrences."""
    trackers = {rule_id: kept for rule_id, tracker in device.trackers.items() if (kept := tracker.dump())}
    events = {rule_id: kept for rule_id, one in device.happenings.items() if (kept := one.dump())}
    seen = {
        metric: (series.time_us, series.received_us, series.value)
        for metric, series in device.series.items()
        if series.time_us >= 0
    }
    parts = {"s": seen, "r": trackers, "e": events, "l": device.lag_us}
    said = {name: part for name, part in parts.items() if part}
    state = orjson.dumps(said) if seen or trackers or events else None
    return StateRow(device.place.site, device.name, state)


def load(device: Device, kept: Kept) -> list[Lost]:
    """Take over what was kept. What rules said that look no more, or otherwise, is lost."""
    device.lag_us = kept.get("l", 0)
    for metric, seen in kept.get("s", {}).items():
        if metric in device.series:
            series = device.series[metric]
            series.time_us, series.received_us, series.value = seen
    lost = []
    for rule_id, known in kept.get("r", {}).items():
        tracker = device.trackers.get(rule_id)
        if tracker is not None and tracker.bound.shape == known["k"]:
            tracker.load(known)
        elif Phase(known["p"]) in {Phase.ACTIVE, Phase.CLEARING}:
            lost.append(Lost(rule_id, known["c"], known["c"]))
    for rule_id, known in kept.get("e", {}).items():
        happening = device.happenings.get(rule_id)
        if happening is not None and happening.bound.shape == known["k"]:
            happening.load(known)
        elif known["r"]:
            lost.append(Lost(rule_id, *known["b"]))
    device.index()
    return lost


def ended(device: Device, lost: Lost, now_us: int) -> Change:
    """The end of what is lost, after its beginning: the clock of a device may be ahead, and its backlog behind."""
    site = device.place.site
    condition = Condition(f"{lost.rule_id}:{site}:{device.name}", site, lost.rule_id, device.thing)
    place = position(max(now_us, lost.place), active=False)
    time = EPOCH + max(now_us, lost.time_us) * MICROSECOND
    return Change(condition, place, active=False, time=time, severity=Severity.INFO, text="")
