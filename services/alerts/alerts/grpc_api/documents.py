"""Documents about notifications as protobuf: the same words in both, so that JSON is the way between them."""

from datetime import datetime
from typing import Any, TypeVar

from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from alerts.db.documents import Stored
from alerts.domain.channel import SECRETS, Channel, Kind
from alerts.domain.documents import Document, read

D = TypeVar("D", bound=Document)
M = TypeVar("M", bound=Message)
KEPT_BY_US = ("version", "changed_at", "changed_by", "has_secret")
KINDS = {kind.lower(): kind for kind in Kind}


def document_of(model: type[D], message: Message) -> D:
    """What is left empty is as the document has it by itself. Raises InvalidInput with the path of what is wrong."""
    said = MessageToDict(message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True)
    given = {name: _given(value) for name, value in said.items() if name not in KEPT_BY_US and not _empty(value)}
    return read(model, _with_config(given, said) if model is Channel else given)


def expected(request: Any) -> int | None:
    """The version that must be stored; None when any will do."""
    return int(request.expected_version) if request.HasField("expected_version") else None


def message_of(answer: type[M], stored: Stored) -> M:
    """With who changed it last; without any secret."""
    document = stored.document
    said = document.model_dump(mode="json", exclude_none=True)
    if isinstance(document, Channel):
        config = said.pop("config")
        config.pop(SECRETS.get(document.kind), None)
        said |= {config.pop("kind").lower(): config, "has_secret": stored.sealed is not None}
    message = ParseDict({**said, "version": stored.version, "changed_by": stored.changed_by}, answer())
    changed_at: Timestamp = message.changed_at  # type: ignore[attr-defined]
    changed_at.FromDatetime(stored.changed_at)
    return message


def stamp(moment: datetime | None) -> Timestamp | None:
    if moment is None:
        return None
    timestamp = Timestamp()
    timestamp.FromDatetime(moment)
    return timestamp


def _with_config(given: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in given.items() if name not in KINDS}
    for name, kind in KINDS.items():
        if name in said:
            rest["config"] = {**_given(said[name]), "kind": kind}
            if kind is Kind.MQTT:
                rest["config"].setdefault("sounder_from", None)
    return rest


def _given(value: Any) -> Any:
    match value:
        case dict():
            return {name: _given(each) for name, each in value.items() if not _empty(each)}
        case list():
            return [_given(each) for each in value]
    return value


def _empty(value: Any) -> bool:
    """Nothing was said. A flag that is off says something."""
    return value in ("", 0, [], {}) and value is not False
