from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.caller_kind import CallerKind
from ..models.restriction import Restriction

if TYPE_CHECKING:
    from ..models.held_grant import HeldGrant
    from ..models.permission import Permission


T = TypeVar("T", bound="Me")


@_attrs_define
class Me:
    """
    Attributes:
        kind (CallerKind): Kinds of caller that can come to this door.
        user_id (str): Of the user or the API key
        username (str):
        display_name (str):
        grants (list[HeldGrant]):
        permissions (list[Permission]): What may be done, and where
        restriction (None | Restriction): What must be done before anything else is allowed
        second_factor (bool):
        has_pin (bool):
        session_id (str):
    """

    kind: CallerKind
    user_id: str
    username: str
    display_name: str
    grants: list[HeldGrant]
    permissions: list[Permission]
    restriction: None | Restriction
    second_factor: bool
    has_pin: bool
    session_id: str

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        user_id = self.user_id

        username = self.username

        display_name = self.display_name

        grants = []
        for grants_item_data in self.grants:
            grants_item = grants_item_data.to_dict()
            grants.append(grants_item)

        permissions = []
        for permissions_item_data in self.permissions:
            permissions_item = permissions_item_data.to_dict()
            permissions.append(permissions_item)

        restriction: None | str
        if isinstance(self.restriction, Restriction):
            restriction = self.restriction.value
        else:
            restriction = self.restriction

        second_factor = self.second_factor

        has_pin = self.has_pin

        session_id = self.session_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "user_id": user_id,
                "username": username,
                "display_name": display_name,
                "grants": grants,
                "permissions": permissions,
                "restriction": restriction,
                "second_factor": second_factor,
                "has_pin": has_pin,
                "session_id": session_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.held_grant import HeldGrant
        from ..models.permission import Permission

        d = dict(src_dict)
        kind = CallerKind(d.pop("kind"))

        user_id = d.pop("user_id")

        username = d.pop("username")

        display_name = d.pop("display_name")

        grants = []
        _grants = d.pop("grants")
        for grants_item_data in _grants:
            grants_item = HeldGrant.from_dict(grants_item_data)

            grants.append(grants_item)

        permissions = []
        _permissions = d.pop("permissions")
        for permissions_item_data in _permissions:
            permissions_item = Permission.from_dict(permissions_item_data)

            permissions.append(permissions_item)

        def _parse_restriction(data: object) -> None | Restriction:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                restriction_type_0 = Restriction(data)

                return restriction_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Restriction, data)

        restriction = _parse_restriction(d.pop("restriction"))

        second_factor = d.pop("second_factor")

        has_pin = d.pop("has_pin")

        session_id = d.pop("session_id")

        me = cls(
            kind=kind,
            user_id=user_id,
            username=username,
            display_name=display_name,
            grants=grants,
            permissions=permissions,
            restriction=restriction,
            second_factor=second_factor,
            has_pin=has_pin,
            session_id=session_id,
        )

        return me
