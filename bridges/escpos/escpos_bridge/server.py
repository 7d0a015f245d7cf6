"""The door: HTTP on this machine alone, for the pages of the till alone."""

import json
import logging
from collections.abc import Collection
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from escpos_bridge.errors import (
    ContentRefused,
    JobTooLarge,
    KeyInvalid,
    LengthMissing,
    NoSuchPath,
    OriginRefused,
    Refusal,
)
from escpos_bridge.jobs import Jobs

log = logging.getLogger(__name__)
HOST = "127.0.0.1"
MAX_JOB = 512 * 1024
MAX_KEY = 255
IDLE_S = 30.0
TYPE = "application/octet-stream"
"""Not one of those that any page may send without asking first (Fetch standard, CORS-safelisted)."""
KEY = "Idempotency-Key"
HEADERS_ASKED = f"Content-Type, {KEY}"


class Bridge(ThreadingHTTPServer):
    """Listens on the loopback address. `origins` are like `https://station.example`, exactly as browsers send them."""

    daemon_threads = True

    def __init__(self, port: int, origins: Collection[str], jobs: Jobs) -> None:
        super().__init__((HOST, port), Door)
        self.origins, self.jobs = frozenset(origins), jobs

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is no news."""
        log.debug("the connection was lost", exc_info=True)

    @property
    def names(self) -> tuple[str, str]:
        """What a browser may call this machine: a page elsewhere that had its name resolved to here says its own."""
        return f"{HOST}:{self.server_port}", f"localhost:{self.server_port}"


class Door(BaseHTTPRequestHandler):
    """`GET /status`, `POST /print`."""

    server: Bridge
    protocol_version = "HTTP/1.1"
    server_version = "escpos-bridge"
    sys_version = ""
    timeout = IDLE_S

    def do_OPTIONS(self) -> None:
        self._answered(self._preflight)

    def do_GET(self) -> None:
        self._answered(self._status)

    def do_POST(self) -> None:
        self._answered(self._print)

    def _preflight(self) -> dict[str, Any] | None:
        return None

    def _status(self) -> dict[str, Any] | None:
        self._at("/status")
        return {"condition": self.server.jobs.condition()}

    def _print(self) -> dict[str, Any] | None:
        self._at("/print")
        key = self.headers.get(KEY, "")
        if len(key) > MAX_KEY:
            raise KeyInvalid(f"a key has at most {MAX_KEY} characters")
        content = self._content()
        printed = self.server.jobs.print(content, key)
        log.info("%s", f"{len(content)} bytes printed" if printed else "a repeated job was not printed again")
        return {"printed": printed}

    def _at(self, path: str) -> None:
        if self.path != path:
            raise NoSuchPath("there are /status and /print")

    def _content(self) -> bytes:
        """Raises ContentRefused, LengthMissing, JobTooLarge."""
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or self.headers.get("Transfer-Encoding"):
            raise LengthMissing("the length must be told")
        if int(length) > MAX_JOB:
            raise JobTooLarge(f"a job has at most {MAX_JOB // 1024} KiB")
        if self.headers.get("Content-Type", "").partition(";")[0].strip() != TYPE:
            raise ContentRefused(f"a job is {TYPE}")
        content = self.rfile.read(int(length))
        if not content or len(content) != int(length):
            raise ContentRefused("there is nothing to print")
        return content

    def _answered(self, work: Any) -> None:
        """With what it returns, or why not. A page that is not the till's learns nothing."""
        try:
            self._require_till()
            content = work()
        except Refusal as error:
            log.warning("%s: %s", type(error).__name__, error)
            self.close_connection = True
            self._send(error.status, {"reason": type(error).__name__, "detail": str(error)})
        else:
            self._send(HTTPStatus.NO_CONTENT if content is None else HTTPStatus.OK, content)

    def _require_till(self) -> None:
        if self.headers.get("Host", "").lower() not in self.server.names:
            raise OriginRefused("this machine has no such name")
        if self.headers.get("Origin", "") not in self.server.origins:
            raise OriginRefused("this page is not the till's")

    def _send(self, status: HTTPStatus, content: dict[str, Any] | None) -> None:
        body = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        origin = self.headers.get("Origin", "")
        if origin in self.server.origins:
            self._let_read(origin)
        self.send_header("Vary", "Origin")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
        if body:
            self.send_header("Content-Type", "application/json")
        if status is not HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def _let_read(self, origin: str) -> None:
        self.send_header("Access-Control-Allow-Origin", origin)
        if self.command == "OPTIONS":
            self.send_header("Access-Control-Allow-Methods", "GET, POST")
            self.send_header("Access-Control-Allow-Headers", HEADERS_ASKED)
            self.send_header("Access-Control-Allow-Private-Network", "true")
            self.send_header("Access-Control-Max-Age", "600")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the base class
        log.debug(format, *args)
