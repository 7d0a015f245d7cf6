"""Ends the sessions of replicas that are gone for good: `python -m iot_gateway.forget motorway-iot-gateway-3`.

The broker goes on giving such a session its share of the messages. What it keeps is thrown away with it; controllers
number what they send and say it again after ten seconds.
"""

import asyncio
import sys

import aiomqtt
from motorway_kit.errors import InvalidInput
from motorway_kit.log import get_logger
from motorway_kit.settings import load

from iot_gateway import pki
from iot_gateway.mqtt.commands import NO_DELAY
from iot_gateway.settings import IotGatewaySettings

log = get_logger(__name__)


async def forget(settings: IotGatewaySettings, instance: str) -> None:
    """Take the session over and end it. Raises InvalidInput for our own, MqttError when the broker is not there."""
    if instance == settings.instance:
        raise InvalidInput("this replica is here", field="instance")
    gone = settings.model_copy(update={"instance": instance})
    async with aiomqtt.Client(
        gone.mqtt_host,
        gone.mqtt_port,
        identifier=gone.session,
        protocol=aiomqtt.ProtocolVersion.V5,
        clean_start=True,
        tls_context=pki.client_context(gone.ca_file, gone.mqtt_cert_file, gone.mqtt_key_file),
        socket_options=NO_DELAY,
    ):
        log.info("session ended", session=gone.session)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        asyncio.run(forget(load(IotGatewaySettings), name))
