"""What lies in a store: encrypted, whole, and complete only with its manifest."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from motorway_backup import encryption, manifest
from motorway_backup.keeping import remove_old
from motorway_backup.manifest import BadManifest, File, Manifest
from motorway_backup.proving import NotTheSame, intact
from motorway_backup.retention import Keep
from motorway_backup.store import Missing, Store

AT = datetime(2026, 11, 28, 3, 0, 7, tzinfo=UTC)
TEXT = b"plain words " * 100_000


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "copies"))


def written(store: Store, at: datetime = AT) -> tuple[Manifest, list[object]]:
    private, public = encryption.new_identity()
    copy = Manifest(at, "17.2", {}, 0.01, proven=False)
    copy.files["a.age"] = store.write(copy.name, "a.age", io.BytesIO(TEXT), encryption.recipients(public))
    store.finish(copy)
    return copy, encryption.read_identity(private)


def test_what_was_written_is_read_with_the_key_alone(store: Store, tmp_path: Path) -> None:
    copy, keys = written(store)
    assert b"plain words" not in (tmp_path / "copies" / copy.name / "a.age").read_bytes()
    again = io.BytesIO()
    store.read(copy.name, "a.age", again, keys)
    assert again.getvalue() == TEXT
    with pytest.raises(encryption.WrongKey):
        store.read(copy.name, "a.age", io.BytesIO(), encryption.read_identity(encryption.new_identity()[0]))


def test_what_was_changed_or_cut_is_noticed(store: Store, tmp_path: Path) -> None:
    copy, keys = written(store)
    intact(store, copy)
    file = tmp_path / "copies" / copy.name / "a.age"
    whole = file.read_bytes()
    for broken in (whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1])):
        file.write_bytes(broken)
        with pytest.raises(NotTheSame, match=r"a\.age"):
            intact(store, copy)
        with pytest.raises(OSError, match="decryption error"):
            store.read(copy.name, "a.age", io.BytesIO(), keys)
    file.unlink()
    with pytest.raises(Missing):
        intact(store, copy)


def test_a_copy_without_a_manifest_is_none_and_is_left_alone(store: Store, tmp_path: Path) -> None:
    copies = [written(store, AT - timedelta(days=days))[0].name for days in range(3)]
    unfinished = tmp_path / "copies" / "2020-01-01T00-00-00Z"
    unfinished.mkdir()
    (unfinished / "a.age").write_bytes(b"half")
    assert store.copies() == copies
    assert remove_old(store, Keep(2, 0, 0)) == copies[2:]
    assert store.copies() == copies[:2]
    assert (unfinished / "a.age").exists()


def test_manifests_say_the_same_after_writing_and_reading() -> None:
    copy = Manifest(AT, "17.2", {"a.age": File(3, "00")}, 0.25, proven=True)
    assert manifest.decode(manifest.encode(copy)) == copy
    assert copy.name == "2026-11-28T03-00-07Z"


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"format": 1}', b'{"format": 2}'])
def test_what_is_no_manifest_is_refused(text: bytes) -> None:
    with pytest.raises(BadManifest):
        manifest.decode(text)
