"""What people write down about notifications: documents with an id of their own, at sites or for all of them."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from motorway_kit.errors import Conflict, InvalidInput, NotFound
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError


class DocumentKind(StrEnum):
    CHANNEL = "CHANNEL"
    RECIPIENT = "RECIPIENT"
    ROTA = "ROTA"
    POLICY = "POLICY"


class DocumentNotFound(NotFound):
    """There is no channel, recipient, rota or policy of that id."""


class DocumentInUse(Conflict):
    """Others name it: they must be changed first."""


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is no time zone of the IANA database")
    return name


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(values)) != len(values):
        raise ValueError("names one twice")
    return values


Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Sites = Annotated[tuple[Slug, ...], Field(max_length=1000), AfterValidator(_distinct)]
Zone = Annotated[str, AfterValidator(_known_zone)]
"""An IANA time zone, `Europe/London`."""


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Document(Part):
    """`id` names it in other documents. No `sites`: it is for all of them, also those to come."""

    id: Slug
    name: Name
    sites: Sites = ()
    enabled: bool = True

    def serves(self, sites: Collection[str]) -> bool:
        """Whether what is at all these sites (none: everywhere) may use it."""
        return not self.sites or (bool(sites) and set(sites) <= set(self.sites))


P = TypeVar("P", bound=BaseModel)


def read(model: type[P], data: Mapping[str, object]) -> P:
    """Raises InvalidInput with the path of the first thing that is wrong (`steps.0.after_s`)."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        path = ".".join(map(str, first["loc"]))
        raise InvalidInput(f"{path}: {first['msg']}", field=path) from error


def zone(name: str) -> ZoneInfo:
    """Of a name that was checked."""
    return ZoneInfo(name)
