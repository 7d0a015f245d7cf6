"""Certificates are made once, renewed in time, and of one authority."""

from pathlib import Path

import pytest
from cryptography import x509
from motorway_local import pki

FILES = ["bridge.key", "bridge.pem", "ca.key", "ca.pem", "crl.pem", "iot-gateway.key", "iot-gateway.pem"]
FILES += ["mosquitto.key", "mosquitto.pem"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pki.make_missing(tmp_path)
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_second_start_changes_nothing(folder: Path) -> None:
    before = content(folder)
    pki.make_missing(folder)
    assert content(folder) == before
    assert sorted(before) == FILES


def test_keys_are_private(folder: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in folder.glob("*.key")} == {0o600}


def test_a_certificate_of_another_authority_is_replaced(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    pki.make_missing(other)
    for name in ("bridge.pem", "bridge.key"):
        (folder / name).write_bytes((other / name).read_bytes())
    pki.make_missing(folder)
    assert pki.issued_by(pki.load_certificate(folder / "bridge.pem"), pki.load_certificate(folder / "ca.pem"))


def test_a_lost_server_certificate_comes_back_and_the_authority_stays(folder: Path) -> None:
    authority = (folder / "ca.pem").read_bytes()
    (folder / "mosquitto.pem").unlink()
    pki.make_missing(folder)
    assert (folder / "ca.pem").read_bytes() == authority
    assert pki.issued_by(pki.load_certificate(folder / "mosquitto.pem"), pki.load_certificate(folder / "ca.pem"))


def test_the_revocation_list_of_the_gateway_is_left_alone(folder: Path) -> None:
    (folder / "crl.pem").write_text("the gateway's")
    pki.make_missing(folder)
    assert (folder / "crl.pem").read_text() == "the gateway's"


def test_servers_are_known_by_name_and_address(folder: Path) -> None:
    names = pki.load_certificate(folder / "mosquitto.pem").extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert names.value.get_values_for_type(x509.DNSName) == ["localhost"]
    assert [str(address) for address in names.value.get_values_for_type(x509.IPAddress)] == ["127.0.0.1"]
