"""Shell scripts: syntax and shellcheck."""

from pathlib import Path

from tools.check.files import repository_files
from tools.check.outcome import Outcome, command, together

SHELLS = ("bash", "sh")


def check(root: Path) -> Outcome:
    """Every file that starts with a shell's shebang or ends in .sh."""
    scripts = [str(path) for path in repository_files(root) if is_shell(root / path)]
    if not scripts:
        return Outcome(note="no shell scripts")
    syntax = (command(root, "bash", "-n", script) for script in scripts)
    return together([*syntax, command(root, "shellcheck", "--severity=style", *scripts)])


def is_shell(path: Path) -> bool:
    """True for a script of bash or sh."""
    if path.suffix == ".sh":
        return True
    with path.open("rb") as file:
        first = file.readline(80).decode(errors="replace")
    return first.startswith("#!") and first.split("/")[-1].split()[-1] in SHELLS
