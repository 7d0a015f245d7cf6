"""Values on which expressions are tried before a rule is saved."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any

from alerts.domain.rules.facts import NozzleFacts, PumpFacts, SiteFacts, TankFacts, device_facts

SITE = SiteFacts(
    "sample",
    "Sample",
    "Europe/London",
    "GBP",
    (TankFacts(1, "diesel", 40_000, 38_000, 2_500),),
    (PumpFacts(1, (NozzleFacts(1, "diesel", 1),)),),
)
DEVICES = {"tank": "tank/1", "pump": "pump/1", "pump/nozzle": "pump/1/nozzle/1"}
NUMBERS = (0.0, 1.0, -1.5, 1e6)
TRIES = 64


def facts_of(kind: str) -> dict[str, Any]:
    """Facts of a device of that kind, as expressions say them."""
    return device_facts(SITE, DEVICES.get(kind, kind))


def with_metrics(kind: str, metrics: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Facts of a device and many combinations of values of its series."""
    facts = facts_of(kind)
    for values in islice(product(NUMBERS, repeat=len(metrics)), TRIES):
        yield {**facts, **dict(zip(metrics, values, strict=True))}


def with_fields(fields: Mapping[str, object]) -> Iterator[dict[str, Any]]:
    """Fields of an occurrence, and some combinations of other values of the same kinds."""
    columns = [_like(value) for value in fields.values()]
    for turn in range(12):
        values = [column[(turn * (place + 1)) % len(column)] for place, column in enumerate(columns)]
        yield {"site": "sample", "subject": "pump/1", **dict(zip(fields, values, strict=True))}


def _like(value: object) -> Sequence[object]:
    match value:
        case bool():
            return (value, not value)
        case int() | float():
            return (value, type(value)(0), type(value)(-1), type(value)(1_000_000))
        case str():
            return (value, "", "other")
    return (value,)
