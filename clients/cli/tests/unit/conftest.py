"""A chain and its check."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from motorway_access.testing import CallerKeys
from typer.testing import Result

from .chains import DAYS, Chain, Verify


@pytest.fixture
def chain(keys: CallerKeys) -> Chain:
    made = Chain(keys)
    for day in DAYS:
        made.add(day, 5)
    return made


@pytest.fixture
def verify(chain: Chain, motorway: Callable[..., Result], tmp_path: Path) -> Verify:
    """`motorway audit verify` of the chain as it is now."""
    file = tmp_path / "export.ndjson"

    def run(*arguments: object) -> Result:
        file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in chain.lines))
        return motorway("audit", "verify", "--file", file, "--keys", chain.keys.public_file, *arguments)

    return run
