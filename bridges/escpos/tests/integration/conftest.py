"""A real bridge before a printer on a real socket."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from escpos_bridge.jobs import Jobs
from escpos_bridge.lines import Printer
from escpos_bridge.server import TYPE, Bridge
from printer_simulator.printer import PaperPrinter

TILL = "https://station.example"


@contextmanager
def bridged(address: str) -> Iterator[httpx.Client]:
    """A page of the till, as its browser asks the bridge."""
    with Bridge(0, [TILL], Jobs(Printer(address))) as bridge:
        thread = threading.Thread(target=bridge.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            url = f"http://127.0.0.1:{bridge.server_port}"
            with httpx.Client(base_url=url, headers={"Origin": TILL, "Content-Type": TYPE}) as page:
                yield page
        finally:
            bridge.shutdown()
            thread.join()


@pytest.fixture
def printer() -> Iterator[PaperPrinter]:
    with PaperPrinter() as running:
        yield running


@pytest.fixture
def page(printer: PaperPrinter) -> Iterator[httpx.Client]:
    with bridged(printer.address) as client:
        yield client
