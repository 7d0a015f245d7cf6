"""The log of orders to site controllers, as the iot-gateway keeps it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import orjson
from fastapi import Query
from motorway.iot.v1 import iot_pb2
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.http_api.common import Cursor, GatewayDep, Limit, Model, optional_utc, utc
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sites import SITES

router = resource("/commands", "commands")

Sites = Annotated[str, Query(pattern=SITES, description="Site ids with commas between; empty: every site")]
PumpOrAll = Annotated[int, Query(ge=0, le=999, description="Orders to this pump and to the whole of its site; 0: all")]


class CommandOutcome(StrEnum):
    UNKNOWN = "UNKNOWN"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    NOT_SENT = "NOT_SENT"


class LoggedCommand(Model):
    """One order to a site's controller."""

    command_id: str = Field(examples=["01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"])
    site: str
    pump: int = Field(description="0: the whole site", examples=[3])
    kind: str = Field(examples=["authorise", "control_suspend", "emergency_stop", "set_prices"])
    actor: str = Field(description="Name of who gave it", examples=["jo.smith"])
    sent_at: datetime = Field(description="The last time that it was sent, or should have been")
    answered_at: datetime | None
    outcome: CommandOutcome = Field(description="UNKNOWN: it may have been sent, and no answer came so far")
    refusal_code: int = Field(description="IFSF minor error of a refusal (46 is 0x2E); 0 without", examples=[46])
    refusal_reason: str = Field(examples=["closed"])
    command: dict[str, Any] = Field(
        description="The order as the controller gets it, in proto3 JSON",
        examples=[
            {
                "commandId": "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42",
                "control": {"pump": 3, "action": "PUMP_ACTION_SUSPEND"},
            }
        ],
    )


class CommandPage(Model):
    items: list[LoggedCommand]
    next_cursor: str


@router.get("", openapi_extra=operation(Operation.COMMANDS_READ))
async def list_commands(
    gateway: GatewayDep, site: Sites = "", pump: PumpOrAll = 0, cursor: Cursor = "", limit: Limit = 100
) -> CommandPage:
    """Orders to pumps with what became of them, newest first."""
    request = iot_pb2.ListCommandsRequest(
        sites=[name for name in site.split(",") if name], pump=pump, page_size=limit, cursor=cursor
    )
    response = await gateway.neighbours.iot.call("ListCommands", request, iot_pb2.ListCommandsResponse)
    return CommandPage(items=[_logged(command) for command in response.commands], next_cursor=response.next_cursor)


def _logged(command: iot_pb2.LoggedCommand) -> LoggedCommand:
    return LoggedCommand(
        command_id=command.command_id,
        site=command.site,
        pump=command.pump,
        kind=command.kind,
        actor=command.actor,
        sent_at=utc(command.sent_at),
        answered_at=optional_utc(command, "answered_at"),
        outcome=CommandOutcome(iot_pb2.CommandOutcome.Name(command.outcome).removeprefix("COMMAND_OUTCOME_")),
        refusal_code=command.refusal_code,
        refusal_reason=command.refusal_reason,
        command=orjson.loads(command.command_json),
    )
