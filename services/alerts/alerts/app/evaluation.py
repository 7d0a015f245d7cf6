"""Rules, derived series and what is known of the sites, in memory: what a batch of events makes of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from motorway.pos.v1 import pos_pb2
from motorway_kit.db import Connection, Pool
from motorway_kit.messaging import Event

from alerts.app import recording
from alerts.app.rules import active_rules
from alerts.db import history, rule_state
from alerts.db.evaluator import require_epoch
from alerts.db.rule_state import Keeper
from alerts.domain.conditions import Change
from alerts.domain.derive import INPUTS, Deriver
from alerts.domain.engine import Engine, StateRow
from alerts.domain.observation import Observation, Occurrence
from alerts.domain.rules.document import RuleDocument
from alerts.neighbours import site_facts
from alerts.signals import Signals, read
from alerts.signals.device import event_us


@dataclass(slots=True)
class Work:
    """What is to be stored, all of it or nothing."""

    changes: list[Change] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)
    states: list[StateRow] = field(default_factory=list)
    series: list[StateRow] = field(default_factory=list)
    sites: dict[str, bytes] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.changes or self.occurrences or self.states or self.series or self.sites or self.gone)

    async def store(self, conn: Connection, epoch: int, now: datetime) -> None:
        """In the caller's transaction. Raises EvaluatorMoved when another process evaluates."""
        await require_epoch(conn, epoch)
        await recording.record(conn, self.changes, now)
        await rule_state.save_states(conn, Keeper.RULES, self.states)
        await rule_state.save_states(conn, Keeper.SERIES, self.series)
        await history.add_occurrences(conn, self.occurrences)
        if self.sites or self.gone:
            await rule_state.save_sites(conn, self.sites, self.gone)


class Evaluation:
    """Believes at once what it is told; `take` says what is to be stored of it. Where that fails it is loaded anew."""

    def __init__(
        self,
        rules: Iterable[RuleDocument],
        sites: Mapping[str, bytes],
        states: Iterable[StateRow] = (),
        series: Iterable[StateRow] = (),
    ) -> None:
        self._rules, self._sites = list(rules), dict(sites)
        facts = [site_facts(pos_pb2.Site.FromString(said)) for said in sites.values()]
        self.engine, self._deriver = Engine(self._rules, facts, states), Deriver(facts, series)
        self._work = Work()
        self._watch()

    @classmethod
    async def load(cls, db: Pool) -> "Evaluation":
        """As it was stored."""
        states = await rule_state.load_states(db, Keeper.RULES)
        series = await rule_state.load_states(db, Keeper.SERIES)
        return cls(await active_rules(db), await rule_state.load_sites(db), states, series)

    def read(self, event: Event) -> int:
        """What an event says. The time of its receipt, in microseconds. Raises BadMessage."""
        signals = Signals(self._watched.__contains__)
        read(event, signals)
        for seen in signals.observations:
            self.observe(seen)
        for happened in signals.occurrences:
            self._work.changes += self.engine.occur(happened)
        self._work.occurrences += signals.occurrences
        received = [seen.received_us for seen in signals.observations]
        received += [happened.received_us for happened in signals.occurrences]
        return max(received, default=0) or event_us(event)

    def observe(self, seen: Observation) -> None:
        """A value, and what follows from it."""
        self._work.changes += self.engine.observe(seen)
        for derived in self._deriver.observe(seen):
            self._work.changes += self.engine.observe(derived)

    def advance(self, up_to_us: int) -> None:
        """Everything that was received up to then was read."""
        self._work.changes += self.engine.advance(up_to_us)

    def set_rules(self, rules: Iterable[RuleDocument], now_us: int) -> None:
        """The rules that hold from now on."""
        changed = list(rules)
        if changed != self._rules:
            self._work.changes += self.engine.set_rules(changed, now_us)
            self._rules = changed
            self._watch()

    def set_sites(self, sites: Mapping[str, bytes], now_us: int) -> None:
        """All the sites, as pos says them."""
        for site, said in sites.items():
            if self._sites.get(site) != said:
                facts = site_facts(pos_pb2.Site.FromString(said))
                self._work.changes += self.engine.set_facts(facts, now_us)
                self._deriver.set_facts(facts)
                self._work.sites[site] = said
        for site in self._sites.keys() - sites.keys():
            self._work.changes += self.engine.forget_site(site, now_us)
            self._deriver.forget_site(site)
            self._work.gone.append(site)
        self._sites = dict(sites)

    def take(self) -> Work:
        """What is to be stored since the last call."""
        work, self._work = self._work, Work()
        work.states, work.series = list(self.engine.take_dirty()), list(self._deriver.take_dirty())
        return work

    def _watch(self) -> None:
        self._watched = self.engine.metrics | INPUTS
