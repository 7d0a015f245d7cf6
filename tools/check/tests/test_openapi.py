import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.check.openapi import breaking, differences, lint
from tools.check.tests.conftest import Tree
from tools.openapi.generate import (
    CLIENT,
    DOCUMENT,
    SCHEMA,
    GeneratorFailed,
    committed,
    document,
    generated,
    text,
    write,
)

REPOSITORY = Path(__file__).resolve().parents[3]
DECLARED = "docs/openapi-breaks.toml"


def described(*paths: str) -> str:
    operation = {"operationId": "get", "responses": {"204": {"description": "done"}}}
    info = {"title": "Small", "version": "1"}
    return json.dumps({"openapi": "3.1.0", "info": info, "paths": {path: {"get": operation} for path in paths}})


def published(*paths: str) -> dict[str, str]:
    return {str(DOCUMENT): described(*paths)}


def test_without_an_earlier_document_there_is_nothing_to_compare(tree: Tree, commit: Callable[[], None]) -> None:
    root = tree(published("/a"))
    commit()
    outcome = breaking(root)
    assert (outcome.ok, outcome.note) == (True, "no earlier commit holds the document, nothing to compare with")


def test_a_break_needs_an_entry_with_a_reason(tree: Tree, commit: Callable[[], None]) -> None:
    root = tree(published("/a", "/b"))
    commit()
    tree(published("/a"))
    assert "GET /b: removed" in breaking(root).output
    tree({DECLARED: '[[break]]\nwhat = "GET /b"\n'})
    assert "entry 1 has no reason" in breaking(root).output
    tree({DECLARED: '[[break]]\nwhat = ""\nreason = "covers everything"\n'})
    assert "GET /b: removed" in breaking(root).output
    tree({DECLARED: '[[break]]\nwhat = "GET /b: removed"\nreason = "nobody used it"\n'})
    assert breaking(root).ok
    assert "1 declared" in breaking(root).note


def test_stale_missing_and_left_over_files_are_found(tmp_path: Path) -> None:
    fresh = {DOCUMENT: b"now", SCHEMA: b"same", CLIENT / "new.py": b""}
    write(tmp_path, {DOCUMENT: b"before", SCHEMA: b"same", CLIENT / "old.py": b""})
    stale = [line.split()[0] for line in differences(committed(tmp_path), fresh)]
    assert sorted(stale) == sorted(map(str, (DOCUMENT, CLIENT / "new.py", CLIENT / "old.py")))
    assert set(write(tmp_path, fresh)) == {DOCUMENT, CLIENT / "new.py", CLIENT / "old.py"}
    assert list(differences(committed(tmp_path), fresh)) == []


def test_the_document_is_made_the_same_way_twice() -> None:
    assert text(document()) == text(document())


def test_a_document_that_cannot_become_a_client_is_refused() -> None:
    with pytest.raises(GeneratorFailed):
        generated({"openapi": "3.1.0", "info": {"title": "x", "version": "1"}, "paths": {"/a": {"get": "wrong"}}})


def test_a_bare_document_does_not_pass_the_lint(tree: Tree) -> None:
    rules = "tools/openapi/.spectral.yaml"
    output = lint(tree(published("/a") | {rules: (REPOSITORY / rules).read_text()})).output
    for rule in ("operation-tags", "operation-permission", "operation-security", "operation-id-snake-case"):
        assert rule in output
