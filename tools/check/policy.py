"""What checkov has against Terraform, chart, images and workflows, but for what deploy/policy.yaml explains."""

import fnmatch
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tools.check.containers import CHART
from tools.check.outcome import TIMEOUT_S, Outcome, found

EXCEPTIONS = Path("deploy/policy.yaml")
PARTS = ("deploy/terraform", "deploy/images", ".github")
FRAMEWORKS = ("terraform", "kubernetes", "dockerfile", "github_actions")
RELEASE = ("motorway", "--namespace", "fuel")


@dataclass(frozen=True)
class Finding:
    """A rule that something breaks: `CKV_…`, where, and what it says."""

    rule: str
    where: str
    says: str


@dataclass(frozen=True)
class Exempt:
    """A rule that does not hold for what the pattern names, and why."""

    rule: str
    where: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """True for a finding that is explained."""
        return finding.rule == self.rule and fnmatch.fnmatch(finding.where, self.where)


def check(root: Path) -> Outcome:
    """Every finding that is not explained, and every explanation of nothing."""
    with tempfile.TemporaryDirectory() as folder:
        problem = gather(root, Path(folder))
        return problem if problem else found(judged(scan(Path(folder)), exempt(root)))


def judged(findings: list[Finding], exemptions: list[Exempt]) -> Iterator[str]:
    """What remains, one line each."""
    for finding in findings:
        if not any(each.covers(finding) for each in exemptions):
            yield f"{finding.rule} {finding.where}: {finding.says}"
    for each in exemptions:
        if not each.reason.strip():
            yield f"{EXCEPTIONS}: {each.rule} {each.where} gives no reason"
        if not any(each.covers(finding) for finding in findings):
            yield f"{EXCEPTIONS}: {each.rule} {each.where} explains nothing"


def exempt(root: Path) -> list[Exempt]:
    """What deploy/policy.yaml explains."""
    path = root / EXCEPTIONS
    entries = yaml.safe_load(path.read_text()) if path.exists() else []
    return [Exempt(entry["rule"], where, entry["reason"]) for entry in entries for where in entry["where"]]


def gather(root: Path, target: Path) -> Outcome | None:
    """Copies what is looked at, and the chart as each size renders it; an outcome when that fails."""
    for part in PARTS:
        if (root / part).is_dir():
            shutil.copytree(root / part, target / part)
    for values in sorted((root / CHART).glob("values-*.yaml")):
        words = (
            "helm",
            "template",
            *RELEASE,
            CHART,
            "--values",
            str(values),
            "--output-dir",
            str(target / values.stem),
        )
        done = subprocess.run(words, cwd=root, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
        if done.returncode:
            return Outcome(ok=False, output=done.stderr)
    return None


def scan(folder: Path) -> list[Finding]:
    """What checkov finds in a folder. Raises ValueError when it does not answer."""
    words = ("checkov", "-d", ".", "--framework", *FRAMEWORKS, "--skip-download", "--quiet", "--compact", "-o", "json")
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    if done.returncode not in {0, 1}:
        raise ValueError(f"checkov: {done.stderr}")
    reports = json.loads(done.stdout)
    return [_finding(each) for report in _listed(reports) for each in report["results"]["failed_checks"]]


def _listed(reports: Any) -> list[dict[str, Any]]:
    """One report is not in a list, and none is a summary."""
    return [report for report in (reports if isinstance(reports, list) else [reports]) if "results" in report]


def _finding(each: dict[str, Any]) -> Finding:
    return Finding(each["check_id"], f"{each['file_path'].lstrip('/')} {each['resource']}", each["check_name"])
