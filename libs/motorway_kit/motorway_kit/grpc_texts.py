"""Texts of a request that may not come in: what no PostgreSQL text can hold, and card numbers."""

from collections.abc import Iterator

from google.protobuf.message import Message

from motorway_kit.card_numbers import holds_card_number, may_hold

NUL = "\0"


def unstorable(message: Message) -> str:
    """The path of the first text with a NUL character, such as `lines[2].name`; empty when there is none."""
    return next((path for path, text in _texts(message) if NUL in text), "")


def card_number(message: Message) -> str:
    """The path of the first text with a card number; empty when there is none."""
    if not may_hold(message.SerializeToString()):
        return ""
    return next((path for path, text in _texts(message) if holds_card_number(text, _name(path))), "")


def _name(path: str) -> str:
    """`barcode` of `items[2].barcode`."""
    return path.rpartition(".")[2].partition("[")[0]


def _texts(message: Message, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every text in it, with its path."""
    for field, value in message.ListFields():
        alone = isinstance(value, str | bytes | Message) or not hasattr(value, "__len__")
        parts = [("", value)] if alone else [(f"[{i}]", part) for i, part in enumerate(value)]
        for index, part in parts:
            path = f"{prefix}{field.name}{index}"
            if isinstance(part, str):
                yield path, part
            elif isinstance(part, Message):
                yield from _texts(part, f"{path}.")
