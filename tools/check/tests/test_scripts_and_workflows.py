import pytest

from tools.check import scripts, workflows
from tools.check.tests.conftest import Tree

WORKFLOW = """\
name: ci
on: [push]
permissions: {}
jobs:
  check:
    runs-on: ubuntu-24.04
    steps:
      - name: Check
        run: make check
"""


@pytest.mark.parametrize(
    ("text", "word"),
    [("#!/usr/bin/env bash\nif true; then\n", "syntax error"), ("#!/bin/sh\nrm $1\n", "SC2086")],
)
def test_a_bad_script_is_found(tree: Tree, text: str, word: str) -> None:
    assert word in scripts.check(tree({"deploy/start": text})).output


def test_other_files_are_no_scripts(tree: Tree) -> None:
    assert scripts.check(tree({"a.py": "#!/usr/bin/env python3\n", "empty": ""})).note == "no shell scripts"


def test_a_good_workflow_is_fine(tree: Tree) -> None:
    assert workflows.check(tree({".github/workflows/ci.yml": WORKFLOW})).output == ""


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (WORKFLOW.replace("run: make check", "uses: actions/checkout@v6"), "not pinned"),
        (WORKFLOW.replace("runs-on: ubuntu-24.04", "runs-on: [1, {}]"), "runs-on"),
        (WORKFLOW.replace("make check", "echo ${{ github.nothing }}"), "nothing"),
        (WORKFLOW.replace("make check", "echo ${{ github.event.issue.title }}"), "untrusted"),
    ],
)
def test_a_bad_workflow_is_found(tree: Tree, bad: str, word: str) -> None:
    assert word in workflows.check(tree({".github/workflows/ci.yml": bad})).output


def test_an_image_that_no_workflow_builds_is_found(tree: Tree) -> None:
    compose = "services:\n  pos: {}\n  shop:\n    image: ${REGISTRY:-motorway-petroleum}/shop:${TAG:-local}\n"
    root = tree({"deploy/compose/compose.yaml": compose, ".github/workflows/images.yml": "- {image: pos, target: a}\n"})
    assert list(workflows.forgotten(root)) == ["images.yml forgets the image shop"]
    tree({".github/workflows/images.yml": "- {image: shop, target: a}\n"})
    assert list(workflows.forgotten(root)) == []
