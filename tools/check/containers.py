"""Images, and the chart: lint, every values file against the schemas of Kubernetes."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.check.outcome import Outcome, command, together

COMPOSE = "deploy/compose/compose.yaml"
CHART = "deploy/helm/motorway"
KUBERNETES = ("1.34", "1.36")
MODES = ((), ("--is-upgrade",))


def images(root: Path) -> Outcome:
    """Every Dockerfile, by hadolint."""
    files = sorted(str(path.relative_to(root)) for path in root.glob("deploy/**/Dockerfile*"))
    return command(root, "hadolint", *files)


def compose(root: Path) -> Outcome:
    """The schema of Compose."""
    return command(root, "check-jsonschema", "--builtin-schema", "vendor.compose-spec", COMPOSE)


def chart(root: Path) -> Outcome:
    """`helm lint --strict`, and what is rendered for installations and upgrades of every size."""
    return together(_of_chart(root))


def _of_chart(root: Path) -> Iterator[Outcome]:
    for values in ("values.yaml", *(path.name for path in sorted((root / CHART).glob("values-*.yaml")))):
        file = f"{CHART}/{values}"
        yield command(root, "helm", "lint", "--strict", "--quiet", CHART, "--values", file)
        for mode in MODES:
            yield from _rendered(root, file, *mode)


def _rendered(root: Path, values: str, *mode: str) -> Iterator[Outcome]:
    with tempfile.TemporaryDirectory() as folder:
        rendered = command(root, "helm", "template", "mp", CHART, "--values", values, "--output-dir", folder, *mode)
        yield rendered if not rendered.ok else Outcome()
        files = sorted(str(path) for path in Path(folder).rglob("*.yaml"))
        for version in KUBERNETES:
            yield command(root, "kubernetes-validate", "--strict", "--quiet", "-k", version, *files)
