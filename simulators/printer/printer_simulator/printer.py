"""A printer on a real socket: takes jobs one after the other, and says how it is when it is asked (DLE EOT n)."""

import contextlib
import queue
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from printer_simulator.commands import text_of

ASKED = b"\x10\x04"
READY = 0x12
BLOCK = 65_536


@dataclass(frozen=True)
class Job:
    """What came over one connection after the questions."""

    content: bytes

    @property
    def text(self) -> str:
        return text_of(self.content)


class PaperPrinter:
    """`status` is what it answers to each question: `{2: 0x16}` for an open cover; None: it says nothing.

    `port` 0 is any that is free.
    """

    def __init__(self, port: int = 0, on_job: Callable[[Job], object] = lambda job: None) -> None:
        self._door = socket.create_server(("127.0.0.1", port))
        self.port: int = self._door.getsockname()[1]
        self.jobs: list[Job] = []
        self.status: dict[int, int] | None = {}
        self._on_job, self._new = on_job, queue.SimpleQueue[Job]()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def next(self, within_s: float = 10.0) -> Job:
        """The next job that nobody has taken from here yet. Raises queue.Empty."""
        return self._new.get(timeout=within_s)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._door.accept()
            except OSError:
                return
            with connection, contextlib.suppress(ConnectionError):
                self._take(connection)

    def _take(self, connection: socket.socket) -> None:
        """Questions come before the job: within a picture the same bytes are part of it."""
        content = bytearray()
        asking = True
        while block := connection.recv(BLOCK):
            content += block
            while asking and len(content) >= 3 and content.startswith(ASKED):
                self._answer(connection, content[2])
                del content[:3]
            asking = asking and ASKED.startswith(bytes(content[:2]))
        if content:
            job = Job(bytes(content))
            self.jobs.append(job)
            self._new.put(job)
            self._on_job(job)

    def _answer(self, connection: socket.socket, question: int) -> None:
        if self.status is not None:
            connection.sendall(bytes([self.status.get(question, READY)]))
