from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.restriction import Restriction

T = TypeVar("T", bound="Token")


@_attrs_define
class Token:
    """
    Attributes:
        access_token (str): Send it as `Authorization: Bearer …`
        token_type (Literal['bearer']):  Default: 'bearer'.
        expires_in (int): Seconds
        refresh_token (str): For the next tokens; works once
        restriction (None | Restriction): What must be done before anything else is allowed
    """

    access_token: str
    expires_in: int
    refresh_token: str
    restriction: None | Restriction
    token_type: Literal["bearer"] = "bearer"

    def to_dict(self) -> dict[str, Any]:
        access_token = self.access_token

        token_type = self.token_type

        expires_in = self.expires_in

        refresh_token = self.refresh_token

        restriction: None | str
        if isinstance(self.restriction, Restriction):
            restriction = self.restriction.value
        else:
            restriction = self.restriction

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "access_token": access_token,
                "token_type": token_type,
                "expires_in": expires_in,
                "refresh_token": refresh_token,
                "restriction": restriction,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        access_token = d.pop("access_token")

        token_type = cast(Literal["bearer"], d.pop("token_type"))
        if token_type != "bearer":
            raise ValueError(f"token_type must match const 'bearer', got '{token_type}'")

        expires_in = d.pop("expires_in")

        refresh_token = d.pop("refresh_token")

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

        token = cls(
            access_token=access_token,
            token_type=token_type,
            expires_in=expires_in,
            refresh_token=refresh_token,
            restriction=restriction,
        )

        return token
