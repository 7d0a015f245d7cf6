"""Traces (W3C trace context), sent over OTLP where OpenTelemetry's own variables name a collector.

What is one thing goes on in the trace that it came with. What gathers several is a trace of its own that links to each
(`caused`), for a span has one parent. Without a collector spans carry nothing but their ids from call to call.
"""

import os
import random
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from types import TracebackType

from opentelemetry import trace
from opentelemetry.context import Context, attach, detach
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ALWAYS_ON
from opentelemetry.trace import INVALID_SPAN, Link, Span, SpanContext, SpanKind, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from prometheus_client import Histogram

COLLECTOR = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
SAMPLED = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f][13579bdf]")
QUERY_TEXT = 500
Attributes = Mapping[str, str | int]

_propagator = TraceContextTextMapPropagator()
_tracer = trace.get_tracer("motorway")
"""Of whichever provider is configured later."""


@dataclass
class _Export:
    """`tracer` makes the spans of what this process itself decided to follow; `share` of what begins here it does."""

    tracer: Tracer | None = None
    share: float = 0.0


_export = _Export()


def configure_tracing(service: str) -> None:
    """To the collector of OTEL_EXPORTER_OTLP_ENDPOINT, as OTEL_TRACES_SAMPLER(_ARG) says; without one, nowhere."""
    resource = Resource.create({"service.name": service, "service.namespace": "motorway"})
    if not any(os.environ.get(name) for name in COLLECTOR):
        trace.set_tracer_provider(TracerProvider(ALWAYS_OFF, resource))
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    sampled, chosen = TracerProvider(resource=resource), TracerProvider(ALWAYS_ON, resource, shutdown_on_exit=False)
    processor = BatchSpanProcessor(OTLPSpanExporter())
    for provider in (sampled, chosen):
        provider.add_span_processor(processor)
    trace.set_tracer_provider(sampled)
    _export.tracer, _export.share = chosen.get_tracer("motorway"), root_share(os.environ)


def root_share(env: Mapping[str, str]) -> float:
    """The share of traces begun here that OTEL_TRACES_SAMPLER and its argument ask for, 0 to 1."""
    sampler = env.get("OTEL_TRACES_SAMPLER", "")
    if sampler.endswith("ratio"):
        return float(env.get("OTEL_TRACES_SAMPLER_ARG", "1"))
    return 0.0 if sampler.endswith("always_off") else 1.0


def exporting() -> bool:
    """Whether spans go anywhere."""
    return _export.tracer is not None


def current_traceparent() -> str:
    """The W3C `traceparent` of the running span, or an empty string."""
    context = trace.get_current_span().get_span_context()
    return _text(context) if context.is_valid else ""


def current_trace_id() -> str:
    """32 hexadecimal digits, or an empty string."""
    context = trace.get_current_span().get_span_context()
    return format(context.trace_id, "032x") if context.is_valid else ""


def sampled_traceparent() -> str:
    """`current_traceparent` where somebody records it, else an empty string."""
    context = trace.get_current_span().get_span_context()
    return _text(context) if context.trace_flags.sampled else ""


def _text(context: SpanContext) -> str:
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"


class _Running:
    """The block in which a span is the running one. By hand: the library's own ways cost twice as much as the span."""

    __slots__ = ("_context", "_marks", "_span", "_token")

    def __init__(self, current: Span, parent: Context | None, *, marks: bool = True) -> None:
        self._span, self._marks = current, marks
        self._context = trace.set_span_in_context(current, parent)

    def __enter__(self) -> Span:
        self._token = attach(self._context)
        return self._span

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        detach(self._token)
        if self._marks and isinstance(error, Exception):
            fault(self._span, error)
        self._span.end()


def fault(current: Span, error: Exception) -> None:
    """The span's work failed. Not what the error says, which may hold what is nobody's business."""
    current.set_status(StatusCode.ERROR, type(error).__name__)
    current.set_attribute("error.type", type(error).__name__)


