"""A broker with TLS as in production, a gateway in this process, and site controllers that talk to it."""

import asyncio
import shutil
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar

import aiomqtt
import iot_gateway
import pytest
import pytest_asyncio
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from iot_gateway.__main__ import wire
from iot_gateway.pki import Authority
from iot_gateway.settings import IotGatewaySettings
from motorway.iot.v1 import device_pb2, events_pb2, iot_pb2_grpc
from motorway_access.testing import CallerKeys
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.health import Health
from motorway_kit.messaging import Event, Subscription, subscription
from motorway_kit.runtime import Runtime, serve
from motorway_kit.testing import DatabaseFactory, free_port, wait_until
from motorway_kit.testing_engines import Engine, engine_home, running
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

M = TypeVar("M", bound=Message)
MIGRATIONS = Path(str(iot_gateway.__file__)).parent / "migrations"
EVENTS = [
    "motorway.iot.v1.TelemetryReceived",
    "motorway.iot.v1.DeviceMessagesReceived",
    "motorway.iot.v1.FuellingTransactionReceived",
    "motorway.iot.v1.ControllerConnectionChanged",
]
ACL = """
user iot-gateway
topic readwrite motorway/v1/#
topic write $CONTROL/dynamic-security/v1
topic read $CONTROL/dynamic-security/v1/response
pattern write motorway/v1/%u/pump/+/state
pattern write motorway/v1/%u/pump/+/running
pattern write motorway/v1/%u/pump/+/transaction
pattern write motorway/v1/%u/tank/+/reading
pattern write motorway/v1/%u/telemetry
pattern write motorway/v1/%u/alarm
pattern write motorway/v1/%u/online
pattern write motorway/v1/%u/response/+
pattern read motorway/v1/%u/command/+
pattern read motorway/v1/%u/ack
pattern read motorway/v1/%u/pump/+/transaction/ack
"""
DYNSEC = (
    '{"defaultACLAccess": {"publishClientSend": true, "publishClientReceive": true, "subscribe": true,'
    ' "unsubscribe": true}, "clients": [], "groups": [], "roles": []}'
)


