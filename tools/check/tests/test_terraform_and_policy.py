from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.check import policy, terraform
from tools.check.policy import Exempt, Finding
from tools.check.tests.conftest import Tree
from tools.terraform.command import Workplace, workplace
from tools.terraform.reference import text, undescribed, unused

ROOT = Path(__file__).parents[3]
BUCKET = """\
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = "backups"

  versioning_configuration {
    STATUS = "Enabled"
  }
}
"""
VARIABLES = """\
variable "zones" {
  description = "Zones | two or more."
  type = list(object({
    name = string
    near = optional(bool, false)
  }))
  default = []

  validation {
    condition     = length(var.zones) > 1
    error_message = "zones: two or more."
  }
}

output "first" {
  value = var.zones[0]
}
"""


@pytest.fixture(scope="module")
def place() -> Iterator[Workplace]:
    with workplace(ROOT) as made:
        yield made


@pytest.mark.parametrize(
    ("setting", "word"),
    [('status = "Enabled"', ""), ('stat = "Enabled"', "Unsupported argument"), ("", "Missing required")],
)
def test_what_a_provider_does_not_take_is_found_without_a_registry(place: Workplace, setting: str, word: str) -> None:
    folder = place.tree / "tried"
    folder.mkdir(exist_ok=True)
    (folder / "main.tf").write_text(BUCKET.replace('STATUS = "Enabled"', setting))
    assert place.run(Path("tried"), "init", "-backend=false", "-no-color").code == 0
    said = place.run(Path("tried"), "validate", "-no-color")
    assert word in said.text
    assert (said.code == 0) == (not word)


def test_files_in_another_layout_are_found(tree: Tree) -> None:
    assert "  a = 1" in terraform.layout(tree({"deploy/terraform/main.tf": "locals {\na=1\n}\n"})).output


def test_what_is_taken_and_given_becomes_a_table(tree: Tree) -> None:
    root = tree({"deploy/terraform/modules/network/variables.tf": VARIABLES})
    row = "| `zones` | Zones \\| two or more. | `list(object({name = string, near = optional(bool, false)}))` | `[]` |"
    assert row in text(root)
    assert list(undescribed(root)) == ["deploy/terraform/modules/network: output first has no description"]


def test_a_variable_that_only_its_own_rule_looks_at_is_found(tree: Tree) -> None:
    root = tree({"deploy/terraform/variables.tf": VARIABLES.split("output", maxsplit=1)[0]})
    assert list(unused(root)) == ["deploy/terraform: variable zones is not used"]
    assert list(unused(tree({"deploy/terraform/variables.tf": VARIABLES}))) == []


def test_a_finding_is_a_problem_unless_it_is_explained() -> None:
    finding = Finding("CKV_AWS_18", "deploy/terraform/a.tf aws_s3_bucket.a", "access logging")
    assert list(policy.judged([finding], [Exempt("CKV_AWS_18", "deploy/terraform/*", "why")])) == []
    assert "access logging" in next(policy.judged([finding], [Exempt("CKV_AWS_19", "*", "why")]))
    assert "access logging" in next(policy.judged([finding], [Exempt("CKV_AWS_18", "deploy/images/*", "why")]))


def test_an_explanation_of_nothing_is_a_problem() -> None:
    assert "explains nothing" in next(policy.judged([], [Exempt("CKV_AWS_18", "*", "why")]))


def test_an_open_bucket_is_found(tree: Tree) -> None:
    open_bucket = 'resource "aws_s3_bucket" "a" {\n  bucket = "a"\n  acl    = "public-read"\n}\n'
    assert "CKV_AWS_20" in policy.check(tree({"deploy/terraform/main.tf": open_bucket})).output
