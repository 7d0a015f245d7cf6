"""Whom the command line speaks to, and as whom."""

from pathlib import Path

import pytest
from motorway_cli.connection import Failed, known, signed_in


@pytest.fixture
def home(tmp_path: Path) -> Path:
    lines = ["MOTORWAY_URL=http://127.0.0.1:1", "MOTORWAY_ADMIN_USER=admin", "MOTORWAY_ADMIN_PASSWORD=a=b"]
    (tmp_path / "platform.env").write_text("\n".join(lines) + "\n")
    return tmp_path


def test_a_home_says_everything(home: Path) -> None:
    assert known(home, {"MOTORWAY_URL": "http://elsewhere"})["MOTORWAY_URL"] == "http://127.0.0.1:1"
    assert known(home, {})["MOTORWAY_ADMIN_PASSWORD"] == "a=b"


def test_the_environment_and_a_file_are_not_mixed() -> None:
    environment = {"MOTORWAY_URL": "http://elsewhere"}
    assert known(None, environment) == environment
    with pytest.raises(Failed, match="MOTORWAY_API_KEY is not set"), signed_in(environment):
        pass


def test_without_a_platform_there_is_a_hint(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="make up"):
        known(tmp_path, {})


def test_a_platform_that_does_not_answer_is_told(home: Path) -> None:
    with pytest.raises(Failed, match=r"^http://127.0.0.1:1: "), signed_in(known(home)):
        pass


def test_a_key_alone_says_not_where() -> None:
    with pytest.raises(Failed, match="MOTORWAY_URL is not set"), signed_in({"MOTORWAY_API_KEY": "mpk_x"}):
        pass
