import pytest
from escpos_bridge.cli import PORT, parser
from escpos_bridge.lines import Printer

GOOD = ["--printer", "tcp://192.0.2.9", "--origin", "https://station.example"]


def test_what_is_not_said_is_usual() -> None:
    asked = parser().parse_args(GOOD)
    assert (asked.port, asked.origin, asked.printer.address) == (PORT, ["https://station.example"], "tcp://192.0.2.9")


@pytest.mark.parametrize(
    "origin", ["*", "station.example", "https://station.example/pos", "https://Station.example", ""]
)
def test_an_origin_is_what_browsers_send(origin: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args([*GOOD, "--origin", origin])
    assert "an origin is like" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address", ["", "192.0.2.9", "tcp://", "tcp://192.0.2.9/x", "file:/etc/passwd", "file://host/dev/lp0", "http://a:1"]
)
def test_a_printer_is_a_socket_or_a_device(address: str) -> None:
    with pytest.raises(ValueError, match="a printer is"):
        Printer(address)


@pytest.mark.parametrize("address", ["tcp://192.0.2.9:9100", "tcp://printer.lan", "file:/dev/usb/lp0"])
def test_printers(address: str) -> None:
    assert Printer(address).address == address
