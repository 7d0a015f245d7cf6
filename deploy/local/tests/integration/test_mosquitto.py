"""The generated configuration in a real broker: who may say and hear what, and what a revocation does."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from motorway_kit.testing import free_port, wait_until
from motorway_kit.testing_engines import Engine, engine_home, running, unprivileged_user
from motorway_local import pki
from motorway_local.engines import mosquitto

KICK = '{"commands":[{"command":"createClient","username":"mine"},{"command":"deleteClient","username":"mine"}]}'


@dataclass(frozen=True)
class Broker:
    engine: Engine
    pki: Path
    subscribers: list[subprocess.Popen[str]] = field(default_factory=list)

    def client(self, program: str, name: str, *arguments: str) -> list[str]:
        """mosquitto_pub or mosquitto_sub with the certificate of that name."""
        files = ["--cafile", self.pki / "ca.pem", "--cert", self.pki / f"{name}.pem", "--key", self.pki / f"{name}.key"]
        return [program, "-h", "localhost", "-p", str(self.engine.port), "-V", "5", *map(str, files), *arguments]

    def publish(self, name: str, topic: str, text: str = "x") -> str:
        """What mosquitto_pub tells about a QoS 1 message."""
        command = self.client("mosquitto_pub", name, "-q", "1", "-d", "-t", topic, "-m", text)
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
        return done.stdout + done.stderr

    def subscriber(self, name: str, topic: str) -> subprocess.Popen[str]:
        """A subscriber that waits for one message; it is subscribed when this returns."""
        command = self.client("mosquitto_sub", name, "-q", "1", "-d", "-C", "1", "-W", "20", "-t", topic)
        process = subprocess.Popen(["stdbuf", "-oL", *command], stdout=subprocess.PIPE, text=True)
        self.subscribers.append(process)
        assert process.stdout is not None
        for line in process.stdout:
            if "SUBACK" in line:
                break
        return process

    def revoke(self, name: str) -> None:
        """Write the list as the gateway does, and tell the broker."""
        now = datetime.now(UTC)
        revoked = x509.RevokedCertificateBuilder().revocation_date(now)
        entry = revoked.serial_number(pki.load_certificate(self.pki / f"{name}.pem").serial_number).build()
        issuer = pki.load_certificate(self.pki / "ca.pem").subject
        builder = x509.CertificateRevocationListBuilder().issuer_name(issuer).last_update(now)
        builder = builder.next_update(now + timedelta(days=1)).add_revoked_certificate(entry)
        signed = builder.sign(pki.authority_key(self.pki), hashes.SHA256())
        (self.pki / "crl.pem").write_bytes(signed.public_bytes(Encoding.PEM))
        assert self.engine.process is not None
        self.engine.process.send_signal(signal.SIGHUP)


def rest_of(subscriber: subprocess.Popen[str]) -> str:
    """What it says until its message came."""
    assert subscriber.stdout is not None
    return subscriber.stdout.read()


@pytest.fixture
def broker() -> Iterator[Broker]:
    home, port = engine_home("mosquitto"), free_port()
    folder = home / "pki"
    pki.make_missing(folder)
    for site in ("mine", "other"):
        pki.make_leaf(folder, site, pki.Leaf(site, (pki.CLIENT,), (x509.DNSName(site),)))
    mosquitto.below(home / "mosquitto", folder, port).write_files()
    if user := unprivileged_user():
        for path in (home, *home.rglob("*")):
            shutil.chown(path, user)
    with running(Engine(["mosquitto", "-c", str(home / "mosquitto" / "mosquitto.conf")], home, port)) as engine:
        broker = Broker(engine, folder)
        yield broker
        for process in broker.subscribers:
            process.kill()
            process.communicate()


@pytest.mark.parametrize("topic", ["pump/1/state", "pump/12/transaction", "telemetry", "online", "response/gateway-1"])
def test_a_site_speaks_on_its_own_topics(broker: Broker, topic: str) -> None:
    gateway = broker.subscriber("iot-gateway", "motorway/v1/+/#")
    broker.publish("mine", f"motorway/v1/mine/{topic}", "hello")
    assert "hello" in rest_of(gateway)


@pytest.mark.parametrize(
    "topic",
    [
        "motorway/v1/other/telemetry",
        "motorway/v1/mine/command/1",
        "motorway/v1/mine/ack",
        "motorway/v1/mine/anything",
        "$CONTROL/dynamic-security/v1",
        "elsewhere",
    ],
)
def test_everything_else_is_refused(broker: Broker, topic: str) -> None:
    assert "Not authorized" in broker.publish("mine", topic)


def test_a_site_hears_only_what_is_meant_for_it(broker: Broker) -> None:
    mine, eavesdropper = (broker.subscriber(site, "motorway/v1/mine/command/+") for site in ("mine", "other"))
    broker.publish("iot-gateway", "motorway/v1/mine/command/7", "stop")
    assert "stop" in rest_of(mine)
    assert eavesdropper.poll() is None


async def test_a_revoked_certificate_is_refused_and_others_are_not(broker: Broker) -> None:
    assert "RC:135" not in broker.publish("mine", "motorway/v1/mine/telemetry")
    broker.revoke("mine")
    await wait_until(lambda: "certificate revoked" in broker.publish("mine", "motorway/v1/mine/telemetry"))
    assert "received PUBACK" in broker.publish("other", "motorway/v1/other/telemetry")


def test_a_kick_cuts_the_live_connections_of_one_site(broker: Broker) -> None:
    mine = broker.subscriber("mine", "motorway/v1/mine/command/+")
    other = broker.subscriber("other", "motorway/v1/other/command/+")
    assert "received PUBACK" in broker.publish("iot-gateway", mosquitto.CONTROL, KICK)
    assert "DISCONNECT" in rest_of(mine)
    broker.publish("iot-gateway", "motorway/v1/other/command/1", "go on")
    assert "go on" in rest_of(other)
