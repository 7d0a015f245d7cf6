"""Simulated sites, and the rules that look at them: in one process, as fast as it can, with nothing in between."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from types import SimpleNamespace
from uuid import UUID

from alerts.app.evaluation import Evaluation
from alerts.domain.conditions import Change
from alerts.domain.observation import Observation
from alerts.library import library
from forecourt_simulator.config import SiteConfig, generate_sites
from forecourt_simulator.messages import Outgoing, timestamp
from forecourt_simulator.scenarios import SCENARIOS
from forecourt_simulator.site import Site
from forecourt_simulator.state import SiteState
from google.protobuf.message import Message
from motorway.iot.v1 import device_pb2, events_pb2
from motorway.pos.v1 import pos_pb2
from motorway_kit.messaging import Event

from .till import Till

START_US = 1_790_000_000_000_000
SECOND_US = 1_000_000
STEP_S = 5.0
TAKE_S = 60.0
UNDERWAY_US = 50_000
KINDS = {
    "state": events_pb2.MESSAGE_KIND_PUMP_STATE,
    "reading": events_pb2.MESSAGE_KIND_TANK_READING,
    "alarm": events_pb2.MESSAGE_KIND_ALARM,
    "telemetry": events_pb2.MESSAGE_KIND_TELEMETRY,
}


def a_config(number: int = 1, **simulation: object) -> SiteConfig:
    """A site with eight pumps, whose pumps the till releases."""
    document = generate_sites(number)[-1].model_dump(mode="json")
    return SiteConfig.model_validate({**document, "simulation": {"authorisation": "pos", **simulation}})


@dataclass
class World:
    """One site with its till, and the library of rules, also the one that is `enabled`. `changes` is all they said."""

    config: SiteConfig = field(default_factory=a_config)
    seed: int = 1
    start_us: int = START_US
    changes: list[Change] = field(default_factory=list)
    raised: dict[str, list[Change]] = field(default_factory=lambda: defaultdict(list))
    open: dict[str, Change] = field(default_factory=dict)
    online: bool = True
    gauges: bool = True
    enabled: str = ""
    held: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site = Site(self.config, SiteState(seed=self.seed, now_us=self.start_us))
        self.site.context.connected = True
        ready = [rule for rule in library().values() if rule.enabled or rule.rule_id == self.enabled]
        rules = [rule.model_copy(update={"enabled": True}) for rule in ready]
        sites = {self.config.site_id: _as_pos_says(self.config).SerializeToString()}
        self.evaluation = Evaluation(rules, sites)
        self.till = Till(self.config.site_id, self.site.obey, self.tell)
        self._numbers = count(1)
        self._step_us, self._versions = self.site.now_us, count(1)
        self.connect()
        self.tell_observation("", "queue/pos", "dead_letters", 0)
        self.tell_observation(self.config.site_id, "controller", "certificate_days_left", 200)
        self.run(10)

    @property
    def now_us(self) -> int:
        return self.site.now_us

    def run(self, seconds: float) -> None:
        """Let that much time pass."""
        end_us = self.now_us + round(seconds * SECOND_US)
        taken_us = self.now_us
        while self.now_us < end_us:
            self._step_us = min(end_us, self.now_us + round(STEP_S * SECOND_US))
            self.site.run_until(self._step_us)
            self._hear(self.site.take_outbox())
            for number in self.site.take_running():
                payload = self.site.forecourt.pumps.running_total(number)
                self._message(events_pb2.MESSAGE_KIND_PUMP_RUNNING, number, payload)
            self.till.work(self.now_us)
            self._hear(self.site.take_outbox())
            if self.now_us - taken_us >= TAKE_S * SECOND_US:
                taken_us = self.now_us
                self.take()
        self.take()

    def run_until(self, rule: str, *, within_s: float, every_s: float = 60) -> Change:
        """Until the rule raises something."""
        end_us = self.now_us + round(within_s * SECOND_US)
        while not self.raised[rule] and self.now_us < end_us:
            self.run(every_s)
        assert self.raised[rule], f"{rule} did not raise; there are {sorted(self.raised)}"
        return self.raised[rule][0]

    def run_until_over(self, rule: str, *, within_s: float) -> None:
        """Until nothing of the rule is open."""
        end_us = self.now_us + round(within_s * SECOND_US)
        while self.is_open(rule) and self.now_us < end_us:
            self.run(60)
        assert not self.is_open(rule), f"{rule} is open still"

    def is_open(self, rule: str) -> bool:
        return any(change.condition.rule == rule for change in self.open.values())

    def play(self, scenario: str, **document: object) -> None:
        """A scenario of the simulator."""
        shape, carry_out = SCENARIOS[scenario]
        uplink = SimpleNamespace(power=lambda *, on: self.connect(online=on))
        carry_out(SimpleNamespace(site=self.site, uplink=uplink), shape.model_validate(document))

    def connect(self, *, online: bool = True) -> None:
        """The line comes, or goes; what was said meanwhile is told then."""
        self.site.set_connected(online)
        self.online = online
        changed = events_pb2.ControllerConnectionChanged(
            site=self.config.site_id, online=online, time=timestamp(self.now_us), version=next(self._versions)
        )
        self.tell(changed)
        if online:
            held, self.held = self.held, []
            for event in held:
                self._read(event)

    def tell(self, message: Message) -> None:
        """An event of a service."""
        self._read(self._event(message))

    def tell_observation(self, site: str, device: str, metric: str, value: float) -> None:
        """What the platform sees by itself."""
        self.evaluation.observe(Observation(site, device, metric, self.now_us, value, self.now_us))

    def take(self) -> None:
        self.evaluation.advance(self.now_us)
        for change in self.evaluation.take().changes:
            self.changes.append(change)
            if not change.active:
                self.open.pop(change.condition.key, None)
            elif self.open.setdefault(change.condition.key, change) is change:
                self.raised[change.condition.rule].append(change)

    def _hear(self, said: Iterable[Outgoing]) -> None:
        for message in said:
            parts = message.topic.split("/")
            number = int(parts[1]) if len(parts) > 1 else 0
            if parts[-1] == "transaction":
                self._transaction(number, device_pb2.FuellingTransaction.FromString(message.payload))
                continue
            if parts[-1] == "reading" and not self.gauges:
                continue
            self._message(KINDS[parts[-1]], number, message.payload)
            if parts[-1] == "state" and self.online:
                self.till.hear_state(number, device_pb2.PumpState.FromString(message.payload), self.now_us)

    def _transaction(self, pump: int, done: device_pb2.FuellingTransaction) -> None:
        received = events_pb2.FuellingTransactionReceived(
            site=self.config.site_id, pump=pump, transaction=done, received_at=timestamp(self.now_us + UNDERWAY_US)
        )
        self._say(received)
        self.till.hear_transaction(pump, done, self.now_us)

    def _message(self, kind: "events_pb2.MessageKind.ValueType", number: int, payload: bytes) -> None:
        message = events_pb2.DeviceMessage(
            message_id=next(self._numbers).to_bytes(16, "big"),
            site=self.config.site_id,
            kind=kind,
            number=number,
            received_at_us=self.now_us + UNDERWAY_US,
            payload=payload,
        )
        bundle = (
            events_pb2.TelemetryReceived
            if kind == events_pb2.MESSAGE_KIND_TELEMETRY
            else events_pb2.DeviceMessagesReceived
        )
        self._say(bundle(messages=[message]))

    def _say(self, message: Message) -> None:
        """What the controller says: held back while it has no line."""
        event = self._event(message)
        if self.online:
            self._read(event)
        else:
            self.held.append(event)

    def _read(self, event: Event) -> None:
        self.evaluation.read(event)

    def _event(self, message: Message) -> Event:
        number = next(self._numbers)
        id_ = UUID(int=((self.now_us // 1000) << 80) | (7 << 76) | (2 << 62) | number)
        kind, body = message.DESCRIPTOR.full_name, message.SerializeToString()
        time = timestamp(self.now_us).ToDatetime()
        return Event(str(id_), kind, "test", self.config.site_id, time, body, redelivered=False)


def _as_pos_says(config: SiteConfig) -> pos_pb2.Site:
    site = pos_pb2.Site(site_id=config.site_id, name=config.name, time_zone=config.time_zone, currency=config.currency)
    for tank in config.tanks:
        site.tanks.add(**tank.model_dump())
    for pump in config.pumps:
        site.pumps.add(number=pump.number, nozzles=[pos_pb2.Nozzle(**each.model_dump()) for each in pump.nozzles])
    return site
