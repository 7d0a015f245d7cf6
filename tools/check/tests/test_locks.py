import json

import pytest

from tools.check.locks import NPMRC_LINE, check
from tools.check.tests.conftest import Tree

GOOD = "fastapi==0.165.0 \\\n    --hash=sha256:aa\n    # via -r requirements.in\n"


def package_lock(**package: object) -> str:
    return json.dumps({"packages": {"": {}, "node_modules/next": {"version": "16.4.0", **package}}})


def test_a_hashed_lock_without_addresses_is_fine(tree: Tree) -> None:
    assert check(tree({"requirements.txt": GOOD})).ok


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://pypi.example/simple",
        "--extra-index-url https://pypi.example/simple",
        "a @ https://files.example/a.whl --hash=sha256:aa",
    ],
)
def test_a_registry_address_is_found(tree: Tree, line: str) -> None:
    assert "requirements.txt:4: registry address" in check(tree({"requirements.txt": f"{GOOD}{line}\n"})).output


def test_a_requirement_without_hash_is_found(tree: Tree) -> None:
    assert "redis==8.1.0 is not pinned" in check(tree({"requirements-dev.txt": f"{GOOD}redis==8.1.0\n"})).output


@pytest.mark.parametrize("name", ["uv.lock", "web/yarn.lock"])
def test_a_kind_of_lock_that_holds_addresses_is_found(tree: Tree, name: str) -> None:
    assert name in check(tree({name: ""})).output


def test_a_package_lock_with_origins_is_found(tree: Tree) -> None:
    npmrc = {"web/.npmrc": NPMRC_LINE + "\n"}
    clean = package_lock(funding={"url": "https://opencollective.example/next"})
    assert check(tree({**npmrc, "web/package-lock.json": clean})).ok
    dirty = package_lock(resolved="https://registry.example/next.tgz")
    assert "node_modules/next names its registry" in check(tree({"web/package-lock.json": dirty})).output


def test_a_package_lock_needs_its_npmrc(tree: Tree) -> None:
    assert "web/.npmrc" in check(tree({"web/package-lock.json": package_lock()})).output
