import json

from tools.check.tests.conftest import Tree
from tools.check.web import check, installed

LOCK = json.dumps({"packages": {"": {}, "node_modules/a": {"version": "1.0.0"}, "node_modules/b": {"optional": True}}})


def web(**scripts: str) -> dict[str, str]:
    modules = {"web/node_modules/.package-lock.json": LOCK, "web/package-lock.json": LOCK}
    return {"web/package.json": json.dumps({"name": "web", "version": "1.0.0", "scripts": scripts}), **modules}


def test_no_web_app_is_said(tree: Tree) -> None:
    assert check(tree({})).note == "no web app"


def test_a_missing_script_is_found(tree: Tree) -> None:
    assert "no script test" in check(tree(web(lint="true", typecheck="true"))).output


def test_every_failing_script_is_shown(tree: Tree) -> None:
    root = tree(web(lint="echo bad style; false", typecheck="true", test="echo one failed; false"))
    assert check(root).output == "bad style\none failed"


def test_other_versions_than_locked_are_not_installed(tree: Tree) -> None:
    root = tree(web())
    assert installed(root / "web")
    tree({"web/package-lock.json": LOCK.replace("1.0.0", "1.0.1")})
    assert not installed(root / "web")
