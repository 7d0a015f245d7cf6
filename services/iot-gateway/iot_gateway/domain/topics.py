"""The topics `motorway/v1/{site}/…` that a site controller sends to."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from iot_gateway.domain.errors import InvalidSite, UnknownTopic

ROOT = "motorway/v1"
SITE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
MAX_NUMBER = 999


class Kind(StrEnum):
    PUMP_STATE = "pump_state"
    PUMP_RUNNING = "pump_running"
    TRANSACTION = "transaction"
    TANK_READING = "tank_reading"
    TELEMETRY = "telemetry"
    ALARM = "alarm"
    ONLINE = "online"


class Topic(NamedTuple):
    """Where a message came from. `number` is the pump's or tank's, 0 when the kind has none."""

    site: str
    kind: Kind
    number: int


FILTERS = ("pump/+/state", "pump/+/running", "pump/+/transaction", "tank/+/reading", "telemetry", "alarm")
_NUMBERED = {
    ("pump", "state"): Kind.PUMP_STATE,
    ("pump", "running"): Kind.PUMP_RUNNING,
    ("pump", "transaction"): Kind.TRANSACTION,
    ("tank", "reading"): Kind.TANK_READING,
}
_PLAIN = {"telemetry": Kind.TELEMETRY, "alarm": Kind.ALARM, "online": Kind.ONLINE}


def valid_site(site: str) -> str:
    """Raises InvalidSite."""
    if SITE.fullmatch(site) is None:
        raise InvalidSite("a site is 1 to 63 of a-z, 0-9 and -, and begins with no -", field="site")
    return site


def transaction_topic(site: str, pump: int) -> str:
    return f"{ROOT}/{site}/pump/{pump}/transaction"


@lru_cache(maxsize=16384)
def parse_topic(topic: str) -> Topic:
    """Raises UnknownTopic."""
    match topic.split("/"):
        case ["motorway", "v1", site, name] if name in _PLAIN and SITE.fullmatch(site):
            return Topic(site, _PLAIN[name], 0)
        case ["motorway", "v1", site, thing, number, what] if (thing, what) in _NUMBERED and SITE.fullmatch(site):
            return Topic(site, _NUMBERED[thing, what], _number(number))
    raise UnknownTopic("no device message has this topic", topic=topic[:200])


def _number(text: str) -> int:
    """Numbers have one spelling, so that a pump has one topic."""
    if re.fullmatch(r"[1-9][0-9]{0,2}", text) is None:
        raise UnknownTopic(f"pumps and tanks are numbered from 1 to {MAX_NUMBER}", number=text[:20])
    return int(text)


def site_of(topic: str) -> str:
    """The site that the topic names, empty when it is no topic of ours."""
    match topic.split("/", 3):
        case ["motorway", "v1", site, _] if SITE.fullmatch(site):
            return site
    return ""
