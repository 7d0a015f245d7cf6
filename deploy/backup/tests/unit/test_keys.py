"""Keys, and what the setup made."""

from pathlib import Path

import pytest
from motorway_backup import encryption, installation


def test_a_key_file_is_read_as_age_keygen_writes_it(tmp_path: Path) -> None:
    private, public = encryption.new_identity()
    file = tmp_path / "key.txt"
    file.write_text(f"# created: 2026-11-28\n# public key: {public}\n{private}\n")
    assert len(encryption.identities(file)) == 1
    assert len(encryption.recipients(f"{public}, {public}\n")) == 2
    assert private.startswith(encryption.PRIVATE_KEY)


@pytest.mark.parametrize("text", ["", "age1wrong", "AGE-SECRET-KEY-1"])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(encryption.WrongKey):
        encryption.recipients(text)


def test_a_file_without_a_key_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "key.txt"
    for text in ("# nothing\n", "AGE-SECRET-KEY-1WRONG\n"):
        file.write_text(text)
        with pytest.raises(encryption.WrongKey):
            encryption.identities(file)


def test_secrets_come_out_as_they_went_in_and_replace_none(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    (before / "pki" / "services").mkdir(parents=True)
    (before / "secrets.json").write_text("{}")
    (before / "pki" / "services" / "pos.key").write_text("key")
    (before / "platform.env").write_text("made anew at every start")
    installation.unpacked(installation.packed(before), after)
    files = sorted(str(path.relative_to(after)) for path in after.rglob("*") if path.is_file())
    assert files == ["pki/services/pos.key", "secrets.json"]
    with pytest.raises(installation.NoInstallation):
        installation.unpacked(installation.packed(before), after)
    with pytest.raises(installation.NoInstallation):
        installation.packed(tmp_path)
