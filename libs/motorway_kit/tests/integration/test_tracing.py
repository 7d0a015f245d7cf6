"""What a process sends to a collector: parents, links, shares; and that it ends quickly when nobody listens there."""

import os
import subprocess
import sys
import time

import orjson
import pytest
from motorway_kit.testing import free_port
from motorway_kit.tracing import root_share

from tests.support.collector import Collector, collector, marked, marks

PROGRAM = """
import json, sys
from motorway_kit import tracing
from motorway_kit.tracing import caused, child, continued, follow, observe, span
from motorway_kit.tracing import current_traceparent, sampled_traceparent
from opentelemetry.trace import SpanKind
from prometheus_client import REGISTRY, Histogram
from prometheus_client.openmetrics.exposition import generate_latest

tracing.configure_tracing("probe")
one, two, unrecorded = sys.argv[1:4]
seconds = Histogram("probe_seconds", "Time")
with caused("of one", SpanKind.PRODUCER, ["", unrecorded, one, one]):
    with child("below", SpanKind.CLIENT):
        tracing.queried("select  secret_column\\nfrom t where a = $1", 0.5, ValueError("4242"))
    observe(seconds, 0.2)
with caused("of two", SpanKind.CONSUMER, [one, two]):
    gathering = sampled_traceparent()
with caused("of none", SpanKind.CONSUMER, [unrecorded]), child("of nobody", SpanKind.CLIENT):
    nothing = sampled_traceparent()
with continued(two), child("goes on", SpanKind.INTERNAL):
    pass
try:
    with span("failing", SpanKind.CONSUMER, {"traceparent": one}):
        raise KeyError("4242")
except KeyError:
    pass
with span("not recorded", SpanKind.SERVER, {"traceparent": unrecorded}):
    carried = current_traceparent()
followed = [follow("message", SpanKind.CONSUMER, told) for told in (one, unrecorded, "nonsense", "")]
for one_followed in filter(None, followed):
    one_followed.end()
shown = [line for line in generate_latest(REGISTRY).decode().splitlines() if "# {" in line]
print(json.dumps({"gathering": gathering, "nothing": nothing, "carried": carried, "exemplars": shown,
                  "followed": [told is not None for told in followed]}))
"""
UNRECORDED = f"00-{'ab' * 16}-{'cd' * 8}-00"


def _run(env: dict[str, str], *traceparents: str) -> dict[str, object]:
    command = [sys.executable, "-c", PROGRAM, *traceparents]
    bare = {name: value for name, value in os.environ.items() if not name.startswith("OTEL_")}
    done = subprocess.run(command, env=bare | env, capture_output=True, timeout=60, check=True)
    said: dict[str, object] = orjson.loads(done.stdout)
    return said


def _links(traces: Collector, name: str) -> set[str]:
    (told,) = (told for told in traces.spans.values() if told.span.name == name)
    return {link.trace_id.hex() for link in told.span.links}


def test_one_cause_is_the_parent_and_several_are_linked_to() -> None:
    endpoint = f"http://127.0.0.1:{free_port()}"
    (first, one), (second, two) = marked(), marked()
    with collector(endpoint) as traces:
        said = _run(marks(endpoint), one, two, UNRECORDED)
    assert traces.edges(first) == {
        ("outside", "probe: of one"),
        ("probe: of one", "probe: below"),
        ("probe: below", "probe: SELECT"),
        ("outside", "probe: failing"),
        ("outside", "probe: message"),
    }
    assert traces.edges(second) == {("outside", "probe: goes on")}
    assert _links(traces, "of two") == {first, second}
    assert said["gathering"] not in (one, two)
    assert said["followed"] == [True, False, False, False]
    assert (said["nothing"], str(said["carried"])[3:35]) == ("", "ab" * 16)
    assert f'trace_id="{first}"' in str(said["exemplars"])
    everything = " ".join(str(told.span) for told in traces.spans.values())
    assert "KeyError" in everything
    assert "SELECT secret_column from t where a = $1".lower() in everything.lower()
    assert "4242" not in everything


def test_without_a_collector_ids_are_carried_and_nothing_is_recorded() -> None:
    (_, one), (_, two) = marked(), marked()
    said = _run({}, one, two, one)
    assert said["followed"] == [False, False, False, False]
    assert said["exemplars"] == []
    assert str(said["carried"])[3:35] == one[3:35]


def test_a_collector_that_is_not_there_does_not_hold_the_end_up() -> None:
    (_, one), (_, two) = marked(), marked()
    started = time.monotonic()
    _run(marks(f"http://127.0.0.1:{free_port()}"), one, two, UNRECORDED)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    ("sampler", "argument", "share"),
    [
        ("", "", 1.0),
        ("parentbased_always_on", "", 1.0),
        ("parentbased_always_off", "", 0.0),
        ("parentbased_traceidratio", "0.01", 0.01),
        ("traceidratio", "0.5", 0.5),
    ],
)
def test_the_share_of_traces_that_begin_here(sampler: str, argument: str, share: float) -> None:
    env = {"OTEL_TRACES_SAMPLER": sampler} | ({"OTEL_TRACES_SAMPLER_ARG": argument} if argument else {})
    assert root_share(env) == share
