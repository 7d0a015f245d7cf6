from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.operation import Operation

if TYPE_CHECKING:
    from ..models.grant import Grant


T = TypeVar("T", bound="ApiKey")


@_attrs_define
class ApiKey:
    """What is known of a key; the key itself is kept nowhere.

    Attributes:
        api_key_id (UUID):
        name (str):
        prefix (str): How the key begins
        grants (list[Grant]):
        operations (list[Operation]): Only these; empty: all that its roles allow
        expires_at (datetime.datetime):
        created_at (datetime.datetime):
        created_by (str):
        last_used_at (datetime.datetime | None): To the minute
        revoked_at (datetime.datetime | None):
    """

    api_key_id: UUID
    name: str
    prefix: str
    grants: list[Grant]
    operations: list[Operation]
    expires_at: datetime.datetime
    created_at: datetime.datetime
    created_by: str
    last_used_at: datetime.datetime | None
    revoked_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        api_key_id = str(self.api_key_id)

        name = self.name

        prefix = self.prefix

        grants = []
        for grants_item_data in self.grants:
            grants_item = grants_item_data.to_dict()
            grants.append(grants_item)

        operations = []
        for operations_item_data in self.operations:
            operations_item = operations_item_data.value
            operations.append(operations_item)

        expires_at = self.expires_at.isoformat()

        created_at = self.created_at.isoformat()

        created_by = self.created_by

        last_used_at: None | str
        if isinstance(self.last_used_at, datetime.datetime):
            last_used_at = self.last_used_at.isoformat()
        else:
            last_used_at = self.last_used_at

        revoked_at: None | str
        if isinstance(self.revoked_at, datetime.datetime):
            revoked_at = self.revoked_at.isoformat()
        else:
            revoked_at = self.revoked_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "api_key_id": api_key_id,
                "name": name,
                "prefix": prefix,
                "grants": grants,
                "operations": operations,
                "expires_at": expires_at,
                "created_at": created_at,
                "created_by": created_by,
                "last_used_at": last_used_at,
                "revoked_at": revoked_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.grant import Grant

        d = dict(src_dict)
        api_key_id = UUID(d.pop("api_key_id"))

        name = d.pop("name")

        prefix = d.pop("prefix")

        grants = []
        _grants = d.pop("grants")
        for grants_item_data in _grants:
            grants_item = Grant.from_dict(grants_item_data)

            grants.append(grants_item)

        operations = []
        _operations = d.pop("operations")
        for operations_item_data in _operations:
            operations_item = Operation(operations_item_data)

            operations.append(operations_item)

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        created_by = d.pop("created_by")

        def _parse_last_used_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_used_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_used_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_used_at = _parse_last_used_at(d.pop("last_used_at"))

        def _parse_revoked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                revoked_at_type_0 = datetime.datetime.fromisoformat(data)

                return revoked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        revoked_at = _parse_revoked_at(d.pop("revoked_at"))

        api_key = cls(
            api_key_id=api_key_id,
            name=name,
            prefix=prefix,
            grants=grants,
            operations=operations,
            expires_at=expires_at,
            created_at=created_at,
            created_by=created_by,
            last_used_at=last_used_at,
            revoked_at=revoked_at,
        )

        return api_key
