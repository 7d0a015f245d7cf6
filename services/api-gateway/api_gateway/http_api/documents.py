"""What documents about notifications share, and how they become messages: the same words stand in both."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, TypeVar

from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.message import Message
from pydantic import BaseModel, Field

from api_gateway.http_api.common import SLUG, Model
from api_gateway.http_api.grants import NAME, Distinct
from api_gateway.http_api.sites import SITES

M = TypeVar("M", bound=Model)
P = TypeVar("P", bound=Message)
Slug = Annotated[str, Field(pattern=SLUG)]
Sites = Annotated[
    list[Slug], Distinct, Field(max_length=1000, description="Site ids; empty: every site", examples=[["m25-cobham"]])
]
Name = Annotated[str, Field(max_length=100, pattern=NAME)]
PRINTABLE = r"^[^\x00-\x1f\x7f]*$"


class OfSites(BaseModel):
    site: str = Field(default="", pattern=SITES, description="Site ids with commas between; empty: every site")


class Kept(Model):
    """Who changed it last."""

    version: int = Field(description="Grows with every change", examples=[2])
    changed_at: datetime
    changed_by: str = Field(examples=["jo.smith"])


def said(model: type[M], message: Message, **more: Any) -> M:
    """A message as the model of the same words."""
    return model.model_validate({**words_of(message), **more})


def words_of(message: Message) -> dict[str, Any]:
    return MessageToDict(message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True)


def message_of(answer: type[P], document_id: str, body: Model) -> P:
    """A document as the message of the same words."""
    return ParseDict({"id": document_id, **body.model_dump(mode="json", exclude_none=True)}, answer())


def site_of(sites: Sequence[str]) -> str:
    """For the audit: the one site that something is for; empty where it is for several or all."""
    return sites[0] if len(sites) == 1 else ""
