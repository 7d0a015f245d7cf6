"""The iot-gateway: MQTT, HTTPS bridge, certificates and commands."""

from pathlib import Path

from motorway.iot.v1 import iot_pb2_grpc
from motorway_kit import outbox
from motorway_kit.db import pool
from motorway_kit.grpc_server import grpc_server
from motorway_kit.http import TlsFiles, http_server
from motorway_kit.messaging import publisher
from motorway_kit.runtime import Runtime, run

from iot_gateway.clients import Broker
from iot_gateway.consumers import Doors
from iot_gateway.grpc_api import IotGatewayServicer
from iot_gateway.housekeeping import Housekeeping
from iot_gateway.http_api import MutualTlsProtocol, bridge
from iot_gateway.metrics import site_numbers
from iot_gateway.pki import Authority
from iot_gateway.settings import IotGatewaySettings

MIGRATIONS = Path(__file__).parent / "migrations"


async def wire(runtime: Runtime, settings: IotGatewaySettings) -> None:
    issuer = Authority.load(settings.issuer_cert_file, settings.issuer_key_file)
    numbers = await runtime.enter(site_numbers())
    db = await runtime.enter(pool(settings.database_url, runtime.health))
    publish = await runtime.enter(publisher(settings.amqp_url, runtime.health, source="iot-gateway"))
    doors = Doors(settings, db, publish, numbers)
    broker = Broker(settings.crl_file, settings.broker_pid_file, doors.commands)
    servicer = IotGatewayServicer(db, issuer, broker, doors.commands, settings.device_certificate_days)
    await runtime.enter(
        grpc_server(settings.grpc_bind, [(iot_pb2_grpc.add_IotGatewayServiceServicer_to_server, servicer)])
    )
    tls = TlsFiles(settings.bridge_cert_file, settings.bridge_key_file, settings.ca_file)
    await runtime.enter(
        http_server(settings.bridge_bind, bridge(doors.ingest, db), tls=tls, protocol=MutualTlsProtocol)
    )
    runtime.background("outbox", outbox.relay(db, publish.publish))
    for name, work in Housekeeping(db, settings, numbers).work(issuer, broker).items():
        runtime.background(name, work)
    doors.open(runtime)


if __name__ == "__main__":
    run("iot-gateway", IotGatewaySettings, wire, migrations=MIGRATIONS)
