"""Who may print: the till's pages, on this machine."""

import socket

import httpx
import pytest
from printer_simulator.printer import PaperPrinter

from .conftest import TILL
from .test_printing import RECEIPT, reason


def test_the_tills_page_may_ask_and_read(page: httpx.Client) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,idempotency-key"}
    answer = page.options("/print", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == TILL
    assert answer.headers["Access-Control-Allow-Headers"] == "Content-Type, Idempotency-Key"
    assert answer.headers["Access-Control-Allow-Private-Network"] == "true"
    assert page.get("/status").headers["Access-Control-Allow-Origin"] == TILL


@pytest.mark.parametrize("origin", ["https://evil.example", "http://station.example", "null", f"{TILL}:8443", ""])
def test_no_other_page_prints_or_learns_anything(page: httpx.Client, printer: PaperPrinter, origin: str) -> None:
    for answer in (
        page.post("/print", content=RECEIPT, headers={"Origin": origin}),
        page.get("/status", headers={"Origin": origin}),
        page.options("/print", headers={"Origin": origin}),
    ):
        assert reason(answer) == (403, "OriginRefused")
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert printer.jobs == []


def test_a_name_that_was_bent_to_this_machine_is_refused(page: httpx.Client) -> None:
    for host in ("printer.evil.example", f"evil.example:{page.base_url.port}", ""):
        assert reason(page.get("/status", headers={"Host": host})) == (403, "OriginRefused")
    assert page.get("/status", headers={"Host": f"localhost:{page.base_url.port}"}).status_code == 200


def test_only_bytes_for_a_printer_are_taken(page: httpx.Client, printer: PaperPrinter) -> None:
    plain = page.post("/print", content=RECEIPT, headers={"Content-Type": "text/plain"})
    assert reason(plain) == (415, "ContentRefused")
    assert reason(page.post("/print")) == (415, "ContentRefused")
    assert reason(page.post("/print", content=iter([RECEIPT]))) == (411, "LengthMissing")
    assert reason(page.post("/print", content=RECEIPT, headers={"Idempotency-Key": "k" * 256})) == (400, "KeyInvalid")
    assert reason(page.post("/elsewhere", content=RECEIPT)) == (404, "NoSuchPath")
    assert page.put("/print", content=RECEIPT).status_code == 501
    assert printer.jobs == []


def test_a_job_that_is_too_large_is_not_read(page: httpx.Client) -> None:
    head = f"POST /print HTTP/1.1\r\nHost: 127.0.0.1:{page.base_url.port}\r\nOrigin: {TILL}\r\n"
    head += "Content-Type: application/octet-stream\r\nContent-Length: 99999999\r\n\r\n"
    with socket.create_connection(("127.0.0.1", page.base_url.port or 0)) as line:
        line.sendall(head.encode())
        assert line.recv(64).startswith(b"HTTP/1.1 413 ")


def test_it_listens_on_the_loopback_address_alone(page: httpx.Client) -> None:
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.2", page.base_url.port or 0), 2):
        pass
