"""The line to a printer: over the network (port 9100), or a device file of USB or a serial port."""

import os
import select
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import urlsplit

from escpos_bridge.errors import PrinterAway

PORT = 9100
CONNECT_S, WRITE_S = 3.0, 15.0
BLOCK = 4096


class Line(Protocol):
    def write(self, content: bytes) -> None:
        """Until the printer has taken all of it. Raises PrinterAway."""
        ...

    def read(self, count: int, within_s: float) -> bytes:
        """What comes until then, at most so much."""
        ...


class NetworkLine:
    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def write(self, content: bytes) -> None:
        self._connection.settimeout(WRITE_S)
        self._connection.sendall(content)

    def read(self, count: int, within_s: float) -> bytes:
        self._connection.settimeout(within_s)
        try:
            return self._connection.recv(count)
        except TimeoutError:
            return b""


class DeviceLine:
    """Device files do not tell how long they will block: nothing is written before the printer can take it."""

    def __init__(self, file: int) -> None:
        self._file = file

    def write(self, content: bytes) -> None:
        left, until = memoryview(content), time.monotonic() + WRITE_S
        while left:
            _, ready, _ = select.select([], [self._file], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError("the printer takes nothing more")
            left = left[os.write(self._file, left[:BLOCK]) :]

    def read(self, count: int, within_s: float) -> bytes:
        ready, _, _ = select.select([self._file], [], [], within_s)
        return os.read(self._file, count) if ready else b""


class Printer:
    """`address` is `tcp://host:9100` or `file:/dev/usb/lp0`. Raises ValueError for anything else."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        network = parts.scheme == "tcp" and parts.hostname and parts.path in ("", "/")
        if not network and not (parts.scheme == "file" and parts.path.startswith("/dev/") and not parts.netloc):
            raise ValueError("a printer is tcp://host:9100 or file:/dev/…")
        self.address = address
        self._host, self._port, self._path = parts.hostname or "", parts.port or PORT, parts.path

    @contextmanager
    def open(self) -> Iterator[Line]:
        """Raises PrinterAway, also when it is lost on the way."""
        try:
            with self._network() if self._host else self._device() as line:
                yield line
        except OSError as error:
            raise PrinterAway(f"the printer at {self.address} cannot be reached: {error}") from error

    @contextmanager
    def _network(self) -> Iterator[Line]:
        with socket.create_connection((self._host, self._port), CONNECT_S) as connection:
            yield NetworkLine(connection)
            connection.shutdown(socket.SHUT_WR)

    @contextmanager
    def _device(self) -> Iterator[Line]:
        file = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        try:
            if not stat.S_ISCHR(os.fstat(file).st_mode):
                raise PrinterAway(f"{self._path} is no printer")
            yield DeviceLine(file)
        finally:
            os.close(file)
