"""Certificates are made once, renewed in time, and of one authority."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from motorway_access.tokens import Signer, Verifier
from motorway_local import caller_keys, pki
from motorway_local.platform import Home

FILES = ["bridge.key", "bridge.pem", "ca.key", "ca.pem", "crl.pem", "iot-gateway.key", "iot-gateway.pem"]
FILES += ["mosquitto.key", "mosquitto.pem"]
SERVICES = ["ca", "pos", "payments", "iot-gateway", "telemetry", "alerts", "api-gateway", "operator"]
FILES += [f"services/{name}.{suffix}" for name in SERVICES for suffix in ("key", "pem")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pki.make_missing(tmp_path)
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")}


def test_a_second_start_changes_nothing(folder: Path) -> None:
    before = content(folder)
    pki.make_missing(folder)
    assert content(folder) == before
    assert sorted(before) == sorted(FILES)


def test_keys_are_private(folder: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*.key")} == {0o600}


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


def test_a_service_certificate_that_ends_soon_is_renewed(folder: Path) -> None:
    services = folder / "services"
    before = content(services)
    authority = pki.load_certificate(services / "ca.pem")
    pki.make_leaf(services, "pos", pki.SERVICE_LEAVES["pos"], days=pki.RENEW_DAYS - 1)
    pki.make_missing(folder)
    renewed = pki.load_certificate(services / "pos.pem")
    assert renewed.not_valid_after_utc > datetime.now(UTC) + timedelta(days=pki.RENEW_DAYS)
    assert pki.issued_by(renewed, authority)
    assert {name for name, value in content(services).items() if value != before[name]} == {"pos.key", "pos.pem"}


def test_devices_and_services_have_different_authorities(folder: Path) -> None:
    devices, services = (pki.load_certificate(place / "ca.pem") for place in (folder, folder / "services"))
    assert not pki.issued_by(pki.load_certificate(folder / "iot-gateway.pem"), services)
    assert not pki.issued_by(pki.load_certificate(folder / "services" / "iot-gateway.pem"), devices)


def test_the_callers_key_stays_and_its_public_one_is_known(tmp_path: Path) -> None:
    home = Home(tmp_path)
    caller_keys.make_missing(home)
    first = caller_keys.private_file(home).read_bytes()
    caller_keys.make_missing(home)
    assert caller_keys.private_file(home).read_bytes() == first
    assert caller_keys.private_file(home).stat().st_mode & 0o777 == 0o600
    assert fits(home)


def test_a_new_callers_key_is_added_to_the_public_ones(tmp_path: Path) -> None:
    home = Home(tmp_path)
    caller_keys.make_missing(home)
    caller_keys.private_file(home).unlink()
    caller_keys.make_missing(home)
    for file in (caller_keys.public_file(home), caller_keys.audit_file(home)):
        assert file.read_text().count("BEGIN PUBLIC KEY") == 2
    assert fits(home)


def test_a_key_that_was_dropped_is_still_known_to_the_audit(tmp_path: Path) -> None:
    home = Home(tmp_path)
    caller_keys.make_missing(home)
    former = caller_keys.public_file(home).read_text()
    caller_keys.private_file(home).unlink()
    caller_keys.public_file(home).unlink()
    caller_keys.make_missing(home)
    assert former not in caller_keys.public_file(home).read_text()
    assert former in caller_keys.audit_file(home).read_text()


def fits(home: Home) -> bool:
    """Whether what is signed with the private key is accepted with the public ones."""
    seal = Signer.load(caller_keys.private_file(home)).seal(b"a caller")
    return Verifier.load(caller_keys.public_file(home)).is_sealed(b"a caller", seal)


def test_servers_are_known_by_name_and_address(folder: Path) -> None:
    names = pki.load_certificate(folder / "mosquitto.pem").extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert names.value.get_values_for_type(x509.DNSName) == ["localhost"]
    assert [str(address) for address in names.value.get_values_for_type(x509.IPAddress)] == ["127.0.0.1"]
