from tools.check.readmes import check
from tools.check.tests.conftest import Tree

GOOD = "# pos\n\n## Owns\n\n## RPCs\n\n## Events in and out\n\n## Tables\n\n## Settings\n"


def test_a_complete_readme_is_fine(tree: Tree) -> None:
    assert check(tree({"services/pos/README.md": GOOD})).ok


def test_lines_may_stand_for_headings(tree: Tree) -> None:
    text = "Owns sites.\n| gRPC `GetSite` |\nEvents in: none.\n**Tables:** `site`\n| setting | default |\n"
    assert check(tree({"services/pos/README.md": text})).ok


def test_a_missing_readme_is_found(tree: Tree) -> None:
    assert check(tree({"services/pos/pos/app.py": ""})).output == "services/pos/README.md is missing"


def test_a_missing_section_is_found(tree: Tree) -> None:
    assert "tables" in check(tree({"services/pos/README.md": GOOD.replace("## Tables\n", "")})).output


def test_more_than_a_screen_is_found(tree: Tree) -> None:
    assert "longer than one screen" in check(tree({"services/pos/README.md": GOOD + "\n" * 100})).output
