from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.contact import Contact
    from ..models.quiet_hours import QuietHours


T = TypeVar("T", bound="Recipient")


@_attrs_define
class Recipient:
    """
    Attributes:
        version (int): Grows with every change
        changed_at (datetime.datetime):
        changed_by (str):
        name (str):
        sites (list[str]): Site ids; empty: every site
        enabled (bool):  Default: True.
        time_zone (str):  Default: 'UTC'.
        user_id (str): Whose devices Web Push reaches Default: ''.
        contacts (list[Contact]): Told on all of them at once
        quiet (list[QuietHours]):
        id (str):
    """

    version: int
    changed_at: datetime.datetime
    changed_by: str
    name: str
    sites: list[str]
    contacts: list[Contact]
    quiet: list[QuietHours]
    id: str
    enabled: bool = True
    time_zone: str = "UTC"
    user_id: str = ""

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        changed_at = self.changed_at.isoformat()

        changed_by = self.changed_by

        name = self.name

        sites = self.sites

        enabled = self.enabled

        time_zone = self.time_zone

        user_id = self.user_id

        contacts = []
        for contacts_item_data in self.contacts:
            contacts_item = contacts_item_data.to_dict()
            contacts.append(contacts_item)

        quiet = []
        for quiet_item_data in self.quiet:
            quiet_item = quiet_item_data.to_dict()
            quiet.append(quiet_item)

        id = self.id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "version": version,
                "changed_at": changed_at,
                "changed_by": changed_by,
                "name": name,
                "sites": sites,
                "enabled": enabled,
                "time_zone": time_zone,
                "user_id": user_id,
                "contacts": contacts,
                "quiet": quiet,
                "id": id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.contact import Contact
        from ..models.quiet_hours import QuietHours

        d = dict(src_dict)
        version = d.pop("version")

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        changed_by = d.pop("changed_by")

        name = d.pop("name")

        sites = cast(list[str], d.pop("sites"))

        enabled = d.pop("enabled")

        time_zone = d.pop("time_zone")

        user_id = d.pop("user_id")

        contacts = []
        _contacts = d.pop("contacts")
        for contacts_item_data in _contacts:
            contacts_item = Contact.from_dict(contacts_item_data)

            contacts.append(contacts_item)

        quiet = []
        _quiet = d.pop("quiet")
        for quiet_item_data in _quiet:
            quiet_item = QuietHours.from_dict(quiet_item_data)

            quiet.append(quiet_item)

        id = d.pop("id")

        recipient = cls(
            version=version,
            changed_at=changed_at,
            changed_by=changed_by,
            name=name,
            sites=sites,
            enabled=enabled,
            time_zone=time_zone,
            user_id=user_id,
            contacts=contacts,
            quiet=quiet,
            id=id,
        )

        return recipient
