from collections.abc import Callable

import pytest

from tools.check.protos import BASE_VARIABLE, breaking, drift, lint
from tools.check.tests.conftest import Tree
from tools.proto import generate

BUF = "version: v2\nmodules:\n  - path: proto\nlint:\n  use: [STANDARD]\nbreaking:\n  use: [FILE]\n"
PROTO = 'syntax = "proto3";\n\npackage motorway.pos.v1;\n\nmessage Grade {\n  string grade_id = 1;\n}\n'
NAME = "proto/motorway/pos/v1/pos.proto"


def test_bad_style_is_found(tree: Tree) -> None:
    assert lint(tree({"buf.yaml": BUF, NAME: PROTO})).ok
    assert "gradeId" in lint(tree({NAME: PROTO.replace("grade_id", "gradeId")})).output


def test_without_an_earlier_commit_there_is_nothing_to_compare(tree: Tree, commit: Callable[[], None]) -> None:
    root = tree({"buf.yaml": BUF, NAME: PROTO})
    commit()
    outcome = breaking(root)
    assert outcome.ok
    assert "no earlier commit" in outcome.note


def test_a_breaking_change_in_the_working_tree_is_found(tree: Tree, commit: Callable[[], None]) -> None:
    root = tree({"buf.yaml": BUF, NAME: PROTO})
    commit()
    tree({NAME: PROTO.replace("string", "int64")})
    assert "changed type" in breaking(root).output


def test_a_committed_breaking_change_is_found_also_after_other_commits(tree: Tree, commit: Callable[[], None]) -> None:
    root = tree({"buf.yaml": BUF, NAME: PROTO})
    commit()
    tree({NAME: PROTO.replace("string", "int64")})
    commit()
    tree({"README.md": "later"})
    commit()
    assert "changed type" in breaking(root).output


def test_the_base_can_be_named(tree: Tree, commit: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree({"buf.yaml": BUF, NAME: PROTO})
    commit()
    for text in (PROTO.replace("string", "int64"), PROTO.replace("string", "int64") + "\nmessage Tank {}\n"):
        tree({NAME: text})
        commit()
    assert breaking(root).ok
    monkeypatch.setenv(BASE_VARIABLE, "HEAD~2")
    assert "changed type" in breaking(root).output
    monkeypatch.setenv(BASE_VARIABLE, "0" * 40)
    assert breaking(root).ok


def test_an_addition_is_fine(tree: Tree, commit: Callable[[], None]) -> None:
    root = tree({"buf.yaml": BUF, NAME: PROTO})
    commit()
    tree({NAME: PROTO.replace("}", "  string name = 2;\n}")})
    assert breaking(root).ok


def test_stale_and_left_over_stubs_are_found(tree: Tree) -> None:
    root = tree({NAME: PROTO})
    target = root / "libs" / "motorway_proto"
    target.mkdir(parents=True)
    generate(root / "proto", target)
    assert drift(root).ok
    tree({NAME: PROTO.replace("}", "  string name = 2;\n}"), "libs/motorway_proto/motorway/pos/v1/old_pb2.py": ""})
    outcome = drift(root).output
    assert "pos_pb2.py differs" in outcome
    assert "old_pb2.py differs" in outcome


def test_a_proto_that_does_not_compile_is_found(tree: Tree) -> None:
    outcome = drift(tree({NAME: PROTO.replace("string", "strong")}))
    assert not outcome.ok
    assert "strong" in outcome.output
