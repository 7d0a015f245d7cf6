"""The generated documents by their path."""

from pathlib import Path

from tools.docs import asyncapi, capacity, compose, contracts, dashboards, events, roles, slos
from tools.docs.platform import Platform, describe
from tools.terraform import costs, reference


def platform(root: Path) -> Platform:
    """What the repository at root says about its messages."""
    return describe(root, contracts.load(root / "proto"))


def documents(described: Platform) -> dict[str, str]:
    """Text of every generated document by its path below the root."""
    return {
        "docs/events.md": events.markdown(described),
        "docs/asyncapi.yaml": asyncapi.text(described),
        "docs/roles.md": roles.markdown(),
    }


def deployment(root: Path) -> dict[str, str]:
    """Text of what is made of the descriptions below deploy/, and of what a site costs, by its path below the root."""
    return {
        **slos.documents(root),
        **dashboards.documents(root),
        **compose.documents(root),
        **reference.documents(root),
        **capacity.documents(root),
        **costs.documents(root),
    }
