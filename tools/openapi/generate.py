"""Everything that is made of the routes: the document, the TypeScript schema, the Python client."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from api_gateway.http_api import described

from tools.openapi import node

DOCUMENT = Path("docs/openapi.json")
SCHEMA = Path("web/src/api/schema.d.ts")
CLIENT = Path("clients/python/motorway_client")
CONFIG = Path(__file__).with_name("python_client.yaml")
Files = dict[Path, bytes]


class GeneratorFailed(Exception):
    """What the generator said."""


def document() -> dict[str, Any]:
    """The OpenAPI document of the code in this checkout; nothing is started."""
    return described().openapi()


def text(made: dict[str, Any]) -> str:
    """As it is committed: a changed value is a changed line."""
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def generated(made: dict[str, Any]) -> Files:
    """Every generated file by its path in the repository. Raises GeneratorFailed."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        source = place / "openapi.json"
        source.write_text(text(made))
        schema = _typescript(source, place / "schema.d.ts")
        return {DOCUMENT: source.read_bytes(), SCHEMA: schema} | _python(source, place / "client")


def committed(root: Path) -> Files:
    """The same files as they are in the repository."""
    paths = [root / DOCUMENT, root / SCHEMA, *_sources(root / CLIENT)]
    return {path.relative_to(root): path.read_bytes() for path in paths if path.exists()}


def write(root: Path, files: Files) -> list[Path]:
    """Bring the repository up to date; returns what was changed or removed."""
    before = committed(root)
    for path in before.keys() - files.keys():
        (root / path).unlink()
    changed = [path for path, content in files.items() if before.get(path) != content]
    for path in changed:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(files[path])
    return sorted([*changed, *(before.keys() - files.keys())])


def _typescript(source: Path, target: Path) -> bytes:
    done = node.run(
        "openapi-typescript", str(source), "--output", str(target), "--default-non-nullable=false", cwd=source.parent
    )
    if done.returncode:
        raise GeneratorFailed(done.stdout + done.stderr)
    return target.read_bytes()


def _python(source: Path, target: Path) -> Files:
    program = Path(sys.executable).with_name("openapi-python-client")
    command = [str(program), "generate", "--path", str(source), "--output-path", str(target), "--meta", "none"]
    command += ["--config", str(CONFIG), "--fail-on-warning"]
    done = subprocess.run(command, cwd=source.parent, capture_output=True, text=True, check=False)
    if done.returncode:
        raise GeneratorFailed(done.stdout + done.stderr)
    return {CLIENT / path.relative_to(target): path.read_bytes() for path in _sources(target)}


def _sources(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.suffix == ".py" or path.name == "py.typed")