def span(name: str, kind: SpanKind, carrier: Mapping[str, str] | None = None) -> AbstractContextManager[Span]:
    """A span named `name`; its parent is the one in `carrier` (`traceparent`) where given. A door (SERVER) marks its
    faults itself, for what it refuses is none."""
    parent = _propagator.extract(carrier) if carrier is not None else None
    return _Running(_tracer.start_span(name, parent, kind), parent, marks=kind is not SpanKind.SERVER)


def child(name: str, kind: SpanKind, attributes: Attributes | None = None) -> AbstractContextManager[Span]:
    """A span below the running one, if that is recorded; else none, for its ids are carried on all the same."""
    running = trace.get_current_span()
    if not running.get_span_context().trace_flags.sampled:
        return nullcontext(running)
    return _Running(_tracer.start_span(name, None, kind, attributes), None)


def caused(name: str, kind: SpanKind, causes: Sequence[str]) -> AbstractContextManager[Span]:
    """The span of work for all these `traceparent`s: one that is recorded is its parent, several it links to, and
    without any there is none."""
    recorded = {cause for cause in causes if SAMPLED.fullmatch(cause)} if _export.tracer else set()
    if _export.tracer is None or not recorded:
        return nullcontext(INVALID_SPAN)
    contexts = [_propagator.extract({"traceparent": cause}) for cause in recorded]
    if len(contexts) == 1:
        return _Running(_export.tracer.start_span(name, contexts[0], kind), contexts[0])
    links = [Link(trace.get_current_span(context).get_span_context()) for context in contexts]
    return _Running(_export.tracer.start_span(name, Context(), kind, links=links), Context())


class Followed:
    """A span that ends somewhere else than it began; `traceparent` names it to whoever goes on."""

    __slots__ = ("_span", "traceparent")

    def __init__(self, current: Span) -> None:
        self._span, self.traceparent = current, _text(current.get_span_context())

    def end(self) -> None:
        self._span.end()


def follow(name: str, kind: SpanKind, traceparent: str, attributes: Attributes | None = None) -> Followed | None:
    """A span of one of very many things, where its sender records it, or of those without a sender's mark the share
    that this process records; else None, at next to no cost."""
    if _export.tracer is None:
        return None
    if not traceparent:
        if random.random() >= _export.share:  # noqa: S311 - which are recorded is no secret
            return None
        return Followed(_export.tracer.start_span(name, Context(), kind, attributes))
    if not SAMPLED.fullmatch(traceparent):
        return None
    parent = _propagator.extract({"traceparent": traceparent})
    return Followed(_export.tracer.start_span(name, parent, kind, attributes))


@contextmanager
def continued(traceparent: str) -> Iterator[None]:
    """What is begun in this block belongs to that span, where one is named."""
    if not traceparent:
        yield
        return
    token = attach(_propagator.extract({"traceparent": traceparent}))
    try:
        yield
    finally:
        detach(token)


def queried(query: str, elapsed_s: float, error: BaseException | None) -> None:
    """The span of a statement that has just ended, with its text and none of its values."""
    if not trace.get_current_span().get_span_context().trace_flags.sampled:
        return
    text, end = " ".join(query.split())[:QUERY_TEXT], time.time_ns()
    name = text.split(" ", 1)[0].strip(";").upper() or "SQL"
    attributes = {"db.system.name": "postgresql", "db.query.text": text}
    one = _tracer.start_span(name, None, SpanKind.CLIENT, attributes, start_time=end - int(elapsed_s * 1e9))
    if isinstance(error, Exception):
        fault(one, error)
    one.end(end)


def observe(histogram: Histogram, value: float) -> None:
    """With the running trace as its exemplar, where that is recorded."""
    context = trace.get_current_span().get_span_context()
    histogram.observe(value, {"trace_id": f"{context.trace_id:032x}"} if context.trace_flags.sampled else None)


@contextmanager
def timed(histogram: Histogram) -> Iterator[None]:
    """Observe how long the block takes, in seconds."""
    started = time.perf_counter()
    try:
        yield
    finally:
        observe(histogram, time.perf_counter() - started)
