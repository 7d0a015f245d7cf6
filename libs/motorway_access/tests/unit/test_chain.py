"""The hash chain of audit records: whatever is done to it is found."""

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import OKPKey
from motorway_access.chain import (
    GENESIS,
    MAX_FINDINGS,
    Finding,
    Head,
    Kind,
    canonical,
    extend,
    link,
    verify_day,
)
from motorway_access.tokens import Signer, Verifier

KEY = OKPKey.generate_key("Ed25519")
SIGNER, VERIFIER = Signer(KEY.as_pem(private=True)), Verifier(KEY.as_pem(private=False).decode())
Records = list[dict[str, Any]]

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
contents = st.fixed_dictionaries({"actor": st.text(max_size=8), "target": st.text(max_size=8), "after": values})


@dataclass(frozen=True)
class Day:
    records: Records
    head: Head

    def findings(self, previous_hash: str | None = GENESIS, head: Head | None = None) -> list[Finding]:
        return verify_day(self.records, head or self.head, previous_hash, VERIFIER.is_sealed)


def chained(contents: list[dict[str, Any]], day: str = "2026-11-23", after: Head | None = None) -> Day:
    identified = [{"record_id": f"{day}/{number}", **content} for number, content in enumerate(contents, start=1)]
    head, records = extend(after, day, identified, SIGNER.seal)
    return Day([dict(record) for record in records], head)


def sealed(head: Head) -> Head:
    return head.sealed_with(SIGNER.seal(head.to_seal))


def relinked(records: Records, previous: str = GENESIS) -> Records:
    """What somebody makes who can write everything, but has not the key."""
    made: Records = []
    for sequence, record in enumerate(records, start=1):
        renumbered = {**record, "sequence": sequence, "previous_hash": previous}
        previous = link(previous, renumbered)
        made.append({**renumbered, "hash": previous})
    return made


def named(findings: list[Finding]) -> list[tuple[Kind, int, str]]:
    return [(finding.kind, finding.sequence, finding.record_id) for finding in findings]


def day_of(count: int, day: str = "2026-11-23", after: Head | None = None) -> Day:
    return chained([{"actor": "ann", "after": {"n": number}} for number in range(count)], day, after)


days = st.lists(contents, min_size=1, max_size=6).map(chained)


@given(days)
def test_an_untouched_day_is_intact_also_after_its_way_through_json(day: Day) -> None:
    assert day.findings() == []
    exported = json.loads(json.dumps(day.records))
    assert verify_day(exported, Head.of(json.loads(json.dumps(vars(day.head)))), None, VERIFIER.is_sealed) == []


@given(days, st.data())
def test_any_change_of_any_field_of_any_record_is_found_and_named(day: Day, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(day.records) - 1))
    field = data.draw(st.sampled_from(sorted(day.records[number].keys() - {"sequence", "record_id", "seal"})))
    value = data.draw(values.filter(lambda v: canonical({"v": v}) != canonical({"v": day.records[number][field]})))
    changed = [*day.records]
    changed[number] = {**changed[number], field: str(value) if "hash" in field else value}
    findings = replace(day, records=changed).findings()
    assert (number + 1, day.records[number]["record_id"]) in {(f.sequence, f.record_id) for f in findings}


@given(days, st.data())
def test_any_removal_is_found(day: Day, data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.integers(1, len(day.records)), min_size=1))
    kept = [record for record in day.records if record["sequence"] not in gone]
    findings = replace(day, records=kept).findings()
    assert {finding.kind for finding in findings} == {Kind.REMOVED}
    assert min(gone) == findings[0].sequence
    assert replace(day, records=relinked(kept)).findings() != []


@given(days, contents, st.data())
def test_any_insertion_is_found(day: Day, content: dict[str, Any], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(day.records)))
    forged = {"day": day.head.day, "sequence": place + 1, "record_id": "forged", **content, "seal": "00" * 64}
    forged |= {"previous_hash": GENESIS, "hash": link(GENESIS, forged)}
    inserted = [*day.records[:place], forged, *day.records[place:]]
    assert (Kind.INSERTED, place + 1, "forged") in named(replace(day, records=inserted).findings())
    everything = relinked(inserted)
    assert (place + 1, "forged") in {(f.sequence, f.record_id) for f in replace(day, records=everything).findings()}


@given(days, st.data())
def test_any_other_order_is_found(day: Day, data: st.DataObject) -> None:
    order = data.draw(st.permutations(day.records).filter(lambda found: found != day.records))
    assert replace(day, records=list(order)).findings() != []
    assert replace(day, records=relinked(list(order))).findings() != []


