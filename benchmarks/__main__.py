"""Run the measurements: `python -m benchmarks [--quick]`. Writes JSON and prints a table."""

import asyncio
import resource
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from benchmarks.suite import measure, table
from tests.support.platform import throw_away_platform


def main(
    *,
    quick: Annotated[bool, typer.Option(help="A tenth of the work, to see that it runs")] = False,
    only: Annotated[str, typer.Option(help="Letters of the measurements: abcdefghij")] = "abcdefghij",
    output: Annotated[Path, typer.Option(help="Where the JSON goes")] = Path("benchmarks/results.json"),
) -> None:
    """Measure a throw-away platform on this machine."""
    _, most_files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
    with throw_away_platform() as platform:
        results = asyncio.run(measure(platform, only, 0.1 if quick else 1.0))
    output.write_bytes(orjson.dumps(results, option=orjson.OPT_INDENT_2))
    Console().print(table(results))


if __name__ == "__main__":
    typer.run(main)
