"""The chart as Helm renders it."""

import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CHART = Path(__file__).parents[1] / "motorway"
SIZES = ("values", "values-small", "values-standard", "values-large")
NAME = "mp-motorway"
Document = dict[str, Any]


@cache
def rendered(size: str, *options: str) -> tuple[Document, ...]:
    """Every document with the values file of that size. Raises CalledProcessError."""
    command = ["helm", "template", "mp", str(CHART), "--namespace", "fuel", "--values", str(CHART / f"{size}.yaml")]
    done = subprocess.run([*command, *options], check=True, capture_output=True, text=True, timeout=60)
    return tuple(document for document in yaml.safe_load_all(done.stdout) if document)


def of_kind(documents: tuple[Document, ...], *kinds: str) -> list[Document]:
    return [document for document in documents if document["kind"] in kinds]
