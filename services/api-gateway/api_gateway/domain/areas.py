"""Areas: named groups of sites that roles are bound to. No I/O."""

from dataclasses import dataclass

from motorway_access.caller import Caller, Scope
from motorway_access.roles import Operation
from motorway_kit.errors import Conflict, InvalidInput, NotFound

from api_gateway.domain.grants import MAX_SITES, lies_within


class AreaNotFound(NotFound):
    """There is none with this id, or not within the sites of whoever asks."""


class AreaInUse(Conflict):
    """Roles are bound to it."""


class AreaTooLarge(InvalidInput):
    """Somebody whose role is bound to it would have more sites than one caller can carry."""


@dataclass(frozen=True)
class Area:
    area_id: str
    name: str
    sites: tuple[str, ...]
    version: int = 1


def require_seen(caller: Caller, area: Area | None) -> Area:
    """A reader of some sites sees the areas that hold only those. Raises AreaNotFound."""
    if area is None or not lies_within(Scope(frozenset(area.sites)), caller.scope(Operation.AREAS_READ)):
        raise AreaNotFound("there is no such area")
    return area


def require_unbound(area: Area, bound: int) -> None:
    """Raises AreaInUse."""
    if bound:
        raise AreaInUse(f"{bound} roles of users or keys are bound to {area.area_id}; take them away first")


def require_bearable(overloaded: str) -> None:
    """`overloaded`: who would have too many sites, if anybody. Raises AreaTooLarge."""
    if overloaded:
        raise AreaTooLarge(f"{overloaded} would have more than {MAX_SITES} sites", field="sites")
