"""What is made for an installation, and who gets which part of it."""

import re
from pathlib import Path

import pytest
from cryptography import x509
from motorway_local.pki import load_certificate
from motorway_local.services import SERVICES
from motorway_setup import material
from motorway_setup.names import cluster_hosts, compose_hosts

HOSTS = cluster_hosts("mp", "fuel", "example.org")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("setup")


@pytest.fixture(scope="module")
def parts(folder: Path) -> dict[str, material.Part]:
    return material.make(folder, HOSTS)


def test_a_second_time_everything_is_as_it_was(folder: Path, parts: dict[str, material.Part]) -> None:
    assert material.make(folder, HOSTS) == parts


def test_what_was_packed_and_unpacked_elsewhere_is_as_it_was(
    folder: Path, parts: dict[str, material.Part], tmp_path: Path
) -> None:
    material.unpack(material.pack(folder), tmp_path)
    assert material.make(tmp_path, HOSTS) == parts


def test_nothing_is_unpacked_outside_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.\./x"):
        material.unpack(b'{"../x": "text"}', tmp_path / "inside")
    assert not (tmp_path / "x").exists()


def test_certificates_bear_the_names_by_which_their_owners_are_called(parts: dict[str, material.Part]) -> None:
    assert {"pos", "mp-pos", "mp-pos.fuel.svc"} <= names(parts["pos-tls"]["tls.crt"])
    assert {"mp-mosquitto", "mqtt.example.org"} <= names(parts["mosquitto-tls"]["tls.crt"])
    assert {"mp-iot-gateway", "bridge.example.org"} <= names(parts["bridge-tls"]["tls.crt"])


def test_another_name_makes_another_certificate_and_no_other_authority(tmp_path: Path) -> None:
    before = material.make(tmp_path, compose_hosts())["pos-tls"]
    after = material.make(tmp_path, HOSTS)["pos-tls"]
    assert before["tls.crt"] != after["tls.crt"]
    assert before["ca.crt"] == after["ca.crt"]
    assert (
        load_certificate(tmp_path / "pki" / "services" / "pos.pem").issuer
        == x509.load_pem_x509_certificate(after["ca.crt"]).subject
    )


def test_private_keys_and_passwords_are_in_one_part_each(parts: dict[str, material.Part]) -> None:
    files = [file for part in parts.values() for file in part.items()]
    secrets = [content for key, content in files if key.endswith((".key", "password", "secret"))]
    assert len(secrets) == len(set(secrets))


def test_every_service_has_a_part_with_its_password_and_a_certificate(parts: dict[str, material.Part]) -> None:
    for service in SERVICES:
        assert parts[service.name]["database-password"]
        assert set(parts[f"{service.name}-tls"]) == {"tls.crt", "tls.key", "ca.crt"}
    assert parts["api-gateway"]["owner-password"] != parts["api-gateway"]["database-password"]


def test_compose_is_given_every_variable_that_it_needs(parts: dict[str, material.Part]) -> None:
    compose = (Path(__file__).parents[3] / "compose" / "compose.yaml").read_text()
    needed = set(re.findall(r"\$\{(\w+)(?::\?[^}]*)?\}", compose))
    given = {line.partition("=")[0] for line in material.variables(parts).splitlines()}
    assert needed - given == {"STATE"}
    assert given <= needed


def names(pem: bytes) -> set[str]:
    extension = x509.load_pem_x509_certificate(pem).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return set(extension.value.get_values_for_type(x509.DNSName))
