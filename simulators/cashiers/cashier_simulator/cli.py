"""The command line: one cashier at each site."""

import argparse
import asyncio
import logging
import signal
from contextlib import suppress
from pathlib import Path
from random import Random

from cashier_simulator.api import Api
from cashier_simulator.cashier import Cashier
from cashier_simulator.plan import Habits


def main() -> int:
    """Runs until a signal comes."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with suppress(asyncio.CancelledError):
        asyncio.run(_run(_options()))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="cashier_simulator", description="Robot cashiers.")
    parser.add_argument("--url", required=True)
    parser.add_argument("--key-file", type=Path, required=True, help="API key with the role cashier at the sites")
    parser.add_argument("--site", action="append", required=True)
    parser.add_argument("--till", default="robot-1")
    parser.add_argument("--account", default="", help="account that some customers charge")
    parser.add_argument("--shift-hours", type=float, default=8.0)
    parser.add_argument("--haste", type=float, default=1.0, help="how many times faster than people")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


async def _run(options: argparse.Namespace) -> None:
    api = Api(options.url, options.key_file.read_text().strip())
    task = asyncio.ensure_future(_work(api, options))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        await task
    finally:
        await api.close()


async def _work(api: Api, options: argparse.Namespace) -> None:
    async with asyncio.TaskGroup() as tasks:
        for site in options.site:
            tasks.create_task(_cashier(api, site, options).work())


def _cashier(api: Api, site: str, options: argparse.Namespace) -> Cashier:
    usual, haste = Habits(), options.haste
    habits = Habits(
        authorise_s=(usual.authorise_s[0] / haste, usual.authorise_s[1] / haste),
        pay_s=(usual.pay_s[0] / haste, usual.pay_s[1] / haste),
        prepay_every_s=usual.prepay_every_s / haste,
    )
    chance = Random(f"{options.seed}/{site}")
    return Cashier(api, site, options.till, chance, habits, options.shift_hours * 3600, options.account)
