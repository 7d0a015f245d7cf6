"""Traces (W3C trace context). Spans are exported over OTLP only when an endpoint is set."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.context import attach, detach
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ALWAYS_ON
from opentelemetry.trace import Span, SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_propagator = TraceContextTextMapPropagator()
_tracer = trace.get_tracer("motorway")
"""Of whichever provider is configured later."""


def configure_tracing(service: str, endpoint: str) -> None:
    """Without an endpoint spans only carry their ids from call to call, which costs a third of recording them."""
    sampler = ALWAYS_ON if endpoint else ALWAYS_OFF
    provider = TracerProvider(sampler, Resource.create({"service.name": service}))
    if endpoint:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    trace.set_tracer_provider(provider)


def current_traceparent() -> str:
    """The W3C `traceparent` of the running span, or an empty string."""
    carrier: dict[str, str] = {}
    _propagator.inject(carrier)
    return carrier.get("traceparent", "")


def current_trace_id() -> str:
    """32 hexadecimal digits, or an empty string."""
    context = trace.get_current_span().get_span_context()
    return format(context.trace_id, "032x") if context.is_valid else ""


@contextmanager
def span(name: str, kind: SpanKind, carrier: Mapping[str, str] | None = None) -> Iterator[Span]:
    """A span named `name`; its parent is the one in `carrier` (`traceparent`) where given."""
    # By hand: the library's own ways to a tracer and into a context cost twice as much as the span.
    parent = _propagator.extract(carrier) if carrier is not None else None
    current = _tracer.start_span(name, parent, kind)
    token = attach(trace.set_span_in_context(current, parent))
    try:
        yield current
    except Exception as error:
        current.record_exception(error)
        current.set_status(StatusCode.ERROR, repr(error))
        raise
    finally:
        detach(token)
        current.end()
