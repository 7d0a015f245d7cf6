"""Ids of ours: UUIDs."""

from uuid import UUID


def is_id(text: str) -> bool:
    """Whether it can be the id of anything of ours."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
