"""What each root and module of deploy/terraform takes and gives. Reads the layout that `terraform fmt` leaves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PLACE = Path("deploy/terraform")
TARGET = PLACE / "reference.md"
BLOCK = re.compile(r'^(variable|output) "(\w+)" \{\n(.*?)^\}', re.MULTILINE | re.DOTALL)
ARGUMENT = re.compile(r"^  (\w+) += (.*?)(?=^  \w+(?: +=| \{)|^$|\Z)", re.MULTILINE | re.DOTALL)
SHORT = 40
HEAD = """# What Terraform takes and gives

Written by `make docs` from the files beside it; what it is all for: [README](README.md).
"""


@dataclass(frozen=True)
class Entry:
    """A variable or an output, as it is written."""

    kind: str
    name: str
    arguments: dict[str, str]

    @property
    def description(self) -> str:
        """Without its quotes; empty when nothing is said."""
        return self.arguments.get("description", "").strip('"')


def documents(root: Path) -> dict[str, str]:
    """The text by its path below the root."""
    return {str(TARGET): text(root)} if (root / PLACE).is_dir() else {}


def text(root: Path) -> str:
    """The whole document."""
    return "\n".join(
        [HEAD, *(_section(folder.relative_to(root / PLACE), entries(folder)) for folder in _folders(root))]
    )


def undescribed(root: Path) -> Iterator[str]:
    """Variables and outputs of which nothing is said."""
    for folder in _folders(root):
        for entry in entries(folder):
            if not entry.description:
                yield f"{folder.relative_to(root)}: {entry.kind} {entry.name} has no description"


def unused(root: Path) -> Iterator[str]:
    """Variables that nothing looks at but their own rules."""
    for folder in _folders(root):
        texts = "".join(BLOCK.sub(_without_rules, path.read_text()) for path in sorted(folder.glob("*.tf")))
        for entry in entries(folder):
            if entry.kind == "variable" and not re.search(rf"\bvar\.{entry.name}\b", texts):
                yield f"{folder.relative_to(root)}: variable {entry.name} is not used"


def _without_rules(block: re.Match[str]) -> str:
    return "" if block[1] == "variable" else block[0]


def entries(folder: Path) -> list[Entry]:
    """What a root or module takes and gives, by name."""
    texts = (path.read_text() for path in sorted(folder.glob("*.tf")))
    found = [Entry(kind, name, dict(_arguments(body))) for text in texts for kind, name, body in BLOCK.findall(text)]
    return sorted(found, key=lambda entry: entry.name)


def _arguments(body: str) -> Iterator[tuple[str, str]]:
    for name, value in ARGUMENT.findall(body):
        yield name, _on_one_line(value)


def _on_one_line(value: str) -> str:
    lines = value.split("\n")
    return re.sub(r"([{(\[]), | ?, (?=[})\]])", r"\1", ", ".join(line.strip() for line in lines if line.strip()))


def _folders(root: Path) -> list[Path]:
    folders = {path.parent for path in (root / PLACE).rglob("*.tf") if ".terraform" not in path.parts}
    return sorted(folders, key=lambda folder: ("modules" in folder.parts, folder))


def _section(folder: Path, found: list[Entry]) -> str:
    variables = [_variable(entry) for entry in found if entry.kind == "variable"]
    outputs = [f"| `{entry.name}` | {_cell(entry.description)} |" for entry in found if entry.kind == "output"]
    taken = _table(["| variable | | type | when it is not given |", "|---|---|---|---|"], variables)
    return f"## {folder}\n\n{taken}{_table(['| output | |', '|---|---|'], outputs)}"


def _table(head: list[str], rows: list[str]) -> str:
    return "\n".join([*head, *rows, "", ""]) if rows else ""


def _variable(entry: Entry) -> str:
    default = entry.arguments.get("default")
    shown = "required" if default is None else f"`{_cell(default)}`" if len(default) <= SHORT else "see variables.tf"
    return f"| `{entry.name}` | {_cell(entry.description)} | `{_cell(entry.arguments['type'])}` | {shown} |"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")
