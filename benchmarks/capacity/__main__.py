"""Measure what a site costs: `python -m benchmarks.capacity`. Writes JSON, of which docs/capacity.md is made."""

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated

import orjson
import typer
import yaml

from benchmarks.capacity.measure import Wish, measure
from benchmarks.capacity.play import sites
from tests.support.platform import throw_away_platform


def main(
    *,
    levels: Annotated[str, typer.Option(help="Numbers of sites, one after another")] = "0,1,5,20,50",
    seconds: Annotated[float, typer.Option(help="How long each is measured")] = 60.0,
    settle: Annotated[float, typer.Option(help="How long each runs before that")] = 30.0,
    messages: Annotated[int, typer.Option(help="How many come at once at the end")] = 40_000,
    output: Annotated[Path, typer.Option(help="Where the JSON goes")] = Path("benchmarks/capacity.json"),
) -> None:
    """Measure a throw-away platform on this machine."""
    wish = Wish(tuple(int(level) for level in levels.split(",")), seconds, settle, messages)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sites.yaml"
        file.write_text(yaml.safe_dump({"sites": sites(max(wish.levels))}))
        file.parent.chmod(0o755)
        with throw_away_platform(options=("--sites", str(file))) as platform:
            found = asyncio.run(measure(platform, wish))
    output.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n")


if __name__ == "__main__":
    typer.run(main)