@given(days, contents, st.data())
def test_rewriting_the_chain_from_a_record_on_names_that_record_first(
    day: Day, content: dict[str, Any], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(day.records) - 1))
    changed = [*day.records]
    changed[number] = {**changed[number], **content, "actor": "somebody else entirely"}
    rewritten = replace(day, records=relinked(changed))
    assert named(rewritten.findings())[0] == (Kind.ALTERED, number + 1, day.records[number]["record_id"])
    forged = replace(day.head, last_hash=rewritten.records[-1]["hash"])
    with_head = rewritten.findings(head=forged)
    assert named(with_head)[0] == (Kind.UNSEALED, 0, "")
    assert named(with_head)[1] == (Kind.ALTERED, number + 1, day.records[number]["record_id"])


def test_a_cut_tail_is_found_even_with_a_head_made_for_it() -> None:
    day = day_of(5)
    cut = replace(day, records=day.records[:3])
    assert named(cut.findings()) == [(Kind.REMOVED, 4, "")]
    forged = replace(day.head, records=3, last_hash=day.records[2]["hash"])
    assert named(cut.findings(head=forged)) == [(Kind.UNSEALED, 0, "")]
    as_seal = replace(forged, seal=day.records[2]["seal"])
    assert named(cut.findings(head=as_seal)) == [(Kind.UNSEALED, 0, "")]


def test_records_added_after_the_head_are_named() -> None:
    day = day_of(2)
    older = sealed(replace(day.head, records=1, last_hash=day.records[0]["hash"]))
    assert named(day.findings(head=older)) == [(Kind.UNSEALED, 0, "")]
    forged = {**day.records[1], "sequence": 3, "record_id": "forged", "seal": ""}
    assert named(replace(day, records=[*day.records, forged]).findings()) == [(Kind.INSERTED, 3, "forged")]


def test_a_day_that_is_gone_is_named_by_the_one_that_continues_it() -> None:
    first = day_of(2, "2026-11-21")
    second = day_of(2, "2026-11-22", first.head)
    third = day_of(2, "2026-11-24", second.head)
    assert third.findings(second.head.last_hash) == []
    [finding] = third.findings(first.head.last_hash)
    assert (finding.kind, finding.day, finding.sequence) == (Kind.REMOVED, "2026-11-22", 0)
    assert [f.day for f in first.findings("11" * 32)] == ["2026-11-21"]


def test_a_day_without_a_head_is_unsealed_and_its_records_are_still_looked_at() -> None:
    day = day_of(3)
    day.records[1] = {**day.records[1], "actor": "eve"}
    findings = verify_day(day.records, None, None, VERIFIER.is_sealed)
    assert named(findings) == [(Kind.UNSEALED, 0, ""), (Kind.ALTERED, 2, "2026-11-23/2")]
    assert {finding.day for finding in findings} == {"2026-11-23"}


@pytest.mark.parametrize("junk", ["", "not hexadecimal", "00", "ff" * 32, "\ud800"])
def test_what_is_no_hash_or_seal_is_a_finding_not_a_failure(junk: str) -> None:
    for field in ("hash", "previous_hash"):
        day = day_of(3)
        day.records[1] = {**day.records[1], field: junk}
        assert (Kind.ALTERED, 2, "2026-11-23/2") in named(day.findings())
    day = day_of(1)
    assert named(day.findings(head=replace(day.head, seal=junk))) == [(Kind.UNSEALED, 0, "")]


def test_findings_are_bounded_and_the_others_are_counted() -> None:
    day = day_of(MAX_FINDINGS + 50)
    findings = replace(day, records=relinked([{**record, "actor": "eve"} for record in day.records])).findings()
    assert len(findings) == MAX_FINDINGS + 1
    assert findings[-1].detail == "and 50 more findings of this day"


def test_a_day_goes_on_in_batches_and_never_back() -> None:
    first = chained([{"actor": "ann", "record_id": "a"}])
    head, [second] = extend(first.head, "2026-11-22", [{"actor": "bob", "record_id": "b"}], SIGNER.seal)
    assert (second["day"], second["sequence"], head.records) == ("2026-11-23", 2, 2)
    assert verify_day([*first.records, second], head, GENESIS, VERIFIER.is_sealed) == []


def test_canonical_json_is_the_same_for_the_same_record() -> None:
    record = {"b": [1, 2.5, "é"], "a": {"z": None, "y": 2**63}, "hash": "x", "previous_hash": "x", "seal": "x"}
    assert canonical(record).decode() == '{"a":{"y":9223372036854775808,"z":null},"b":[1,2.5,"é"]}'
    assert canonical(dict(reversed(record.items()))) == canonical(record)
    assert canonical({"a": 1}) != canonical({"a": 1.0}) != canonical({"a": True})


def test_the_seals_of_another_key_are_none() -> None:
    other_key = Verifier(OKPKey.generate_key("Ed25519").as_pem(private=False).decode())
    day = day_of(2)
    findings = verify_day(day.records, day.head, GENESIS, other_key.is_sealed)
    assert [finding.kind for finding in findings] == [Kind.UNSEALED, Kind.ALTERED, Kind.ALTERED]
