from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.contact_input import ContactInput
    from ..models.quiet_hours_input import QuietHoursInput


T = TypeVar("T", bound="RecipientContent")


@_attrs_define
class RecipientContent:
    """
    Attributes:
        name (str):
        contacts (list[ContactInput]): Told on all of them at once
        sites (list[str] | Unset): Site ids; empty: every site
        enabled (bool | Unset):  Default: True.
        time_zone (str | Unset):  Default: 'UTC'.
        user_id (str | Unset): Whose devices Web Push reaches Default: ''.
        quiet (list[QuietHoursInput] | Unset):
    """

    name: str
    contacts: list[ContactInput]
    sites: list[str] | Unset = UNSET
    enabled: bool | Unset = True
    time_zone: str | Unset = "UTC"
    user_id: str | Unset = ""
    quiet: list[QuietHoursInput] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        contacts = []
        for contacts_item_data in self.contacts:
            contacts_item = contacts_item_data.to_dict()
            contacts.append(contacts_item)

        sites: list[str] | Unset = UNSET
        if not isinstance(self.sites, Unset):
            sites = self.sites

        enabled = self.enabled

        time_zone = self.time_zone

        user_id = self.user_id

        quiet: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.quiet, Unset):
            quiet = []
            for quiet_item_data in self.quiet:
                quiet_item = quiet_item_data.to_dict()
                quiet.append(quiet_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "contacts": contacts,
            }
        )
        if sites is not UNSET:
            field_dict["sites"] = sites
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if time_zone is not UNSET:
            field_dict["time_zone"] = time_zone
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if quiet is not UNSET:
            field_dict["quiet"] = quiet

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.contact_input import ContactInput
        from ..models.quiet_hours_input import QuietHoursInput

        d = dict(src_dict)
        name = d.pop("name")

        contacts = []
        _contacts = d.pop("contacts")
        for contacts_item_data in _contacts:
            contacts_item = ContactInput.from_dict(contacts_item_data)

            contacts.append(contacts_item)

        sites = cast(list[str], d.pop("sites", UNSET))

        enabled = d.pop("enabled", UNSET)

        time_zone = d.pop("time_zone", UNSET)

        user_id = d.pop("user_id", UNSET)

        _quiet = d.pop("quiet", UNSET)
        quiet: list[QuietHoursInput] | Unset = UNSET
        if _quiet is not UNSET:
            quiet = []
            for quiet_item_data in _quiet:
                quiet_item = QuietHoursInput.from_dict(quiet_item_data)

                quiet.append(quiet_item)

        recipient_content = cls(
            name=name,
            contacts=contacts,
            sites=sites,
            enabled=enabled,
            time_zone=time_zone,
            user_id=user_id,
            quiet=quiet,
        )

        return recipient_content
