from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.oidc_method import OidcMethod
    from ..models.till_method import TillMethod


T = TypeVar("T", bound="Methods")


@_attrs_define
class Methods:
    """Ways to sign in.

    Attributes:
        password (bool):  Default: True.
        oidc (None | OidcMethod): Another provider; null when none is set up
        till (None | TillMethod): The till that this browser is: PINs; null when it is none
    """

    oidc: None | OidcMethod
    till: None | TillMethod
    password: bool = True

    def to_dict(self) -> dict[str, Any]:
        from ..models.oidc_method import OidcMethod
        from ..models.till_method import TillMethod

        password = self.password

        oidc: dict[str, Any] | None
        if isinstance(self.oidc, OidcMethod):
            oidc = self.oidc.to_dict()
        else:
            oidc = self.oidc

        till: dict[str, Any] | None
        if isinstance(self.till, TillMethod):
            till = self.till.to_dict()
        else:
            till = self.till

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "password": password,
                "oidc": oidc,
                "till": till,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.oidc_method import OidcMethod
        from ..models.till_method import TillMethod

        d = dict(src_dict)
        password = d.pop("password")

        def _parse_oidc(data: object) -> None | OidcMethod:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                oidc_type_0 = OidcMethod.from_dict(data)

                return oidc_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OidcMethod, data)

        oidc = _parse_oidc(d.pop("oidc"))

        def _parse_till(data: object) -> None | TillMethod:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                till_type_0 = TillMethod.from_dict(data)

                return till_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TillMethod, data)

        till = _parse_till(d.pop("till"))

        methods = cls(
            password=password,
            oidc=oidc,
            till=till,
        )

        return methods
