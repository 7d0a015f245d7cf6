"""`python -m printer_simulator --port 9100`: shows on the terminal what would be on paper."""

import argparse
import threading

from printer_simulator.printer import PaperPrinter


def main() -> int:
    parser = argparse.ArgumentParser("printer_simulator")
    parser.add_argument("--port", type=int, default=9100)
    with PaperPrinter(parser.parse_args().port, on_job=lambda job: print(job.text, flush=True)) as printer:
        print(f"a printer at tcp://127.0.0.1:{printer.port}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
