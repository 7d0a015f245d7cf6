"""Sites in files, and what differs between them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from motorway_cli.connection import Failed
from motorway_cli.site_changes import changes
from motorway_cli.site_files import read, written

DEMO = Path(__file__).parents[4] / "deploy" / "local" / "sites.yaml"


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        (tmp_path / "s.yaml").write_text(text)
        return tmp_path / "s.yaml"

    return write


def test_the_demo_sites_can_be_read() -> None:
    sites = read(DEMO)
    assert [site.site_id for site in sites] == ["m25-cobham", "m1-leicester", "a14-cambridge"]
    assert all("simulation" not in site.content for site in sites)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is neither a site"),
        ("- 1", "is neither a site"),
        ("name: x", ":1: site_id is missing"),
        ("site_id: 7", ":1: site_id is missing"),
        ("sites: {}", "sites must be a list"),
        ("sites: []", "sites must be a list"),
        ("sites:\n  - x", ":2: is no site"),
        ("sites:\n  - site_id: a\n  - site_id: a", ":3: site_id a is there twice"),
        ("sites:\n  - site_id: a\nprices: 1", "prices is not known beside sites"),
        ("site_id: a\nname: b\nname: c", ":1: name is there twice"),
        ("site_id: a\n  name: b", ":2: mapping values are not allowed here"),
        ("site_id: a\nname: .nan", ":1: "),
        ("site_id: &a [*a]", "site_id"),
        ("site_id: !!binary aGk=", "site_id is missing"),
        ("site_id: !!python/object:os.system x", "could not determine a constructor"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(file: Callable[[str], Path], text: str, said: str) -> None:
    with pytest.raises(Failed) as failed:
        read(file(text))
    assert said in str(failed.value)
    assert str(failed.value).startswith(str(file(text)))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="No such file"):
        read(tmp_path / "none.yaml")


def test_a_date_stays_text(file: Callable[[str], Path]) -> None:
    assert read(file("site_id: a\nname: 2026-05-01"))[0].content["name"] == "2026-05-01"


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("", 2),
        ("name", 3),
        ("pumps[1].nozzles[0].tank", 8),
        ("pumps.1.nozzles.0", 7),
        ("pumps[1].nozzles[4].tank", 7),
        ("currency", 2),
    ],
)
def test_a_field_is_found_on_its_line(file: Callable[[str], Path], field: str, line: int) -> None:
    pumps = "    pumps:\n    - number: 1\n    - nozzles:\n      - number: 1\n        tank: 1\n"
    path = file(f"sites:\n  - site_id: a\n    name: b\n{pumps}")
    assert read(path)[0].place(field) == f"{path}:{line}"


def test_what_is_written_is_read_again(file: Callable[[str], Path]) -> None:
    nozzle = {"number": 1, "grade_id": "e10", "tank": 1, "second_tank": 0, "second_tank_per_mille": 0}
    site: dict[str, Any] = {
        "site_id": "a",
        "receipt_note": "Thank you.\nÄ £",
        "grades": [{"grade_id": "e10", "vat_rate_bp": None, "blend": []}],
        "pumps": [{"number": 1, "nozzles": [nozzle, nozzle | {"second_tank": 2, "second_tank_per_mille": 400}]}],
        "version": 4,
    }
    text = written(site)
    assert text.startswith("# Version 4 of a.")
    content = read(file(text))[0].content
    assert content == yaml.safe_load(text)
    assert "version" not in content
    assert content["receipt_note"] == site["receipt_note"]
    assert [sorted(nozzle) for nozzle in content["pumps"][0]["nozzles"]] == [
        ["grade_id", "number", "tank"],
        ["grade_id", "number", "second_tank", "second_tank_per_mille", "tank"],
    ]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["a: 1 → 2"]),
        ({"a": None}, {"a": 2}, ["a: not set → 2"]),
        ({"a": {"b": "x"}}, {"a": {"b": "y"}}, ['a.b: "x" → "y"']),
        ({"a": ["x"]}, {"a": ["x", "y"]}, ['a: ["x"] → ["x", "y"]']),
        ({"p": [{"number": 1}, {"number": 2}]}, {"p": [{"number": 2}, {"number": 1}]}, []),
        (
            {"p": [{"number": 1, "grade_id": "x"}]},
            {"p": [{"number": 1, "grade_id": "y"}]},
            ['p[1].grade_id: "x" → "y"'],
        ),
        ({"p": [{"number": 1}]}, {"p": []}, ['p[1]: {"number": 1}']),
        ({"p": []}, {"p": [{"grade_id": "x"}]}, ['p[x]: {"grade_id": "x"}']),
        ({"a": 1}, {}, ["a: 1"]),
    ],
)
def test_what_differs_is_named_by_number_or_id(before: Any, after: Any, found: list[str]) -> None:
    assert [str(change) for change in changes(before, after)] == found


def test_a_change_has_its_sign() -> None:
    before, after = {"p": [{"number": 1}, {"number": 2, "x": 1}]}, {"p": [{"number": 2, "x": 2}, {"number": 3}]}
    assert [(change.sign, change.path) for change in changes(before, after)] == [
        ("~", "p[2].x"),
        ("+", "p[3]"),
        ("-", "p[1]"),
    ]
