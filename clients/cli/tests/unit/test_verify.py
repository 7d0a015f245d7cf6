"""What was done to an export is found and named."""

from collections.abc import Callable
from pathlib import Path

import pytest
from motorway_access.chain import link
from motorway_access.testing import CallerKeys
from typer.testing import Result

from .chains import Chain, Verify


def test_what_nobody_touched_is_intact(chain: Chain, verify: Verify) -> None:
    done = verify()
    assert done.exit_code == 0
    assert "intact: 15 records, 2026-11-20 to 2026-11-23" in done.output
    assert chain.head
    assert chain.head.last_hash in done.output


def test_a_part_is_checked_by_itself(verify: Verify) -> None:
    done = verify("--from", "2026-11-22", "--to", "2026-11-22")
    assert done.exit_code == 0
    assert "5 records, 2026-11-22 to 2026-11-22" in done.output
    assert "what came before 2026-11-22 was not looked at" in done.output


def test_an_altered_record_is_named(chain: Chain, verify: Verify) -> None:
    chain.record("2026-11-22/3")["actor_name"] = "bob"
    done = verify()
    assert done.exit_code == 1
    assert "altered  2026-11-22 2026-11-22/3" in done.output
    assert "1 of 3 days" in done.output


def test_a_record_that_was_altered_with_its_hashes_is_named(chain: Chain, verify: Verify) -> None:
    previous = chain.record("2026-11-22/2")["hash"]
    for number in (3, 4, 5):
        record = chain.record(f"2026-11-22/{number}")
        record |= {"actor_name": "bob", "previous_hash": previous}
        record["hash"] = previous = link(previous, record)
    done = verify()
    assert done.exit_code == 1
    assert all(f"altered  2026-11-22 2026-11-22/{number}" in done.output for number in (3, 4, 5))


def test_a_removed_record_is_named_by_its_place(chain: Chain, verify: Verify) -> None:
    del chain.lines[chain.place("2026-11-22/3")]
    done = verify()
    assert done.exit_code == 1
    assert "removed  2026-11-22 record 3 is missing" in done.output


def test_an_inserted_record_is_named(chain: Chain, verify: Verify) -> None:
    before = chain.record("2026-11-22/3")
    foreign = {**before, "record_id": "foreign", "sequence": 4, "previous_hash": before["hash"], "seal": "00" * 64}
    foreign["hash"] = link(foreign["previous_hash"], foreign)
    chain.lines.insert(chain.place("2026-11-22/4"), {"record": foreign})
    done = verify()
    assert done.exit_code == 1
    assert "inserted 2026-11-22 foreign" in done.output


def test_a_removed_day_is_named(chain: Chain, verify: Verify) -> None:
    chain.lines = [line for line in chain.lines if line not in chain.of_day("2026-11-22")]
    done = verify()
    assert done.exit_code == 1
    assert "removed  2026-11-22 2026-11-23 continues 2026-11-22" in done.output


def test_the_first_day_is_missed_unless_it_was_not_asked_for(chain: Chain, verify: Verify) -> None:
    chain.lines = [line for line in chain.lines if line not in chain.of_day("2026-11-20")]
    assert verify().exit_code == 1
    assert verify("--from", "2026-11-22").exit_code == 0


def test_a_day_in_pieces_is_reported_once(chain: Chain, verify: Verify) -> None:
    chain.lines.append(chain.lines.pop(chain.place("2026-11-22/3")))
    done = verify()
    assert done.exit_code == 1
    assert "1 of 3 days" in done.output


def test_a_head_that_is_gone_or_in_the_wrong_place(chain: Chain, verify: Verify) -> None:
    head = chain.lines.pop(0)
    assert "unsealed 2026-11-20 the day has no seal that fits" in verify().output
    chain.lines.insert(1, head)
    assert verify().exit_code == 1


def test_a_part_of_the_sites_cannot_be_checked(chain: Chain, verify: Verify) -> None:
    chain.lines = [line for line in chain.lines if "record" in line and line["record"]["sequence"] % 2]
    done = verify()
    assert done.exit_code == 1
    assert "is this the export of somebody who may read some sites only?" in done.output


def test_seals_of_another_key_do_not_count(
    chain: Chain, verify: Verify, tmp_path: Path, motorway: Callable[..., Result]
) -> None:
    verify()
    other = CallerKeys.make(tmp_path / "other").public_file
    done = motorway("audit", "verify", "--file", tmp_path / "export.ndjson", "--keys", other)
    assert done.exit_code == 1
    assert "15 records" in done.output


@pytest.mark.parametrize(
    "line",
    ["nonsense", "[]", "{}", '{"record": {}}', '{"record": 3}', '{"day": {"day": "2026-11-20"}}', '"day"', "\xff"],
)
def test_a_line_that_is_no_record_is_not_intact(chain: Chain, verify: Verify, tmp_path: Path, line: str) -> None:
    verify()
    file = tmp_path / "broken.ndjson"
    file.write_bytes((tmp_path / "export.ndjson").read_bytes() + line.encode("latin-1"))
    done = verify("--file", file)
    assert done.exit_code == 1
    assert f"line {len(chain.lines) + 1} is neither a record nor a day" in done.output


def test_nothing_is_not_intact(chain: Chain, verify: Verify) -> None:
    chain.lines.clear()
    done = verify()
    assert done.exit_code == 2
    assert "nothing was checked" in done.output


@pytest.mark.parametrize("missing", ["file", "keys"])
def test_a_file_that_is_not_there_is_told(
    motorway: Callable[..., Result], keys: CallerKeys, tmp_path: Path, missing: str
) -> None:
    files = {"file": tmp_path / "empty", "keys": keys.public_file} | {missing: tmp_path / "gone"}
    (tmp_path / "empty").touch()
    done = motorway("audit", "verify", "--file", files["file"], "--keys", files["keys"])
    assert done.exit_code == 2
    assert "No such file" in done.output
