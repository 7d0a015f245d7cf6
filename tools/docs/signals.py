"""The metrics that a service's process registers, as JSON: `python -m tools.docs.signals pos`."""

import importlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType

from prometheus_client.core import Metric
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.registry import Collector


@dataclass(frozen=True)
class Signal:
    """One metric. `own`: of the service alone, and not of the kit. `exemplars`: its samples name traces."""

    name: str
    kind: str
    labels: list[str]
    text: str
    own: bool
    exemplars: bool


def registered(package: str) -> list[Signal]:
    """What is there once everything is imported that the process imports, by name."""
    importlib.import_module(f"{package}.__main__")
    modules = [*_modules(package), *_modules("motorway_kit")]  # who only imports a metric does not own it
    source = "\n".join(Path(module.__file__).read_text() for module in modules if module.__file__)
    found = {signal.name: signal for module in modules for signal in _of(module, source)}
    return [found[name] for name in sorted(found)]


def _modules(package: str) -> list[ModuleType]:
    return [module for name, module in sorted(sys.modules.items()) if name.split(".")[0] == package]


def _of(module: ModuleType, source: str) -> Iterator[Signal]:
    own = not module.__name__.startswith("motorway_kit")
    for variable, value in vars(module).items():
        if isinstance(value, MetricWrapperBase):
            with_traces = re.search(rf"\b(?:observe|timed)\((?:metrics\.)?{variable}\b", source) is not None
            yield _signal(next(iter(value.describe())), list(value._labelnames), own=own, exemplars=with_traces)
        elif isinstance(value, type) and Collector in value.__mro__ and value.__module__ == module.__name__:
            for told in value().collect():
                yield _signal(told, list(told._labelnames), own=own, exemplars=False)


def _signal(told: Metric, labels: list[str], *, own: bool, exemplars: bool) -> Signal:
    name = f"{told.name}_total" if told.type == "counter" else told.name
    return Signal(name, told.type, labels, told.documentation, own, exemplars)


if __name__ == "__main__":
    print(json.dumps([asdict(signal) for signal in registered(sys.argv[1])]))
