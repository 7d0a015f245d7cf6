"""Terraform: layout, descriptions, every root and module against the providers' schemas, and its own tests."""

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

from tools.check.containers import CHART, KUBERNETES
from tools.check.outcome import Outcome, command, found, together
from tools.terraform import reference
from tools.terraform.command import Said, Workplace, terraform, workplace
from tools.terraform.reference import PLACE

ROOTS = ("cloud", "operators", "state")
# What a root calls is validated with it; only its variables differ by environment.
BY_ENVIRONMENT = "cloud"
FOUNDATION = "deploy/terraform/operators/foundation"
KNOWN = ("v1", "storage.k8s.io/v1")
VALUES = Path("modules/values")
SAMPLE = (
    "domain=fuel.example.org",
    'image={registry="ghcr.io/motorway-petroleum"}',
    'database={instances=3,storage_gib=420,cpu="6",memory="48Gi"}',
    'backup={bucket="motorway-production-backups-444455556666",days=30}',
)


def check(root: Path) -> Outcome:
    """`fmt -check`, `validate` and `test` without asking a registry."""
    if not (root / PLACE).is_dir():
        return Outcome(note="no Terraform")
    with workplace(root) as place, ThreadPoolExecutor(os.cpu_count()) as workers:
        jobs = [(place, folder) for folder in tested(place)]
        written = found([*reference.undescribed(root), *reference.unused(root)])
        charts = (chart_takes(root, place), foundation(root))
        return together([layout(root), written, *charts, *workers.map(_examined, jobs)])


def layout(root: Path) -> Outcome:
    """As `terraform fmt` writes it."""
    return _outcome("fmt", terraform(root / PLACE, "fmt", "-check", "-recursive", "-diff", "-no-color"))


def chart_takes(root: Path, place: Workplace) -> Outcome:
    """The chart renders with the values that Terraform makes."""
    prepared = place.run(VALUES, "init", "-backend=false", "-no-color")
    applied = place.run(VALUES, "apply", "-auto-approve", "-no-color", *(f"-var={word}" for word in SAMPLE))
    if prepared.code or applied.code:
        return _outcome(f"{VALUES}: apply", applied)
    made = place.tree / "values.yaml"
    made.write_text(place.run(VALUES, "output", "-raw", "yaml").answer)
    files = ("--values", f"{CHART}/values-standard.yaml", "--values", str(made))
    return command(root, "helm", "lint", "--strict", "--quiet", CHART, *files)


def foundation(root: Path) -> Outcome:
    """The chart of what operators are asked for: lint, and what Kubernetes itself knows of it against its schemas."""
    linted = command(root, "helm", "lint", "--strict", "--quiet", FOUNDATION)
    rendered = command(root, "helm", "template", "foundation", FOUNDATION)
    if not (linted.ok and rendered.ok):
        return together([linted, rendered])
    documents = [each for each in yaml.safe_load_all(rendered.output) if each["apiVersion"] in KNOWN]
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "known.yaml"
        known.write_text(yaml.safe_dump_all(documents))
        versions = [("kubernetes-validate", "--strict", "--quiet", "-k", version) for version in KUBERNETES]
        return together([command(root, *words, str(known)) for words in versions])


def tested(place: Workplace) -> list[Path]:
    """Roots, and modules with tests of their own."""
    return [folder for folder in place.modules() if folder.name in ROOTS or (place.tree / folder / "tests").is_dir()]


def _examined(job: tuple[Workplace, Path]) -> Outcome:
    place, folder = job
    return together(_steps(place, folder))


def _steps(place: Workplace, folder: Path) -> Iterator[Outcome]:
    prepared = place.run(folder, "init", "-backend=false", "-no-color")
    yield _outcome(f"{folder}: init", prepared)
    if prepared.code:
        return
    if (place.tree / folder / "tests").is_dir():
        yield from _tests(place, folder)
    else:
        yield _outcome(f"{folder}: validate", place.run(folder, "validate", "-no-color"))


def _tests(place: Workplace, folder: Path) -> Iterator[Outcome]:
    if folder.name != BY_ENVIRONMENT:
        yield _outcome(f"{folder}: test", place.run(folder, "test", "-no-color"))
        return
    for variables in sorted((place.tree / "environments").glob("*/terraform.tfvars")):
        said = place.run(folder, "test", "-no-color", f"-var-file={variables}")
        yield _outcome(f"{folder}: test of {variables.parent.name}", said)


def _outcome(name: str, said: Said) -> Outcome:
    return Outcome(said.code == 0, output=f"{name}\n{said.text}")
