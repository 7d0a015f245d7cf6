"""The iot-gateway: MQTT, HTTPS bridge, certificates and commands."""

from pathlib import Path

from motorway.iot.v1 import iot_pb2_grpc
from motorway_kit import outbox
from motorway_kit.db import pool
from motorway_kit.messaging import publisher
from motorway_kit.runtime import Runtime, run

from iot_gateway.clients import broker_of
from iot_gateway.consumers import Doors
from iot_gateway.grpc_api import RULES, IotGatewayServicer
from iot_gateway.housekeeping import Housekeeping
from iot_gateway.http_api import open_doors
from iot_gateway.parts import Parts
from iot_gateway.pki import Authority
from iot_gateway.settings import IotGatewaySettings
from iot_gateway.site_numbers import site_numbers

MIGRATIONS = Path(__file__).parent / "migrations"


async def wire(runtime: Runtime, settings: IotGatewaySettings) -> None:
    issuer = Authority.load(settings.issuer_cert_file, settings.issuer_key_file, settings.crl_url)
    db = await runtime.enter(pool(settings.database_url, runtime.health))
    publish = await runtime.enter(publisher(settings.amqp_url, runtime.health, source="iot-gateway"))
    doors = Doors(settings, db, publish, await runtime.enter(site_numbers()))
    broker = broker_of(settings, doors.commands)
    servicer = IotGatewayServicer(Parts(settings, db, issuer, broker, doors.commands, doors.answers))
    servicers = [(iot_pb2_grpc.add_IotGatewayServiceServicer_to_server, servicer)]
    await runtime.door(settings.grpc_door(servicers, RULES))
    await open_doors(runtime, settings, db, doors.ingest, issuer)
    runtime.background("outbox", outbox.relay(db, publish.publish))
    Housekeeping(db, settings, doors.numbers).open(runtime, issuer, broker)
    await doors.open(runtime)


if __name__ == "__main__":
    run("iot-gateway", IotGatewaySettings, wire, migrations=MIGRATIONS)
