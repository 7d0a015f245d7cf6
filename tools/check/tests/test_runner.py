import subprocess
from pathlib import Path

import pytest

from tools.check import runner
from tools.check.outcome import command
from tools.check.tests.conftest import Tree

REPOSITORY = Path(__file__).resolve().parents[3]


def test_one_line_per_check_and_the_failed_ones_below(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    root = tree({"uv.lock": ""})
    assert runner.run(root, ["links", "locks"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:2] == ["links", "ok"]
    assert lines[1].split()[:2] == ["locks", "FAILED"]
    assert "uv.lock: this kind of lock holds registry addresses" in lines
    assert lines[-1] == "1 of 2 checks ok"


def test_a_file_that_cannot_be_read_fails_its_check_only(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    root = tree({"tools/broken.py": "def broken(:\n"})
    assert runner.run(root, ["file-size", "locks"]) == 1
    assert "SyntaxError" in capsys.readouterr().out


def test_the_script_tells_an_unknown_name(tree: Tree) -> None:
    done = subprocess.run(
        [REPOSITORY / "tools/check/run", "spelling"], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert "no check named spelling" in done.stderr


def test_a_missing_tool_is_a_failure(tmp_path: Path) -> None:
    outcome = command(tmp_path, "no-such-tool")
    assert not outcome.ok
    assert outcome.output == "no-such-tool is not installed"
