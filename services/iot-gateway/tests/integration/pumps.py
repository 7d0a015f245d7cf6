"""A site controller that obeys, or does not, and requests of orders to it."""

from dataclasses import dataclass, field
from typing import Any

import aiomqtt
from motorway.iot.v1 import device_pb2, iot_pb2
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

SITE = "m25-cobham"


def report(**changes: Any) -> device_pb2.PumpReport:
    known = {"pump": 3, "state": device_pb2.FUELLING_POINT_STATE_AUTHORISED, "release_token": "sale-1"}
    return device_pb2.PumpReport(**{**known, **changes})


@dataclass
class Forecourt:
    """Answers every command the same: accepted, or refused with code and reason; with `answering` off not at all."""

    site: Any
    accepted: bool = True
    refusal_code: int = 0
    refusal_reason: str = ""
    answering: bool = True
    done: list[device_pb2.Command] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site.on_command = self.obey

    async def obey(self, message: aiomqtt.Message) -> None:
        self.done.append(command_of(message))
        if self.answering:
            await self.answer(message)

    async def answer(self, message: aiomqtt.Message) -> None:
        response = device_pb2.CommandResponse(
            command_id=command_of(message).command_id,
            accepted=self.accepted,
            refusal_code=self.refusal_code,
            refusal_reason=self.refusal_reason,
            pumps=[report()],
        )
        await send_answer(self.site, message, response.SerializeToString())


def command_of(message: aiomqtt.Message) -> device_pb2.Command:
    return device_pb2.Command.FromString(bytes(message.payload))


async def send_answer(site: Any, message: aiomqtt.Message, body: bytes, content_type: str = "") -> None:
    """From any site: the response topic's site is the answering one's, as the broker would have it."""
    asked: Any = message.properties
    properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    properties.CorrelationData = asked.CorrelationData
    if content_type:
        properties.ContentType = content_type
    topic = asked.ResponseTopic.replace(SITE, site.site)
    await site.client.publish(topic, body, qos=1, properties=properties)


def authorise(key: str = "k1", site: str = SITE, **changes: Any) -> iot_pb2.AuthorisePumpRequest:
    order = device_pb2.Authorise(**{"pump": 3, "release_token": "sale-1", "max_amount_minor": 5000, **changes})
    return iot_pb2.AuthorisePumpRequest(site=site, authorise=order, idempotency_key=key)


def orders(site: str) -> dict[str, tuple[Any, str]]:
    """A request of each order, and its kind in the log."""
    suspend = device_pb2.Control(pump=2, action=device_pb2.PUMP_ACTION_SUSPEND)
    nozzle = device_pb2.NozzlePrice(pump=1, nozzle=1, unit_price_milli=1459)
    grade = device_pb2.GradePrice(grade="e10", unit_price_milli=1459)
    prices = device_pb2.SetPrices(price_set=7, prices=[nozzle])
    notice = device_pb2.Notice(text="Leak in tank 1", severity=device_pb2.NOTICE_SEVERITY_WARNING, display_s=60)
    return {
        "AuthorisePump": (authorise("", site), "authorise"),
        "ControlPump": (iot_pb2.ControlPumpRequest(site=site, control=suspend), "control_suspend"),
        "StopForecourt": (iot_pb2.StopForecourtRequest(site=site), "emergency_stop"),
        "StartForecourt": (iot_pb2.StartForecourtRequest(site=site, pump=2), "restart"),
        "SetPrices": (iot_pb2.SetPricesRequest(site=site, set_prices=prices), "set_prices"),
        "ShowPrices": (
            iot_pb2.ShowPricesRequest(site=site, show_prices=device_pb2.ShowPrices(prices=[grade])),
            "show_prices",
        ),
        "ShowNotice": (iot_pb2.ShowNoticeRequest(site=site, notice=notice), "notice"),
    }


async def listed(api: Any, **request: Any) -> list[iot_pb2.LoggedCommand]:
    response = await api.call("ListCommands", iot_pb2.ListCommandsRequest(**request))
    return list(response.commands)


async def outcomes(api: Any) -> list[str]:
    """Of the commands in the log, newest first."""
    names = iot_pb2.CommandOutcome.Name
    return [names(command.outcome).removeprefix("COMMAND_OUTCOME_") for command in await listed(api)]
