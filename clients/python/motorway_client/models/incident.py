from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.incident_kind import IncidentKind

if TYPE_CHECKING:
    from ..models.alert import Alert


T = TypeVar("T", bound="Incident")


@_attrs_define
class Incident:
    """
    Attributes:
        incident_id (str):
        site (str):
        kind (IncidentKind): SITE_DARK: the site's controller is offline; STORM: more alerts within a minute than
            anybody can look at.
        head (Alert):
        opened_at (datetime.datetime):
        joined_at (datetime.datetime): When the newest alert joined it
        alerts (int): How many joined it, without the head
        gathering (bool): New alerts of the site still join it
        closed_at (datetime.datetime | None):
        version (int):
    """

    incident_id: str
    site: str
    kind: IncidentKind
    head: Alert
    opened_at: datetime.datetime
    joined_at: datetime.datetime
    alerts: int
    gathering: bool
    closed_at: datetime.datetime | None
    version: int

    def to_dict(self) -> dict[str, Any]:
        incident_id = self.incident_id

        site = self.site

        kind = self.kind.value

        head = self.head.to_dict()

        opened_at = self.opened_at.isoformat()

        joined_at = self.joined_at.isoformat()

        alerts = self.alerts

        gathering = self.gathering

        closed_at: None | str
        if isinstance(self.closed_at, datetime.datetime):
            closed_at = self.closed_at.isoformat()
        else:
            closed_at = self.closed_at

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "incident_id": incident_id,
                "site": site,
                "kind": kind,
                "head": head,
                "opened_at": opened_at,
                "joined_at": joined_at,
                "alerts": alerts,
                "gathering": gathering,
                "closed_at": closed_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.alert import Alert

        d = dict(src_dict)
        incident_id = d.pop("incident_id")

        site = d.pop("site")

        kind = IncidentKind(d.pop("kind"))

        head = Alert.from_dict(d.pop("head"))

        opened_at = datetime.datetime.fromisoformat(d.pop("opened_at"))

        joined_at = datetime.datetime.fromisoformat(d.pop("joined_at"))

        alerts = d.pop("alerts")

        gathering = d.pop("gathering")

        def _parse_closed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_at_type_0 = datetime.datetime.fromisoformat(data)

                return closed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        closed_at = _parse_closed_at(d.pop("closed_at"))

        version = d.pop("version")

        incident = cls(
            incident_id=incident_id,
            site=site,
            kind=kind,
            head=head,
            opened_at=opened_at,
            joined_at=joined_at,
            alerts=alerts,
            gathering=gathering,
            closed_at=closed_at,
            version=version,
        )

        return incident
