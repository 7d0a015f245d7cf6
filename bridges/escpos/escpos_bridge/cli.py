"""The command."""

import argparse
import logging
from collections.abc import Sequence
from urllib.parse import urlsplit

from escpos_bridge.jobs import Jobs
from escpos_bridge.lines import Printer
from escpos_bridge.server import HOST, Bridge

PORT = 18470


def origin(text: str) -> str:
    """`https://station.example`, as browsers write it. Raises ArgumentTypeError."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or text != f"{parts.scheme}://{parts.netloc}".lower():
        raise argparse.ArgumentTypeError("an origin is like https://station.example, without a path")
    return text


def printer(text: str) -> Printer:
    """Raises ArgumentTypeError."""
    try:
        return Printer(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser("escpos_bridge", description="Prints receipts of a till in the browser.")
    made.add_argument("--printer", type=printer, required=True, help="tcp://host[:9100] or file:/dev/usb/lp0")
    made.add_argument(
        "--origin", type=origin, action="append", required=True, help="where the till is opened; may be repeated"
    )
    made.add_argument("--port", type=int, default=PORT, help=f"on {HOST}, {PORT} unless given; 0: any that is free")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until it is interrupted."""
    asked = parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with Bridge(asked.port, asked.origin, Jobs(asked.printer)) as bridge:
        logging.info("http://%s:%d prints on %s", HOST, bridge.server_port, asked.printer.address)
        try:
            bridge.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0
