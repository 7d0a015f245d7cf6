"""Rules of Prometheus and a page for people, of deploy/observability/slos.yaml.

Multi-window, multi-burn-rate alerts as in the SRE Workbook (Google, 2018), chapter 5, table 5-8.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SOURCE = Path("deploy/observability/slos.yaml")
RULES = "deploy/observability/rules/slos.yaml"
PAGE = "docs/slos.md"


@dataclass(frozen=True)
class Burn:
    """An alert when the budget burns this many times too fast in both windows."""

    rate: float
    long: str
    short: str
    severity: str


BURNS = (
    Burn(14.4, "1h", "5m", "page"),
    Burn(6, "6h", "30m", "page"),
    Burn(3, "1d", "2h", "ticket"),
    Burn(1, "3d", "6h", "ticket"),
)
WINDOWS = ("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d")
INTRODUCTION = (
    "# What we promise",
    "",
    "Made by `python -m tools.docs` of `deploy/observability/slos.yaml`. Over 30 days; `slo:bad:ratio_rate30d` says",
    "how far each is kept.",
    "",
    "| promise | good is | at least | of 30 days may be bad | when it burns |",
    "|---|---|---|---|---|",
)
HEAD = "# Made by `python -m tools.docs` of deploy/observability/slos.yaml.\n"


def load(root: Path) -> list[dict[str, Any]]:
    slos: list[dict[str, Any]] = yaml.safe_load((root / SOURCE).read_text())
    return slos


def rules(slos: list[dict[str, Any]]) -> str:
    """For each promise its ratios, recorded, and its alerts."""
    groups = [{"name": f"slo-{slo['id']}", "rules": [*_recorded(slo), *_alerts(slo)]} for slo in slos]
    return HEAD + yaml.safe_dump({"groups": groups}, sort_keys=False, width=200)


def _recorded(slo: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "record": f"slo:bad:ratio_rate{window}",
            "expr": f"({slo['bad']}) / ({slo['all']})".replace("$window", window),
            "labels": {"slo": slo["id"]},
        }
        for window in WINDOWS
    ]


def _alerts(slo: dict[str, Any]) -> list[dict[str, Any]]:
    return [_alert(slo, burn) for burn in BURNS]


def _alert(slo: dict[str, Any], burn: Burn) -> dict[str, Any]:
    limit = round(burn.rate * (100 - slo["objective"]) / 100, 6)
    ratios = (f'slo:bad:ratio_rate{window}{{slo="{slo["id"]}"}} > {limit}' for window in (burn.long, burn.short))
    return {
        "alert": f"BudgetBurns{burn.long}",
        "expr": " and ".join(ratios),
        "labels": {"severity": burn.severity, "slo": slo["id"]},
        "annotations": {
            "summary": f"{slo['title']}: the budget of 30 days burns {burn.rate:g} times too fast",
            "runbook": f"docs/runbooks/{slo['id']}.md",
        },
    }


def page(slos: list[dict[str, Any]]) -> str:
    """docs/slos.md"""
    burns = "; ".join(
        f"{burn.rate:g} times too fast over {burn.long} and {burn.short}: {burn.severity}" for burn in BURNS
    )
    return "\n".join([*INTRODUCTION, *(_row(slo) for slo in slos), "", f"Alerts: {burns}.", ""])


def _row(slo: dict[str, Any]) -> str:
    minutes = 30 * 24 * 60 * (100 - slo["objective"]) / 100
    link = f"[{slo['id']}](runbooks/{slo['id']}.md)"
    return f"| {slo['title']} | {slo['meaning']} | {slo['objective']} % | {minutes:.0f} min | {link} |"


def documents(root: Path) -> dict[str, str]:
    """What is to be written, by path."""
    slos = load(root)
    return {RULES: rules(slos), PAGE: page(slos)}
