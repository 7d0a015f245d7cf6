"""A collector of traces for tests: OTLP over HTTP, as OpenTelemetry's own takes it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_hex
from urllib.parse import urlsplit

from motorway_kit.testing import free_port
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span


def collected() -> dict[str, str]:
    """`marks` for a platform that is started, at a free port."""
    return marks(f"http://127.0.0.1:{free_port()}")


def marks(endpoint: str) -> dict[str, str]:
    """For the environment of a process: it records what a caller marks, and sends it where `collector` may listen."""
    asked = {"OTEL_TRACES_SAMPLER": "parentbased_always_off", "OTEL_BSP_SCHEDULE_DELAY": "200"}
    return {"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint, **asked} if endpoint else {}


def marked() -> tuple[str, str]:
    """A new trace that is to be recorded: its id, and the `traceparent` of its first caller."""
    trace_id = token_hex(16)
    return trace_id, f"00-{trace_id}-{token_hex(8)}-01"


@dataclass(frozen=True)
class Told:
    """A span: who told of it, and its name."""

    service: str
    span: Span

    @property
    def label(self) -> str:
        return f"{self.service}: {self.span.name}"


@dataclass
class Collector:
    """What came so far, by span id."""

    spans: dict[bytes, Told] = field(default_factory=dict)

    def take(self, body: bytes) -> None:
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            named = {one.key: one.value.string_value for one in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.spans |= {span.span_id: Told(named["service.name"], span) for span in scope.spans}

    def of(self, trace_id: str) -> list[Told]:
        return [told for told in list(self.spans.values()) if told.span.trace_id.hex() == trace_id]

    def edges(self, trace_id: str) -> set[tuple[str, str]]:
        """Parent and child of a trace, as labels; a parent that no process of ours told of is `outside`."""
        return {(self._parent(told.span), told.label) for told in self.of(trace_id)}

    def _parent(self, span: Span) -> str:
        parent = self.spans.get(span.parent_span_id)
        return parent.label if parent else "outside"


@contextmanager
def collector(endpoint: str) -> Iterator[Collector]:
    """Listen at `http://127.0.0.1:port` while the block lasts."""
    found = Collector()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.take(body)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    address = urlsplit(endpoint)
    server = ThreadingHTTPServer((address.hostname or "127.0.0.1", address.port or 0), Door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
