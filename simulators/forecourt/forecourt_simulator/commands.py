"""Answers to the platform's commands. This step knows `ping`; whatever else comes is refused."""

import aiomqtt
from google.protobuf import json_format
from google.protobuf.message import DecodeError
from motorway.iot.v1 import device_pb2 as pb

from forecourt_simulator import SOFTWARE_VERSION, mqtt
from forecourt_simulator.messages import timestamp


def decode(payload: bytes, content_type: str) -> pb.Command:
    """A command from protobuf or proto3 JSON. Raises DecodeError."""
    if content_type != "application/json":
        return pb.Command.FromString(payload)
    try:
        return json_format.Parse(payload, pb.Command())
    except json_format.ParseError as error:
        raise DecodeError(str(error)) from error


def respond(command: pb.Command, now_us: int) -> pb.CommandResponse:
    if command.WhichOneof("command") == "ping":
        pong = pb.Pong(software_version=SOFTWARE_VERSION, time=timestamp(now_us))
        return pb.CommandResponse(command_id=command.command_id, accepted=True, pong=pong)
    return pb.CommandResponse(command_id=command.command_id, refusal_reason="unsupported_command")


async def answer(client: aiomqtt.Client, message: aiomqtt.Message, now_us: int) -> None:
    """Publishes the answer where the command asks for it; a command without a response topic gets none.

    An expired command never gets here: the broker drops it at its message expiry.
    """
    asked = message.properties
    response_topic = getattr(asked, "ResponseTopic", None)
    if not isinstance(message.payload, bytes) or response_topic is None:
        return
    as_json = getattr(asked, "ContentType", "") == "application/json"
    response = respond(decode(message.payload, "application/json" if as_json else ""), now_us)
    told = mqtt.properties_of("application/json" if as_json else mqtt.PROTOBUF)
    if (correlation := getattr(asked, "CorrelationData", None)) is not None:
        told.CorrelationData = correlation
    body = json_format.MessageToJson(response).encode() if as_json else response.SerializeToString()
    await client.publish(response_topic, body, 1, properties=told)
