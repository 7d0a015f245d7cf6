"""Receipts from a page to paper, over real sockets."""

import os
import threading
import tty

import httpx
import pytest
from escpos_bridge.condition import ASK
from printer_simulator.printer import READY, PaperPrinter

from .conftest import bridged

RECEIPT = b"\x1b@Coffee\n\x1dv0\x00\x02\x00\x01\x00\x10\x04\x1dV\x00"


def reason(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["reason"]


def test_a_receipt_comes_out_byte_for_byte(page: httpx.Client, printer: PaperPrinter) -> None:
    answer = page.post("/print", content=RECEIPT)
    assert (answer.status_code, answer.json()) == (200, {"printed": True})
    assert printer.next().content == RECEIPT
    assert len(printer.jobs) == 1


def test_a_repeated_job_is_not_printed_again(page: httpx.Client, printer: PaperPrinter) -> None:
    headers = {"Idempotency-Key": "k1"}
    first, again = [page.post("/print", content=RECEIPT, headers=headers).json() for _ in range(2)]
    other = page.post("/print", content=b"other\n", headers=headers)
    unkeyed = page.post("/print", content=RECEIPT).json()
    assert (first, again, unkeyed) == ({"printed": True}, {"printed": False}, {"printed": True})
    assert reason(other) == (409, "KeyReused")
    assert [printer.next().content for _ in range(2)] == [RECEIPT, RECEIPT]
    assert len(printer.jobs) == 2


@pytest.mark.parametrize(
    ("status", "expected"), [({4: 0x72}, "OutOfPaper"), ({2: 0x16}, "CoverOpen"), ({2: 0x52}, "PrinterFault")]
)
def test_what_keeps_the_printer_from_printing_is_said(
    page: httpx.Client, printer: PaperPrinter, status: dict[int, int], expected: str
) -> None:
    printer.status = status
    keyed = {"Idempotency-Key": "k1"}
    assert reason(page.post("/print", content=RECEIPT, headers=keyed)) == (409, expected)
    printer.status = {}
    assert page.post("/print", content=RECEIPT, headers=keyed).json() == {"printed": True}
    assert printer.next().content == RECEIPT
    assert len(printer.jobs) == 1


def test_a_printer_that_says_nothing_prints(page: httpx.Client, printer: PaperPrinter) -> None:
    printer.status = None
    assert page.get("/status").json() == {"condition": "UNKNOWN"}
    assert page.post("/print", content=RECEIPT).json() == {"printed": True}
    assert printer.next().content == RECEIPT
    assert len(printer.jobs) == 1


def test_its_condition_is_asked_without_printing(page: httpx.Client, printer: PaperPrinter) -> None:
    assert page.get("/status").json() == {"condition": "READY"}
    printer.status = {4: 0x1E}
    assert page.get("/status").json() == {"condition": "PAPER_LOW"}
    assert printer.jobs == []


def test_a_printer_that_is_away_is_said_to_be() -> None:
    with PaperPrinter() as gone:
        address = gone.address
    with bridged(address) as page:
        assert reason(page.post("/print", content=RECEIPT)) == (502, "PrinterAway")
        assert reason(page.get("/status")) == (502, "PrinterAway")


def test_jobs_of_several_tabs_come_out_one_after_the_other(page: httpx.Client, printer: PaperPrinter) -> None:
    jobs = [bytes([65 + number]) * 50_000 for number in range(6)]
    threads = [threading.Thread(target=lambda job=job: page.post("/print", content=job)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(printer.next().content for _ in jobs) == jobs


@pytest.fixture
def device() -> tuple[int, str]:
    """A device file, and the other end of it."""
    controller, file = os.openpty()
    tty.setraw(file)
    return controller, os.ttyname(file)


def test_a_printer_at_a_device_file(device: tuple[int, str]) -> None:
    came, (controller, path) = bytearray(), device

    def answers() -> None:
        while len(came) < len(ASK) + len(RECEIPT):
            came.extend(os.read(controller, 4096))
            if bytes(came) == ASK:
                os.write(controller, bytes([READY, READY]))

    paper = threading.Thread(target=answers)
    paper.start()
    with bridged(f"file:{path}") as page:
        assert page.post("/print", content=RECEIPT).json() == {"printed": True}
    paper.join(5)
    assert bytes(came) == ASK + RECEIPT


def test_what_is_no_device_is_not_written_to() -> None:
    with bridged("file:/dev/shm") as page:
        assert reason(page.post("/print", content=RECEIPT)) == (502, "PrinterAway")
