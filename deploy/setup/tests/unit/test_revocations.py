"""The list of revoked certificates beside the broker."""

import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from iot_gateway.pki import Authority
from motorway_local import pki
from motorway_local.engines import mosquitto
from motorway_setup import broker
from motorway_setup.revocations import renew, revoked, tell_broker

HANGS_UP = """
import signal, sys
signal.signal(signal.SIGHUP, signal.SIG_DFL)
print("ready", flush=True)
sys.stdin.read()
"""
NOW = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    folder = tmp_path_factory.mktemp("pki")
    pki.make_missing(folder)
    return Authority.load(str(folder / "ca.pem"), str(folder / "ca.key"))


def test_a_list_is_replaced_when_it_revokes_others(authority: Authority, tmp_path: Path) -> None:
    file = tmp_path / "crl.pem"
    assert renew(authority.crl([], NOW), file)
    assert not renew(authority.crl([], NOW + timedelta(seconds=2)), file)
    assert renew(authority.crl([("0A", NOW)], NOW), file)
    assert revoked(file.read_bytes()) == {10}
    key = authority.certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert x509.load_pem_x509_crl(file.read_bytes()).is_signature_valid(key)


def test_what_is_no_list_leaves_the_one_that_is_there(authority: Authority, tmp_path: Path) -> None:
    file = tmp_path / "crl.pem"
    renew(authority.crl([("0A", NOW)], NOW), file)
    with pytest.raises(ValueError, match="PEM"):
        renew(b"<html>502</html>", file)
    assert revoked(file.read_bytes()) == {10}


def test_the_broker_of_a_container_reads_what_that_of_a_machine_reads(tmp_path: Path) -> None:
    """Only places and addresses differ."""
    here = mosquitto.below(tmp_path / "a", tmp_path / "pki", 8883)
    here.write_files()
    there = broker.prepare(tmp_path / "b", tmp_path / "data", tmp_path / "tls", 8883)
    assert (tmp_path / "b" / "acl").read_text() == (tmp_path / "a" / "acl").read_text()
    kept = common(there)
    assert kept == common(here)
    assert "listener 8883 0.0.0.0" in there.settings()
    assert "require_certificate true" in kept


def common(place: mosquitto.Place) -> list[str]:
    return [line for line in place.settings().splitlines() if "/" not in line and not line.startswith("listener")]


def test_the_broker_is_found_by_its_name_and_told(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HANGS_UP]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        for number, name in ((process.pid, "mosquitto"), (1, "pause")):
            (tmp_path / str(number)).mkdir()
            (tmp_path / str(number) / "comm").write_text(f"{name}\n")
        assert tell_broker(tmp_path) == 1
        assert process.wait(timeout=10) == -signal.SIGHUP
