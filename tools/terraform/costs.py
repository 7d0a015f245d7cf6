"""What an installation of some size is made of and costs, as the module `sizing` says it."""

import json
import tempfile
from pathlib import Path
from typing import Any

from tools.terraform.command import terraform
from tools.terraform.reference import PLACE

TARGET = PLACE / "costs.md"
CASES = {
    "staging": (20, False),
    "a small network": (100, True),
    "some hundred stations": (500, True),
    "a thousand": (1000, True),
    "ten thousand": (10000, True),
}
HEAD = """# What it costs

Written by `make docs` from [modules/sizing](modules/sizing/main.tf).

Dollars a month, on demand, at assumed list prices of an EU region: nobody asked AWS for these, so put your own into the
variable `prices`. A year's commitment takes a quarter to a third off machines. Not in it: traffic out, DNS, metrics and
logs by volume, snapshots of volumes, taxes. `terraform output monthly_usd` gives an environment's own; people are told
at 80 % of its budget `monthly_usd`, and when it is foreseen to be exceeded.

"""
COLUMNS = (
    "for",
    "stations",
    "services' nodes",
    "data nodes",
    "PostgreSQL",
    "machines",
    "storage and backups",
    "network",
    "control plane",
    "a month",
)
TAIL = """
What costs least to change: staging off at night (node groups to 0), one gateway instead of one per zone
(`available = false`), an ARM type of machine, raw readings kept for a shorter time.
"""


def documents(root: Path) -> dict[str, str]:
    """The text by its path below the root."""
    return {str(TARGET): HEAD + _table(root) + TAIL} if (root / PLACE).is_dir() else {}


def _table(root: Path) -> str:
    head = f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}\n"
    return head + "".join(map(_row, _sized(root).items()))


def _sized(root: Path) -> dict[str, Any]:
    """Raises ValueError with what Terraform said when it would not."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "main.tf").write_text("".join(_cases(root / PLACE / "modules" / "sizing")))
        for words in (("init", "-no-color"), ("apply", "-auto-approve", "-no-color")):
            said = terraform(Path(folder), *words)
            if said.code:
                raise ValueError(said.text)
        outputs = json.loads(terraform(Path(folder), "output", "-json").answer)
    return {name: outputs[f"case{number}"]["value"] for number, name in enumerate(CASES)}


def _cases(module: Path) -> list[str]:
    return [
        f'module "case{number}" {{\n  source    = "{module.resolve()}"\n  stations  = {stations}\n'
        f'  available = {str(available).lower()}\n}}\noutput "case{number}" {{\n  value = module.case{number}\n}}\n'
        for number, (stations, available) in enumerate(CASES.values())
    ]


def _row(case: tuple[str, dict[str, Any]]) -> str:
    name, made = case
    groups, database, costs = made["node_groups"], made["database"], made["monthly_usd"]
    memory = database["memory"].replace("Gi", " GiB")
    cells = (
        name,
        f"{CASES[name][0]:,}",
        *(f"{groups[group]['desired']} {groups[group]['instance_types'][0]}" for group in ("services", "data")),
        f"{database['instances']} of {database['cpu']} CPU, {memory}, {database['storage_gib']:,} GiB",
        *(f"{dollars:,}" for dollars in _grouped(costs)),
    )
    return f"| {' | '.join(cells)} |\n"


def _grouped(costs: dict[str, int]) -> tuple[int, ...]:
    network = costs["gateways"] + costs["endpoints"]
    return costs["machines"], costs["volumes"] + costs["backups"], network, costs["control_plane"], costs["total"]
