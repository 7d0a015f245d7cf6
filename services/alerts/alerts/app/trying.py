"""A dry run: what a rule would have raised in the past, from stored readings and occurrences."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import pos_pb2
from motorway.telemetry.v1 import telemetry_pb2
from motorway_access.caller import current_caller
from motorway_kit.errors import InvalidInput

from alerts.app.rules import MANAGE
from alerts.db import history, rule_state
from alerts.domain.observation import Observation, Occurrence
from alerts.domain.rules.checking import parse_rule
from alerts.domain.rules.document import RuleDocument
from alerts.domain.rules.facts import SiteFacts
from alerts.domain.series import said_metric, stored_metric
from alerts.domain.trial import Trial, Tried, needed_metrics, needed_occurrences
from alerts.neighbours import site_facts
from alerts.parts import Alerts
from alerts.signals.vocabulary import vocabulary

MAX_DAYS = 31
MAX_LOOKED_AT = 5_000_000
MAX_ALERTS = 500
PART_US = 6 * 3_600_000_000
AT_ONCE = 20_000
OCCURRENCES_AT_ONCE = 100_000
Span = tuple[int, int]


class TooMuchHistory(InvalidInput):
    """Sites and range are more than can be looked at in one go."""


@dataclass(frozen=True)
class Found:
    """`sites` counts the alerts of each site that was looked at; `alerts` are the first of them."""

    total: int
    sites: Mapping[str, int]
    alerts: Sequence[Tried]
    looked_at: int


async def try_rule(
    parts: Alerts, document: Mapping[str, Any], sites: Sequence[str], start: datetime, end: datetime
) -> Found:
    """Raises InvalidInput, TooMuchHistory, NotAllowed, and Unavailable where telemetry does not answer."""
    rule = parse_rule({**document, "version": 1}, vocabulary())
    span = _span(start, end)
    known = await rule_state.load_sites(parts.db)
    trials = []
    for site in _chosen(rule, sites, known):
        facts = site_facts(pos_pb2.Site.FromString(known[site])) if site in known else SiteFacts(site)
        trials.append(await _try_at(parts, rule, facts, span))
        if sum(trial.looked_at for trial in trials) > MAX_LOOKED_AT:
            raise TooMuchHistory(f"more than {MAX_LOOKED_AT} values: take fewer sites or days", field="start")
    alerts = sorted((tried for trial in trials for tried in trial.raised), key=attrgetter("raised_at"))
    return Found(
        sum(trial.total for trial in trials),
        {trial.site: trial.total for trial in trials},
        alerts[:MAX_ALERTS],
        sum(trial.looked_at for trial in trials),
    )


async def _try_at(parts: Alerts, rule: RuleDocument, facts: SiteFacts, span: Span) -> Trial:
    trial = Trial(rule, facts)
    async for came in _past(parts, rule, facts.site, span):
        for begin in range(0, len(came), AT_ONCE):
            trial.give(came[begin : begin + AT_ONCE])
            await asyncio.sleep(0)
        if trial.looked_at > MAX_LOOKED_AT:
            raise TooMuchHistory(f"more than {MAX_LOOKED_AT} values: take fewer sites or days", field="start")
    trial.end(span[1])
    return trial


async def _past(
    parts: Alerts, rule: RuleDocument, site: str, span: Span
) -> AsyncIterator[Sequence[Observation | Occurrence]]:
    """What came, part of the range by part."""
    metrics, types = sorted(needed_metrics(rule)), sorted(needed_occurrences(rule))
    for begin in range(span[0], span[1], PART_US):
        part = begin, min(begin + PART_US, span[1])
        if types:
            yield await history.read_occurrences(parts.db, site, types, part, OCCURRENCES_AT_ONCE)
        came = [seen for metric in metrics for seen in await _readings(parts, site, metric, part)]
        yield sorted(came, key=attrgetter("time_us"))


async def _readings(parts: Alerts, site: str, metric: str, span: Span) -> list[Observation]:
    """Of every device of the site, as the caller may see them. What was late looks as if it had been in time."""
    request = telemetry_pb2.ExportReadingsRequest(
        site=site, metric=stored_metric(metric), start=_timestamp(span[0]), end=_timestamp(span[1])
    )
    seen = []
    async for block in parts.others.telemetry.stream("ExportReadings", request):
        for device, stored, time_us, value in zip(block.device, block.metric, block.time_us, block.value, strict=True):
            seen.append(Observation(site, device, said_metric(stored), time_us, value, time_us))
    return seen


def _chosen(rule: RuleDocument, sites: Sequence[str], known: Mapping[str, bytes]) -> list[str]:
    """Raises InvalidInput for a site that the rule is not for, NotAllowed for one of others."""
    scope = current_caller().narrowed(MANAGE, sites)
    if strange := sorted(set(sites) - set(rule.sites)) if rule.sites else []:
        raise InvalidInput(f"the rule is not for {strange[0]}", field="sites")
    return sorted(site for site in (sites or rule.sites or known) if scope.covers(site))


def _span(start: datetime, end: datetime) -> Span:
    if not start < end:
        raise InvalidInput("the end must be after the start", field="end")
    if end - start > timedelta(days=MAX_DAYS):
        raise InvalidInput(f"at most {MAX_DAYS} days can be looked at", field="start")
    return _micros(start), _micros(end)


def _micros(time: datetime) -> int:
    return int(time.timestamp()) * 1_000_000


def _timestamp(time_us: int) -> Timestamp:
    stamp = Timestamp()
    stamp.FromMicroseconds(time_us)
    return stamp
