from tools.check.links import check
from tools.check.tests.conftest import Tree


def test_a_dead_link_is_found(tree: Tree) -> None:
    pages = {"docs/README.md": "[a](adr/0001-a.md) [b](../README.md#top) [c](https://example.com)", "README.md": ""}
    assert check(tree(pages)).output == "docs/README.md: adr/0001-a.md does not exist"


def test_links_in_code_and_comments_are_not_links(tree: Tree) -> None:
    assert check(tree({"README.md": "`[a](b)` <!-- [a](b) -->\n```\n[a](b)\n```\n"})).ok