@dataclass(frozen=True)
class Certificates:
    """A private authority and the files it gave out."""

    home: Path
    authority: Authority

    def file(self, name: str) -> str:
        return str(self.home / name)

    def client(self, name: str) -> tuple[str, str]:
        """Certificate and key file of a client with this common name."""
        cert, key = self.home / f"{name}.pem", self.home / f"{name}.key"
        if not cert.exists():
            private = ec.generate_private_key(ec.SECP256R1())
            signed = self.authority.sign(private.public_key(), name, datetime.now(UTC), 30)
            cert.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
            key.write_bytes(_pem(private))
        return str(cert), str(key)

    def tls(self, name: str) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.file("ca.pem"))
        context.load_cert_chain(*self.client(name))
        return context


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _server_certificate(home: Path, ca: x509.Certificate, ca_key: ec.EllipticCurvePrivateKey) -> None:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "server")]))
        .issuer_name(ca.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    (home / "server.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (home / "server.key").write_bytes(_pem(key))


@pytest.fixture
def certificates() -> Iterator[Certificates]:
    home, key, now = engine_home("pki"), ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test CA")])
    ca = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    (home / "ca.pem").write_bytes(ca.public_bytes(serialization.Encoding.PEM))
    (home / "ca.key").write_bytes(_pem(key))
    _server_certificate(home, ca, key)
    authority = Authority.load(str(home / "ca.pem"), str(home / "ca.key"))
    (home / "crl.pem").write_bytes(authority.crl([], now))
    yield Certificates(home, authority)
    shutil.rmtree(home)


@dataclass(frozen=True)
class Mosquitto:
    port: int
    pid_file: Path
    engine: Engine


@pytest.fixture
def broker(certificates: Certificates) -> Iterator[Mosquitto]:
    home, port = engine_home("mosquitto"), free_port()
    (home / "acl").write_text(ACL)
    (home / "dynsec.json").write_text(DYNSEC)
    (home / "mosquitto.conf").write_text(
        f"per_listener_settings false\npersistence true\npersistence_location {home}/\npid_file {home}/pid\n"
        f"acl_file {home}/acl\nallow_anonymous false\nmax_inflight_messages 0\nmax_queued_messages 0\n"
        "set_tcp_nodelay true\nplugin /usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so\n"
        f"plugin_opt_config_file {home}/dynsec.json\nlistener {port} 127.0.0.1\n"
        f"cafile {certificates.file('ca.pem')}\ncertfile {certificates.file('server.pem')}\n"
        f"keyfile {certificates.file('server.key')}\ncrlfile {certificates.file('crl.pem')}\n"
        "require_certificate true\nuse_identity_as_username true\ntls_version tlsv1.2\n"
    )
    for file in [*home.iterdir(), *certificates.home.iterdir()]:
        file.chmod(0o666)
    home.chmod(0o777)
    with running(Engine(["/usr/sbin/mosquitto", "-c", str(home / "mosquitto.conf")], home, port)) as engine:
        yield Mosquitto(port, home / "pid", engine)


@pytest.fixture
def keys(tmp_path: Path) -> CallerKeys:
    return CallerKeys.make(tmp_path)


@pytest.fixture
def service_keys(tmp_path: Path) -> CallerKeys:
    """Those of pos, which asks by itself."""
    made, known = CallerKeys.make(tmp_path / "pos"), tmp_path / "services"
    known.mkdir()
    (known / "pos.pem").write_bytes(made.public_file.read_bytes())
    return CallerKeys(made.private_file, known / "pos.pem")


@pytest_asyncio.fixture
async def settings(  # noqa: PLR0917
    broker: Mosquitto,
    certificates: Certificates,
    database: DatabaseFactory,
    amqp_url: str,
    keys: CallerKeys,
    service_keys: CallerKeys,
) -> IotGatewaySettings:
    cert, key = certificates.client("iot-gateway")
    return IotGatewaySettings(
        database_url=await database(MIGRATIONS),
        amqp_url=amqp_url,
        grpc_bind=f"127.0.0.1:{free_port()}",
        ops_bind=f"127.0.0.1:{free_port()}",
        mqtt_host="127.0.0.1",
        mqtt_port=broker.port,
        ca_file=certificates.file("ca.pem"),
        mqtt_cert_file=cert,
        mqtt_key_file=key,
        bridge_bind=f"127.0.0.1:{free_port()}",
        bridge_cert_file=certificates.file("server.pem"),
        bridge_key_file=certificates.file("server.key"),
        issuer_cert_file=certificates.file("ca.pem"),
        issuer_key_file=certificates.file("ca.key"),
        crl_file=Path(certificates.file("crl.pem")),
        broker_pid_file=broker.pid_file,
        crl_bind=f"127.0.0.1:{free_port()}",
        caller_keys_file=keys.public_file,
        service_keys_dir=service_keys.public_file.parent,
    )


@asynccontextmanager
async def running_gateway(settings: IotGatewaySettings) -> AsyncIterator[Health]:
    """A gateway in this process, ready for work."""
    stop, health = asyncio.Event(), list[Health]()

    async def remember(runtime: Runtime, settings: IotGatewaySettings) -> None:
        health.append(runtime.health)
        await wire(runtime, settings)

    task = asyncio.create_task(serve("iot-gateway", settings, remember, stop=stop))
    try:
        await wait_until(lambda: task.done() or health, 10)
        await wait_until(lambda: task.done() or health[0].ready(), 20)
        yield health[0]
    finally:
        stop.set()
        await task


@pytest.fixture
def start_gateway() -> Callable[[IotGatewaySettings], AbstractAsyncContextManager[Health]]:
    return running_gateway


@dataclass
class EventLog:
    """Everything that the gateway published, each event once, in order of arrival."""

    events: list[Event] = field(default_factory=list)

    async def collect(self, sub: Subscription) -> None:
        async for event, delivery in sub:
            if all(event.id != known.id for known in self.events):
                self.events.append(event)
            await delivery.ack()

    def device_messages(self) -> list[events_pb2.DeviceMessage]:
        bundles = {"DeviceMessagesReceived": events_pb2.DeviceMessagesReceived}
        bundles["TelemetryReceived"] = events_pb2.TelemetryReceived  # type: ignore[assignment]
        found = ((event, bundles.get(event.type.rpartition(".")[2])) for event in self.events)
        return [message for event, cls in found if cls is not None for message in event.decode(cls).messages]

    def of(self, cls: type[M]) -> list[M]:
        return [event.decode(cls) for event in self.events if event.type == cls.DESCRIPTOR.full_name]


@asynccontextmanager
async def collecting(amqp_url: str) -> AsyncIterator[EventLog]:
    log = EventLog()
    async with subscription(amqp_url, Health(), queue="test", types=EVENTS) as sub:
        task = asyncio.create_task(log.collect(sub))
        yield log
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
def collect(amqp_url: str) -> Callable[[], AbstractAsyncContextManager[EventLog]]:
    """Starts the consumer; until then RabbitMQ confirms nothing."""
    return lambda: collecting(amqp_url)


@pytest_asyncio.fixture
async def events(amqp_url: str) -> AsyncIterator[EventLog]:
    async with collecting(amqp_url) as log:
        yield log


@pytest_asyncio.fixture
async def gateway(settings: IotGatewaySettings, events: EventLog) -> AsyncIterator[Health]:
    async with running_gateway(settings) as health:
        yield health


@pytest_asyncio.fixture
async def api(settings: IotGatewaySettings, gateway: Health, keys: CallerKeys) -> AsyncIterator[Remote]:
    """Calls as the caller of the block, or else as an admin."""
    async with remote(iot_pb2_grpc.IotGatewayServiceStub, settings.grpc_bind, metadata=keys.metadata) as client:
        yield client


@dataclass
class Controller:
    """A site controller on MQTT, as the field sends: numbered messages, acknowledgements heard."""

    site: str
    client: aiomqtt.Client
    acked: list[int] = field(default_factory=list)
    transaction_acks: dict[str, list[int]] = field(default_factory=dict)
    commands: list[aiomqtt.Message] = field(default_factory=list)
    on_command: Callable[[aiomqtt.Message], Awaitable[None]] | None = None

    @property
    def cut_off(self) -> bool:
        return self.client._disconnected.done()

    async def send(self, topic: str, payload: Message | bytes, sequence: int | None = None, **more: str) -> None:
        """`more` may hold content_type."""
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        if sequence is not None:
            properties.UserProperty = [("seq", str(sequence))]
        if "content_type" in more:
            properties.ContentType = more["content_type"]
        body = payload if isinstance(payload, bytes) else payload.SerializeToString()
        await self.client.publish(f"motorway/v1/{self.site}/{topic}", body, qos=1, properties=properties)

    async def online(self, *, online: bool = True) -> None:
        status = device_pb2.ControllerStatus(online=online, software_version="1.2", time=now_stamp())
        await self.client.publish(f"motorway/v1/{self.site}/online", status.SerializeToString(), qos=1, retain=True)

    async def listen(self) -> None:
        async for message in self.client.messages:
            payload, topic = bytes(message.payload), message.topic.value.split("/", 3)[3]
            if topic == "ack":
                self.acked += device_pb2.MessageAck.FromString(payload).sequence
            elif topic.endswith("/transaction/ack"):
                acked = device_pb2.TransactionAck.FromString(payload).sequence
                self.transaction_acks.setdefault(topic, []).append(acked)
            else:
                self.commands.append(message)
                if self.on_command is not None:
                    await self.on_command(message)


Connect = Callable[..., AbstractAsyncContextManager[Controller]]


@pytest.fixture
def controller(broker: Mosquitto, certificates: Certificates) -> Connect:
    """`async with controller("m25-cobham") as site`; `tls` shows another certificate."""

    @asynccontextmanager
    async def connect(site: str = "m25-cobham", tls: ssl.SSLContext | None = None) -> AsyncIterator[Controller]:
        will = device_pb2.ControllerStatus(online=False, time=now_stamp())
        async with aiomqtt.Client(
            "127.0.0.1",
            broker.port,
            identifier=f"controller-{site}",
            protocol=aiomqtt.ProtocolVersion.V5,
            clean_start=True,
            tls_context=tls or certificates.tls(site),
            socket_options=[(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)],
            will=aiomqtt.Will(f"motorway/v1/{site}/online", will.SerializeToString(), qos=1, retain=True),
        ) as client:
            for topic in ("ack", "pump/+/transaction/ack", "command/+"):
                await client.subscribe(f"motorway/v1/{site}/{topic}", qos=1)
            instance = Controller(site, client)
            listening = asyncio.create_task(instance.listen())
            yield instance
            listening.cancel()
            with suppress(asyncio.CancelledError, aiomqtt.MqttError):
                await listening

    return connect


def now_stamp() -> Timestamp:
    stamp = Timestamp()
    stamp.GetCurrentTime()
    return stamp


@pytest.fixture
def stamp() -> Timestamp:
    return now_stamp()
