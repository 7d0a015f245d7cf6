"""What must hold in an AsyncAPI 3 document, so far as one can tell without its schema."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

PARAMETER = re.compile(r"{(\w+)}")
ACTIONS = ("send", "receive")
Node = dict[str, Any]


def problems(path: Path) -> Iterator[str]:
    """What does not hold in the document at path."""
    if not path.exists():
        yield f"{path.name} is missing"
        return
    document = yaml.safe_load(path.read_text())
    if not str(document.get("asyncapi", "")).startswith("3."):
        yield f"{path.name} is not an AsyncAPI 3 document"
    if not {"title", "version"} <= document.get("info", {}).keys():
        yield f"{path.name}: info needs title and version"
    yield from dangling(document)
    for name, channel in document.get("channels", {}).items():
        yield from channel_problems(name, channel)
    yield from operation_problems(document)


def dangling(document: Node) -> Iterator[str]:
    """References that lead nowhere."""
    for reference in references(document):
        node: Any = document
        for part in reference.removeprefix("#/").split("/"):
            node = node.get(part) if isinstance(node, dict) else None
        if node is None:
            yield f"{reference} does not exist"


def references(node: Any) -> Iterator[str]:
    """Every $ref below node."""
    if isinstance(node, dict):
        if "$ref" in node:
            yield str(node["$ref"])
        for child in node.values():
            yield from references(child)
    elif isinstance(node, list):
        for child in node:
            yield from references(child)


def channel_problems(name: str, channel: Node) -> Iterator[str]:
    """A channel has an address, a message, and exactly the parameters of its address."""
    used = set(PARAMETER.findall(channel.get("address", "")))
    if not channel.get("address"):
        yield f"channel {name} has no address"
    if not channel.get("messages"):
        yield f"channel {name} has no message"
    if used != channel.get("parameters", {}).keys():
        yield f"channel {name} describes other parameters than {', '.join(sorted(used)) or 'none'}"


def operation_problems(document: Node) -> Iterator[str]:
    """An operation sends or receives; every channel has at least one."""
    reached = set()
    for name, operation in document.get("operations", {}).items():
        if operation.get("action") not in ACTIONS:
            yield f"operation {name} neither sends nor receives"
        reached.add(operation.get("channel", {}).get("$ref", "").removeprefix("#/channels/"))
    for name in document.get("channels", {}).keys() - reached:
        yield f"channel {name} has no operation"
