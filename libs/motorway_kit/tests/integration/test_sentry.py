"""A process with a DSN reports its errors to a receiver of envelopes, and nothing of what they were about."""

import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli  # type: ignore[import-untyped]
import orjson
from motorway_kit.sentry import LONGEST, scrub

CARD, PIN, TOKEN, MAIL = "4242 4242 4242 4242", "739201", "mw_9hZk3vQpT7xLw2RsYb8NcJ4d", "jo@example.org"
PROGRAM = """
import asyncio
from motorway_kit.log import get_logger
from motorway_kit.runtime import Runtime, run
from motorway_kit.settings import Settings
from motorway_kit.tracing import span
from opentelemetry.trace import SpanKind

async def wire(runtime: Runtime, settings: Settings) -> None:
    card, pin, token, mail = %r
    log = get_logger("probe")
    with span("work", SpanKind.INTERNAL):
        try:
            {"body": card}[pin]
        except KeyError:
            log.exception("unexpected failure", site="m25-cobham", method="/pay", body=card, authorization=token)
        try:
            raise ValueError(f"card {card} of {mail}, pin={pin}, Bearer {token}, input_value={token!r}")
        except ValueError:
            log.exception("unexpected failure")
        log.error("event goes to the dead letters", event_id="e-1", reason=f"it says {token}")
    log.warning("nothing to report")
    raise RuntimeError(f"the end, {mail}")

run("probe", Settings, wire)
"""


@contextmanager
def receiver() -> Iterator[tuple[str, list[bytes]]]:
    """A DSN, and the envelopes that come to it."""
    came: list[bytes] = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(self.headers["Content-Encoding"], bytes)
            came.append(unpack(body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://public@127.0.0.1:{server.server_address[1]}/1", came
        server.shutdown()


def test_errors_are_reported_without_what_they_were_about() -> None:
    with receiver() as (dsn, came):
        env = os.environ | {"MOTORWAY_SENTRY_DSN": dsn, "SENTRY_ENVIRONMENT": "test", "SENTRY_RELEASE": "1.2.3"}
        program = PROGRAM % ((CARD, PIN, TOKEN, MAIL),)
        done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, timeout=60, check=False)
    assert done.returncode != 0
    everything = b"\n".join(came).decode()
    for secret in (CARD, CARD.replace(" ", ""), PIN, TOKEN, MAIL):
        assert secret not in everything, secret
    events = [orjson.loads(line) for envelope in came for line in envelope.splitlines()[2:3]]
    failed = {error["type"]: event for event in events for error in event.get("exception", {}).get("values", ())}
    assert set(failed) >= {"KeyError", "ValueError", "RuntimeError"}, "the last one ended the process"
    first = failed["KeyError"]
    assert (first["tags"]["service"], first["tags"]["site"], first["tags"]["method"]) == ("probe", "m25-cobham", "/pay")
    assert len(first["tags"]["trace_id"]) == 32
    assert (first["environment"], first["release"]) == ("test", "1.2.3")
    assert first["exception"]["values"][-1]["stacktrace"]["frames"][-1]["function"] == "wire"
    assert [event["message"] for event in events if "message" in event] == ["event goes to the dead letters"]


def test_what_may_be_a_value_is_cut_out() -> None:
    assert scrub("column 'email' holds x@y.org\nDETAIL: Key (email)=(x@y.org)") == "column … holds …"
    assert scrub("3 of 12 tries failed at pump 4") == "3 of 12 tries failed at pump 4"
    assert scrub("sale 0197a3b4-1234-7000-8000-0123456789ab") == "sale …"
    assert len(scrub("word " * 200)) == LONGEST
