from pathlib import Path

from tools.check.python import layout, style, types
from tools.check.tests.conftest import Tree

PYPROJECT = """\
[tool.ruff.lint]
select = ["F"]

[tool.mypy]
strict = true
mypy_path = ["services/pos", "services/alerts"]
namespace_packages = true
explicit_package_bases = true
"""
REPOSITORY = Path(__file__).resolve().parents[3]


def test_an_unused_import_is_found(tree: Tree) -> None:
    assert "F401" in style(tree({"pyproject.toml": PYPROJECT, "a.py": "import os\n"})).output


def test_a_badly_laid_out_file_is_found(tree: Tree) -> None:
    assert "a.py" in layout(tree({"pyproject.toml": PYPROJECT, "a.py": "a  =  1\n"})).output


def test_same_named_tests_of_two_services_are_both_read(tree: Tree) -> None:
    files = {f"services/{name}/{name}/__init__.py": "" for name in ("pos", "alerts")}
    files |= {f"services/{name}/tests/unit/test_app.py": f"{name}: int = ''\n" for name in ("pos", "alerts")}
    outcome = types(tree({"pyproject.toml": PYPROJECT, **files})).output
    assert "services/pos/tests/unit/test_app.py:1" in outcome
    assert "services/alerts/tests/unit/test_app.py:1" in outcome


def test_a_wrong_type_in_a_package_is_found(tree: Tree) -> None:
    outcome = types(tree({"pyproject.toml": PYPROJECT, "services/pos/pos/app.py": "def f(a): ...\n"}))
    assert "no-untyped-def" in outcome.output
