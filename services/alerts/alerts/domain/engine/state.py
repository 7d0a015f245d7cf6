"""What the engine must find again after a restart."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StateRow:
    """Everything that is known of one device (or subject of occurrences) of a site.

    `(site, device)` is the key. `state` is JSON of the engine's own; None: nothing is left to be kept, delete the row.
    """

    site: str
    device: str
    state: bytes | None
