"""What the gRPC door's use cases work with."""

from dataclasses import dataclass

from motorway_kit.db import Pool

from iot_gateway.app.answers import AnswerLog
from iot_gateway.clients import Broker
from iot_gateway.mqtt.commands import CommandClient
from iot_gateway.pki import Authority
from iot_gateway.settings import IotGatewaySettings


@dataclass(frozen=True)
class Parts:
    settings: IotGatewaySettings
    db: Pool
    authority: Authority
    broker: Broker
    commands: CommandClient
    answers: AnswerLog
