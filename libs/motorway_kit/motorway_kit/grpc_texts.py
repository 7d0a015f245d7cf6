"""Texts of a request that no PostgreSQL text can hold."""

from google.protobuf.message import Message

NUL = "\0"


def unstorable(message: Message, prefix: str = "") -> str:
    """The path of the first text with a NUL character, such as `lines[2].name`; empty when there is none."""
    for field, value in message.ListFields():
        alone = isinstance(value, str | bytes | Message) or not hasattr(value, "__len__")
        parts = [("", value)] if alone else [(f"[{i}]", part) for i, part in enumerate(value)]
        for index, part in parts:
            path = f"{prefix}{field.name}{index}"
            if isinstance(part, str) and NUL in part:
                return path
            if isinstance(part, Message) and (found := unstorable(part, f"{path}.")):
                return found
    return ""
