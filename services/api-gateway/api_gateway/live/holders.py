"""Whose a live stream is, and its end when they may not listen any more."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Holder:
    """A session, or an API key."""

    session_id: str = ""
    api_key_id: str = ""


Marks = Mapping[Holder, str]
"""Of those that may still listen."""


@dataclass
class Held:
    """`mark` is another one whenever the holder's rights may have changed; empty: not known yet."""

    holder: Holder
    mark: str = ""

    def ends(self, marks: Marks) -> bool:
        """Its holder is gone, or has other rights now: then the stream is opened anew with these."""
        present = marks.get(self.holder)
        if present is None:
            return True
        changed = bool(self.mark) and self.mark != present
        self.mark = present
        return changed
